//! An answer compared with the expectations.

use bytes::Bytes;
use std::borrow::Cow;
use std::time::Duration;

use super::definition::{Expect, Expectation, Test};
use super::status::Status;
use hookglass_diff::equal;
use hookglass_filter::Pattern;
use hookglass_json::display::elided;
use hookglass_json::pointer::Pointer;
use hookglass_json::{Document, Value};
use hookglass_request::encoding;
use hookglass_request::outgoing::FailureKind;
use hookglass_senders::verdict::{Outcome, Reply};

/// Characters of a value that a sentence repeats.
const MAX_CHARS: usize = 80;

/// An expectation, and whether it was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Whether the expectation was met.
    pub met: bool,
    /// What was expected and what happened.
    pub sentence: String,
}

impl Check {
    fn new(met: bool, sentence: String) -> Self {
        Self { met, sentence }
    }
}

impl Expect {
    /// Compares a reply with the expectations, in the order of the file format. A complete answer is expected unless there
    /// is an expected verdict, such as `timed_out`.
    pub fn check(&self, reply: Reply<'_>, took: Duration, verdict: Option<Outcome>) -> Vec<Check> {
        let mut checks = Vec::new();
        let none = no_answer(&reply);
        let status = match reply {
            Reply::Whole { status, .. } | Reply::Half { status } => Some(status),
            Reply::Failed(_) => None,
        };
        if let Some(wanted) = self.status {
            checks.push(of_status(wanted, status, none));
        }
        if let Some(wanted) = self.verdict {
            checks.push(of_verdict(wanted, verdict));
        }
        if let Some(within) = self.within_ms {
            let millis = took.as_micros() as f64 / 1000.0;
            let met = took <= Duration::from_millis(within.into()) && status.is_some();
            let came = if let Some(none) = none.filter(|_| status.is_none()) {
                format!("; after {millis} ms {none}")
            } else {
                format!(", and it took {millis} ms")
            };
            checks.push(Check::new(met, format!("An answer within {within} ms was expected{came}.")));
        }
        if !self.answer.is_empty() {
            let document = of_body(&reply);
            checks.extend(self.answer.iter().map(|wanted| wanted.check(&document)));
        }
        match none {
            None if checks.is_empty() => {
                checks.push(Check::new(true, "An answer was expected, and one came.".to_owned()));
            }
            Some(none) if self.verdict.is_none() && checks.iter().all(|check| check.met) => {
                checks.push(Check::new(false, format!("A whole answer was expected, and {none}.")));
            }
            _ => {}
        }
        checks
    }
}

/// Why there is no complete answer.
fn no_answer(reply: &Reply<'_>) -> Option<&'static str> {
    Some(match reply {
        Reply::Whole { .. } => return None,
        Reply::Half { .. } => "the body ended before its announced end",
        Reply::Failed(FailureKind::Refused) => "the connection was refused",
        Reply::Failed(FailureKind::Timeout) => "no answer came in time",
        Reply::Failed(FailureKind::NameNotFound) => "the host's name is not known",
        Reply::Failed(FailureKind::Unreachable) => "there is no way to the host",
        Reply::Failed(FailureKind::Tls) => "TLS failed",
        Reply::Failed(FailureKind::Reset) => "the connection was closed before an answer",
        Reply::Failed(FailureKind::BrokenResponse) => "what came is not a whole HTTP response",
        Reply::Failed(FailureKind::Cancelled) => "the request was cancelled",
    })
}

fn of_status(expected: Status, came: Option<u16>, none: Option<&str>) -> Check {
    match came {
        Some(status) => {
            Check::new(expected.matches(status), format!("Status {expected} was expected, and {status} came."))
        }
        None => Check::new(false, format!("Status {expected} was expected, and {}.", none.unwrap_or("none came"))),
    }
}

fn of_verdict(wanted: Outcome, came: Option<Outcome>) -> Check {
    let told = wanted.word();
    match came {
        Some(outcome) => {
            Check::new(outcome == wanted, format!("The verdict '{told}' was expected, and it is '{}'.", outcome.word()))
        }
        None => Check::new(false, format!("The verdict '{told}' was expected, and there is none.")),
    }
}

/// The decoded body of an answer, or why it cannot be read.
fn of_body(reply: &Reply<'_>) -> Result<Document, String> {
    let Reply::Whole { headers, body, .. } = reply else {
        return Err(no_answer(reply).unwrap_or("there is none").to_owned());
    };
    let decoded = encoding::decode(headers, body, encoding::MAX_DECODED_BYTES);
    if decoded.bytes.is_empty() {
        return Err("the answer has no body".to_owned());
    }
    Document::parse(decoded.bytes).map_err(|error| format!("the answer is not JSON ({error})"))
}

impl Expectation {
    fn check(&self, body: &Result<Document, String>) -> Check {
        let at =
            if self.at.tokens().is_empty() { "The answer".to_owned() } else { elided(&self.at.to_string(), MAX_CHARS) };
        let what = match &self.test {
            Test::Equals(json) => format!("to be {}", elided(json.trim(), MAX_CHARS)),
            Test::Exists(true) => "to be there".to_owned(),
            Test::Exists(false) => "not to be there".to_owned(),
            Test::Matches(pattern) => format!("to match '{}'", elided(pattern, MAX_CHARS)),
        };
        let (met, came) = match body {
            Err(why) => (false, why.clone()),
            Ok(document) => match self.at.get(document) {
                None => (self.test == Test::Exists(false), missing(document, &self.at)),
                Some(value) => (self.test.accepts(value), format!("it is {}", elided(&value.raw_text(), MAX_CHARS))),
            },
        };
        Check::new(met, format!("{at} was expected {what}, and {came}."))
    }
}

fn missing(document: &Document, at: &Pointer) -> String {
    let (_, reached) = at.follow(document);
    let path = Pointer::of_tokens(at.tokens()[..reached.min(at.tokens().len())].to_vec());
    if path.tokens().len() + 1 >= at.tokens().len() {
        return "there is nothing".to_owned();
    }
    let deepest = if path.tokens().is_empty() { "the answer".to_owned() } else { elided(&path.to_string(), MAX_CHARS) };
    format!("{deepest} has no '{}'", elided(&at.tokens()[reached], MAX_CHARS))
}

impl Test {
    fn accepts(&self, value: Value<'_>) -> bool {
        match self {
            Self::Exists(wanted) => *wanted,
            Self::Equals(json) => {
                let wanted = Document::parse(Bytes::copy_from_slice(json.as_bytes()));
                wanted.is_ok_and(|wanted| equal(wanted.root(), value))
            }
            Self::Matches(pattern) => {
                let text = value.string_bytes().unwrap_or(Cow::Borrowed(value.raw()));
                Pattern::new(pattern.as_str()).matches(&text)
            }
        }
    }
}
