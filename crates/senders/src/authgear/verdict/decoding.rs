//! Models how Go's `json.Unmarshal` decodes an answer that matches its schema.
//!
//! Authgear validates the bytes and then decodes them into `event.HookResponse` (authgear-server,
//! `pkg/util/validation`). Go reads every member, even two with one name, and ignores the case of
//! names. It rejects numbers outside the range of a 64-bit float and bodies that are nested too
//! deep. It skips members that a struct does not have.

use super::found::{RemarkList, name, value_text};
use crate::verdict::Severity;
use hookglass_json::{Document, Form, Value};

/// The Go type that a member is decoded into. Null is valid for every type and leaves the value
/// unchanged.
enum GoType {
    Struct(&'static [(&'static str, GoType)]),
    /// A `map[string]interface{}`.
    Map,
    /// A map with values of this type.
    MapOf(&'static GoType),
    Strings,
    Text,
    Bool,
    Float,
}

const RESPONSE: GoType = GoType::Struct(&[
    ("is_allowed", GoType::Bool),
    ("title", GoType::Text),
    ("reason", GoType::Text),
    ("mutations", GoType::Struct(&[("user", USER), ("jwt", TOKEN), ("id_token", TOKEN)])),
    ("constraints", GoType::Struct(&[("amr", GoType::Strings)])),
    ("bot_protection", GoType::Struct(&[("mode", GoType::Text)])),
    ("rate_limits", GoType::MapOf(&GoType::Struct(&[("weight", GoType::Float)]))),
]);
const USER: GoType = GoType::Struct(&[
    ("standard_attributes", GoType::Map),
    ("custom_attributes", GoType::Map),
    ("roles", GoType::Strings),
    ("groups", GoType::Strings),
]);
const TOKEN: GoType = GoType::Struct(&[("payload", GoType::Map)]);

/// The most levels of objects and arrays that `encoding/json` reads (`maxNestingDepth`).
const MAX_LEVELS: u32 = 10_000;

pub(super) fn check_depth(document: &Document, found: &mut RemarkList) {
    let mut levels: Vec<u32> = Vec::new();
    let root = document.root();
    for handle in root.handle()..root.handle_after() {
        let value = document.value_at(handle);
        let above = value.parent().map_or(0, |parent| levels[parent.handle() as usize]);
        let level = above + u32::from(value.form().is_container());
        if level > MAX_LEVELS {
            let sentence =
                format!("The body is nested more than {MAX_LEVELS} levels deep, which Go's JSON decoder rejects.");
            found.add(Severity::Error, "", sentence);
            return;
        }
        levels.push(level);
    }
}

pub(super) fn check(root: Value<'_>, found: &mut RemarkList) {
    // An answer that the schema rejects is never decoded.
    if !found.has_errors() {
        decode(root, &RESPONSE, found);
    }
}

fn decode(value: Value<'_>, into: &'static GoType, found: &mut RemarkList) {
    if value.form() == Form::Null {
        return;
    }
    match (into, value.form()) {
        (GoType::Struct(fields), Form::Object) => {
            for member in value.children() {
                let key = member.key().unwrap_or_default();
                let Some((field, inner)) = fields.iter().find(|(field, _)| key.eq_ignore_ascii_case(field)) else {
                    continue;
                };
                if key != *field {
                    let sentence = format!("Authgear reads {} as '{field}'; write '{field}'.", name(member));
                    found.at(Severity::Warning, member, sentence);
                }
                decode(member, inner, found);
            }
        }
        (GoType::MapOf(inner), Form::Object) => value.children().for_each(|member| decode(member, inner, found)),
        (GoType::Map, Form::Object) => {
            let all = value.handle()..value.handle_after();
            let values = all.map(|handle| value.document().value_at(handle));
            for number in values.filter(|value| value.form() == Form::Number) {
                decode(number, &GoType::Float, found);
            }
        }
        (GoType::Strings, Form::Array) => {
            for element in value.children().filter(|element| !matches!(element.form(), Form::String | Form::Null)) {
                found.wrong(element, format!("{} is not a string; write a string here.", value_text(element)));
                if found.is_full() {
                    return;
                }
            }
        }
        (GoType::Text, Form::String) | (GoType::Bool, Form::True | Form::False) => {}
        (GoType::Float, Form::Number) => {
            // Go decodes numbers into 64-bit floats.
            if value.digits().is_some_and(|digits| digits.parse::<f64>().is_ok_and(f64::is_infinite)) {
                found.wrong(
                    value,
                    format!("{} is out of range for Authgear, which reads 64-bit floats.", value_text(value)),
                );
            }
        }
        (into, form) => {
            let expected = match into {
                GoType::Struct(_) | GoType::Map | GoType::MapOf(_) => "an object",
                GoType::Strings => "an array of strings",
                GoType::Text => "a string",
                GoType::Bool => "true or false",
                GoType::Float => "a number",
            };
            found.wrong(value, format!("{} is {}; it must be {expected}.", name(value), form.word()));
        }
    }
}

/// The member that Go decodes into a field: the last one of that name, ignoring case.
pub(in crate::authgear) fn field<'a>(object: Value<'a>, expected: &str) -> Option<Value<'a>> {
    let is = |member: &Value<'_>| member.key().is_some_and(|key| key.eq_ignore_ascii_case(expected));
    (object.form() == Form::Object).then(|| object.children().filter(is).last())?
}
