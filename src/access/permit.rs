//! May this reader do that?

use std::marker::PhantomData;

use super::Role;

/// Proof that somebody may do something: made by a [`Reader`](super::Reader), asked for by whatever does it. What
/// was not checked does not compile.
#[derive(Debug)]
pub struct Permit<R>(PhantomData<R>);

impl<R> Permit<R> {
    pub(super) fn given() -> Permit<R> {
        Permit(PhantomData)
    }
}

/// Something that not everybody may do.
pub trait Right: sealed::Sealed {
    /// The least role that may.
    const FROM: Role;
}

/// To say what came of something, whoever it was shown to.
#[derive(Debug)]
pub enum Record {}

/// To read what is reported of all tickets, searches and articles within one's scope.
#[derive(Debug)]
pub enum Oversee {}

/// To give credentials to others and take them away.
#[derive(Debug)]
pub enum Administer {}

impl Right for Record {
    const FROM: Role = Role::Agent;
}

impl Right for Oversee {
    const FROM: Role = Role::Writer;
}

impl Right for Administer {
    const FROM: Role = Role::Admin;
}

/// Somebody may not do what they asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("only {} may do this, and those above", needs.plural())]
pub struct Denied {
    /// The least role that may.
    pub needs: Role,
}

impl Role {
    fn plural(self) -> &'static str {
        match self {
            Role::Customer => "customers",
            Role::Agent => "agents",
            Role::Writer => "writers",
            Role::Admin => "admins",
        }
    }
}

mod sealed {
    /// Rights are made here alone.
    pub trait Sealed {}
    impl Sealed for super::Record {}
    impl Sealed for super::Oversee {}
    impl Sealed for super::Administer {}
}
