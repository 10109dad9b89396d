//! Scenarios: recorded requests with edits, sent in order, and what is expected to come back.
//!
//! `docs/scenarios.md` is the file format. Here is what a scenario is, and whether it can be carried out; [`read`] and
//! [`write`] are the file, [`Step::outgoing`] makes the request of a step, [`Expect::check`] holds an answer against what
//! was expected, and [`junit`] writes what came of it for other tools. Kept out: sending and waiting.

use bytes::Bytes;
use std::time::Duration;

use hookglass_json::Document;
use hookglass_json::display::elided;
use hookglass_json::edit::Edit;
use hookglass_json::pointer::Pointer;
use hookglass_request::capture::Capture;
use hookglass_request::headers::Headers;
use hookglass_request::outgoing::end_to_end;
use hookglass_senders::verdict;

mod expect;
mod file;
mod junit;
mod request;

#[cfg(test)]
mod tests;

pub use expect::Check;
pub use file::{ScenarioFileError, read, write};
pub use junit::{Came, Ran, Run, junit};
pub use request::{Circumstances, MakeError};

/// Steps of a scenario, at most.
const MOST_STEPS: usize = 10_000;
/// Longest name, in characters.
const LONGEST_NAME: usize = 200;
/// Longest pause, and longest time an answer can be given: ten minutes.
const LONGEST_MS: u32 = 600_000;

/// Requests in order, and what is expected of their answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scenario {
    /// What a person calls it.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// What is done, in order.
    pub steps: Vec<Step>,
}

/// One request and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// What a person calls it; can be empty.
    pub name: String,
    /// Milliseconds to wait before it.
    pub pause_ms: u32,
    /// The request as it was recorded or written.
    pub request: Request,
    /// Members of the body that are made new.
    pub fresh: Fresh,
    /// Edits of the body, after that.
    pub edits: Vec<Edit>,
    /// Its signature.
    pub sign: Sign,
    /// What is to come back.
    pub expect: Expect,
}

/// A request, but for where it goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// The method.
    pub method: String,
    /// What follows the target's URL: nothing, or a path, or `?` and a query.
    pub target: String,
    /// The end-to-end headers, in order.
    pub headers: Headers,
    /// The exact body.
    pub body: Bytes,
}

/// Members of an Authgear event that are made new, so that a receiver does not take it for a repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fresh {
    /// The hexadecimal of the new sequence number.
    pub id: bool,
    /// The next sequence number.
    pub seq: bool,
    /// Now.
    pub timestamp: bool,
}

/// What is done about the signature.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Sign {
    /// The recorded one goes out, if there is one.
    #[default]
    Original,
    /// None goes out.
    None,
    /// One goes out that does not verify.
    Wrong,
    /// The body is signed with the secret of this name.
    With(String),
}

/// What is expected to come back. By default a whole answer, whatever it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expect {
    /// Its status.
    pub status: Option<Status>,
    /// What the event's sender would make of it.
    pub verdict: Option<verdict::Outcome>,
    /// How long it takes at most, in milliseconds.
    pub within_ms: Option<u32>,
    /// What its body holds.
    pub answer: Vec<Wanted>,
}

/// A status that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// This one.
    Exactly(u16),
    /// Any of a class: 2 is 200 to 299.
    Class(u8),
}

/// A place of an answer's body, and what is wanted there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The place.
    pub at: Pointer,
    /// What is wanted there.
    pub test: Test,
}

/// What is wanted at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// This value, as JSON. Numbers are the same by their value, objects in any order.
    Equals(String),
    /// Any value, or none.
    Exists(bool),
    /// A text of this form, `*` being any characters; of what is no text, its JSON.
    Matches(String),
}

/// Why a scenario cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{pointer}: {what}", .step.map(|step| format!("step {step}, ")).unwrap_or_default())]
pub struct ScenarioError {
    /// Which step, from 1; `None` for the scenario as a whole.
    pub step: Option<usize>,
    /// Where in its form in a file, as a JSON Pointer: of the step, or of the whole.
    pub pointer: String,
    /// What is wrong, and what to do.
    pub what: String,
}

impl Scenario {
    /// Whether it can be carried out, and be written so that it reads back the same.
    pub fn check(&self) -> Result<(), ScenarioError> {
        let whole = |pointer: &str, what: String| ScenarioError { step: None, pointer: pointer.to_owned(), what };
        if self.name.trim().is_empty() {
            return Err(whole("/name", "a scenario needs a name".to_owned()));
        }
        if self.name.chars().count() > LONGEST_NAME {
            return Err(whole("/name", format!("the name is longer than {LONGEST_NAME} characters")));
        }
        if self.steps.is_empty() {
            return Err(whole("/steps", "a scenario needs a step".to_owned()));
        }
        if self.steps.len() > MOST_STEPS {
            return Err(whole("/steps", format!("there are more than {MOST_STEPS} steps; make two scenarios of them")));
        }
        let checked =
            self.steps.iter().enumerate().try_for_each(|(at, step)| step.check().map_err(|wrong| (at, wrong)));
        checked.map_err(|(at, (pointer, what))| ScenarioError { step: Some(at + 1), pointer, what })
    }
}

/// A place in a step's form in a file, and what is wrong there.
type Wrong = (String, String);

fn wrong<T>(pointer: impl Into<String>, what: impl Into<String>) -> Result<T, Wrong> {
    Err((pointer.into(), what.into()))
}

impl Step {
    /// A step that sends what was received, unchanged.
    pub fn recorded(name: impl Into<String>, capture: &Capture) -> Self {
        let request = Request {
            method: capture.method.clone(),
            target: suffix(&capture.target),
            headers: end_to_end(&capture.headers).0,
            body: capture.body.clone(),
        };
        Self { name: name.into(), request, ..Self::default() }
    }

    /// How long to wait before it.
    pub fn pause(&self) -> Duration {
        Duration::from_millis(self.pause_ms.into())
    }

    fn check(&self) -> Result<(), Wrong> {
        if self.name.chars().count() > LONGEST_NAME {
            return wrong("/name", format!("the name is longer than {LONGEST_NAME} characters"));
        }
        if self.pause_ms > LONGEST_MS {
            return wrong("/pause_ms", format!("a pause is at most {LONGEST_MS} ms"));
        }
        self.request.check()?;
        for (at, edit) in self.edits.iter().enumerate() {
            if let Edit::Set { json, .. } = edit {
                is_json(json).or_else(|what| wrong(format!("/edits/{at}/to"), what))?;
            }
        }
        if let Sign::With(secret) = &self.sign
            && secret.trim().is_empty()
        {
            return wrong("/sign/with", "the name of a secret is wanted");
        }
        self.expect.check_form()
    }
}

impl Request {
    fn check(&self) -> Result<(), Wrong> {
        let is_token = |text: &str| {
            !text.is_empty()
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
        };
        if !is_token(&self.method) {
            let method = elided(&self.method.escape_debug().to_string(), 60);
            return wrong("/request/method", format!("'{method}' is not a method of HTTP"));
        }
        let starts_well = self.target.is_empty() || self.target.starts_with(['/', '?']);
        if !starts_well || !self.target.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#') {
            let target = elided(&self.target.escape_debug().to_string(), 60);
            let what = format!(
                "'{target}' is no target; it is empty or begins with '/' or '?', and has visible ASCII characters only, \
                 without '#'"
            );
            return wrong("/request/target", what);
        }
        let (kept, dropped) = end_to_end(&self.headers);
        if let Some(name) = dropped.first() {
            let at = self.headers.iter().position(|(other, _)| other == name).unwrap_or_default();
            let what = format!("'{name}' belongs to one connection and is made anew; leave it out");
            return wrong(format!("/request/headers/{at}"), what);
        }
        for (at, (name, value)) in kept.iter().enumerate() {
            if !is_token(name) {
                let name = elided(&name.escape_debug().to_string(), 60);
                return wrong(format!("/request/headers/{at}"), format!("'{name}' is not the name of a header"));
            }
            if value.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
                let what = format!("the value of '{name}' holds a NUL or a line break, which HTTP does not have");
                return wrong(format!("/request/headers/{at}"), what);
            }
        }
        if Headers::from_pairs(kept.iter()) != self.headers {
            return wrong("/request/headers", "there is a line that is no header");
        }
        Ok(())
    }
}

/// What follows a target's URL, of a target as it was received.
fn suffix(target: &[u8]) -> String {
    let path = match memchr::memmem::find(target, b"://") {
        Some(at) if !target.starts_with(b"/") => {
            let rest = &target[at + 3..];
            &rest[rest.iter().position(|byte| matches!(byte, b'/' | b'?')).unwrap_or(rest.len())..]
        }
        _ => target,
    };
    let path = &path[..path.iter().position(|byte| *byte == b'#').unwrap_or(path.len())];
    let written: String = path
        .iter()
        .map(|byte| if byte.is_ascii_graphic() { char::from(*byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    if written.is_empty() || written.starts_with(['/', '?']) { written } else { format!("/{written}") }
}

fn is_json(json: &str) -> Result<(), String> {
    if json.starts_with('\u{feff}') {
        return Err("it begins with a byte order mark".to_owned());
    }
    Document::parse(Bytes::copy_from_slice(json.as_bytes()))
        .map(|_| ())
        .map_err(|error| format!("this is not JSON: {error}; a text needs its quotes"))
}
