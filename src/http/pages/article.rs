//! `GET /articles/{id}`
pub(crate) async fn article() -> &'static str {
    ""
}
