//! Is a model what the reference says, and is whatever is wrong with one told?
