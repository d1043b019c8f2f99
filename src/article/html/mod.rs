//! What does the body look like on a page?
//!
//! [`html`] renders it with two walls against scripts: `page` and `raw` write only tags and attributes of their own
//! making, and `wall` (ammonia) looks at the result once more. Nesting is cut first, for the second wall takes
//! quadratic time in depth.

mod page;
mod raw;
mod address;
mod wall;

pub use page::{Html, html, html_of};
