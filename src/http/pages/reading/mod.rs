//! What is read, and what readers say of it.
//!
//! `article` is the page of one article, `manual` that of all articles of a topic; `solved` records whether an article
//! solved it, in two steps. `anchors` are the links of headings.

pub(super) mod anchors;
pub(in crate::http) mod article;
pub(in crate::http) mod manual;
pub(in crate::http) mod solved;
