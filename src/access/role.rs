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

impl Role {
    /// All of them, the least first.
    pub const ALL: [Role; 4] = [Role::Customer, Role::Agent, Role::Writer, Role::Admin];

    /// The word for it in the configuration, the terminal, the API and the store.
    pub fn word(self) -> &'static str {
        match self {
            Role::Customer => "customer",
            Role::Agent => "agent",
            Role::Writer => "writer",
            Role::Admin => "admin",
        }
    }

    /// The role of this word.
    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }
}
