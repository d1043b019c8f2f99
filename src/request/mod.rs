//! What did somebody send to the help desk, and has it got there?
//!
//! A [`Request`] is what somebody wrote when no article solved it; [`Requests`] keeps it until somebody closes it or it is
//! delivered. A [`Delivery`] is one [`Way`] to another program; [`wait()`] says when it is tried again. The [`Packet`] is
//! what travels: the text, what was shown, and what was tried. A [`Courier`] carries it.
//!
//! It must not know SQL, how anything is sent, or how it is shown.

mod address;
mod courier;
mod model;
mod packet;
mod requests;
mod wait;

pub use address::is_mail_address;
pub use courier::{Courier, Refused};
pub use model::{Delivery, Kept, Progress, Request, Way, name_of, number_of};
pub use packet::{Packet, ShownArticle, Suggested, Tried};
pub use requests::{Came, Figures, Requests, Sent};
pub use wait::wait;
