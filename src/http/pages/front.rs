//! `GET /`
#[derive(Default)]
pub(crate) struct Front;
pub(crate) async fn front() -> &'static str {
    ""
}
