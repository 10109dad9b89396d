//! Writes a scenario file (`docs/automate.md`). Reading the file returns the same scenario, and
//! JSON keeps its digits.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};

use super::definition::{Expect, Expectation, Request, Scenario, Sign, Step, Test};
use super::read::VERSION;
use super::status::Status;
use crate::json_text::{list_text, members_text};
use hookglass_json::edit::Edit;
use hookglass_json::encode_string;

/// Writes a valid scenario. Reading it returns the same scenario, except for white space around
/// JSON.
pub fn write(scenario: &Scenario) -> String {
    let steps: Vec<_> = scenario.steps.iter().map(|step| format!("    {}", step_text(step))).collect();
    let mut members = vec![("version", VERSION.to_owned()), ("name", encode_string(&scenario.name))];
    if !scenario.about.is_empty() {
        members.push(("about", encode_string(&scenario.about)));
    }
    let list = if steps.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", steps.join(",\n")) };
    members.push(("steps", list));
    format!("{}\n", members_text(&members, 0))
}

fn step_text(step: &Step) -> String {
    let mut members = Vec::new();
    if !step.name.is_empty() {
        members.push(("name", encode_string(&step.name)));
    }
    if step.pause_ms != 0 {
        members.push(("pause_ms", step.pause_ms.to_string()));
    }
    members.push(("request", members_text(&request_members(&step.request), 6)));
    let words = [(step.fresh.id, "\"id\""), (step.fresh.seq, "\"seq\""), (step.fresh.timestamp, "\"timestamp\"")];
    let words: Vec<_> = words.into_iter().filter(|(is_generated, _)| *is_generated).map(|(_, word)| word).collect();
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
        Some(class) => members.push(("status", encode_string(&class.to_string()))),
        None => {}
    }
    if let Some(outcome) = expect.verdict {
        members.push(("verdict", encode_string(outcome.word())));
    }
    if let Some(within) = expect.within_ms {
        members.push(("within_ms", within.to_string()));
    }
    if !expect.answer.is_empty() {
        let expectations: Vec<_> = expect.answer.iter().map(expectation_text).collect();
        members.push(("answer", list_text(&expectations, 8)));
    }
    members
}

fn expectation_text(expectation: &Expectation) -> String {
    let at = encode_string(&expectation.at.to_string());
    let test = match &expectation.test {
        Test::Equals(json) => format!("\"equals\": {}", json.trim()),
        Test::Exists(exists) => format!("\"exists\": {exists}"),
        Test::Matches(pattern) => format!("\"matches\": {}", encode_string(pattern)),
    };
    format!("{{\"at\": {at}, {test}}}")
}
