//! Values that are secrets for as long as they are valid, and texts in which these are covered.
//!
//! The catalog says which: Fastgen's `token` and `link`, a client's secret; beside these stand the ones of requests that
//! are no known event. Covered is what a person looks at; what is
//! stored, sent and copied on purpose is whole.

use crate::catalog::{self, Member};
use crate::envelope::{self, Envelope, Vendor};
use hookglass_json::{Document, Value};

pub use hookglass_json::pretty::REDACTED;

/// What a request carries that Authgear signs and that is no event: a one-time code, alone and in the text of its message, or
/// the token of an account that moves (authgear-server, `pkg/lib/infra/sms/custom/model.go`,
/// `pkg/lib/accountmigration/hook_request.go`).
const OF_NO_EVENT: [&str; 3] = ["body", "code", "migration_token"];

/// What Fastgen's user events carry, also where nothing says which of them it is.
const OF_A_USER: [&str; 2] = ["token", "link"];

/// The values of an event that are to be covered. With several members of one name, all of them.
pub fn values<'a>(envelope: &Envelope, document: &'a Document) -> Vec<Value<'a>> {
    let is_one_of = |names: &[&str], value: &Value<'a>| value.key().is_some_and(|key| names.contains(&&*key));
    let root = document.root();
    let named: Vec<&'static str> = members(envelope).map(|member| member.name).collect();
    let below = |names: &'static [&'static str]| root.children().filter(move |value| is_one_of(names, value));
    let mut found = Vec::new();
    let mut cover = |holder: Value<'a>, names: &[&str]| {
        found.extend(holder.children().filter(|value| is_one_of(names, value)));
    };
    match envelope.vendor {
        Vendor::Authgear if envelope::is_no_event(root) => {
            cover(root, &OF_NO_EVENT);
            below(&["template_variables"]).for_each(|variables| cover(variables, &OF_NO_EVENT));
        }
        Vendor::Fastgen | Vendor::Generic => {
            for holder in std::iter::once(root).chain(below(&["param", "$param"])) {
                cover(holder, among_parameters(holder, &named));
            }
        }
        _ => below(&["payload"]).for_each(|payload| cover(payload, &named)),
    }
    found.sort_by_key(Value::span);
    found
}

/// Whether a member of Fastgen's parameters is a secret, told by what stands beside it where the type does not tell.
pub fn is_beside(envelope: &Envelope, parameters: Value<'_>) -> impl Fn(&Value<'_>) -> bool {
    let named: Vec<&'static str> = members(envelope).map(|member| member.name).collect();
    let names = among_parameters(parameters, &named).to_vec();
    move |member| member.key().is_some_and(|key| names.contains(&&*key))
}

fn among_parameters<'a>(parameters: Value<'_>, named: &'a [&'static str]) -> &'a [&'static str] {
    if envelope::is_like_a_user_event(parameters) { &OF_A_USER } else { named }
}

/// The members that are secrets. Where it cannot be told which of two types it is, those of both.
pub fn members(envelope: &Envelope) -> impl Iterator<Item = &'static Member> + use<> {
    let name = envelope.event_type.as_deref().unwrap_or_default();
    let types = catalog::named(envelope.vendor, name);
    types.iter().flat_map(|entry| entry.payload).filter(|member| member.masked)
}

/// Seconds from receipt after which they have expired, when that is known.
pub fn lifetime(envelope: &Envelope) -> Option<u32> {
    let name = envelope.event_type.as_deref().unwrap_or_default();
    catalog::named(envelope.vendor, name).iter().find_map(|entry| entry.lifetime)
}

/// A part of some bytes as text with the spans in it covered. A span that the part cuts is covered as well.
pub fn cover_text(bytes: &[u8], part: (usize, usize), spans: &[(usize, usize)]) -> String {
    let (mut at, end) = part;
    let mut text = String::new();
    for &(from, to) in spans.iter().filter(|(from, to)| *from < part.1 && *to > part.0) {
        text.push_str(&String::from_utf8_lossy(&bytes[at..from.max(at)]));
        text.push_str(REDACTED);
        at = to.min(end);
    }
    text.push_str(&String::from_utf8_lossy(&bytes[at..end]));
    text
}

/// The same for bytes, which keep their number: `*` for each byte but the quotes of a string.
pub fn cover_bytes(bytes: &mut [u8], start: usize, spans: &[(usize, usize)]) {
    for &(from, to) in spans {
        for at in from.max(start)..to.min(start + bytes.len()) {
            let byte = &mut bytes[at - start];
            let is_quote = *byte == b'"' && (at == from || at + 1 == to);
            if !is_quote {
                *byte = b'*';
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covered_text_says_nothing_of_the_value() {
        let bytes = br#"{"token":"abc","x":1}"#;
        let spans = [(9, 14)];
        assert_eq!(cover_text(bytes, (0, bytes.len()), &spans), r#"{"token":"••••••••","x":1}"#);
        assert_eq!(cover_text(bytes, (11, 16), &spans), format!("{REDACTED},\""), "cut on its left");
        assert_eq!(cover_text(bytes, (7, 12), &spans), format!("\":{REDACTED}"), "cut on its right");
        assert_eq!(cover_text(bytes, (10, 12), &spans), REDACTED, "nothing but the value");
    }

    #[test]
    fn covered_bytes_keep_their_places() {
        let mut bytes = br#"{"token":"abc","x":1}"#.to_vec();
        cover_bytes(&mut bytes, 0, &[(9, 14)]);
        assert_eq!(bytes, br#"{"token":"***","x":1}"#);
        let mut part = b"bc\",\"".to_vec();
        cover_bytes(&mut part, 11, &[(9, 14)]);
        assert_eq!(part, b"**\",\"");
        let mut number = br#"{"token":12,"x":1}"#.to_vec();
        cover_bytes(&mut number, 0, &[(9, 11)]);
        assert_eq!(number, br#"{"token":**,"x":1}"#, "what is no string has no quotes to keep");
    }
}
