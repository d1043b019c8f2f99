//! assets
pub(crate) struct Assets;
impl Assets {
    pub(crate) fn load() -> Assets {
        Assets
    }
}
pub(crate) async fn asset() -> &'static str {
    ""
}
pub(crate) async fn favicon() -> &'static str {
    ""
}
pub(crate) async fn robots() -> &'static str {
    ""
}
