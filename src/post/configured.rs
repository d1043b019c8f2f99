//! Who carries requests here?

use super::{Settings, mail::Mail, webhook::Webhook};
use crate::request::Courier;

/// Those that the operator configured.
pub fn couriers(settings: &Settings) -> Vec<Box<dyn Courier>> {
    let base = settings.public_url.as_deref().unwrap_or_default();
    let mut couriers: Vec<Box<dyn Courier>> = Vec::new();
    if let Some(webhook) = &settings.webhook {
        couriers.push(Box::new(Webhook::of(webhook.clone(), base.to_owned())));
    }
    if let Some(mail) = &settings.mail {
        couriers.push(Box::new(Mail::of(mail.clone(), base.to_owned())));
    }
    couriers
}
