//! How is time drawn?
//!
//! `periods` lays out days, weeks and months, `chart` draws what is known of each; `templates/chart.html` has the picture.

pub(super) mod chart;
mod periods;

pub(super) use chart::Chart;
pub(super) use periods::{filled, unit};
