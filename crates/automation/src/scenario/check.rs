//! Validates a scenario, so that it can run and be written.

use bytes::Bytes;

use super::definition::{Expect, Request, Scenario, Sign, Step, Test};
use super::status::Status;
use hookglass_json::Document;
use hookglass_json::display::elided;
use hookglass_json::edit::Edit;
use hookglass_request::headers::{Headers, is_token};
use hookglass_request::outgoing::end_to_end;

/// The most steps of a scenario.
const MAX_STEPS: usize = 10_000;
/// The longest name, in characters.
pub(super) const MAX_NAME_CHARS: usize = 200;
/// The longest pause and the longest expected answer time: ten minutes.
pub(super) const MAX_MS: u32 = 600_000;

/// Why a scenario is invalid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{pointer}: {what}", .step.map(|step| format!("step {step}, ")).unwrap_or_default())]
pub struct ScenarioError {
    /// The 1-based number of the step; `None` for the scenario itself.
    pub step: Option<usize>,
    /// The JSON Pointer in the file format, within the step or the scenario.
    pub pointer: String,
    /// What is wrong, and how to fix it.
    pub what: String,
}

impl Scenario {
    /// Checks that the scenario can run, and that its file reads back as the same scenario.
    pub fn check(&self) -> Result<(), ScenarioError> {
        let error = |pointer: &str, what: String| ScenarioError { step: None, pointer: pointer.to_owned(), what };
        if self.name.trim().is_empty() {
            return Err(error("/name", "a scenario needs a name".to_owned()));
        }
        if self.name.chars().count() > MAX_NAME_CHARS {
            return Err(error("/name", format!("the name is longer than {MAX_NAME_CHARS} characters")));
        }
        if self.steps.is_empty() {
            return Err(error("/steps", "a scenario needs at least one step".to_owned()));
        }
        if self.steps.len() > MAX_STEPS {
            return Err(error("/steps", format!("the scenario has more than {MAX_STEPS} steps; split it")));
        }
        let checked =
            self.steps.iter().enumerate().try_for_each(|(at, step)| step.check().map_err(|wrong| (at, wrong)));
        checked.map_err(|(at, (pointer, what))| ScenarioError { step: Some(at + 1), pointer, what })
    }
}

/// A JSON Pointer within a step, and the problem there.
type StepProblem = (String, String);

fn wrong<T>(pointer: impl Into<String>, what: impl Into<String>) -> Result<T, StepProblem> {
    Err((pointer.into(), what.into()))
}

impl Step {
    fn check(&self) -> Result<(), StepProblem> {
        if self.name.chars().count() > MAX_NAME_CHARS {
            return wrong("/name", format!("the name is longer than {MAX_NAME_CHARS} characters"));
        }
        if self.pause_ms > MAX_MS {
            return wrong("/pause_ms", format!("a pause can be at most {MAX_MS} ms"));
        }
        self.request.check()?;
        for (at, edit) in self.edits.iter().enumerate() {
            if let Edit::Set { json, .. } = edit {
                check_json(json).or_else(|what| wrong(format!("/edits/{at}/to"), what))?;
            }
        }
        if let Sign::With(secret) = &self.sign
            && secret.trim().is_empty()
        {
            return wrong("/sign/with", "enter the name of a secret");
        }
        self.expect.check_form()
    }
}

impl Request {
    fn check(&self) -> Result<(), StepProblem> {
        if !is_token(self.method.as_bytes()) {
            let method = elided(&self.method.escape_debug().to_string(), 60);
            return wrong("/request/method", format!("'{method}' is not an HTTP method"));
        }
        let starts_well = self.target.is_empty() || self.target.starts_with(['/', '?']);
        if !starts_well || !self.target.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#') {
            let target = elided(&self.target.escape_debug().to_string(), 60);
            let what = format!(
                "invalid target '{target}'; it must be empty or start with '/' or '?', and contain only visible ASCII \
                 characters except '#'"
            );
            return wrong("/request/target", what);
        }
        let (kept, dropped) = end_to_end(&self.headers);
        if let Some(name) = dropped.first() {
            let at = self.headers.iter().position(|(other, _)| other == name).unwrap_or_default();
            let what = format!("'{name}' belongs to a single connection and is set on send; remove it");
            return wrong(format!("/request/headers/{at}"), what);
        }
        for (at, (name, value)) in kept.iter().enumerate() {
            if !is_token(name.as_bytes()) {
                let name = elided(&name.escape_debug().to_string(), 60);
                return wrong(format!("/request/headers/{at}"), format!("'{name}' is not a header name"));
            }
            if value.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
                let what = format!("the value of '{name}' contains a NUL or a line break, which HTTP does not allow");
                return wrong(format!("/request/headers/{at}"), what);
            }
        }
        if Headers::from_pairs(kept.iter()) != self.headers {
            return wrong("/request/headers", "one line is not a header; write 'Name: value'");
        }
        Ok(())
    }
}

impl Expect {
    fn check_form(&self) -> Result<(), StepProblem> {
        match self.status {
            Some(Status::Exactly(status)) if !(100..600).contains(&status) => {
                let what = format!("{status} is not a valid status; enter a number from 100 to 599");
                return wrong("/expect/status", what);
            }
            Some(Status::Class(class)) if !(1..=5).contains(&class) => {
                return wrong("/expect/status", format!("'{class}xx' is not a valid status class; enter 1xx to 5xx"));
            }
            _ => {}
        }
        if self.within_ms.is_some_and(|within| within > MAX_MS) {
            return wrong("/expect/within_ms", format!("an answer can be given at most {MAX_MS} ms"));
        }
        for (at, expectation) in self.answer.iter().enumerate() {
            if let Test::Equals(json) = &expectation.test {
                check_json(json).or_else(|what| wrong(format!("/expect/answer/{at}/equals"), what))?;
            }
        }
        Ok(())
    }
}

fn check_json(json: &str) -> Result<(), String> {
    if json.starts_with('\u{feff}') {
        return Err("it starts with a byte order mark; remove it".to_owned());
    }
    Document::parse(Bytes::copy_from_slice(json.as_bytes()))
        .map(|_| ())
        .map_err(|error| format!("this is not JSON: {error}; put a string in quotes"))
}
