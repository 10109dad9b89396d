//! The schema of an answer to a blocking event (authgear-server, `pkg/api/event/hook_response.go`).
//!
//! The catalog lists the top-level members that a type accepts; this module has the form of each.
//! Of two members with one name, the schema validates the last.

use super::found::{RemarkList, name, value_text};
use crate::catalog::EventType;
use crate::verdict::Severity;
use hookglass_json::{Form, Value};

/// The required form of a value.
enum Rule {
    /// An object with only these members.
    Closed(&'static [(&'static str, Rule)]),
    /// An object with these and any other members.
    Open(&'static [(&'static str, Rule)]),
    /// An array of words that the catalog lists for this member.
    Words(&'static str),
    /// A word that the catalog lists for this member.
    Word(&'static str),
    /// A number that is not negative.
    Weight,
}

const APPROVAL: &[(&str, Rule)] = &[
    (
        "mutations",
        Rule::Closed(&[
            ("user", Rule::Open(&[("standard_attributes", ANY_OBJECT), ("custom_attributes", ANY_OBJECT)])),
            ("jwt", Rule::Open(&[("payload", ANY_OBJECT)])),
            ("id_token", Rule::Open(&[("payload", ANY_OBJECT)])),
        ]),
    ),
    ("constraints", Rule::Closed(&[("amr", Rule::Words("constraints.amr"))])),
    ("bot_protection", Rule::Closed(&[("mode", Rule::Word("bot_protection.mode"))])),
    ("rate_limits", Rule::Closed(&[(LIMITS[0], LIMIT), (LIMITS[1], LIMIT)])),
];

/// The names of the limits that can have a weight in `rate_limits`.
pub const LIMITS: [&str; 2] = ["authentication.general", "authentication.account_enumeration"];
const ANY_OBJECT: Rule = Rule::Open(&[]);
const LIMIT: Rule = Rule::Closed(&[("weight", Rule::Weight)]);

/// The members of a denial.
const DENIAL: [&str; 2] = ["title", "reason"];

pub(super) fn check(root: Value<'_>, known: Option<&'static EventType>, found: &mut RemarkList) {
    if root.form() != Form::Object {
        found.wrong(root, format!("The body is {}; Authgear expects an object.", root.form().word()));
        return;
    }
    for member in root.duplicates().take(3) {
        let sentence = format!("{} appears twice in one object; the last one counts.", name(member));
        found.at(Severity::Warning, member, sentence);
    }
    let Some(is_allowed) = root.get("is_allowed") else {
        found.wrong(root, "'is_allowed' is missing; set it to true or false.");
        return;
    };
    match is_allowed.form() {
        Form::True => approval(root, known, found),
        Form::False => denial(root, found),
        other => found.wrong(is_allowed, format!("'is_allowed' is {}; it must be true or false.", other.word())),
    }
}

fn denial(root: Value<'_>, found: &mut RemarkList) {
    for member in members(root, "is_allowed") {
        let is = |expected: &str| is_called(member, expected);
        if !DENIAL.into_iter().any(is) {
            let sentence = format!("{} is not allowed in a denial, which can have title and reason.", name(member));
            found.wrong(member, sentence);
        } else if member.form() != Form::String {
            found.wrong(member, format!("{} is {}; it must be a string.", name(member), member.form().word()));
        }
    }
}

fn approval(root: Value<'_>, known: Option<&'static EventType>, found: &mut RemarkList) {
    let Some(known) = known else { return };
    let takes = |top: &str| answer_members(known).any(|member| member.split('.').next() == Some(top));
    for member in members(root, "is_allowed") {
        if found.is_full() {
            return;
        }
        match APPROVAL.iter().find(|(top, _)| is_called(member, top)) {
            Some((top, rule)) if takes(top) => value(member, rule, known, found),
            Some(_) => found.wrong(
                member,
                format!(
                    "{} is not allowed in an answer to {}, even if empty; allowed members are {}.",
                    name(member),
                    known.name,
                    top_members(known),
                ),
            ),
            None if DENIAL.into_iter().any(|text| is_called(member, text)) => {
                found.wrong(
                    member,
                    format!("{} belongs in a denial; Authgear rejects it if is_allowed is true.", name(member)),
                );
            }
            None => found.wrong(
                member,
                format!(
                    "{} is not a member of an answer; an answer to {} can have {}.{}",
                    name(member),
                    known.name,
                    top_members(known),
                    case_hint(member, APPROVAL.iter().map(|(top, _)| *top)),
                ),
            ),
        }
    }
}

/// The dotted names of the members that have an effect in an answer to this type.
fn answer_members(known: &'static EventType) -> impl Iterator<Item = &'static str> {
    known.answer.unwrap_or_default().iter().map(|member| member.name)
}

/// The top-level members that a type accepts, as a list.
fn top_members(known: &'static EventType) -> String {
    let takes = |top: &&str| answer_members(known).any(|member| member.split('.').next() == Some(top));
    let tops: Vec<_> = APPROVAL.iter().map(|(top, _)| *top).filter(takes).collect();
    tops.join(", ")
}

/// The members that the schema validates, except one.
fn members<'a>(object: Value<'a>, except: &'static str) -> impl Iterator<Item = Value<'a>> {
    object.members().into_iter().filter(move |member| !is_called(*member, except))
}

fn is_called(member: Value<'_>, expected: &str) -> bool {
    member.key_bytes().as_deref() == Some(expected.as_bytes())
}

fn case_hint(member: Value<'_>, mut known: impl Iterator<Item = &'static str>) -> String {
    let meant = known.find(|expected| member.key().is_some_and(|key| key.eq_ignore_ascii_case(expected)));
    meant.map(|meant| format!(" Names are case-sensitive: write '{meant}'.")).unwrap_or_default()
}

fn value(at: Value<'_>, rule: &'static Rule, known: &'static EventType, found: &mut RemarkList) {
    let expected = match rule {
        Rule::Closed(_) | Rule::Open(_) => Form::Object,
        Rule::Words(_) => Form::Array,
        Rule::Word(_) => Form::String,
        Rule::Weight => Form::Number,
    };
    if at.form() != expected {
        let null = if at.form() == Form::Null { " Omit it instead." } else { "" };
        let what = if at.key_span().is_some() { name(at) } else { "This".to_owned() };
        found.wrong(at, format!("{what} is {}; it must be {}.{null}", at.form().word(), expected.word()));
        return;
    }
    match rule {
        Rule::Closed(inner) | Rule::Open(inner) => {
            let closed = matches!(rule, Rule::Closed(_));
            for member in at.members() {
                if found.is_full() {
                    return;
                }
                match inner.iter().find(|(expected, _)| is_called(member, expected)) {
                    Some((_, rule)) => value(member, rule, known, found),
                    None if closed => {
                        let names: Vec<_> = inner.iter().map(|(name, _)| *name).collect();
                        let hint = case_hint(member, names.iter().copied());
                        let what = format!("{} is not allowed in {}", name(member), name(at));
                        found.wrong(member, format!("{what}; allowed members are {}.{hint}", names.join(", ")));
                    }
                    None => {}
                }
            }
        }
        Rule::Words(of) => {
            for element in at.children() {
                if found.is_full() {
                    return;
                }
                word(element, of, known, found);
            }
        }
        Rule::Word(of) => word(at, of, known, found),
        Rule::Weight => {
            let digits = at.digits().unwrap_or_default();
            if is_negative(digits) {
                found.wrong(at, format!("'weight' is {}; it must not be negative.", value_text(at)));
            }
        }
    }
}

fn word(at: Value<'_>, of: &str, known: &'static EventType, found: &mut RemarkList) {
    let member = known.answer.unwrap_or_default().iter().find(|member| member.name == of);
    let words = member.map_or(&[][..], |member| member.values);
    let is_listed = at.string_bytes().is_some_and(|text| words.iter().any(|word| word.as_bytes() == &*text));
    if !is_listed {
        found.wrong(at, format!("{} is not allowed here; use one of {}.", value_text(at), words.join(", ")));
    }
}

/// Whether a number is below zero; `-0` is not.
fn is_negative(digits: &str) -> bool {
    let mantissa = digits.split(['e', 'E']).next().unwrap_or_default();
    mantissa.starts_with('-') && mantissa.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{self, EventType};

    #[test]
    fn every_answer_member_in_the_catalog_is_in_the_schema() {
        let blocking = catalog::all().iter().filter(|entry| entry.answer.is_some());
        let names: Vec<_> = blocking.flat_map(|entry: &'static EventType| answer_members(entry)).collect();
        assert_eq!(names.len(), 4 * 4 + 1 + 1 + 3 + 3 + 2);
        for name in names {
            let mut parts = name.split('.');
            let top = parts.next().unwrap();
            let mut rule = &APPROVAL.iter().find(|(expected, _)| *expected == top).unwrap().1;
            for part in parts {
                let inner = match rule {
                    Rule::Closed(inner) | Rule::Open(inner) => inner,
                    _ => panic!("{name} is not in the schema"),
                };
                match inner.iter().find(|(expected, _)| *expected == part) {
                    Some((_, next)) => rule = next,
                    // Only the decoder checks these.
                    None => assert!(["roles", "groups"].contains(&part), "{name}"),
                }
            }
        }
    }
}
