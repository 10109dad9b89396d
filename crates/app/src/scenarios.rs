//! Scenarios: recorded requests that are sent in order, with expectations of the answers.
//!
//! `hookglass_automation::scenario` defines scenarios and reads their files. This module stores
//! scenarios (`library`), edits them (`edit`, `form`) and runs them (`run`). The window runs one at
//! a time (`window`).

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
pub use library::{RecordOptions, Recorded};
pub use run::{ScenarioRun, ScenarioTarget};
pub(crate) use window::MAX_SCENARIO_ROWS;
