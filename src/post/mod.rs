//! How does a request get to another program, or into a mailbox?
//!
//! [`couriers`] are those that the operator configured: `webhook` makes a call that is signed as Standard Webhooks are
//! (`sign`), `mail` hands a mail to a server. `written` is what both say. Each try is bounded in time and size, and
//! knows what came of it or that nobody said so; when it is tried again is no matter of theirs.
//!
//! It must not know how requests are kept, or who may see them.

mod configured;
mod mail;
mod secret;
mod settings;
mod sign;
mod webhook;
mod written;

pub use configured::couriers;
pub use settings::{MailSettings, Security, Settings, WebhookSettings};
