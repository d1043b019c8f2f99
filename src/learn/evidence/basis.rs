//! What does an outcome rest on?

/// What an article said when an outcome was made of it, as far as all its readers see it: a block for some of them is no part
/// of it, for whoever does not see the block must not notice that it is changed (law 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Basis {
    /// Which state of the article: the first eight bytes of the hash of its file, or of its reading where it has blocks for
    /// some readers.
    pub content: u64,
    /// Which of its texts: the first eight bytes of BLAKE3 of the section that was used; of all its sections, each in a
    /// line, where that is not known.
    pub section: u64,
}
