//! Completion in an event body, from the catalog.
//!
//! An unfinished text is not valid JSON, so it is scanned leniently for braces, brackets, strings
//! and words. No text is rejected. The scan is a single pass without recursion.

use std::collections::HashSet;

use hookglass_json::{decode_string, encode_string, lossy};
use hookglass_senders::catalog::{self, Member, MemberType};
use hookglass_senders::envelope::Envelope;
use hookglass_senders::{self as senders, explain};

/// Choices at a time.
const MAX_CHOICES: usize = 60;

/// The suggestions at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The first byte that a choice replaces.
    pub from: usize,
    /// The byte after the last that a choice replaces.
    pub to: usize,
    /// The choices, best first.
    pub options: Vec<Choice>,
}

/// A suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The inserted JSON.
    pub text: String,
    /// A description.
    pub about: String,
}

/// Completes the name or value at a byte of an event body. An event type in the text takes
/// precedence over that of the envelope.
pub fn complete(envelope: &Envelope, text: &str, at: usize) -> Completion {
    let scan = scan(text, at.min(text.len()));
    let nothing = Completion { from: at, to: at, options: Vec::new() };
    let Some(place) = scan.place else { return nothing };
    let mut envelope = envelope.clone();
    let own = match senders::of(envelope.vendor).type_member() {
        Some("event") => &scan.event,
        _ => &scan.event_type,
    };
    if own.is_some() && *own != envelope.event_type {
        envelope.event_type.clone_from(own);
        envelope.variant = None;
    }
    let typed = typed(&text[place.from..at.min(text.len())]);
    let options = match &place.expects {
        Expects::Name { taken, colon } => names(&envelope, &place, taken, *colon, text.contains('\n')),
        Expects::Value => values(&envelope, &place.path),
    };
    Completion { from: place.from, to: place.to, options: fitting(options, &typed) }
}

/// The typed part of a word, without its quotation mark.
fn typed(begun: &str) -> String {
    begun.trim_start_matches('"').to_lowercase()
}

/// The choices that contain the typed text; prefix matches come first.
fn fitting(options: Vec<Choice>, typed: &str) -> Vec<Choice> {
    let rank = |choice: &Choice| choice.text.trim_start_matches('"').to_lowercase().find(typed).map(|at| at > 0);
    let mut ranked: Vec<_> = options.into_iter().filter_map(|choice| Some((rank(&choice)?, choice))).collect();
    ranked.sort_by_key(|(later, _)| *later);
    ranked.into_iter().map(|(_, choice)| choice).take(MAX_CHOICES).collect()
}

fn names(
    envelope: &Envelope,
    place: &CursorPosition,
    taken: &HashSet<String>,
    colon: bool,
    laid_out: bool,
) -> Vec<Choice> {
    let behind = match (colon, laid_out) {
        (true, _) => "",
        (false, true) => ": ",
        (false, false) => ":",
    };
    let members = explain::members_of(envelope, &place.path).iter();
    let free = members.filter(|member| !taken.contains(member.name));
    free.map(|member| Choice { text: format!("{}{behind}", encode_string(member.name)), about: about(member) })
        .collect()
}

fn about(member: &Member) -> String {
    let can = match (member.optional, member.nullable) {
        (false, false) => "",
        (true, false) => ", can be absent",
        (false, true) => ", can be null",
        (true, true) => ", can be absent or null",
    };
    format!("{}{can}. {}", member.form.word(), member.about)
}

fn values(envelope: &Envelope, path: &[String]) -> Vec<Choice> {
    let type_member = senders::of(envelope.vendor).type_member();
    if type_member.is_some_and(|name| *path == [name]) {
        let mut all: Vec<_> = catalog::all().iter().filter(|entry| entry.vendor == envelope.vendor).collect();
        all.dedup_by_key(|entry| entry.name);
        return all
            .into_iter()
            .map(|entry| Choice { text: encode_string(entry.name), about: entry.about.to_owned() })
            .collect();
    }
    let Some((explained, form)) = explain::explain_value(envelope, path) else { return Vec::new() };
    let member = explained.member;
    let mut texts: Vec<String> = member.values.iter().map(|value| encode_string(value)).collect();
    match form {
        MemberType::Boolean => texts.extend(["true".to_owned(), "false".to_owned()]),
        MemberType::Shape(_) | MemberType::Object | MemberType::Payload => texts.push("{}".to_owned()),
        MemberType::Array(_) => texts.push("[]".to_owned()),
        _ => {}
    }
    // The example is for the whole member.
    let of_element = matches!(member.form, MemberType::Array(_)) && !matches!(form, MemberType::Array(_));
    texts.extend(member.example.filter(|_| !of_element).map(str::to_owned));
    if member.nullable && !of_element {
        texts.push("null".to_owned());
    }
    let mut seen = HashSet::new();
    texts.retain(|text| seen.insert(text.clone()));
    texts.into_iter().map(|text| Choice { text, about: member.about.to_owned() }).collect()
}

/// What the scan found.
#[derive(Debug, Default)]
struct Scan {
    place: Option<CursorPosition>,
    /// The value of the top-level member `type`.
    event_type: Option<String>,
    /// The value of the top-level member `event`.
    event: Option<String>,
}

/// The position of the cursor.
#[derive(Debug)]
struct CursorPosition {
    from: usize,
    to: usize,
    /// The path of the value, or of the object that contains the name.
    path: Vec<String>,
    expects: Expects,
}

#[derive(Debug)]
enum Expects {
    Name {
        /// The other names in the object.
        taken: HashSet<String>,
        /// Whether a colon follows.
        colon: bool,
    },
    Value,
}

/// An open object or array.
#[derive(Debug)]
struct Frame {
    is_array: bool,
    /// In an array, the position of the element.
    index: usize,
    /// In an object, the name whose value comes next, and the names before it.
    name: Option<String>,
    names: Vec<String>,
    /// Whether a value followed the last comma or name.
    done: bool,
    /// Whether the cursor is at a name of this object.
    has_cursor: bool,
}

impl Frame {
    fn new(is_array: bool) -> Self {
        Self { is_array, index: 0, name: None, names: Vec::new(), done: false, has_cursor: false }
    }

    fn token(&self) -> String {
        if self.is_array { self.index.to_string() } else { self.name.clone().unwrap_or_default() }
    }
}

fn scan(text: &str, cursor: usize) -> Scan {
    let bytes = text.as_bytes();
    let (mut scan, mut stack, mut at) = (Scan::default(), Vec::<Frame>::new(), 0);
    let path = |stack: &[Frame], with_last: bool| -> Vec<String> {
        stack[..stack.len() - usize::from(!with_last)].iter().map(Frame::token).collect()
    };
    // An empty position is noticed when the next token starts.
    let mut last_end = 0;
    loop {
        let byte = bytes.get(at).copied();
        if byte.is_some_and(|byte| byte.is_ascii_whitespace()) {
            at += 1;
            continue;
        }
        let end = match byte {
            None => at,
            Some(b'"') => string_end(bytes, at),
            Some(b'{' | b'}' | b'[' | b']' | b':' | b',') => at + 1,
            Some(_) => word_end(bytes, at),
        };
        let is_word = byte.is_some_and(|byte| !b"{}[]:,".contains(&byte));
        let closed = byte == Some(b'"') && end > at + 1 && bytes[end - 1] == b'"';
        let inside = is_word && at < cursor && (cursor < end || (cursor == end && !closed));
        let between = scan.place.is_none() && last_end <= cursor && cursor <= at && !inside;
        if (inside || between)
            && scan.place.is_none()
            && let Some(frame) = stack.last_mut()
        {
            let (from, to) = if inside { (at, end) } else { (cursor, cursor) };
            let expects_name = !frame.is_array && frame.name.is_none() && !frame.done;
            let expects_value =
                !frame.done && (frame.is_array || (frame.name.is_some() && last_byte(bytes, from) != b'"'));
            if expects_name {
                frame.has_cursor = true;
                let rest = text[to..].trim_start();
                let expects = Expects::Name { taken: HashSet::new(), colon: inside && rest.starts_with(':') };
                scan.place = Some(CursorPosition { from, to, path: path(&stack, false), expects });
            } else if expects_value {
                scan.place = Some(CursorPosition { from, to, path: path(&stack, true), expects: Expects::Value });
            }
        }
        let Some(byte) = byte else { break };
        match byte {
            b'{' | b'[' => stack.push(Frame::new(byte == b'[')),
            b'}' | b']' => {
                if let Some(frame) = stack.pop() {
                    taken(&mut scan, &frame);
                }
                stack.last_mut().into_iter().for_each(|frame| frame.done = true);
            }
            b',' => {
                if let Some(frame) = stack.last_mut() {
                    (frame.index, frame.name, frame.done) = (frame.index + 1, None, false);
                }
            }
            b':' => {}
            _ => {
                let depth = stack.len();
                if let Some(frame) = stack.last_mut() {
                    let word = &bytes[at..end];
                    if frame.is_array || frame.name.is_some() {
                        if depth == 1 && byte == b'"' && closed {
                            let value = Some(lossy(decode_string(word)).into_owned());
                            match frame.name.as_deref() {
                                Some("type") => scan.event_type = value,
                                Some("event") => scan.event = value,
                                _ => {}
                            }
                        }
                        frame.done = true;
                    } else if byte == b'"' {
                        let name = lossy(decode_string(word)).into_owned();
                        if !inside {
                            frame.names.push(name.clone());
                        }
                        frame.name = Some(name);
                    }
                }
            }
        }
        (at, last_end) = (end, end);
    }
    stack.iter().for_each(|frame| taken(&mut scan, frame));
    scan
}

/// Records the names of the object that has the cursor.
fn taken(scan: &mut Scan, frame: &Frame) {
    if frame.has_cursor
        && let Some(CursorPosition { expects: Expects::Name { taken, .. }, .. }) = &mut scan.place
    {
        taken.extend(frame.names.iter().cloned());
    }
}

/// The byte before a position, ignoring white space.
fn last_byte(bytes: &[u8], at: usize) -> u8 {
    bytes[..at].iter().rev().copied().find(|byte| !byte.is_ascii_whitespace()).unwrap_or_default()
}

/// The end of a string. An unclosed string ends with its line.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\n' | b'\r' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn word_end(bytes: &[u8], start: usize) -> usize {
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"{}[]:,\"".contains(byte);
    bytes[start..].iter().position(ends).map_or(bytes.len(), |length| start + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hookglass_senders::envelope::Vendor;

    /// The cursor is at `|`.
    fn completed(text: &str) -> (String, Vec<String>) {
        let at = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let envelope = Envelope { event_type: Some("user.created".into()), ..Envelope::unknown(Vendor::Authgear) };
        let found = complete(&envelope, &text, at);
        (text[found.from..found.to].to_owned(), found.options.into_iter().map(|choice| choice.text).collect())
    }

    fn first(text: &str) -> String {
        completed(text).1.first().cloned().unwrap_or_default()
    }

    #[test]
    fn names_that_the_object_already_has_are_not_offered() {
        let (replaced, options) = completed(r#"{"id":"1", "se|", "context":{}}"#);
        assert_eq!((replaced.as_str(), options), (r#""se""#, vec![r#""seq":"#.to_owned()]));
        assert_eq!(completed("{\n  |\n}").1[..3], ["\"id\": ", "\"seq\": ", "\"type\": "]);
        let (_, options) = completed(r#"{"type":"user.created","payload":{|"identities":[]}}"#);
        assert_eq!(options, [r#""user":"#], "what stands behind the cursor is there, too");
        assert_eq!(first(r#"{"payload":{"identities":[{"cl|"#), r#""claims":"#);
        assert_eq!(first(r#"{"context":{"lang|uage":"en"}}"#), r#""language""#, "a colon is there");
        assert_eq!(first("{us|}"), "");
        assert_eq!(first(r#"{"payload":{us|}}"#), r#""user":"#, "the quotation marks come by themselves");
    }

    #[test]
    fn offered_values_come_from_the_catalog() {
        let (replaced, options) = completed(r#"{"context":{"triggered_by":"ad|"}}"#);
        assert_eq!((replaced.as_str(), options[0].as_str()), (r#""ad""#, r#""admin_api""#));
        assert_eq!(first(r#"{"context":{"triggered_by": |}}"#), r#""user""#);
        assert_eq!(first(r#"{"payload":{"user":{"is_disabled":t|}}}"#), "true");
        assert!(completed(r#"{"context":{"user_id":|}}"#).1.contains(&"null".to_owned()));
        assert_eq!(first(r#"{"type":"user.pre_cr|"}"#), r#""user.pre_create""#);
        assert_eq!(first(r#"{"payload":{"identities":[{"type":"pass|"}]}}"#), r#""passkey""#);
        assert!(completed(r#"{"context":{"preferred_languages":["|"]}}"#).1.is_empty());
    }

    #[test]
    fn completion_follows_the_type_in_the_text() {
        let payload = |event_type: &str| completed(&format!(r#"{{"payload":{{|}},"type":"{event_type}"}}"#)).1.concat();
        assert!(payload("identity.email.updated").contains("old_identity"));
        assert!(!payload("user.created").contains("old_identity"));
    }

    #[test]
    fn no_completion_is_offered_where_nothing_is_allowed() {
        for text in
            ["|", "{}|", r#"{"id" |"#, r#"{"id":"1"|}"#, r#"{"id":"1" |}"#, "[1,|]", r#"{"unknown":{|}}"#, "}}]|"]
        {
            assert_eq!(completed(text).1, [] as [String; 0], "{text}");
        }
    }

    #[test]
    fn completion_works_at_every_position_of_any_text() {
        let text = "{\"a\\\":[{\"ä\":tru ,,]]}:\"\n\\\\\"{\"context\":{\"user_id\":[[[{\u{feff}";
        let envelope = Envelope::unknown(Vendor::Authgear);
        for (at, _) in text.char_indices() {
            let found = complete(&envelope, text, at);
            assert!(found.from <= at && at <= found.to && text.get(found.from..found.to).is_some());
        }
    }
}
