//! Where are the credentials, and who may change them here?

use crate::{
    access::{Administer, Permit, Reader},
    cli::{config::Config, run::Failure},
    desk::{Error, Readers},
};

/// Those who may ask, and the right to say who that is: whoever runs the program could change the file anyway.
pub(super) fn opened(config: &Config) -> Result<(Readers, Permit<Administer>), Failure> {
    let permit = Reader::at_terminal([]).permit().map_err(Error::from)?;
    Ok((Readers::open(&config.desk)?, permit))
}
