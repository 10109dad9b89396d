//! How Go's `json.Unmarshal` decodes an answer that matches its schema (authgear-server, `pkg/util/validation`: the same
//! bytes are validated, then decoded into `event.HookResponse`).
//!
//! It reads every member, also two with one name; it ignores the case of names; it rejects numbers outside the range of a
//! 64-bit float and texts that are nested too deep. It skips members that a structure does not have.

use super::found::{Found, name, shown};
use crate::verdict::Severity;
use hookglass_json::{Document, Form, Value};

/// What a member is decoded into. Null fits all of them and leaves them unchanged.
enum Into {
    Struct(&'static [(&'static str, Into)]),
    /// A `map[string]interface{}`.
    Map,
    /// A map of such structures.
    MapOf(&'static Into),
    Strings,
    Text,
    Bool,
    Float,
}

const RESPONSE: Into = Into::Struct(&[
    ("is_allowed", Into::Bool),
    ("title", Into::Text),
    ("reason", Into::Text),
    ("mutations", Into::Struct(&[("user", USER), ("jwt", TOKEN), ("id_token", TOKEN)])),
    ("constraints", Into::Struct(&[("amr", Into::Strings)])),
    ("bot_protection", Into::Struct(&[("mode", Into::Text)])),
    ("rate_limits", Into::MapOf(&Into::Struct(&[("weight", Into::Float)]))),
]);
const USER: Into = Into::Struct(&[
    ("standard_attributes", Into::Map),
    ("custom_attributes", Into::Map),
    ("roles", Into::Strings),
    ("groups", Into::Strings),
]);
const TOKEN: Into = Into::Struct(&[("payload", Into::Map)]);

/// Levels of objects and arrays that `encoding/json` reads (`maxNestingDepth`).
const MAX_LEVELS: u32 = 10_000;

pub(super) fn depth(document: &Document, found: &mut Found) {
    let mut levels: Vec<u32> = Vec::new();
    let root = document.root();
    for handle in root.handle()..root.handle_after() {
        let value = document.value_at(handle);
        let above = value.parent().map_or(0, |parent| levels[parent.handle() as usize]);
        let level = above + u32::from(value.form().is_container());
        if level > MAX_LEVELS {
            let sentence =
                format!("The body is nested more than {MAX_LEVELS} levels deep, which Go's JSON reader refuses.");
            found.add(Severity::Error, "", sentence);
            return;
        }
        levels.push(level);
    }
}

pub(super) fn check(root: Value<'_>, found: &mut Found) {
    // An answer that the schema rejects is never decoded.
    if !found.has_errors() {
        decode(root, &RESPONSE, found);
    }
}

fn decode(value: Value<'_>, into: &'static Into, found: &mut Found) {
    if value.form() == Form::Null {
        return;
    }
    match (into, value.form()) {
        (Into::Struct(fields), Form::Object) => {
            for member in value.children() {
                let key = member.key().unwrap_or_default();
                let Some((field, inner)) = fields.iter().find(|(field, _)| key.eq_ignore_ascii_case(field)) else {
                    continue;
                };
                if key != *field {
                    let sentence = format!("{} is taken for '{field}', which is how to write it.", name(member));
                    found.at(Severity::Warning, member, sentence);
                }
                decode(member, inner, found);
            }
        }
        (Into::MapOf(inner), Form::Object) => value.children().for_each(|member| decode(member, inner, found)),
        (Into::Map, Form::Object) => {
            let all = value.handle()..value.handle_after();
            let values = all.map(|handle| value.document().value_at(handle));
            for number in values.filter(|value| value.form() == Form::Number) {
                decode(number, &Into::Float, found);
            }
        }
        (Into::Strings, Form::Array) => {
            for element in value.children().filter(|element| !matches!(element.form(), Form::String | Form::Null)) {
                found.wrong(element, format!("{} is not a string; it must be one.", shown(element)));
                if found.is_full() {
                    return;
                }
            }
        }
        (Into::Text, Form::String) | (Into::Bool, Form::True | Form::False) => {}
        (Into::Float, Form::Number) => {
            // This is the float that the answer is read into; no digit of it goes on from here.
            if value.digits().is_some_and(|digits| digits.parse::<f64>().is_ok_and(f64::is_infinite)) {
                found.wrong(
                    value,
                    format!("{} is beyond the numbers that Authgear can read (64-bit floats).", shown(value)),
                );
            }
        }
        (into, form) => {
            let expected = match into {
                Into::Struct(_) | Into::Map | Into::MapOf(_) => "an object",
                Into::Strings => "an array of strings",
                Into::Text => "a string",
                Into::Bool => "true or false",
                Into::Float => "a number",
            };
            found.wrong(value, format!("{} is {}; it must be {expected}.", name(value), form.word()));
        }
    }
}

/// The member that Go reads into a field: the last of that name, whatever its capitals.
pub(in crate::authgear) fn field<'a>(object: Value<'a>, expected: &str) -> Option<Value<'a>> {
    let is = |member: &Value<'_>| member.key().is_some_and(|key| key.eq_ignore_ascii_case(expected));
    (object.form() == Form::Object).then(|| object.children().filter(is).last())?
}
