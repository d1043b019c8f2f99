//! error
use crate::http::{problem::Problem, state::Shared};
pub(crate) fn problem(_shared: &Shared, problem: &Problem, _path: &str, _id: &str) -> String {
    problem.title().to_owned()
}
