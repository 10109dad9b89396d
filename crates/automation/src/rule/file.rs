//! Rules as one readable file: `docs/rules.md` is its format. What is written reads back as the same rules, and JSON in it
//! keeps its digits.

use bytes::Bytes;

use super::{Action, Body, Book, Condition, Failure, Rule, Then};
use hookglass_json::display::elided;
use hookglass_json::pointer::Pointer;
use hookglass_json::strict_json::{Problem, Read, array, json, nearest, object, text, texts, whole};
use hookglass_json::{Document, Form, Value, encode_string};

/// The version of the format.
const VERSION: &str = "1";

/// Why a file of rules is not read. None of its rules is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}{}: {what}; no rule of this file was taken", of_rule(.rule, .pointer))]
pub struct RuleFileError {
    /// Number, from 1, and name of the rule at fault; the name is empty where it has none.
    pub rule: Option<(usize, String)>,
    /// Where in the file, as a JSON Pointer.
    pub pointer: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong, and what to do.
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

/// Reads a file of rules. All of them can be used, or none is taken.
pub fn read(text: &Bytes) -> Result<Book, RuleFileError> {
    let document = Document::parse_within(text.clone(), 1 << 20).map_err(|error| RuleFileError {
        rule: None,
        pointer: String::new(),
        line: error.line,
        column: error.column,
        what: format!("this is not JSON: {}", error.what),
    })?;
    let root = document.root();
    object(root, "the file", &["version", "rules"]).map_err(told)?;
    match root.get("version") {
        Some(version) if version.digits() == Some(VERSION) => {}
        Some(version) => {
            return Err(told(Problem::at(
                version,
                format!("this is another version of the format; {VERSION} is known"),
            )));
        }
        None => return Err(told(Problem::at(root, format!("it needs \"version\": {VERSION}")))),
    }
    let Some(rules) = root.get("rules") else { return Err(told(Problem::at(root, "it needs \"rules\", a list"))) };
    let elements: Vec<_> = array(rules, "rules").map_err(told)?;
    let named = |value: Value<'_>| {
        let name = value.get("name").and_then(|name| name.string().map(|name| elided(&name, 60)));
        name.unwrap_or_default()
    };
    let of_rule = |at: usize| Some((at + 1, named(elements[at])));
    let read = elements
        .iter()
        .enumerate()
        .map(|(at, element)| rule(*element).map_err(|wrong| RuleFileError { rule: of_rule(at), ..told(wrong) }));
    let read: Vec<Rule> = read.collect::<Result<_, _>>()?;
    Book::new(read).map_err(|error| {
        let at = error.number - 1;
        let below = Pointer::parse(&error.pointer).unwrap_or_default();
        let mut pointer = Pointer::default().child("rules").child(at.to_string());
        below.tokens().iter().for_each(|token| pointer.push(token.clone()));
        let value = nearest(&document, &pointer);
        RuleFileError { rule: of_rule(at), ..told(Problem::at(value, error.what)) }
    })
}

fn told(problem: Problem<'_>) -> RuleFileError {
    let (pointer, (line, column)) = (problem.pointer(), problem.position());
    RuleFileError { rule: None, pointer, line, column, what: problem.what }
}

fn rule(value: Value<'_>) -> Read<'_, Rule> {
    object(value, "a rule", &["name", "on", "when", "then"])?;
    let Some(name) = value.get("name") else { return Err(Problem::at(value, "the rule needs a name")) };
    let on = match value.get("on").map(|on| (on, on.form())) {
        None | Some((_, Form::True)) => true,
        Some((_, Form::False)) => false,
        Some((on, _)) => return Err(Problem::at(on, "'on' is true or false")),
    };
    let when = match value.get("when") {
        None => Condition::default(),
        Some(when) => condition(when)?,
    };
    let Some(done) = value.get("then") else {
        return Err(Problem::at(value, "the rule needs 'then', which says what is done"));
    };
    Ok(Rule { name: text(name)?, on, when, then: then(done)? })
}

const WHEN: [&str; 8] = ["vendor", "type", "method", "path", "header", "member", "filter", "every"];

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

const DO: [&str; 6] = ["allow", "deny", "respond", "forward", "hold", "fail"];

fn then(value: Value<'_>) -> Read<'_, Then> {
    let Some(word) = value.get("do") else {
        let form = value.form();
        let what = if form == Form::Object {
            format!("it needs 'do', one of {}", DO.join(", "))
        } else {
            format!("'then' is {}; an object is wanted", form.word())
        };
        return Err(Problem::at(value, what));
    };
    let done = text(word)?;
    let names: &[&str] = match done.as_str() {
        "allow" => &["do", "delay_ms", "mutations", "constraints", "bot_protection", "rate_limits"],
        "deny" => &["do", "delay_ms", "title", "reason"],
        "respond" => &["do", "delay_ms", "status", "headers", "body", "json"],
        "forward" => &["do", "delay_ms", "to"],
        "hold" => &["do", "delay_ms"],
        "fail" => &["do", "delay_ms", "how"],
        _ => return Err(Problem::at(word, format!("this is not known; there are {}", DO.join(", ")))),
    };
    object(value, "'then'", names)?;
    let part = |name: &str| value.get(name).map(json).transpose();
    let words = |name: &str| Ok(value.get(name).map(text).transpose()?.unwrap_or_default());
    let action = match done.as_str() {
        "allow" => Action::Allow {
            mutations: part("mutations")?,
            constraints: part("constraints")?,
            bot_protection: part("bot_protection")?,
            rate_limits: part("rate_limits")?,
        },
        "deny" => Action::Deny { title: words("title")?, reason: words("reason")? },
        "respond" => respond(value)?,
        "forward" => Action::Forward { to: words("to")? },
        "hold" => Action::Hold,
        _ => {
            let how = value.get("how");
            let known = how.and_then(|how| how.string()).and_then(|how| Failure::from_word(&how));
            let ways: Vec<_> = Failure::ALL.into_iter().map(Failure::word).collect();
            let wanted = || Problem::at(how.unwrap_or(value), format!("'how' is one of {}", ways.join(", ")));
            Action::Fail { how: known.ok_or_else(wanted)? }
        }
    };
    Ok(Then { delay_ms: whole(value.get("delay_ms"), u32::MAX)?.unwrap_or_default(), action })
}

fn respond(value: Value<'_>) -> Read<'_, Action> {
    let body = match (value.get("body"), value.get("json")) {
        (None, None) => Body::Empty,
        (Some(body), None) => Body::Text(text(body)?),
        (None, Some(body)) => Body::Json(json(body)?),
        (Some(_), Some(body)) => return Err(Problem::at(body, "there is a 'body' too; leave one of them out")),
    };
    let status = whole(value.get("status"), 999)?.unwrap_or(200) as u16;
    Ok(Action::Respond { status, headers: texts(value.get("headers"))?, body })
}

// --- writing

/// Writes rules as a file. JSON that a rule holds is written as it is.
pub fn write<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> String {
    let rules: Vec<String> = rules.into_iter().map(written).collect();
    let list = if rules.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", rules.join(",\n")) };
    format!("{{\n  \"version\": {VERSION},\n  \"rules\": {list}\n}}\n")
}

/// One rule, indented as an element of the list.
fn written(rule: &Rule) -> String {
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

fn members_text(members: &[(&str, String)], indent: usize) -> String {
    let space = " ".repeat(indent);
    let lines: Vec<_> = members.iter().map(|(name, json)| format!("{space}  \"{name}\": {json}")).collect();
    format!("{{\n{}\n{space}}}", lines.join(",\n"))
}

/// One text as itself, several as a list.
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
