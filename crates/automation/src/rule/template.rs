//! Texts with placeholders: `{{/payload/user/id}}`, `{{/payload/user/name | unknown}}`.
//!
//! A placeholder is a JSON Pointer into the event's body. Its value depends on where it is:
//!
//! - Inside a JSON string it becomes text: the characters of a string as escaped in the event, or
//!   the JSON of any other value.
//! - Outside a string it becomes the JSON value, digit for digit.
//!
//! After ` | ` comes the default for a missing member. Without a default, a missing member becomes
//! an empty text or null. `{{{{` is a literal `{{`. Event data can never leave its string or header
//! line.

use bytes::Bytes;
use hookglass_json::pointer::Pointer;
use hookglass_json::{Document, Form, Value, encode_string};

/// The size limit of a filled template.
const MAX_BYTES: usize = 16 << 20;

/// Where a placeholder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    /// Outside JSON strings: the value becomes JSON.
    Json,
    /// Inside a JSON string.
    InString,
    /// In text that is not JSON.
    Plain,
    /// In a header value.
    Header,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Placeholder { pointer: Pointer, default: Option<String>, context: Context },
}

/// A parsed text with placeholders.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Template {
    parts: Vec<Part>,
}

/// A filled template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filled {
    pub(super) bytes: Vec<u8>,
    /// Placeholders without a value and without a default.
    pub(super) missing: Vec<String>,
    /// Whether the result exceeded the size limit.
    pub(super) too_large: bool,
}

impl Template {
    /// Parses text that is not JSON.
    pub(super) fn plain(text: &str) -> Result<Self, String> {
        Self::read(text, |_| Context::Plain)
    }

    /// Parses the value of a header.
    pub(super) fn header(text: &str) -> Result<Self, String> {
        Self::read(text, |_| Context::Header)
    }

    /// Parses text that is JSON once it is filled. Placeholders in its strings become text.
    pub(super) fn json_text(text: &str) -> Result<Self, String> {
        let mut quoted = Quotes::default();
        Self::read(text, |before| if quoted.after(before) { Context::InString } else { Context::Json })
    }

    /// Parses JSON with placeholders in its strings. A string that consists of a single placeholder
    /// becomes the value.
    pub(super) fn json(json: &str) -> Result<Self, String> {
        let document = Document::parse(Bytes::copy_from_slice(json.as_bytes())).map_err(|error| error.to_string())?;
        let root = document.root();
        let (mut parts, mut from) = (Vec::new(), 0);
        for handle in root.handle()..root.handle_after() {
            let Some(value) = document.value(handle).filter(|value| value.form() == Form::String) else { continue };
            let Some(text) = value.string().filter(|text| text.contains("{{")) else { continue };
            let (start, end) = value.span();
            parts.push(Part::Text(json[from..start].to_owned()));
            from = end;
            let inner = Self::read(&text, |_| Context::InString)
                .map_err(|what| format!("{what} (in {})", pointer_of(value)))?;
            parts.extend(string_parts(inner.parts, value)?);
        }
        parts.push(Part::Text(json[from..].to_owned()));
        Ok(Self { parts })
    }

    /// A JSON string, with its quotes, from text with placeholders.
    pub(super) fn json_string(text: &str) -> Result<Self, String> {
        let inner = Self::read(text, |_| Context::InString)?;
        Ok(Self { parts: quoted(inner.parts) })
    }

    /// A literal text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { parts: vec![Part::Text(text.into())] }
    }

    pub(super) fn then(mut self, other: Self) -> Self {
        self.parts.extend(other.parts);
        self
    }

    /// Parses a text. The context of a placeholder depends on the text before it.
    fn read(text: &str, mut context_of: impl FnMut(&str) -> Context) -> Result<Self, String> {
        let (mut parts, mut rest, mut literal) = (Vec::new(), text, String::new());
        while let Some(at) = rest.find("{{") {
            literal.push_str(&rest[..at]);
            let after = &rest[at + 2..];
            if let Some(escaped) = after.strip_prefix("{{") {
                literal.push_str("{{");
                rest = escaped;
                continue;
            }
            let Some(end) = after.find("}}") else {
                return Err(format!("'{{{{' before '{}' is not closed; add '}}}}'", start_of(after)));
            };
            let context = context_of(&literal);
            parts.push(Part::Text(std::mem::take(&mut literal)));
            parts.push(placeholder(&after[..end], context)?);
            rest = &after[end + 2..];
        }
        literal.push_str(rest);
        parts.push(Part::Text(literal));
        Ok(Self { parts })
    }

    /// Fills in the values of an event.
    pub(super) fn fill(&self, event: Option<&Document>) -> Filled {
        let mut filled = Filled { bytes: Vec::new(), missing: Vec::new(), too_large: false };
        for part in &self.parts {
            match part {
                Part::Text(text) => filled.bytes.extend_from_slice(text.as_bytes()),
                Part::Placeholder { pointer, default, context } => {
                    let value = event.and_then(|event| pointer.get(event));
                    match (value, default) {
                        (Some(value), _) if filled.bytes.len() + value.raw().len() > MAX_BYTES => {
                            filled.too_large = true
                        }
                        (Some(value), _) => write_value(value, *context, &mut filled.bytes),
                        (None, Some(text)) => write_text(text, *context, &mut filled.bytes),
                        (None, None) => {
                            filled.missing.push(pointer.to_string());
                            if *context == Context::Json {
                                filled.bytes.extend_from_slice(b"null");
                            }
                        }
                    }
                }
            }
        }
        filled
    }
}

/// The parts of a JSON string: a single placeholder without quotes, or everything in quotes.
fn string_parts(parts: Vec<Part>, value: Value<'_>) -> Result<Vec<Part>, String> {
    let is_placeholder = |part: &Part| matches!(part, Part::Placeholder { .. });
    let is_empty = |part: &Part| matches!(part, Part::Text(text) if text.is_empty());
    if parts.iter().filter(|part| is_placeholder(part)).count() == 1
        && parts.iter().all(|part| is_placeholder(part) || is_empty(part))
    {
        let alone = parts.into_iter().filter(is_placeholder).map(|part| match part {
            Part::Placeholder { pointer, default, .. } => {
                let default = default.map(|text| default_json(&text));
                Part::Placeholder { pointer, default, context: Context::Json }
            }
            text => text,
        });
        return Ok(alone.collect());
    }
    debug_assert_eq!(value.form(), Form::String);
    Ok(quoted(parts))
}

/// The default of a string that consists of a single placeholder: the text itself if it is valid
/// JSON, else a JSON string.
fn default_json(text: &str) -> String {
    match Document::parse(Bytes::copy_from_slice(text.as_bytes())) {
        Ok(_) if !text.starts_with('\u{feff}') => text.to_owned(),
        _ => encode_string(text),
    }
}

fn quoted(parts: Vec<Part>) -> Vec<Part> {
    let inner = parts.into_iter().map(|part| match part {
        Part::Text(text) => {
            let encoded = encode_string(&text);
            Part::Text(encoded[1..encoded.len() - 1].to_owned())
        }
        placeholder => placeholder,
    });
    let quote = || Part::Text("\"".to_owned());
    std::iter::once(quote()).chain(inner).chain(std::iter::once(quote())).collect()
}

fn placeholder(written: &str, context: Context) -> Result<Part, String> {
    let (pointer, default) = match written.split_once(" | ") {
        Some((pointer, default)) => (pointer.trim(), Some(default.trim().to_owned())),
        None => (written.trim(), None),
    };
    if !pointer.starts_with('/') {
        return Err(format!(
            "'{{{{{}}}}}' must start with '/', as in {{{{/payload/user/id}}}}; write {{{{{{{{ for a literal {{{{",
            start_of(written)
        ));
    }
    let pointer = Pointer::parse(pointer).map_err(|error| error.to_string())?;
    if context == Context::Json
        && let Some(text) = &default
        && Document::parse(Bytes::copy_from_slice(text.as_bytes())).is_err()
    {
        return Err(format!("the default '{}' must be JSON here; put a string in quotes", start_of(text)));
    }
    Ok(Part::Placeholder { pointer, default, context })
}

fn start_of(text: &str) -> String {
    hookglass_json::display::elided(&text.escape_debug().to_string(), 40)
}

fn pointer_of(value: Value<'_>) -> String {
    let pointer = Pointer::of(value).to_string();
    if pointer.is_empty() { "the value itself".to_owned() } else { pointer }
}

/// Tracks whether a text, given piece by piece, ends inside a JSON string.
#[derive(Default)]
struct Quotes {
    inside: bool,
}

impl Quotes {
    fn after(&mut self, piece: &str) -> bool {
        let mut bytes = piece.bytes();
        while let Some(byte) = bytes.next() {
            match byte {
                b'\\' if self.inside => drop(bytes.next()),
                b'"' => self.inside = !self.inside,
                _ => {}
            }
        }
        self.inside
    }
}

fn write_value(value: Value<'_>, context: Context, out: &mut Vec<u8>) {
    let raw = value.raw();
    match (context, value.form()) {
        (Context::Json, _) => out.extend_from_slice(raw),
        // Text that is escaped in the event is valid in any other JSON string too.
        (Context::InString, Form::String) => out.extend_from_slice(&raw[1..raw.len() - 1]),
        (_, Form::String) => write_text(&value.string().unwrap_or_default(), context, out),
        (_, _) => write_text(&value.raw_text(), context, out),
    }
}

fn write_text(text: &str, context: Context, out: &mut Vec<u8>) {
    match context {
        Context::Json | Context::Plain => out.extend_from_slice(text.as_bytes()),
        Context::InString => {
            let encoded = encode_string(text);
            out.extend_from_slice(&encoded.as_bytes()[1..encoded.len() - 1]);
        }
        // A line break would start a new header.
        Context::Header => {
            let printable = text.chars().map(|character| if character.is_control() { ' ' } else { character });
            out.extend_from_slice(printable.collect::<String>().as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> Document {
        let body = r#"{"s":"a\"b\n\u00e9\ud800","n":9007199254740993.50,"t":true,"z":null,"o":{"k":"v"},"a/b":[1,2]}"#;
        Document::parse(Bytes::from_static(body.as_bytes())).unwrap()
    }

    fn filled(template: Result<Template, String>) -> String {
        String::from_utf8(template.unwrap().fill(Some(&event())).bytes).unwrap()
    }

    #[test]
    fn a_placeholder_is_text_in_a_string_and_the_value_elsewhere() {
        let text = r#"{"x": {{/n}}, "y": "n={{/n}} o={{/o}} {{ /s }}", "z": {{/o}}, "w":[{{/a~1b/1}},{{/z}}]}"#;
        let expected = r#"{"x": 9007199254740993.50, "y": "n=9007199254740993.50 o={\"k\":\"v\"} a\"b\n\u00e9\ud800", "z": {"k":"v"}, "w":[2,null]}"#;
        assert_eq!(filled(Template::json_text(text)), expected);
        let json = r#"{"x":"{{/n}}","y":"{{/n}}!","z":["{{/o}}","{{/s}}"], "{{/n}}" : 1.0}"#;
        let expected = r#"{"x":9007199254740993.50,"y":"9007199254740993.50!","z":[{"k":"v"},"a\"b\n\u00e9\ud800"], "{{/n}}" : 1.0}"#;
        assert_eq!(filled(Template::json(json)), expected);
        assert_eq!(filled(Template::plain("{{/t}} {{/s}}")), "true a\"b\né\u{fffd}\u{fffd}\u{fffd}");
        assert_eq!(filled(Template::json_string("say \"{{/s}}\"")), r#""say \"a\"b\n\u00e9\ud800\"""#);
    }

    #[test]
    fn an_escaped_quote_does_not_end_a_string() {
        assert_eq!(filled(Template::json_text(r#"{"a\"":"\\","b":{{/t}}}"#)), r#"{"a\"":"\\","b":true}"#);
        assert_eq!(filled(Template::json_text(r#"["\"{{/t}}"]"#)), r#"["\"true"]"#);
    }

    #[test]
    fn missing_members_get_the_default() {
        let template =
            Template::json_text(r#"{"a":"{{/no | it"s}}","b":{{/no | [1, 2]}},"c":{{/no}},"d":"{{/no/no}}"}"#).unwrap();
        let filled = template.fill(Some(&event()));
        assert_eq!(filled.bytes, br#"{"a":"it\"s","b":[1, 2],"c":null,"d":""}"#);
        assert_eq!(filled.missing, ["/no", "/no/no"]);
        let json = Template::json(r#"["{{/no | 5}}","{{/no | five}}","{{/no}}","<{{/no | 5}}>"]"#).unwrap();
        assert_eq!(json.fill(None).bytes, br#"[5,"five",null,"<5>"]"#);
    }

    #[test]
    fn a_header_stays_one_line() {
        let event = Document::parse(Bytes::from_static(br#"{"s":"a\r\nSet-Cookie: x\u0000"}"#)).unwrap();
        assert_eq!(Template::header("<{{/s}}>").unwrap().fill(Some(&event)).bytes, b"<a  Set-Cookie: x >");
    }

    #[test]
    fn invalid_placeholders_are_errors() {
        for (text, what) in [
            ("{{payload}}", "must start with '/'"),
            ("{{}}", "must start with '/'"),
            ("a {{/x", "is not closed"),
            ("{{/a~2}}", "not a JSON Pointer"),
            ("[{{/x | five}}]", "must be JSON here"),
        ] {
            let error = Template::json_text(text).unwrap_err();
            assert!(error.contains(what), "{text}: {error}");
        }
        assert!(Template::json(r#"{"a":["{{x}}"]}"#).unwrap_err().contains("in /a/0"));
        assert_eq!(filled(Template::plain("{{{{/s}} }}")), "{{/s}} }}");
    }

    #[test]
    fn the_size_is_limited() {
        let large = format!(r#"{{"s":"{}"}}"#, "x".repeat(9 << 20));
        let event = Document::parse(large.into()).unwrap();
        let filled = Template::plain("{{/s}}{{/s}}").unwrap().fill(Some(&event));
        assert!(filled.too_large && filled.bytes.len() < MAX_BYTES);
    }
}
