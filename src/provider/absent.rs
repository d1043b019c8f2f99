//! What does signing in through another program do in a program that was built without it?

use super::{Asked, Error, Known, Settings};

/// Says that this program was built without it.
pub struct Provider(Settings);

impl Provider {
    /// One of these settings, that does nothing.
    pub fn new(settings: Settings) -> Provider {
        Provider(settings)
    }

    /// What it was made with.
    pub fn settings(&self) -> &Settings {
        &self.0
    }

    /// What is wrong with it.
    pub fn trouble(&self) -> Option<String> {
        Some(Error::NotBuilt.to_string())
    }

    /// Says that this program was built without it.
    ///
    /// # Errors
    /// Always.
    pub fn look(&self) -> Result<(), Error> {
        Err(Error::NotBuilt)
    }

    /// Says that this program was built without it.
    ///
    /// # Errors
    /// Always.
    pub fn begin(&self, _: &Asked) -> Result<String, Error> {
        Err(Error::NotBuilt)
    }

    /// Says that this program was built without it.
    ///
    /// # Errors
    /// Always.
    pub fn finish(&self, _: &str, _: &Asked) -> Result<Known, Error> {
        Err(Error::NotBuilt)
    }
}
