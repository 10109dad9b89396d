//! Writes a file of rules (`docs/answer.md`). Reading the file returns the same rules, and JSON
//! keeps its digits.

use super::action::{Action, Body};
use super::definition::{Condition, Rule, Then};
use super::read::{VERSION, WHEN};
use crate::json_text::members_text;
use hookglass_json::encode_string;

/// Writes rules as a file. JSON in a rule keeps its text.
pub fn write<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> String {
    let rules: Vec<String> = rules.into_iter().map(rule_text).collect();
    let list = if rules.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", rules.join(",\n")) };
    format!("{{\n  \"version\": {VERSION},\n  \"rules\": {list}\n}}\n")
}

/// A rule, indented as an element of the list.
fn rule_text(rule: &Rule) -> String {
    let mut members = vec![("name", encode_string(&rule.name))];
    if !rule.on {
        members.push(("on", "false".to_owned()));
    }
    let when = condition_members(&rule.when);
    if !when.is_empty() {
        members.push(("when", members_text(&when, 6)));
    }
    members.push(("then", members_text(&then_members(&rule.then), 6)));
    format!("    {}", members_text(&members, 4))
}

/// A single text as a string, several as an array.
fn list(texts: &[String]) -> String {
    match texts {
        [only] => encode_string(only),
        all => format!("[{}]", all.iter().map(|text| encode_string(text)).collect::<Vec<_>>().join(", ")),
    }
}

fn condition_members(when: &Condition) -> Vec<(&'static str, String)> {
    let lists = [&when.vendor, &when.event_type, &when.method, &when.path, &when.header, &when.member];
    let mut members: Vec<_> = WHEN
        .into_iter()
        .zip(lists)
        .filter(|(_, texts)| !texts.is_empty())
        .map(|(name, texts)| (name, list(texts)))
        .collect();
    if !when.filter.is_empty() {
        members.push(("filter", encode_string(&when.filter)));
    }
    if when.every != 0 {
        members.push(("every", when.every.to_string()));
    }
    members
}

fn then_members(then: &Then) -> Vec<(&'static str, String)> {
    let mut members = Vec::new();
    let word = match &then.action {
        Action::Allow { mutations, constraints, bot_protection, rate_limits } => {
            let parts = [
                ("mutations", mutations),
                ("constraints", constraints),
                ("bot_protection", bot_protection),
                ("rate_limits", rate_limits),
            ];
            members.extend(parts.into_iter().filter_map(|(name, json)| Some((name, json.as_ref()?.trim().to_owned()))));
            "allow"
        }
        Action::Deny { title, reason } => {
            let texts = [("title", title), ("reason", reason)];
            let given = texts.into_iter().filter(|(_, text)| !text.is_empty());
            members.extend(given.map(|(name, text)| (name, encode_string(text))));
            "deny"
        }
        Action::Respond { status, headers, body } => {
            members.push(("status", status.to_string()));
            if !headers.is_empty() {
                members.push(("headers", list(headers)));
            }
            match body {
                Body::Empty => {}
                Body::Text(text) => members.push(("body", encode_string(text))),
                Body::Json(json) => members.push(("json", json.trim().to_owned())),
            }
            "respond"
        }
        Action::Forward { to } => {
            members.push(("to", encode_string(to)));
            "forward"
        }
        Action::Hold => "hold",
        Action::Fail { how } => {
            members.push(("how", encode_string(how.word())));
            "fail"
        }
    };
    members.insert(0, ("do", encode_string(word)));
    if then.delay_ms != 0 {
        members.push(("delay_ms", then.delay_ms.to_string()));
    }
    members
}
