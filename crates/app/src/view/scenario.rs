//! Scenarios: recording, editing, and runs with the results of their steps.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BulkSelection, GenerateOnSend, SigningChoice};

/// A recording of events as a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct RecordRequest {
    /// The name of the new scenario.
    pub name: String,
    /// The description.
    pub about: String,
    /// The events to record, in the order of arrival.
    pub selection: BulkSelection,
    /// Whether to record the pauses between the events, each at most ten minutes.
    pub pauses: bool,
    /// Members of Authgear events that are generated on send.
    pub fresh: GenerateOnSend,
    /// How the requests are signed.
    pub signing: SigningChoice,
    /// The expected status of each answer: `200`, `2xx`, or empty for any.
    pub status: String,
    /// Whether to replace an existing scenario with the same name.
    pub replace: bool,
}

/// The result of a recording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScenarioRecorded {
    /// The scenario's row in the list.
    pub row: ScenarioRow,
    /// The events whose stored bodies are incomplete.
    pub cut: Vec<i64>,
}

/// A scenario in the editor's form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ScenarioForm {
    /// The name.
    pub name: String,
    /// The description.
    pub about: String,
    /// The steps, in order.
    pub steps: Vec<StepForm>,
}

/// A step in the editor's form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StepForm {
    /// The name; can be empty.
    pub name: String,
    /// Pause before the step, in milliseconds.
    pub pause_ms: u32,
    /// The HTTP method.
    pub method: String,
    /// The path and the query, for a target URL without them: empty, a path, or `?` and a query.
    pub target: String,
    /// The headers, in order.
    pub headers: Vec<HeaderForm>,
    /// The body as text, or as base64.
    pub body: String,
    /// Whether `body` is base64, because the body is not UTF-8.
    pub base64: bool,
    /// The members of the body that are generated on send.
    pub fresh: GenerateOnSend,
    /// Edits of the body, applied after the members are generated.
    pub edits: Vec<EditForm>,
    /// How the request is signed. `as_received` means `original`.
    pub signing: SigningChoice,
    /// The expected status: `200`, `2xx`, or empty for any.
    pub status: String,
    /// The expected verdict of the sender, as in `VerdictView.outcome`; empty for any.
    pub verdict: String,
    /// The maximum duration until the end of the answer, in milliseconds; null for any.
    pub within_ms: Option<u32>,
    /// The expected members of the answer's body.
    pub answer: Vec<ExpectationForm>,
}

/// A header of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HeaderForm {
    /// The name.
    pub name: String,
    /// The value as text, or as base64.
    pub value: String,
    /// Whether `value` is base64, because it is not UTF-8.
    pub base64: bool,
}

/// An edit of a step's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EditForm {
    /// The JSON Pointer of the member.
    pub at: String,
    /// The new value as JSON; null removes the member.
    pub to: Option<String>,
}

/// An expectation about a member of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExpectationForm {
    /// The JSON Pointer of the member.
    pub at: String,
    /// The kind of test.
    pub test: ExpectationTest,
    /// The value as JSON for `equals`, the pattern for `matches`; otherwise empty.
    pub value: String,
}

/// A kind of test of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ExpectationTest {
    /// The member equals the value.
    Equals,
    /// The member is a string that matches the pattern.
    Matches,
    /// The member exists, with any value.
    Exists,
    /// The member does not exist.
    Missing,
}

/// A scenario as text and as a form, or the error in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScenarioRead {
    /// The text of the scenario file; null if the form is invalid.
    pub text: Option<String>,
    /// The form; null if the text is invalid.
    pub form: Option<ScenarioForm>,
    /// The error; null if the scenario is valid.
    pub error: Option<ScenarioFormError>,
}

/// An error in a scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScenarioFormError {
    /// The number of the step, from 1; null for the scenario as a whole.
    pub step: Option<u64>,
    /// The place, as a JSON Pointer into the step's JSON as in a scenario file, or into the whole
    /// file.
    pub pointer: String,
    /// The line in the text, from 1; null if the form is invalid.
    pub line: Option<u64>,
    /// The column in characters, from 1; null if the form is invalid.
    pub column: Option<u64>,
    /// What is wrong and how to fix it, in a sentence.
    pub what: String,
}

/// A scenario run to start.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct ScenarioRunRequest {
    /// The name of the scenario.
    pub name: String,
    /// The target URL. Without a path or a query, it gets that of each step.
    pub to: String,
    /// Timeout for each answer, in milliseconds; null for 30 seconds.
    pub timeout_ms: Option<u64>,
    /// Whether to verify the target's TLS certificate.
    pub verify_tls: bool,
    /// Whether the user has confirmed that requests may leave this computer. Required once for each
    /// host.
    pub confirmed: bool,
}

/// A scenario run and its progress.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScenarioRunView {
    /// The number of the run; each run has its own.
    pub run: u64,
    /// The name of the scenario.
    pub name: String,
    /// The target URL.
    pub to: String,
    /// The state.
    pub state: ScenarioRunState,
    /// Steps in total.
    pub steps: u64,
    /// Steps that met all expectations.
    pub passed: u64,
    /// Steps that failed an expectation.
    pub failed: u64,
    /// Steps that could not be sent.
    pub not_sent: u64,
    /// Steps that were skipped because the run had stopped.
    pub skipped: u64,
    /// Running time in milliseconds.
    pub elapsed_ms: u64,
    /// Why the run stopped early, in a sentence; null if it did not.
    pub problem: Option<String>,
}

/// The state of a scenario run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ScenarioRunState {
    /// Sending, or pausing before the next step.
    Running,
    /// Canceled by the user.
    Cancelled,
    /// Finished.
    Done,
}

/// A step of a scenario run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScenarioRunStep {
    /// The number of the step, from 1.
    pub number: u64,
    /// The name; can be empty.
    pub name: String,
    /// The result; null until the step is finished.
    pub done: Option<ScenarioStep>,
}

/// A row of the scenario list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScenarioRow {
    /// The name.
    pub name: String,
    /// The description.
    pub about: String,
    /// The number of steps.
    pub steps: u64,
}

/// The result of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScenarioStep {
    /// The number of the step, from 1.
    pub number: u64,
    /// The name; can be empty.
    pub name: String,
    /// The state.
    pub state: ScenarioStepState,
    /// The HTTP method; null if the request was not sent.
    pub method: Option<String>,
    /// The URL; null if the request was not sent.
    pub url: Option<String>,
    /// The HTTP status of the answer; null if there was none.
    pub status: Option<u16>,
    /// The sender's verdict on the answer, as in `VerdictView.outcome`; null if the request was not
    /// sent.
    pub verdict: Option<String>,
    /// Microseconds from the first connection attempt to the end of the answer.
    pub duration_us: u64,
    /// The expectations and whether they were met, failed ones first.
    pub checks: Vec<ScenarioCheck>,
    /// Why there is no answer, or why the request was not sent, in a sentence.
    pub why: Option<String>,
    /// The start of the answer's body if an expectation was not met; otherwise null.
    pub answer: Option<String>,
}

/// The state of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ScenarioStepState {
    /// All expectations were met.
    Passed,
    /// An expectation was not met.
    Failed,
    /// The request could not be sent.
    NotSent,
    /// The step was skipped because the run had stopped.
    Skipped,
}

/// An expectation and its result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScenarioCheck {
    /// Whether the expectation was met.
    pub met: bool,
    /// The expectation and the actual value, in a sentence.
    pub sentence: String,
}
