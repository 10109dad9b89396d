//! An answer whose mutations change nothing: the template for an answer with mutations.

use super::derived::{DERIVED, json};
use crate::catalog::EventType;
use hookglass_json::{Document, Form, Value};

/// An approval that repeats the current values of the event as JSON, each value as written. `None`
/// if the type accepts no mutations, or the event does not contain the values that they change.
/// Omits attributes that Authgear derives, because Authgear drops them.
pub(in crate::authgear) fn carried(event: &Document, known: &EventType) -> Option<String> {
    let answer = known.answer?;
    let mut parts: Vec<(&str, Vec<String>)> = Vec::new();
    for dotted in answer.iter().filter_map(|member| member.name.strip_prefix("mutations.")) {
        let (part, name) = dotted.split_once('.')?;
        let place = if name == "payload" { ["payload", part, "payload"] } else { ["payload", part, name] };
        let Some(value) = event.root().path(&place).filter(|value| value.form().is_container()) else { continue };
        let json = if name == "standard_attributes" { without_derived(value) } else { json(value) };
        let written = format!("\"{name}\":{json}");
        match parts.iter_mut().find(|(other, _)| *other == part) {
            Some((_, members)) => members.push(written),
            None => parts.push((part, vec![written])),
        }
    }
    let parts: Vec<_> = parts.iter().map(|(part, members)| format!("\"{part}\":{{{}}}", members.join(","))).collect();
    (!parts.is_empty()).then(|| format!("{{\"is_allowed\":true,\"mutations\":{{{}}}}}", parts.join(",")))
}

/// Standard attributes without the ones that Authgear derives.
fn without_derived(attributes: Value<'_>) -> String {
    if attributes.form() != Form::Object {
        return json(attributes);
    }
    let is_derived = |member: &Value<'_>| DERIVED.iter().any(|(name, _)| member.key().as_deref() == Some(*name));
    let members = attributes.members().into_iter().filter(|member| !is_derived(member));
    let written = |member: Value<'_>| {
        format!("{}:{}", String::from_utf8_lossy(member.raw_key().unwrap_or_default()), json(member))
    };
    format!("{{{}}}", members.map(written).collect::<Vec<_>>().join(","))
}
