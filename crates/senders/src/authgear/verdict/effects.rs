//! Findings about the effects of an accepted answer, and about members without effect.

use super::decoding::field;
use super::found::{MAX_QUOTED, RemarkList, name};
use crate::catalog::EventType;
use crate::verdict::Severity;
use hookglass_json::display::elided;
use hookglass_json::{Form, Value};

/// The parts of `mutations`, and their members that can have an effect.
const MUTATIONS: [(&str, &[&str]); 3] = [
    ("user", &["standard_attributes", "custom_attributes", "roles", "groups"]),
    ("jwt", &["payload"]),
    ("id_token", &["payload"]),
];

pub(super) fn report(root: Value<'_>, known: Option<&'static EventType>, found: &mut RemarkList) {
    let Some(known) = known else { return };
    if root.get("is_allowed").is_none_or(|value| value.form() != Form::True) {
        return;
    }
    if let Some(mutations) = root.get("mutations") {
        for (part, members) in MUTATIONS {
            if let Some(part_value) = field(mutations, part) {
                mutation(part_value, part, members, known, found);
            }
        }
    }
    if let Some(amr) = root.path(&["constraints", "amr"]) {
        let methods: Vec<_> = amr.children().take(MAX_METHODS).filter_map(|method| method.string()).collect();
        let sentence = match methods.as_slice() {
            [] => "No authentication method is required: the list is empty.".to_owned(),
            methods => format!("The user must authenticate with: {}.", methods.join(", ")),
        };
        found.at(Severity::Information, amr, sentence);
    }
    if let Some(mode) = root.path(&["bot_protection", "mode"]) {
        let sentence = match mode.string().as_deref() {
            Some("never") => "The user never gets a bot check.",
            _ => "The user always gets a bot check.",
        };
        found.at(Severity::Information, mode, sentence);
    }
    for limit in root.get("rate_limits").into_iter().flat_map(|limits| limits.members()) {
        let Some(weight) = limit.get("weight") else { continue };
        let digits = elided(weight.digits().unwrap_or_default(), MAX_QUOTED);
        let sentence = format!("This attempt counts {digits} times against the limit {}.", name(limit));
        found.at(Severity::Information, weight, sentence);
    }
}

/// The most authentication methods that a sentence lists.
const MAX_METHODS: usize = 20;

fn mutation(part: Value<'_>, at: &str, members: &[&str], known: &'static EventType, found: &mut RemarkList) {
    for member in part.members() {
        if found.is_full() {
            return;
        }
        let key = member.key().unwrap_or_default();
        let Some(field) = members.iter().find(|field| key.eq_ignore_ascii_case(field)) else {
            found.at(Severity::Warning, member, format!("Authgear accepts {} but ignores it.", name(member)));
            continue;
        };
        let dotted = format!("mutations.{at}.{field}");
        match known.answer.unwrap_or_default().iter().find(|member| member.name == dotted) {
            None => {
                let sentence = format!("Authgear accepts {}, but it has no effect on {}.", name(member), known.name);
                found.at(Severity::Warning, member, sentence);
            }
            Some(_) if member.form() == Form::Null => {
                found.at(Severity::Information, member, format!("Null leaves the {field} unchanged."));
            }
            Some(about) => found.at(Severity::Information, member, about.about),
        }
    }
}
