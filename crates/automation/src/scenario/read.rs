//! Reads a scenario file (`docs/automate.md`).

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use bytes::Bytes;

use super::definition::{Expect, Expectation, GeneratedMembers, Request, Scenario, Sign, Step, Test};
use super::status::Status;
use hookglass_json::display::elided;
use hookglass_json::edit::Edit;
use hookglass_json::pointer::Pointer;
use hookglass_json::strict_json::{Problem, Read, array, json, nearest, object, text, whole};
use hookglass_json::{Document, Form, Value};
use hookglass_request::headers::Headers;
use hookglass_senders::verdict;

/// The version of the format.
pub(super) const VERSION: &str = "1";

/// The most JSON values in a file.
const MAX_VALUES: usize = 1 << 20;

/// Why a scenario file is invalid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}{}: {what}; the file was not used", of_step(.step, .pointer))]
pub struct ScenarioFileError {
    /// The 1-based number and the name of the invalid step. The name is empty if the step has none.
    pub step: Option<(usize, String)>,
    /// The JSON Pointer of the invalid value.
    pub pointer: String,
    /// The 1-based line.
    pub line: usize,
    /// The 1-based column in characters.
    pub column: usize,
    /// What is wrong, and how to fix it.
    pub what: String,
}

fn of_step(step: &Option<(usize, String)>, pointer: &str) -> String {
    match step {
        Some((number, name)) if name.is_empty() => format!(", step {number}, at {pointer}"),
        Some((number, name)) => format!(", step {number} ('{name}'), at {pointer}"),
        None if pointer.is_empty() => String::new(),
        None => format!(", at {pointer}"),
    }
}

fn file_error(problem: Problem<'_>) -> ScenarioFileError {
    let (pointer, (line, column)) = (problem.pointer(), problem.position());
    ScenarioFileError { step: None, pointer, line, column, what: problem.what }
}

/// Reads a scenario file. A single invalid step rejects the file.
pub fn read(text: &Bytes) -> Result<Scenario, ScenarioFileError> {
    let document = Document::parse_within(text.clone(), MAX_VALUES).map_err(|error| ScenarioFileError {
        step: None,
        pointer: String::new(),
        line: error.line,
        column: error.column,
        what: format!("the file is not JSON: {}", error.what),
    })?;
    let (mut scenario, elements) = head(document.root()).map_err(file_error)?;
    let of_step = |at: usize| {
        let name = elements[at].get("name").and_then(|name| name.string().map(|name| elided(&name, 60)));
        Some((at + 1, name.unwrap_or_default()))
    };
    for (at, element) in elements.iter().enumerate() {
        let read = step(*element).map_err(|wrong| ScenarioFileError { step: of_step(at), ..file_error(wrong) })?;
        scenario.steps.push(read);
    }
    scenario.check().map_err(|error| {
        let mut pointer = Pointer::default();
        if let Some(number) = error.step {
            pointer = pointer.child("steps").child((number - 1).to_string());
        }
        let below = Pointer::parse(&error.pointer).unwrap_or_default();
        below.tokens().iter().for_each(|token| pointer.push(token.clone()));
        let problem = file_error(Problem::at(nearest(&document, &pointer), error.what));
        ScenarioFileError { step: error.step.and_then(|number| of_step(number - 1)), ..problem }
    })?;
    Ok(scenario)
}

/// The scenario without its steps, and the values of the steps.
fn head(root: Value<'_>) -> Read<'_, (Scenario, Vec<Value<'_>>)> {
    object(root, "the file", &["version", "name", "about", "steps"])?;
    match root.get("version") {
        Some(version) if version.digits() == Some(VERSION) => {}
        Some(version) => {
            return Err(Problem::at(version, format!("unsupported format version; use {VERSION}")));
        }
        None => return Err(Problem::at(root, format!("the file needs \"version\": {VERSION}"))),
    }
    let Some(name) = root.get("name") else { return Err(Problem::at(root, "the file needs a \"name\"")) };
    let Some(steps) = root.get("steps") else { return Err(Problem::at(root, "the file needs \"steps\", a list")) };
    let scenario = Scenario { name: text(name)?, about: optional_text(root, "about")?, steps: Vec::new() };
    Ok((scenario, array(steps, "steps")?))
}

/// An optional string member; empty if it is absent.
fn optional_text<'d>(value: Value<'d>, name: &str) -> Read<'d, String> {
    Ok(value.get(name).map(text).transpose()?.unwrap_or_default())
}

fn step(value: Value<'_>) -> Read<'_, Step> {
    object(value, "a step", &["name", "pause_ms", "request", "fresh", "edits", "sign", "expect"])?;
    let Some(request_value) = value.get("request") else {
        return Err(Problem::at(value, "the step needs a 'request'"));
    };
    let edits = match value.get("edits") {
        Some(edits) => array(edits, "edits")?.into_iter().map(edit).collect::<Read<'_, _>>()?,
        None => Vec::new(),
    };
    Ok(Step {
        name: optional_text(value, "name")?,
        pause_ms: whole(value.get("pause_ms"), u32::MAX)?.unwrap_or_default(),
        request: request(request_value)?,
        fresh: value.get("fresh").map(fresh).transpose()?.unwrap_or_default(),
        edits,
        sign: value.get("sign").map(sign).transpose()?.unwrap_or_default(),
        expect: value.get("expect").map(expect).transpose()?.unwrap_or_default(),
    })
}

fn request(value: Value<'_>) -> Read<'_, Request> {
    object(value, "'request'", &["method", "target", "headers", "body", "body_base64", "json"])?;
    let headers = match value.get("headers") {
        Some(list) => array(list, "headers")?.into_iter().map(header).collect::<Read<'_, Vec<_>>>()?,
        None => Vec::new(),
    };
    let forms: Vec<_> =
        ["body", "body_base64", "json"].into_iter().filter_map(|name| Some((name, value.get(name)?))).collect();
    let body = match forms[..] {
        [] => Bytes::new(),
        [("body", body)] => text(body)?.into(),
        [("json", body)] => json(body)?.into(),
        [(_, body)] => base64(body)?.into(),
        [(first, _), (_, second), ..] => {
            return Err(Problem::at(second, format!("the request has '{first}' and another body; remove one")));
        }
    };
    let method = value.get("method").map(text).transpose()?.unwrap_or_else(|| "POST".to_owned());
    Ok(Request { method, target: optional_text(value, "target")?, headers: Headers::from_pairs(headers), body })
}

fn base64(value: Value<'_>) -> Read<'_, Vec<u8>> {
    let encoded: String = text(value)?.chars().filter(|character| !character.is_ascii_whitespace()).collect();
    BASE64.decode(encoded).map_err(|error| Problem::at(value, format!("this is not base64: {error}")))
}

/// `Name: value`, or an object if the value is not UTF-8.
fn header(value: Value<'_>) -> Read<'_, (String, Vec<u8>)> {
    if value.form() == Form::Object {
        object(value, "a header", &["name", "value_base64"])?;
        let (Some(name), Some(bytes)) = (value.get("name"), value.get("value_base64")) else {
            let what = "a header must be 'Name: value', or an object with 'name' and 'value_base64'";
            return Err(Problem::at(value, what));
        };
        return Ok((line(name)?, base64(bytes)?));
    }
    let line = line(value)?;
    let Some((name, content)) = line.split_once(':') else {
        return Err(Problem::at(value, "write a header as 'Name: value'"));
    };
    Ok((name.to_owned(), content.trim_matches([' ', '\t']).as_bytes().to_vec()))
}

/// Reads a string without line breaks. A line break would split it into two headers.
fn line(value: Value<'_>) -> Read<'_, String> {
    match text(value)? {
        broken if broken.contains(['\r', '\n', '\0']) => {
            Err(Problem::at(value, "this header contains a NUL or a line break, which HTTP does not allow"))
        }
        line => Ok(line),
    }
}

fn fresh(value: Value<'_>) -> Read<'_, GeneratedMembers> {
    let mut fresh = GeneratedMembers::default();
    for word in array(value, "fresh")? {
        *match text(word)?.as_str() {
            "id" => &mut fresh.id,
            "seq" => &mut fresh.seq,
            "timestamp" => &mut fresh.timestamp,
            _ => return Err(Problem::at(word, "unknown name; use one of id, seq, timestamp")),
        } = true;
    }
    Ok(fresh)
}

fn pointer(value: Value<'_>) -> Read<'_, Pointer> {
    Pointer::parse(&text(value)?).map_err(|error| Problem::at(value, error.to_string()))
}

fn edit(value: Value<'_>) -> Read<'_, Edit> {
    object(value, "an edit", &["set", "to", "unset"])?;
    match (value.get("set"), value.get("to"), value.get("unset")) {
        (Some(at), Some(to), None) => Ok(Edit::Set { at: pointer(at)?, json: json(to)? }),
        (None, None, Some(at)) => Ok(Edit::Unset { at: pointer(at)? }),
        _ => Err(Problem::at(value, "an edit needs 'set' and 'to', or 'unset'")),
    }
}

fn sign(value: Value<'_>) -> Read<'_, Sign> {
    if value.form() == Form::Object {
        object(value, "'sign'", &["with"])?;
        return match value.get("with") {
            Some(name) => Ok(Sign::With(text(name)?)),
            None => Err(Problem::at(value, "'sign' needs 'with', the name of a secret")),
        };
    }
    match value.string().as_deref() {
        Some("original") => Ok(Sign::Original),
        Some("none") => Ok(Sign::None),
        Some("wrong") => Ok(Sign::Wrong),
        _ => Err(Problem::at(value, "'sign' must be \"original\", \"none\", \"wrong\", or {\"with\": SECRET_NAME}")),
    }
}

fn expect(value: Value<'_>) -> Read<'_, Expect> {
    object(value, "'expect'", &["status", "verdict", "within_ms", "answer"])?;
    let outcome = |value: Value<'_>| match value.string().and_then(|word| verdict::Outcome::from_word(&word)) {
        Some(outcome) => Ok(outcome),
        None => {
            let all: Vec<_> = verdict::Outcome::ALL.into_iter().map(verdict::Outcome::word).collect();
            Err(format!("a verdict must be one of {}", all.join(", ")))
        }
    };
    let verdict = match value.get("verdict") {
        Some(word) => Some(outcome(word).map_err(|what| Problem::at(word, what))?),
        None => None,
    };
    let answer = match value.get("answer") {
        Some(list) => array(list, "answer")?.into_iter().map(expectation).collect::<Read<'_, _>>()?,
        None => Vec::new(),
    };
    Ok(Expect {
        status: value.get("status").map(status).transpose()?,
        verdict,
        within_ms: whole(value.get("within_ms"), u32::MAX)?,
        answer,
    })
}

fn status(value: Value<'_>) -> Read<'_, Status> {
    let read = match value.form() {
        Form::Number => value.digits().and_then(|digits| digits.parse().ok()).map(Status::Exactly),
        _ => value.string().and_then(|text| Status::class(&text)),
    };
    read.ok_or_else(|| Problem::at(value, "a status must be a number such as 200, or a class such as \"2xx\""))
}

fn expectation(value: Value<'_>) -> Read<'_, Expectation> {
    object(value, "an expectation", &["at", "equals", "exists", "matches"])?;
    let Some(at) = value.get("at") else { return Err(Problem::at(value, "an expectation needs 'at', a JSON Pointer")) };
    let test = match (value.get("equals"), value.get("exists"), value.get("matches")) {
        (Some(equals), None, None) => Test::Equals(json(equals)?),
        (None, Some(exists), None) => match exists.form() {
            Form::True => Test::Exists(true),
            Form::False => Test::Exists(false),
            _ => return Err(Problem::at(exists, "'exists' must be true or false")),
        },
        (None, None, Some(pattern)) => Test::Matches(text(pattern)?),
        _ => return Err(Problem::at(value, "an expectation needs one of 'equals', 'exists' and 'matches'")),
    };
    Ok(Expectation { at: pointer(at)?, test })
}
