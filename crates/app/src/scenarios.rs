//! Scenarios: recorded requests that are sent in order, with what is expected of the answers.
//!
//! `hookglass_automation::scenario` knows what a scenario is and reads its file. Here scenarios are stored (`library`),
//! edited (`edit`, `form`), run (`run`), and run for the window, one at a time (`window`).

mod context;
mod edit;
mod error;
mod form;
mod library;
mod run;
mod window;
mod window_run;

pub use context::Scenarios;
pub use error::ScenariosError;
pub use library::{Recorded, Recording};
pub use run::{ScenarioRun, ScenarioTarget};
pub(crate) use window::MAX_SCENARIO_ROWS;
