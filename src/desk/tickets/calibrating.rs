//! What does the desk's own record say of its probabilities?

use std::sync::{Arc, PoisonError};

use crate::{
    access::Scope,
    desk::Desk,
    learn::Lessons,
    suggest::{Calibration, Features},
};

/// It is computed anew when the record has changed by this part of it.
const RENEW: u64 = 20;
/// The record of so many scopes is remembered at most.
const MOST: usize = 64;

/// A calibration, and how much of the record it rests on.
#[derive(Debug)]
pub(in crate::desk) struct Calibrated {
    changes: u64,
    calibration: Option<Arc<Calibration>>,
}

impl Desk {
    /// What those forecasts say that rest on nothing but what a scope opens. None while they are too few.
    pub(in crate::desk) fn calibration(&self, lessons: &Lessons, scope: &Scope) -> Option<Arc<Calibration>> {
        let (cases, opens) = (lessons.cases(), |audiences: &[String]| scope.holds(audiences));
        let changes = cases.forecasts().changes(&opens);
        let mut known = self.calibrations.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(scope)
            && changes.abs_diff(known.changes) <= known.changes / RENEW
        {
            return known.calibration.clone();
        }
        let tested = cases.forecasts().tested(cases, self.view().ranking(), &opens);
        let record: Vec<(Features, bool)> = tested
            .into_iter()
            .filter_map(|tested| Some((Features::kept(tested.made_of)?, tested.came_true)))
            .collect();
        let calibration = Calibration::of(&record).map(Arc::new);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(scope.clone(), Calibrated { changes, calibration: calibration.clone() });
        calibration
    }
}
