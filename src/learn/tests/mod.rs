//! What the fold of outcomes must do, and what its snapshot.

mod cases;
mod forecasts;
mod snapshot;
