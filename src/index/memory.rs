//! The naive engine: everything in maps, every query a walk over all articles. The oracle of the fast one.
