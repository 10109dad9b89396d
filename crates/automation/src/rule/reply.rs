//! The reply of a rule to one event.

use super::action::{Action, Body, Failure};
use super::error::RuleProblem;
use super::template::{Filled, Template};
use bytes::Bytes;
use hookglass_json::{Document, Form};
use hookglass_request::answer::{Answer, Decider, Fault};
use hookglass_request::headers::{self, Headers};

/// The lowest status of an answer. An informational status (1xx) is not an answer.
pub const MIN_ANSWER_STATUS: u16 = 200;
/// The highest status of an answer.
pub const MAX_ANSWER_STATUS: u16 = 599;

/// What the receiver does after the delay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Answer the event.
    Answer {
        /// The answer.
        answer: Answer,
        /// JSON Pointers of placeholders for members that the event does not have.
        missing: Vec<String>,
    },
    /// Forward the event and return the answer.
    Forward {
        /// The URL.
        to: String,
    },
    /// Hold the event until a person decides.
    Hold,
    /// Withhold a complete answer.
    Fault(Fault),
}

impl Reply {
    /// Whether the reply needs more than the event: another program or a person. Untrusted events
    /// get no such reply.
    pub fn acts(&self) -> bool {
        match self {
            Self::Forward { .. } | Self::Hold => true,
            Self::Answer { .. } | Self::Fault(_) => false,
        }
    }
}

/// An action with parsed templates.
#[derive(Debug, Clone)]
pub(super) enum Prepared {
    Respond { status: u16, headers: Vec<(String, Template)>, body: Template },
    Forward { to: String },
    Hold,
    Fail(Failure),
}

const JSON: &str = "application/json";

/// Parses the templates of an action.
pub(super) fn prepare(action: &Action) -> Result<Prepared, RuleProblem> {
    let json_headers = || vec![("content-type".to_owned(), Template::text(JSON))];
    match action {
        Action::Allow { mutations, constraints, bot_protection, rate_limits } => {
            let mut body = Template::text("{\"is_allowed\":true");
            let members = [
                ("mutations", mutations),
                ("constraints", constraints),
                ("bot_protection", bot_protection),
                ("rate_limits", rate_limits),
            ];
            for (name, json) in members {
                let Some(json) = json else { continue };
                let wrong = |what: String| RuleProblem::at(format!("/then/{name}"), what);
                if form(json).map_err(wrong)? != Form::Object {
                    return Err(wrong("expected an object here".to_owned()));
                }
                let value = Template::json(json).map_err(wrong)?;
                body = body.then(Template::text(format!(",\"{name}\":"))).then(value);
            }
            Ok(Prepared::Respond { status: 200, headers: json_headers(), body: body.then(Template::text("}")) })
        }
        Action::Deny { title, reason } => {
            let mut body = Template::text("{\"is_allowed\":false");
            for (name, text) in [("title", title), ("reason", reason)] {
                if !text.is_empty() {
                    let value =
                        Template::json_string(text).map_err(|what| RuleProblem::at(format!("/then/{name}"), what))?;
                    body = body.then(Template::text(format!(",\"{name}\":"))).then(value);
                }
            }
            Ok(Prepared::Respond { status: 200, headers: json_headers(), body: body.then(Template::text("}")) })
        }
        Action::Respond { status, headers, body } => respond(*status, headers, body),
        Action::Forward { to } => {
            let rest = to.strip_prefix("http://").or_else(|| to.strip_prefix("https://"));
            if rest.is_none_or(|rest| rest.is_empty() || rest.starts_with('/'))
                || !to.bytes().all(|b| b.is_ascii_graphic())
            {
                return Err(RuleProblem::at("/then/to", "enter an HTTP URL, such as http://localhost:3000/hooks"));
            }
            Ok(Prepared::Forward { to: to.clone() })
        }
        Action::Hold => Ok(Prepared::Hold),
        Action::Fail { how } => Ok(Prepared::Fail(*how)),
    }
}

fn form(json: &str) -> Result<Form, String> {
    let document = Document::parse(Bytes::copy_from_slice(json.as_bytes())).map_err(|error| error.to_string())?;
    if json.starts_with('\u{feff}') {
        return Err("it starts with a byte order mark; remove it".to_owned());
    }
    Ok(document.root().form())
}

fn respond(status: u16, lines: &[String], body: &Body) -> Result<Prepared, RuleProblem> {
    if !(MIN_ANSWER_STATUS..=MAX_ANSWER_STATUS).contains(&status) {
        return Err(RuleProblem::at(
            "/then/status",
            format!("{status} is not a valid status; enter a number from {MIN_ANSWER_STATUS} to {MAX_ANSWER_STATUS}"),
        ));
    }
    let mut headers = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        headers.push(header(line).map_err(|what| RuleProblem::at(format!("/then/headers/{at}"), what))?);
    }
    let declared = lines.iter().filter_map(|line| line.split_once(':'));
    let declared =
        declared.filter(|(name, _)| name.trim().eq_ignore_ascii_case("content-type")).map(|(_, value)| value);
    let declared = declared.map(str::to_ascii_lowercase).next();
    let (template, kind) = match body {
        Body::Empty => (Template::default(), None),
        Body::Json(json) => {
            form(json).map_err(|what| RuleProblem::at("/then/json", what))?;
            (Template::json(json).map_err(|what| RuleProblem::at("/then/json", what))?, Some(JSON))
        }
        Body::Text(text) => {
            let is_json = match &declared {
                Some(declared) => declared.contains("json"),
                None => text.trim_start().starts_with(['{', '[']) && !text.trim_start().starts_with("{{"),
            };
            let read = if is_json { Template::json_text(text) } else { Template::plain(text) };
            (
                read.map_err(|what| RuleProblem::at("/then/body", what))?,
                Some(if is_json { JSON } else { "text/plain; charset=utf-8" }),
            )
        }
    };
    let has_body = !matches!(body, Body::Empty) && *body != Body::Text(String::new());
    if has_body && matches!(status, 204 | 304) {
        return Err(RuleProblem::at(
            "/then/status",
            format!("an answer with status {status} cannot have a body; remove the body"),
        ));
    }
    if let Some(kind) = kind.filter(|_| has_body && declared.is_none()) {
        headers.insert(0, ("content-type".to_owned(), Template::text(kind)));
    }
    Ok(Prepared::Respond { status, headers, body: template })
}

/// Headers that the receiver sets itself.
const SET_BY_RECEIVER: [&str; 5] = ["connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"];

fn header(line: &str) -> Result<(String, Template), String> {
    let (name, value) = headers::parse_line(line)?;
    if SET_BY_RECEIVER.iter().any(|other| name.eq_ignore_ascii_case(other)) {
        return Err(format!("the receiver sets '{name}'; remove it"));
    }
    Ok((name.to_owned(), Template::header(value)?))
}

impl Prepared {
    pub(super) fn reply(&self, event: Option<&Document>) -> Reply {
        match self {
            Self::Respond { status, headers, body } => {
                let mut missing = Vec::new();
                let mut fill = |template: &Template| {
                    let Filled { bytes, missing: more, too_large } = template.fill(event);
                    missing.extend(more);
                    (bytes, too_large)
                };
                let pairs: Vec<_> = headers.iter().map(|(name, value)| (name.clone(), fill(value).0)).collect();
                let (body, too_large) = fill(body);
                missing.sort();
                missing.dedup();
                let answer = if too_large {
                    let body = br#"{"error":"the rule's answer is larger than 16 MiB"}"#;
                    answer(500, &[("content-type", JSON)], &body[..])
                } else {
                    let headers = Headers::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value)));
                    Answer { status: *status, headers, body, decided_by: Decider::Rule }
                };
                Reply::Answer { answer, missing }
            }
            Self::Forward { to } => Reply::Forward { to: to.clone() },
            Self::Hold => Reply::Hold,
            Self::Fail(how) => failure(*how),
        }
    }
}

fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let headers = Headers::from_pairs(headers.iter().copied());
    Answer { status, headers, body: body.to_vec(), decided_by: Decider::Rule }
}

fn failure(how: Failure) -> Reply {
    let json = [("content-type", JSON)];
    let answer = match how {
        Failure::NoAnswer => return Reply::Fault(Fault::NoAnswer),
        Failure::Reset => return Reply::Fault(Fault::Reset),
        Failure::HalfBody => return Reply::Fault(Fault::HalfBody(answer(200, &json, br#"{"is_allowed":true}"#))),
        Failure::InvalidJson => answer(200, &json, b"{\"is_allowed\":tru"),
        Failure::Status500 => answer(500, &json, br#"{"error":"failure simulated by a rule"}"#),
        Failure::Status301 => answer(301, &[("location", "/")], b""),
        Failure::Status204 => answer(204, &[], b""),
        Failure::Empty => answer(200, &json, b""),
    };
    Reply::Answer { answer, missing: Vec::new() }
}
