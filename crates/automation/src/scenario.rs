//! Scenarios: recorded requests with edits, sent in order, and the expectations of their answers.
//!
//! `docs/automate.md` describes the file format. [`read`] and [`write()`] convert between a file
//! and a scenario. [`Step::outgoing`] builds the request of a step, [`Expect::check`] compares an
//! answer with the expectations, and [`junit`] writes a report for build servers.
//!
//! | Module | Contents |
//! | --- | --- |
//! | `definition`, `status` | a scenario as written |
//! | `check` | validation of a scenario |
//! | `request` | the request of a step |
//! | `expect` | an answer compared with the expectations |
//! | `junit` | a report as JUnit XML |
//! | `read`, `write` | the file format |
//!
//! Kept out: sending and waiting.

mod check;
mod definition;
mod expect;
mod junit;
mod read;
mod request;
mod status;
mod write;

pub use check::ScenarioError;
pub use definition::{Expect, Expectation, GeneratedMembers, Request, Scenario, Sign, Step, Test};
pub use expect::Check;
pub use junit::{ScenarioReport, StepOutcome, StepReport, junit};
pub use read::{ScenarioFileError, read};
pub use request::{BuildError, RequestContext};
pub use status::Status;
pub use write::write;

#[cfg(test)]
mod tests;
