//! May whoever asks do this?

use super::problem::Problem;
use crate::access::{Denied, Permit, Reader, Right};

/// The right to something that not everybody may; whoever showed no credential is asked for one first.
pub(super) fn permitted<R: Right>(reader: &Reader) -> Result<Permit<R>, Problem> {
    let refused = |denied: Denied| {
        if reader.is_known() { Problem::Forbidden(denied.needs) } else { Problem::CredentialNeeded }
    };
    reader.permit().map_err(refused)
}
