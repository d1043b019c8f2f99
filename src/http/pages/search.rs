//! `GET /search`
pub(crate) async fn search() -> &'static str {
    ""
}
