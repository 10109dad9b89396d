//! An answer held against what was expected of it.

use bytes::Bytes;
use std::borrow::Cow;
use std::time::Duration;

use super::{Expect, LONGEST_MS, Status, Test, Wanted, Wrong, is_json, wrong};
use hookglass_diff::equal;
use hookglass_filter::Pattern;
use hookglass_json::display::elided;
use hookglass_json::pointer::Pointer;
use hookglass_json::{Document, Value};
use hookglass_request::encoding;
use hookglass_request::outgoing::Why;
use hookglass_senders::verdict::{Outcome, Reply};

/// Characters of a value that a sentence repeats.
const LONGEST: usize = 80;

/// One thing that was expected, and whether it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Whether it came.
    pub met: bool,
    /// What was expected and what came.
    pub sentence: String,
}

impl Check {
    fn new(met: bool, sentence: String) -> Self {
        Self { met, sentence }
    }
}

impl Status {
    /// Whether a status is wanted.
    pub fn takes(self, status: u16) -> bool {
        match self {
            Self::Exactly(wanted) => status == wanted,
            Self::Class(class) => status / 100 == u16::from(class),
        }
    }

    /// As it is written: `200` or `2xx`.
    pub fn told(self) -> String {
        match self {
            Self::Exactly(status) => status.to_string(),
            Self::Class(class) => format!("{class}xx"),
        }
    }

    /// Reads `200` or `2xx`.
    pub fn read(text: &str) -> Option<Self> {
        let exactly = || text.parse().ok().filter(|status| (100..600).contains(status)).map(Self::Exactly);
        Self::class(text).or_else(exactly)
    }

    /// Reads `2xx`.
    pub(super) fn class(text: &str) -> Option<Self> {
        let digit = text.strip_suffix("xx").and_then(|digit| digit.parse::<u8>().ok());
        digit.filter(|digit| (1..=5).contains(digit) && text.len() == 3).map(Self::Class)
    }
}

impl Expect {
    pub(super) fn check_form(&self) -> Result<(), Wrong> {
        match self.status {
            Some(Status::Exactly(status)) if !(100..600).contains(&status) => {
                return wrong("/expect/status", format!("{status} is not a status from 100 to 599"));
            }
            Some(Status::Class(class)) if !(1..=5).contains(&class) => {
                return wrong("/expect/status", format!("'{class}xx' is not a class from 1xx to 5xx"));
            }
            _ => {}
        }
        if self.within_ms.is_some_and(|within| within > LONGEST_MS) {
            return wrong("/expect/within_ms", format!("an answer is given at most {LONGEST_MS} ms"));
        }
        for (at, wanted) in self.answer.iter().enumerate() {
            if let Test::Equals(json) = &wanted.test {
                is_json(json).or_else(|what| wrong(format!("/expect/answer/{at}/equals"), what))?;
            }
        }
        Ok(())
    }

    /// Holds what came against it: one check for each thing that is expected, in the order of a file. A whole
    /// answer is expected unless a verdict is, such as `timed_out`.
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

/// Why there is no whole answer.
fn no_answer(reply: &Reply<'_>) -> Option<&'static str> {
    Some(match reply {
        Reply::Whole { .. } => return None,
        Reply::Half { .. } => "the body ended before its announced end",
        Reply::Failed(Why::Refused) => "the connection was refused",
        Reply::Failed(Why::Timeout) => "no answer came in time",
        Reply::Failed(Why::NameNotFound) => "the host's name is not known",
        Reply::Failed(Why::Unreachable) => "there is no way to the host",
        Reply::Failed(Why::Tls) => "TLS failed",
        Reply::Failed(Why::Reset) => "the connection was closed before an answer",
        Reply::Failed(Why::BrokenResponse) => "what came is not a whole HTTP response",
        Reply::Failed(Why::Cancelled) => "the request was cancelled",
    })
}

fn of_status(wanted: Status, came: Option<u16>, none: Option<&str>) -> Check {
    let told = wanted.told();
    match came {
        Some(status) => Check::new(wanted.takes(status), format!("Status {told} was expected, and {status} came.")),
        None => Check::new(false, format!("Status {told} was expected, and {}.", none.unwrap_or("none came"))),
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

/// The body of an answer, its content encoding undone; or why it cannot be read, in words.
fn of_body(reply: &Reply<'_>) -> Result<Document, String> {
    let Reply::Whole { headers, body, .. } = reply else {
        return Err(no_answer(reply).unwrap_or("there is none").to_owned());
    };
    let decoded = encoding::decode(headers, body, encoding::MOST_DECODED);
    if decoded.bytes.is_empty() {
        return Err("the answer has no body".to_owned());
    }
    Document::parse(decoded.bytes).map_err(|error| format!("the answer is not JSON ({error})"))
}

impl Wanted {
    fn check(&self, body: &Result<Document, String>) -> Check {
        let at =
            if self.at.tokens().is_empty() { "The answer".to_owned() } else { elided(&self.at.to_string(), LONGEST) };
        let what = match &self.test {
            Test::Equals(json) => format!("to be {}", elided(json.trim(), LONGEST)),
            Test::Exists(true) => "to be there".to_owned(),
            Test::Exists(false) => "not to be there".to_owned(),
            Test::Matches(pattern) => format!("to match '{}'", elided(pattern, LONGEST)),
        };
        let (met, came) = match body {
            Err(why) => (false, why.clone()),
            Ok(document) => match self.at.get(document) {
                None => (self.test == Test::Exists(false), missing(document, &self.at)),
                Some(value) => (self.test.takes(value), format!("it is {}", elided(&value.raw_text(), LONGEST))),
            },
        };
        Check::new(met, format!("{at} was expected {what}, and {came}."))
    }
}

fn missing(document: &Document, at: &Pointer) -> String {
    let (_, reached) = at.follow(document);
    let place = Pointer::of_tokens(at.tokens()[..reached.min(at.tokens().len())].to_vec());
    if place.tokens().len() + 1 >= at.tokens().len() {
        return "there is nothing".to_owned();
    }
    let deepest = if place.tokens().is_empty() { "the answer".to_owned() } else { elided(&place.to_string(), LONGEST) };
    format!("{deepest} has no '{}'", elided(&at.tokens()[reached], LONGEST))
}

impl Test {
    fn takes(&self, value: Value<'_>) -> bool {
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
