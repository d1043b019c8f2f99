//! Which parts of a body are for some of its readers alone?
//!
//! `<!-- audience: agents -->` … `<!-- /audience -->` and `:::audience agents` … `:::` are blocks: whoever does not
//! belong to one of the named audiences reads the article as if the block were not in the file. `marker` tells the
//! signs, `scan` finds what lies between them, `cut` takes it out.
//!
//! Everything here fails closed: a name that nobody declared lets writers in alone, and a block without an end hides
//! everything behind its beginning.

mod marker;
mod scan;
mod cut;

pub(super) use cut::Cut;
pub(super) use marker::{begins_line, holds_sign, is_sign, is_sign_of_colons};
pub(super) use scan::{Blocks, of};
