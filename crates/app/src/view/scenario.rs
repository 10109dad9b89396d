//! Scenarios that are kept, and what came of the steps of one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BulkSelection, FreshDraft, SigningChoice};

/// Events to be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct RecordRequest {
    /// What to call the scenario.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// Which; they are recorded in the order of their arrival.
    pub selection: BulkSelection,
    /// With the pauses between which they arrived, ten minutes at most.
    pub pauses: bool,
    /// Members of Authgear's events that are made new each time.
    pub fresh: FreshDraft,
    /// What becomes of signatures.
    pub signing: SigningChoice,
    /// The status that each answer is to have: `200`, `2xx`, or empty.
    pub status: String,
    /// In the place of a scenario of that name.
    pub replace: bool,
}

/// A scenario that was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScenarioRecorded {
    /// As the list shows it.
    pub row: ScenarioRow,
    /// Events whose bodies are not whole in the database.
    pub cut: Vec<i64>,
}

/// A scenario to be edited.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ScenarioForm {
    /// What a person calls it.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// What is done, in order.
    pub steps: Vec<StepForm>,
}

/// A step to be edited.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StepForm {
    /// What a person calls it; can be empty.
    pub name: String,
    /// Milliseconds to wait before it.
    pub pause_ms: u32,
    /// The method.
    pub method: String,
    /// What follows the target's URL: nothing, or a path, or `?` and a query.
    pub target: String,
    /// The headers, in order.
    pub headers: Vec<HeaderForm>,
    /// The body: its text, or its bytes in base64.
    pub body: String,
    /// Whether the body is in base64, since it is not UTF-8.
    pub base64: bool,
    /// Members of the body that are made new.
    pub fresh: FreshDraft,
    /// Edits of the body, after that.
    pub edits: Vec<EditForm>,
    /// Its signature; `as_received` is `original`.
    pub signing: SigningChoice,
    /// `200`, `2xx`, or empty.
    pub status: String,
    /// What the event's sender is to make of the answer, as in `VerdictView.outcome`, or empty.
    pub verdict: String,
    /// How long the answer takes at most, in milliseconds.
    pub within_ms: Option<u32>,
    /// What its body holds.
    pub answer: Vec<WantedForm>,
}

/// A header of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HeaderForm {
    /// The name.
    pub name: String,
    /// The value: its text, or its bytes in base64.
    pub value: String,
    /// Whether the value is in base64, since it is not UTF-8.
    pub base64: bool,
}

/// An edit of a step's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EditForm {
    /// The place, as a JSON Pointer.
    pub at: String,
    /// The JSON value that is put there; null takes away what is there.
    pub to: Option<String>,
}

/// What is wanted at a place of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WantedForm {
    /// The place, as a JSON Pointer.
    pub at: String,
    /// What is wanted.
    pub test: WantedTest,
    /// The value as JSON, or the pattern.
    pub value: String,
}

/// A kind of test of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum WantedTest {
    /// This value.
    Equals,
    /// A text of this form.
    Matches,
    /// Any value.
    Exists,
    /// None.
    Missing,
}

/// A scenario as its file and as a form, or what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScenarioRead {
    /// The text of its file; null when the form is wrong.
    pub text: Option<String>,
    /// The form; null when the text is wrong.
    pub form: Option<ScenarioForm>,
    /// What is wrong.
    pub error: Option<ScenarioMistake>,
}

/// What is wrong with a scenario, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScenarioMistake {
    /// Which step, from 1; null for the scenario as a whole.
    pub step: Option<u64>,
    /// Where in the step as a file has it, or in the whole, as a JSON Pointer.
    pub pointer: String,
    /// Line of the text, from 1; null when the form is wrong.
    pub line: Option<u64>,
    /// Column in characters, from 1.
    pub column: Option<u64>,
    /// What is wrong, and what to do.
    pub what: String,
}

/// Where a scenario is to go.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[ts(export)]
pub struct ScenarioRunRequest {
    /// Its name.
    pub name: String,
    /// The URL that the targets of its steps follow.
    pub to: String,
    /// How long to wait for each answer, in milliseconds; null for 30 seconds.
    pub timeout_ms: Option<u64>,
    /// Whether the target's certificate has to be believed.
    pub verify_tls: bool,
    /// Whether the person has said that it may leave this computer. Asked once for each host.
    pub confirmed: bool,
}

/// A scenario that is being carried out, or was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScenarioRunView {
    /// Its number; the next one has another.
    pub run: u64,
    /// The scenario.
    pub name: String,
    /// Where it goes.
    pub to: String,
    /// What it does.
    pub state: ScenarioRunState,
    /// Steps there are.
    pub steps: u64,
    /// Those of which all came that was expected.
    pub passed: u64,
    /// Those of which something did not.
    pub failed: u64,
    /// Those that could not be sent.
    pub not_sent: u64,
    /// Those that were not to be sent any more.
    pub skipped: u64,
    /// How long it has been at it, in milliseconds.
    pub elapsed_ms: u64,
    /// Why it could not go on; null when it could.
    pub problem: Option<String>,
}

/// What a scenario does that is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ScenarioRunState {
    /// It sends, or waits for its next step.
    Running,
    /// Somebody stopped it.
    Cancelled,
    /// It came to its end.
    Done,
}

/// A step of a run; what is not done yet has its name only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ScenarioRunStep {
    /// Its number, from 1.
    pub number: u64,
    /// Its name; can be empty.
    pub name: String,
    /// What came of it.
    pub done: Option<ScenarioStep>,
}

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
