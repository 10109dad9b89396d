//! A scenario as one readable file: `docs/scenarios.md` is its format. What is written reads back as the same scenario, and
//! JSON in it keeps its digits.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use bytes::Bytes;

use super::{Expect, Fresh, Request, Scenario, Sign, Status, Step, Test, Wanted};
use hookglass_json::display::elided;
use hookglass_json::edit::Edit;
use hookglass_json::pointer::Pointer;
use hookglass_json::strict_json::{Problem, Read, array, json, nearest, object, text, whole};
use hookglass_json::{Document, Form, Value, encode_string};
use hookglass_request::headers::Headers;
use hookglass_senders::verdict;

/// The version of the format.
const VERSION: &str = "1";

/// Values in a file, at most.
const MOST_VALUES: usize = 1 << 20;

/// Why a file is not read. Nothing of it is taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}{}: {what}; nothing of this file was taken", of_step(.step, .pointer))]
pub struct ScenarioFileError {
    /// Number, from 1, and name of the step at fault; the name is empty where it has none.
    pub step: Option<(usize, String)>,
    /// Where in the file, as a JSON Pointer.
    pub pointer: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong, and what to do.
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

fn told(problem: Problem<'_>) -> ScenarioFileError {
    let (pointer, (line, column)) = (problem.pointer(), problem.position());
    ScenarioFileError { step: None, pointer, line, column, what: problem.what }
}

/// Reads a file. All of it can be carried out, or nothing is taken.
pub fn read(text: &Bytes) -> Result<Scenario, ScenarioFileError> {
    let document = Document::parse_within(text.clone(), MOST_VALUES).map_err(|error| ScenarioFileError {
        step: None,
        pointer: String::new(),
        line: error.line,
        column: error.column,
        what: format!("this is not JSON: {}", error.what),
    })?;
    let (mut scenario, elements) = head(document.root()).map_err(told)?;
    let of_step = |at: usize| {
        let name = elements[at].get("name").and_then(|name| name.string().map(|name| elided(&name, 60)));
        Some((at + 1, name.unwrap_or_default()))
    };
    for (at, element) in elements.iter().enumerate() {
        let read = step(*element).map_err(|wrong| ScenarioFileError { step: of_step(at), ..told(wrong) })?;
        scenario.steps.push(read);
    }
    scenario.check().map_err(|error| {
        let mut pointer = Pointer::default();
        if let Some(number) = error.step {
            pointer = pointer.child("steps").child((number - 1).to_string());
        }
        let below = Pointer::parse(&error.pointer).unwrap_or_default();
        below.tokens().iter().for_each(|token| pointer.push(token.clone()));
        let problem = told(Problem::at(nearest(&document, &pointer), error.what));
        ScenarioFileError { step: error.step.and_then(|number| of_step(number - 1)), ..problem }
    })?;
    Ok(scenario)
}

/// What stands around the steps, and these.
fn head(root: Value<'_>) -> Read<'_, (Scenario, Vec<Value<'_>>)> {
    object(root, "the file", &["version", "name", "about", "steps"])?;
    match root.get("version") {
        Some(version) if version.digits() == Some(VERSION) => {}
        Some(version) => {
            return Err(Problem::at(version, format!("this is another version of the format; {VERSION} is known")));
        }
        None => return Err(Problem::at(root, format!("it needs \"version\": {VERSION}"))),
    }
    let Some(name) = root.get("name") else { return Err(Problem::at(root, "it needs a \"name\"")) };
    let Some(steps) = root.get("steps") else { return Err(Problem::at(root, "it needs \"steps\", a list")) };
    let scenario = Scenario { name: text(name)?, about: words(root, "about")?, steps: Vec::new() };
    Ok((scenario, array(steps, "steps")?))
}

/// A text that can be left out.
fn words<'d>(value: Value<'d>, name: &str) -> Read<'d, String> {
    Ok(value.get(name).map(text).transpose()?.unwrap_or_default())
}

fn step(value: Value<'_>) -> Read<'_, Step> {
    object(value, "a step", &["name", "pause_ms", "request", "fresh", "edits", "sign", "expect"])?;
    let Some(asked) = value.get("request") else { return Err(Problem::at(value, "the step needs a 'request'")) };
    let edits = match value.get("edits") {
        Some(edits) => array(edits, "edits")?.into_iter().map(edit).collect::<Read<'_, _>>()?,
        None => Vec::new(),
    };
    Ok(Step {
        name: words(value, "name")?,
        pause_ms: whole(value.get("pause_ms"), u32::MAX)?.unwrap_or_default(),
        request: request(asked)?,
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
            return Err(Problem::at(second, format!("there is a '{first}' too; leave one of them out")));
        }
    };
    let method = value.get("method").map(text).transpose()?.unwrap_or_else(|| "POST".to_owned());
    Ok(Request { method, target: words(value, "target")?, headers: Headers::from_pairs(headers), body })
}

fn base64(value: Value<'_>) -> Read<'_, Vec<u8>> {
    let written: String = text(value)?.chars().filter(|character| !character.is_ascii_whitespace()).collect();
    BASE64.decode(written).map_err(|error| Problem::at(value, format!("this is not base64: {error}")))
}

/// `Name: value`, or an object when the value is not UTF-8.
fn header(value: Value<'_>) -> Read<'_, (String, Vec<u8>)> {
    if value.form() == Form::Object {
        object(value, "a header", &["name", "value_base64"])?;
        let (Some(name), Some(bytes)) = (value.get("name"), value.get("value_base64")) else {
            return Err(Problem::at(value, "a header is 'Name: value', or an object with 'name' and 'value_base64'"));
        };
        return Ok((line(name)?, base64(bytes)?));
    }
    let written = line(value)?;
    let Some((name, content)) = written.split_once(':') else {
        return Err(Problem::at(value, "a header is written as 'Name: value'"));
    };
    Ok((name.to_owned(), content.trim_matches([' ', '\t']).as_bytes().to_vec()))
}

/// A text that stays on its line: with a break in it, it would be two headers.
fn line(value: Value<'_>) -> Read<'_, String> {
    match text(value)? {
        broken if broken.contains(['\r', '\n', '\0']) => {
            Err(Problem::at(value, "this header holds a NUL or a line break, which HTTP does not have"))
        }
        line => Ok(line),
    }
}

fn fresh(value: Value<'_>) -> Read<'_, Fresh> {
    let mut fresh = Fresh::default();
    for word in array(value, "fresh")? {
        *match text(word)?.as_str() {
            "id" => &mut fresh.id,
            "seq" => &mut fresh.seq,
            "timestamp" => &mut fresh.timestamp,
            _ => return Err(Problem::at(word, "this is not known; there are id, seq, timestamp")),
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
        _ => Err(Problem::at(value, "an edit has 'set' and 'to', or 'unset'")),
    }
}

fn sign(value: Value<'_>) -> Read<'_, Sign> {
    if value.form() == Form::Object {
        object(value, "'sign'", &["with"])?;
        return match value.get("with") {
            Some(name) => Ok(Sign::With(text(name)?)),
            None => Err(Problem::at(value, "it needs 'with', the name of a secret")),
        };
    }
    match value.string().as_deref() {
        Some("original") => Ok(Sign::Original),
        Some("none") => Ok(Sign::None),
        Some("wrong") => Ok(Sign::Wrong),
        _ => {
            Err(Problem::at(value, "'sign' is \"original\", \"none\", \"wrong\", or {\"with\": the name of a secret}"))
        }
    }
}

fn expect(value: Value<'_>) -> Read<'_, Expect> {
    object(value, "'expect'", &["status", "verdict", "within_ms", "answer"])?;
    let outcome = |value: Value<'_>| match value.string().and_then(|word| verdict::Outcome::from_word(&word)) {
        Some(outcome) => Ok(outcome),
        None => {
            let all: Vec<_> = verdict::Outcome::ALL.into_iter().map(verdict::Outcome::word).collect();
            Err(format!("a verdict is one of {}", all.join(", ")))
        }
    };
    let verdict = match value.get("verdict") {
        Some(word) => Some(outcome(word).map_err(|what| Problem::at(word, what))?),
        None => None,
    };
    let answer = match value.get("answer") {
        Some(list) => array(list, "answer")?.into_iter().map(wanted).collect::<Read<'_, _>>()?,
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
    read.ok_or_else(|| Problem::at(value, "a status is a number such as 200, or a class such as \"2xx\""))
}

fn wanted(value: Value<'_>) -> Read<'_, Wanted> {
    object(value, "a place of the answer", &["at", "equals", "exists", "matches"])?;
    let Some(at) = value.get("at") else { return Err(Problem::at(value, "it needs 'at', a JSON Pointer")) };
    let test = match (value.get("equals"), value.get("exists"), value.get("matches")) {
        (Some(equals), None, None) => Test::Equals(json(equals)?),
        (None, Some(exists), None) => match exists.form() {
            Form::True => Test::Exists(true),
            Form::False => Test::Exists(false),
            _ => return Err(Problem::at(exists, "'exists' is true or false")),
        },
        (None, None, Some(pattern)) => Test::Matches(text(pattern)?),
        _ => return Err(Problem::at(value, "it needs one of 'equals', 'exists' and 'matches'")),
    };
    Ok(Wanted { at: pointer(at)?, test })
}

// --- writing

/// Writes a scenario that can be carried out. What it holds reads back the same, but for white space around JSON.
pub fn write(scenario: &Scenario) -> String {
    let steps: Vec<_> = scenario.steps.iter().map(|step| format!("    {}", written(step))).collect();
    let mut members = vec![("version", VERSION.to_owned()), ("name", encode_string(&scenario.name))];
    if !scenario.about.is_empty() {
        members.push(("about", encode_string(&scenario.about)));
    }
    let list = if steps.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", steps.join(",\n")) };
    members.push(("steps", list));
    format!("{}\n", members_text(&members, 0))
}

/// An object, a line a member.
fn members_text(members: &[(&str, String)], indent: usize) -> String {
    let space = " ".repeat(indent);
    let lines: Vec<_> = members.iter().map(|(name, json)| format!("{space}  \"{name}\": {json}")).collect();
    format!("{{\n{}\n{space}}}", lines.join(",\n"))
}

/// A list, a line an element.
fn list_text(elements: &[String], indent: usize) -> String {
    let space = " ".repeat(indent);
    let lines: Vec<_> = elements.iter().map(|element| format!("{space}  {element}")).collect();
    format!("[\n{}\n{space}]", lines.join(",\n"))
}

fn written(step: &Step) -> String {
    let mut members = Vec::new();
    if !step.name.is_empty() {
        members.push(("name", encode_string(&step.name)));
    }
    if step.pause_ms != 0 {
        members.push(("pause_ms", step.pause_ms.to_string()));
    }
    members.push(("request", members_text(&request_members(&step.request), 6)));
    let words = [(step.fresh.id, "\"id\""), (step.fresh.seq, "\"seq\""), (step.fresh.timestamp, "\"timestamp\"")];
    let words: Vec<_> = words.into_iter().filter(|(wanted, _)| *wanted).map(|(_, word)| word).collect();
    if !words.is_empty() {
        members.push(("fresh", format!("[{}]", words.join(", "))));
    }
    if !step.edits.is_empty() {
        let edits: Vec<_> = step.edits.iter().map(edit_text).collect();
        members.push(("edits", list_text(&edits, 6)));
    }
    match &step.sign {
        Sign::Original => {}
        Sign::None => members.push(("sign", "\"none\"".to_owned())),
        Sign::Wrong => members.push(("sign", "\"wrong\"".to_owned())),
        Sign::With(name) => members.push(("sign", format!("{{\"with\": {}}}", encode_string(name)))),
    }
    let expected = expect_members(&step.expect);
    if !expected.is_empty() {
        members.push(("expect", members_text(&expected, 6)));
    }
    members_text(&members, 4)
}

fn request_members(request: &Request) -> Vec<(&'static str, String)> {
    let mut members = vec![("method", encode_string(&request.method))];
    if !request.target.is_empty() {
        members.push(("target", encode_string(&request.target)));
    }
    let headers: Vec<_> = request.headers.iter().map(|(name, value)| header_text(name, value)).collect();
    if !headers.is_empty() {
        members.push(("headers", list_text(&headers, 8)));
    }
    match std::str::from_utf8(&request.body) {
        Ok("") => {}
        Ok(text) => members.push(("body", encode_string(text))),
        Err(_) => members.push(("body_base64", encode_string(&BASE64.encode(&request.body)))),
    }
    members
}

fn header_text(name: &str, value: &[u8]) -> String {
    match std::str::from_utf8(value) {
        Ok(value) => encode_string(&format!("{name}: {value}")),
        Err(_) => {
            let value = encode_string(&BASE64.encode(value));
            format!("{{\"name\": {}, \"value_base64\": {value}}}", encode_string(name))
        }
    }
}

fn edit_text(edit: &Edit) -> String {
    match edit {
        Edit::Set { at, json } => {
            format!("{{\"set\": {}, \"to\": {}}}", encode_string(&at.to_string()), json.trim())
        }
        Edit::Unset { at } => format!("{{\"unset\": {}}}", encode_string(&at.to_string())),
    }
}

fn expect_members(expect: &Expect) -> Vec<(&'static str, String)> {
    let mut members = Vec::new();
    match expect.status {
        Some(Status::Exactly(status)) => members.push(("status", status.to_string())),
        Some(class) => members.push(("status", encode_string(&class.told()))),
        None => {}
    }
    if let Some(outcome) = expect.verdict {
        members.push(("verdict", encode_string(outcome.word())));
    }
    if let Some(within) = expect.within_ms {
        members.push(("within_ms", within.to_string()));
    }
    if !expect.answer.is_empty() {
        let places: Vec<_> = expect.answer.iter().map(wanted_text).collect();
        members.push(("answer", list_text(&places, 8)));
    }
    members
}

fn wanted_text(wanted: &Wanted) -> String {
    let at = encode_string(&wanted.at.to_string());
    let test = match &wanted.test {
        Test::Equals(json) => format!("\"equals\": {}", json.trim()),
        Test::Exists(exists) => format!("\"exists\": {exists}"),
        Test::Matches(pattern) => format!("\"matches\": {}", encode_string(pattern)),
    };
    format!("{{\"at\": {at}, {test}}}")
}
