//! Compares an answer with the expectations.

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

/// The most characters of a value that a sentence quotes.
const MAX_CHARS: usize = 80;

/// An expectation, and whether it was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Whether the expectation was met.
    pub met: bool,
    /// The expectation and the result.
    pub sentence: String,
}

impl Check {
    fn new(met: bool, sentence: String) -> Self {
        Self { met, sentence }
    }
}

impl Expect {
    /// Compares a reply with the expectations, in the order of the file format. A complete answer
    /// is expected, unless a verdict such as `timed_out` is expected.
    pub fn check(&self, reply: Reply<'_>, took: Duration, verdict: Option<Outcome>) -> Vec<Check> {
        let mut checks = Vec::new();
        let incomplete = why_incomplete(&reply);
        let status = match reply {
            Reply::Whole { status, .. } | Reply::Half { status } => Some(status),
            Reply::Failed(_) => None,
        };
        if let Some(expected) = self.status {
            checks.push(check_status(expected, status, incomplete));
        }
        if let Some(expected) = self.verdict {
            checks.push(check_verdict(expected, verdict));
        }
        if let Some(within) = self.within_ms {
            let millis = took.as_micros() as f64 / 1000.0;
            let met = took <= Duration::from_millis(within.into()) && status.is_some();
            let result = if let Some(why) = incomplete.filter(|_| status.is_none()) {
                format!("but {why} after {millis} ms")
            } else {
                format!("got it after {millis} ms")
            };
            checks.push(Check::new(met, format!("Expected an answer within {within} ms, {result}.")));
        }
        if !self.answer.is_empty() {
            let document = decoded_body(&reply);
            checks.extend(self.answer.iter().map(|expectation| expectation.check(&document)));
        }
        match incomplete {
            None if checks.is_empty() => {
                checks.push(Check::new(true, "Expected an answer, got one.".to_owned()));
            }
            Some(why) if self.verdict.is_none() && checks.iter().all(|check| check.met) => {
                checks.push(Check::new(false, format!("Expected a complete answer, but {why}.")));
            }
            _ => {}
        }
        checks
    }
}

/// Why there is no complete answer, as a clause.
fn why_incomplete(reply: &Reply<'_>) -> Option<&'static str> {
    Some(match reply {
        Reply::Whole { .. } => return None,
        Reply::Half { .. } => "the body ended early",
        Reply::Failed(FailureKind::Refused) => "the connection was refused",
        Reply::Failed(FailureKind::Timeout) => "no answer arrived in time",
        Reply::Failed(FailureKind::NameNotFound) => "the host name was not found",
        Reply::Failed(FailureKind::Unreachable) => "the host was unreachable",
        Reply::Failed(FailureKind::Tls) => "TLS failed",
        Reply::Failed(FailureKind::Reset) => "the connection closed before an answer arrived",
        Reply::Failed(FailureKind::BrokenResponse) => "the response was not complete HTTP",
        Reply::Failed(FailureKind::Cancelled) => "the request was canceled",
    })
}

fn check_status(expected: Status, status: Option<u16>, incomplete: Option<&str>) -> Check {
    match status {
        Some(status) => Check::new(expected.matches(status), format!("Expected status {expected}, got {status}.")),
        None => {
            let why = incomplete.unwrap_or("no answer arrived");
            Check::new(false, format!("Expected status {expected}, but {why}."))
        }
    }
}

fn check_verdict(expected: Outcome, verdict: Option<Outcome>) -> Check {
    let word = expected.word();
    match verdict {
        Some(outcome) => {
            Check::new(outcome == expected, format!("Expected verdict '{word}', got '{}'.", outcome.word()))
        }
        None => Check::new(false, format!("Expected verdict '{word}', got none.")),
    }
}

/// The decoded body of an answer, or why it cannot be read.
fn decoded_body(reply: &Reply<'_>) -> Result<Document, String> {
    let Reply::Whole { headers, body, .. } = reply else {
        return Err(why_incomplete(reply).unwrap_or("no answer arrived").to_owned());
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
            if self.at.tokens().is_empty() { "the answer".to_owned() } else { elided(&self.at.to_string(), MAX_CHARS) };
        let expected = match &self.test {
            Test::Equals(json) => format!("to be {}", elided(json.trim(), MAX_CHARS)),
            Test::Exists(true) => "to exist".to_owned(),
            Test::Exists(false) => "to be absent".to_owned(),
            Test::Matches(pattern) => format!("to match '{}'", elided(pattern, MAX_CHARS)),
        };
        let (met, result) = match body {
            Err(why) => (false, format!("but {why}")),
            Ok(document) => match self.at.get(document) {
                None if self.test == Test::Exists(false) => (true, "and it is".to_owned()),
                None => (false, format!("but {}", missing(document, &self.at))),
                Some(value) => (self.test.accepts(value), format!("got {}", elided(&value.raw_text(), MAX_CHARS))),
            },
        };
        Check::new(met, format!("Expected {at} {expected}, {result}."))
    }
}

/// Where the path to a missing value ends, as a clause.
fn missing(document: &Document, at: &Pointer) -> String {
    let (_, reached) = at.follow(document);
    let path = Pointer::of_tokens(at.tokens()[..reached.min(at.tokens().len())].to_vec());
    if path.tokens().len() + 1 >= at.tokens().len() {
        return "it is missing".to_owned();
    }
    let deepest = if path.tokens().is_empty() { "the answer".to_owned() } else { elided(&path.to_string(), MAX_CHARS) };
    format!("{deepest} has no '{}'", elided(&at.tokens()[reached], MAX_CHARS))
}

impl Test {
    fn accepts(&self, value: Value<'_>) -> bool {
        match self {
            Self::Exists(expected) => *expected,
            Self::Equals(json) => {
                let expected = Document::parse(Bytes::copy_from_slice(json.as_bytes()));
                expected.is_ok_and(|expected| equal(expected.root(), value))
            }
            Self::Matches(pattern) => {
                let text = value.string_bytes().unwrap_or(Cow::Borrowed(value.raw()));
                Pattern::new(pattern.as_str()).matches(&text)
            }
        }
    }
}
