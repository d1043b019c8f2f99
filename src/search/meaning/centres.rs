//! What do an article and the tickets that it resolved mean together?

use rustc_hash::FxHashMap;

use crate::{
    access::{Readership, Scope},
    library::Key,
    vector::Vector,
};

/// The centres of articles: the direction of an article's beginning and the tickets that it resolved together, for those
/// who see this reading of it.
#[derive(Clone, Debug, Default)]
pub struct Centres(FxHashMap<Key, Vec<(Readership, Vector)>>);

impl Centres {
    /// The centre of an article for a reader.
    pub fn get(&self, article: Key, scope: &Scope) -> Option<&Vector> {
        let readings = self.0.get(&article)?;
        readings.iter().find(|(readership, _)| scope.sees(readership)).map(|(_, centre)| centre)
    }

    /// Puts the centres of an article's readings in place of those that it had.
    pub fn put(&mut self, article: Key, readings: Vec<(Readership, Vector)>) {
        self.0.insert(article, readings);
    }

    /// Keeps the articles for which `is_there` says yes.
    pub fn retain(&mut self, is_there: impl Fn(Key) -> bool) {
        self.0.retain(|article, _| is_there(*article));
    }
}
