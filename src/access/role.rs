//! What does a reader do at the desk?

/// What a reader does at the desk; a later one may do what an earlier one may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Asks for themselves.
    Customer,
    /// Answers customers.
    Agent,
    /// Writes articles.
    Writer,
    /// Runs the desk.
    Admin,
}
