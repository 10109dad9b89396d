//! Compares the members of an object with the catalog.
//!
//! Recursion follows the shapes of the catalog, which are only a few levels deep, regardless of the
//! input.

use super::found::{Found, MAX_OF_A_KIND, pointer};
use crate::catalog::{EventType, Member, MemberType, Shape};
use hookglass_json::pointer::Pointer;
use hookglass_json::{Form, Value};

/// The most elements of an array that are checked. Genuine events have fewer.
const MAX_ELEMENTS: usize = 1_000;

/// A walk through an event and the catalog in parallel.
pub(crate) struct Walk<'f> {
    sender: &'static str,
    /// The type of the event, if it is known.
    known: Option<&'static EventType>,
    /// Pointers of missing members that older versions of the sender omit.
    older: Vec<String>,
    /// The number of members that the catalog does not have.
    unknown: usize,
    /// The number of members that are missing or have another type.
    wrong: usize,
    /// The number of values that differ from the catalog in format or value.
    odd: usize,
    found: &'f mut Found,
}

impl<'f> Walk<'f> {
    pub(crate) fn new(sender: &'static str, known: Option<&'static EventType>, found: &'f mut Found) -> Self {
        Self { sender, known, older: Vec::new(), unknown: 0, wrong: 0, odd: 0, found }
    }

    pub(crate) fn shape(&mut self, value: Value<'_>, shape: &'static Shape) {
        self.object(value, shape.members, shape.open);
    }

    /// Checks the members of an object. Members are usually in the order of the catalog, so each
    /// search starts after the previous one.
    pub(crate) fn object(&mut self, value: Value<'_>, members: &'static [Member], open: bool) {
        let mut seen = vec![false; members.len()];
        let mut next = 0;
        for child in value.children() {
            let Some(key) = child.key_bytes() else { continue };
            let is = |at: &usize| members[*at].name.as_bytes() == &*key;
            match (next..members.len()).chain(0..next).find(is) {
                Some(at) => {
                    seen[at] = true;
                    next = at + 1;
                    self.member(child, &members[at]);
                }
                None if !open => self.unknown(child),
                None => {}
            }
        }
        for member in members.iter().zip(seen).filter(|(_, seen)| !seen).map(|(member, _)| member) {
            if !member.optional {
                let pointer = Pointer::of(value).child(member.name).to_string();
                if member.older {
                    self.older.push(pointer);
                } else {
                    let what = format!("'{}' is missing; {} always sends it.", member.name, self.sender);
                    self.wrong(pointer, what);
                }
            }
        }
    }

    /// Reports the missing members that older versions of the sender omit.
    pub(crate) fn report_older_format(self) {
        if self.older.is_empty() {
            return;
        }
        let more = self.older.len().saturating_sub(MAX_OF_A_KIND);
        let mut missing = self.older[..self.older.len() - more].join(", ");
        if more > 0 {
            missing.push_str(&format!(" and {more} more"));
        }
        let sender = self.sender;
        let what = format!("An older {sender} sent this event: it omits {missing}, always or when empty.");
        self.found.inform("", what);
    }

    fn wrong(&mut self, pointer: String, what: String) {
        self.wrong += 1;
        if self.wrong <= MAX_OF_A_KIND {
            self.found.warn(pointer, what);
        } else if self.wrong == MAX_OF_A_KIND + 1 {
            self.found.warn("", "More members are missing or have another type.");
        }
    }

    fn odd(&mut self, value: Value<'_>, what: String) {
        self.odd += 1;
        if self.odd <= MAX_OF_A_KIND {
            self.found.inform(pointer(value), what);
        } else if self.odd == MAX_OF_A_KIND + 1 {
            self.found.inform("", "More values differ from Hookglass's catalog.");
        }
    }

    fn unknown(&mut self, value: Value<'_>) {
        self.unknown += 1;
        if self.unknown <= MAX_OF_A_KIND {
            let what = "Not in Hookglass's catalog. Senders add members, so this is not an error.";
            self.found.inform(pointer(value), what);
        } else if self.unknown == MAX_OF_A_KIND + 1 {
            self.found.inform("", "More members are not in Hookglass's catalog.");
        }
    }

    fn member(&mut self, value: Value<'_>, member: &'static Member) {
        if value.form() == Form::Null {
            if !member.nullable && !matches!(member.form, MemberType::Any) {
                self.wrong_type(value, "null", member.form);
            }
            return;
        }
        self.value(value, member.form);
        if let Some(text) = value.string()
            && !member.values.is_empty()
            && !member.values.contains(&&*text)
        {
            let known = member.values.join(", ");
            self.odd(value, format!("This value is not in Hookglass's catalog; known values are {known}."));
        }
    }

    fn value(&mut self, value: Value<'_>, form: MemberType) {
        match (form, value.form()) {
            (MemberType::Any, _) => {}
            (MemberType::String, Form::String)
            | (MemberType::Boolean, Form::True | Form::False)
            | (MemberType::Object, Form::Object) => {}
            (MemberType::Timestamp, Form::String) => self.check_format(value, is_instant, "an RFC 3339 time"),
            (MemberType::Uuid, Form::String) => self.check_format(value, is_uuid, "a UUID"),
            (MemberType::Url, Form::String) => self.check_format(value, is_url, "a URL"),
            (MemberType::Int64 | MemberType::UnixSeconds, Form::Number) => self.integer(value, true),
            (MemberType::Integer, Form::Number) => self.integer(value, false),
            (MemberType::Shape(shape), Form::Object) => self.shape(value, shape),
            (MemberType::Payload, Form::Object) => {
                if let Some(known) = self.known {
                    self.object(value, known.payload, false);
                }
            }
            (MemberType::Array(of), Form::Array) => {
                value.children().take(MAX_ELEMENTS).for_each(|element| self.value(element, *of));
            }
            (expected, is) => self.wrong_type(value, is.word(), expected),
        }
    }

    fn wrong_type(&mut self, value: Value<'_>, is: &str, expected: MemberType) {
        let expected = type_phrase(expected);
        self.wrong(pointer(value), format!("{} sends {expected} here, not {is}.", self.sender));
    }

    fn check_format(&mut self, value: Value<'_>, is: impl Fn(&str) -> bool, what: &str) {
        if value.string().is_some_and(|text| !is(&text)) {
            self.odd(value, format!("This does not have the format of {what}."));
        }
    }

    fn integer(&mut self, value: Value<'_>, in_64_bits: bool) {
        let digits = value.digits().unwrap_or_default();
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let shown = hookglass_json::display::elided(digits, 40);
        if !plain {
            let what = format!("{shown} is not written as an integer; {} sends an integer here.", self.sender);
            self.wrong(pointer(value), what);
        } else if in_64_bits && digits.parse::<i64>().is_err() {
            self.wrong(pointer(value), format!("{shown} does not fit into a signed 64-bit integer."));
        }
    }
}

fn type_phrase(expected: MemberType) -> String {
    match expected {
        MemberType::String | MemberType::Uuid | MemberType::Url => "a string".to_owned(),
        MemberType::Timestamp => "a time as a string (RFC 3339)".to_owned(),
        MemberType::Int64 | MemberType::Integer => "an integer".to_owned(),
        MemberType::UnixSeconds => "an integer (seconds since 1970)".to_owned(),
        MemberType::Boolean => "true or false".to_owned(),
        MemberType::Object | MemberType::Payload => "an object".to_owned(),
        MemberType::Any => "anything".to_owned(),
        MemberType::Shape(shape) => format!("an object ({})", shape.name.replace('_', " ")),
        MemberType::Array(_) => "an array".to_owned(),
    }
}

/// `2026-03-11T08:15:55.111132Z`, with or without a fraction, with `Z` or an offset.
fn is_instant(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = |pattern: &[u8]| {
        bytes.len() >= pattern.len()
            && bytes
                .iter()
                .zip(pattern)
                .all(|(byte, expected)| if *expected == b'0' { byte.is_ascii_digit() } else { byte == expected })
    };
    shape(b"0000-00-00T00:00:00") && {
        let rest = &text[19..];
        let rest = rest
            .strip_prefix('.')
            .map_or(rest, |digits| digits.trim_start_matches(|digit: char| digit.is_ascii_digit()));
        rest == "Z" || (rest.len() == 6 && rest.starts_with(['+', '-']))
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 8 | 13 | 18 | 23) { byte == b'-' } else { byte.is_ascii_hexdigit() })
}

fn is_url(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, rest)| {
        !scheme.is_empty()
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
            && !rest.is_empty()
    })
}
