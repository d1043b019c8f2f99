//! What does installing do in a program that was built without models?

use std::path::Path;

use super::{Installed, Step};
use crate::model::Error;

/// Says that this program was built without models.
///
/// # Errors
/// Always.
pub fn install(_: &Path, _: &Path, _: &(dyn Fn(Step) + Sync)) -> Result<Installed, Error> {
    Err(Error::NotBuilt)
}
