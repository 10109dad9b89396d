//! Reads a file of rules (`docs/answer.md`).

use bytes::Bytes;

use super::action::{Action, Body, Failure};
use super::definition::{Condition, Rule, Then};
use super::rule_set::RuleSet;
use hookglass_json::display::elided;
use hookglass_json::pointer::Pointer;
use hookglass_json::strict_json::{Problem, Read, array, json, nearest, object, text, texts, whole};
use hookglass_json::{Document, Form, Value};

/// The version of the format.
pub(super) const VERSION: &str = "1";

/// Why a file of rules is invalid. None of its rules is used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}{}: {what}; the file was not used", of_rule(.rule, .pointer))]
pub struct RuleFileError {
    /// The 1-based number and the name of the invalid rule. The name is empty if the rule has none.
    pub rule: Option<(usize, String)>,
    /// The JSON Pointer of the invalid value.
    pub pointer: String,
    /// The 1-based line.
    pub line: usize,
    /// The 1-based column in characters.
    pub column: usize,
    /// What is wrong, and how to fix it.
    pub what: String,
}

fn of_rule(rule: &Option<(usize, String)>, pointer: &str) -> String {
    match rule {
        Some((number, name)) if name.is_empty() => format!(", rule {number}, at {pointer}"),
        Some((number, name)) => format!(", rule {number} ('{name}'), at {pointer}"),
        None if pointer.is_empty() => String::new(),
        None => format!(", at {pointer}"),
    }
}

/// Reads a file of rules. A single invalid rule rejects the file.
pub fn read(text: &Bytes) -> Result<RuleSet, RuleFileError> {
    let document = Document::parse_within(text.clone(), 1 << 20).map_err(|error| RuleFileError {
        rule: None,
        pointer: String::new(),
        line: error.line,
        column: error.column,
        what: format!("the file is not JSON: {}", error.what),
    })?;
    let root = document.root();
    object(root, "the file", &["version", "rules"]).map_err(file_error)?;
    match root.get("version") {
        Some(version) if version.digits() == Some(VERSION) => {}
        Some(version) => {
            return Err(file_error(Problem::at(version, format!("unsupported format version; use {VERSION}"))));
        }
        None => return Err(file_error(Problem::at(root, format!("the file needs \"version\": {VERSION}")))),
    }
    let Some(rules) = root.get("rules") else {
        return Err(file_error(Problem::at(root, "the file needs \"rules\", a list")));
    };
    let elements: Vec<_> = array(rules, "rules").map_err(file_error)?;
    let named = |value: Value<'_>| {
        let name = value.get("name").and_then(|name| name.string().map(|name| elided(&name, 60)));
        name.unwrap_or_default()
    };
    let of_rule = |at: usize| Some((at + 1, named(elements[at])));
    let read = elements
        .iter()
        .enumerate()
        .map(|(at, element)| rule(*element).map_err(|wrong| RuleFileError { rule: of_rule(at), ..file_error(wrong) }));
    let read: Vec<Rule> = read.collect::<Result<_, _>>()?;
    RuleSet::new(read).map_err(|error| {
        let at = error.number - 1;
        let below = Pointer::parse(&error.pointer).unwrap_or_default();
        let mut pointer = Pointer::default().child("rules").child(at.to_string());
        below.tokens().iter().for_each(|token| pointer.push(token.clone()));
        let value = nearest(&document, &pointer);
        RuleFileError { rule: of_rule(at), ..file_error(Problem::at(value, error.what)) }
    })
}

fn file_error(problem: Problem<'_>) -> RuleFileError {
    let (pointer, (line, column)) = (problem.pointer(), problem.position());
    RuleFileError { rule: None, pointer, line, column, what: problem.what }
}

fn rule(value: Value<'_>) -> Read<'_, Rule> {
    object(value, "a rule", &["name", "on", "when", "then"])?;
    let Some(name) = value.get("name") else { return Err(Problem::at(value, "the rule needs a name")) };
    let on = match value.get("on").map(|on| (on, on.form())) {
        None | Some((_, Form::True)) => true,
        Some((_, Form::False)) => false,
        Some((on, _)) => return Err(Problem::at(on, "'on' must be true or false")),
    };
    let when = match value.get("when") {
        None => Condition::default(),
        Some(when) => condition(when)?,
    };
    let Some(action) = value.get("then") else {
        return Err(Problem::at(value, "the rule needs 'then', its action"));
    };
    Ok(Rule { name: text(name)?, on, when, then: then(action)? })
}

pub(super) const WHEN: [&str; 8] = ["vendor", "type", "method", "path", "header", "member", "filter", "every"];

fn condition(value: Value<'_>) -> Read<'_, Condition> {
    object(value, "'when'", &WHEN)?;
    Ok(Condition {
        vendor: texts(value.get("vendor"))?,
        event_type: texts(value.get("type"))?,
        method: texts(value.get("method"))?,
        path: texts(value.get("path"))?,
        header: texts(value.get("header"))?,
        member: texts(value.get("member"))?,
        filter: value.get("filter").map(text).transpose()?.unwrap_or_default(),
        every: whole(value.get("every"), u32::MAX)?.unwrap_or_default(),
    })
}

const ACTIONS: [&str; 6] = ["allow", "deny", "respond", "forward", "hold", "fail"];

fn then(value: Value<'_>) -> Read<'_, Then> {
    let Some(word) = value.get("do") else {
        let form = value.form();
        let what = if form == Form::Object {
            format!("'then' needs 'do', one of {}", ACTIONS.join(", "))
        } else {
            format!("'then' is {}; expected an object", form.word())
        };
        return Err(Problem::at(value, what));
    };
    let name = text(word)?;
    let names: &[&str] = match name.as_str() {
        "allow" => &["do", "delay_ms", "mutations", "constraints", "bot_protection", "rate_limits"],
        "deny" => &["do", "delay_ms", "title", "reason"],
        "respond" => &["do", "delay_ms", "status", "headers", "body", "json"],
        "forward" => &["do", "delay_ms", "to"],
        "hold" => &["do", "delay_ms"],
        "fail" => &["do", "delay_ms", "how"],
        _ => return Err(Problem::at(word, format!("unknown action; use one of {}", ACTIONS.join(", ")))),
    };
    object(value, "'then'", names)?;
    let json_of = |name: &str| value.get(name).map(json).transpose();
    let text_of = |name: &str| Ok(value.get(name).map(text).transpose()?.unwrap_or_default());
    let action = match name.as_str() {
        "allow" => Action::Allow {
            mutations: json_of("mutations")?,
            constraints: json_of("constraints")?,
            bot_protection: json_of("bot_protection")?,
            rate_limits: json_of("rate_limits")?,
        },
        "deny" => Action::Deny { title: text_of("title")?, reason: text_of("reason")? },
        "respond" => respond(value)?,
        "forward" => Action::Forward { to: text_of("to")? },
        "hold" => Action::Hold,
        _ => {
            let how = value.get("how");
            let known = how.and_then(|how| how.string()).and_then(|how| Failure::from_word(&how));
            let ways: Vec<_> = Failure::ALL.into_iter().map(Failure::word).collect();
            let problem = || Problem::at(how.unwrap_or(value), format!("'how' must be one of {}", ways.join(", ")));
            Action::Fail { how: known.ok_or_else(problem)? }
        }
    };
    Ok(Then { delay_ms: whole(value.get("delay_ms"), u32::MAX)?.unwrap_or_default(), action })
}

fn respond(value: Value<'_>) -> Read<'_, Action> {
    let body = match (value.get("body"), value.get("json")) {
        (None, None) => Body::Empty,
        (Some(body), None) => Body::Text(text(body)?),
        (None, Some(body)) => Body::Json(json(body)?),
        (Some(_), Some(body)) => return Err(Problem::at(body, "the answer has 'body' and 'json'; remove one")),
    };
    let status = whole(value.get("status"), 999)?.unwrap_or(200) as u16;
    Ok(Action::Respond { status, headers: texts(value.get("headers"))?, body })
}
