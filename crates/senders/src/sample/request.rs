//! A sample: a request as its sender sends it, without a signature.

use bytes::Bytes;

use super::go_json::Json;
use crate::catalog::EventType;
use crate::envelope::Vendor;
use hookglass_request::headers::Headers;

/// An event to send. It has no signature yet, because the signature covers the bytes on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The full name of the type.
    pub name: String,
    /// The sender.
    pub vendor: Vendor,
    /// The exact bytes.
    pub body: Bytes,
    /// The headers that the sender adds, in its order.
    pub headers: Headers,
    /// The path for this sender at a receiver for several senders.
    pub path: &'static str,
}

impl Sample {
    /// A sample of a type with this body.
    pub(crate) fn new<const N: usize>(
        entry: &EventType,
        body: Json,
        headers: [(&str, &str); N],
        path: &'static str,
    ) -> Self {
        Self {
            name: entry.full_name(),
            vendor: entry.vendor,
            body: body.to_text().into(),
            headers: Headers::from_pairs(headers),
            path,
        }
    }

    /// The body indented by two spaces per level. Only white space is added.
    pub fn pretty(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        let mut out = String::with_capacity(text.len() * 2);
        let (mut depth, mut in_string, mut escaped) = (0, false, false);
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            let is_empty = matches!((character, characters.peek()), ('{', Some('}')) | ('[', Some(']')));
            match character {
                _ if in_string => {
                    out.push(character);
                    in_string = escaped || character != '"';
                    escaped = !escaped && character == '\\';
                }
                '{' | '[' if is_empty => {
                    out.push(character);
                    out.extend(characters.next());
                }
                '{' | '[' => {
                    depth += 1;
                    out.push(character);
                    new_line(&mut out, depth);
                }
                '}' | ']' => {
                    depth -= 1;
                    new_line(&mut out, depth);
                    out.push(character);
                }
                ',' => {
                    out.push(character);
                    new_line(&mut out, depth);
                }
                ':' => out.push_str(": "),
                _ => {
                    in_string = character == '"';
                    out.push(character);
                }
            }
        }
        out
    }
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
}
