//! Scenarios that are kept, and what came of the steps of one.

use serde::Serialize;
use ts_rs::TS;

/// A scenario, as a row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScenarioRow {
    /// What a person calls it.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// How many steps it has.
    pub steps: u64,
}

/// What came of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScenarioStep {
    /// Its number, from 1.
    pub number: u64,
    /// Its name; can be empty.
    pub name: String,
    /// How it went.
    pub state: ScenarioStepState,
    /// The method, when it was sent.
    pub method: Option<String>,
    /// The URL, when it was sent.
    pub url: Option<String>,
    /// The status of the answer, when there was one.
    pub status: Option<u16>,
    /// What the event's sender makes of what came back, as in `VerdictView.outcome`, when it was sent.
    pub verdict: Option<String>,
    /// From the first attempt to connect to the end of the answer, microseconds.
    pub duration_us: u64,
    /// What was expected, and what came; those that did not come first.
    pub checks: Vec<ScenarioCheck>,
    /// Why there is no answer, or why it was not sent.
    pub why: Option<String>,
}

/// How a step went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ScenarioStepState {
    /// All that was expected came.
    Passed,
    /// Something did not.
    Failed,
    /// It could not be sent.
    NotSent,
    /// It was not to be sent any more.
    Skipped,
}

/// One thing that was expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScenarioCheck {
    /// Whether it came.
    pub met: bool,
    /// What was expected and what came.
    pub sentence: String,
}
