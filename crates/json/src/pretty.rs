//! Indented JSON for display. Numbers, strings and names keep their spelling, and members keep
//! their order; only the white space between tokens is new.
//!
//! Kept out: colors, and two values side by side (`hookglass-diff`).

use crate::form::Form;
use crate::value::Value;

/// Replaces a redacted value.
pub const REDACTED: &str = "\"••••••••\"";

/// Spaces per level.
const INDENT: usize = 2;

/// Indented JSON, up to a size limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indented {
    /// The text, cut at the limit.
    pub text: String,
    /// The number of bytes beyond the limit.
    pub omitted: u64,
}

/// Pending output. A stack of these replaces recursion.
enum Todo<'a> {
    Value { value: Value<'a>, depth: usize, last: bool },
    Close { bracket: char, depth: usize, last: bool },
}

/// Indents a value, up to `max_bytes` of text. Values for which `is_redacted` returns true become
/// [`REDACTED`].
pub fn indented<'a>(value: Value<'a>, max_bytes: usize, is_redacted: impl Fn(Value<'a>) -> bool) -> Indented {
    let mut page = Page { text: String::new(), max_bytes, omitted: 0 };
    let mut todo = vec![Todo::Value { value, depth: 0, last: true }];
    while let Some(next) = todo.pop() {
        let (depth, last) = match next {
            Todo::Close { bracket, depth, last } => {
                page.indent(depth);
                page.put(bracket.encode_utf8(&mut [0; 4]));
                (depth, last)
            }
            Todo::Value { value, depth, last } => {
                page.indent(depth);
                if let Some((start, end)) = value.key_span().filter(|_| depth > 0) {
                    page.put(&String::from_utf8_lossy(&value.document().source()[start..end]));
                    page.put(": ");
                }
                let (open, close) = if value.form() == Form::Object { ('{', '}') } else { ('[', ']') };
                if is_redacted(value) {
                    page.put(REDACTED);
                } else if !value.form().is_container() {
                    page.put(&value.raw_text());
                } else if value.is_empty() {
                    page.put(&format!("{open}{close}"));
                } else {
                    page.put(open.encode_utf8(&mut [0; 4]));
                    page.put("\n");
                    todo.push(Todo::Close { bracket: close, depth, last });
                    let (from, count) = (todo.len(), value.len());
                    let children = value.children().enumerate();
                    todo.extend(children.map(|(at, value)| Todo::Value {
                        value,
                        depth: depth + 1,
                        last: at + 1 == count,
                    }));
                    todo[from..].reverse();
                    continue;
                }
                (depth, last)
            }
        };
        if !last {
            page.put(",");
        }
        if depth > 0 {
            page.put("\n");
        }
    }
    Indented { text: page.text, omitted: page.omitted }
}

struct Page {
    text: String,
    max_bytes: usize,
    omitted: u64,
}

impl Page {
    /// The bytes left. Once something is omitted, nothing after it is written.
    fn room(&self) -> usize {
        if self.omitted > 0 { 0 } else { self.max_bytes - self.text.len() }
    }

    fn put(&mut self, text: &str) {
        let mut end = self.room().min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let kept = &text[..end];
        self.text.push_str(kept);
        self.omitted += (text.len() - kept.len()) as u64;
    }

    /// Counts omitted spaces without writing them: deep nesting would need gigabytes.
    fn indent(&mut self, depth: usize) {
        let spaces = depth * INDENT;
        let kept = spaces.min(self.room());
        self.text.extend(std::iter::repeat_n(' ', kept));
        self.omitted += (spaces - kept) as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn parse(text: &str) -> Document {
        Document::parse(text.to_owned().into()).unwrap()
    }

    fn whole(text: &str) -> String {
        let document = parse(text);
        let Indented { text, omitted } = indented(document.root(), 1 << 30, |_| false);
        assert_eq!(omitted, 0);
        text
    }

    #[test]
    fn digits_escapes_and_order_are_kept() {
        let text = r#"{"z":1.50E+2,"a":[123456789012345678901234567890,-0.0],"\u00e9":"\/","e":{},"l":[],"a":null}"#;
        let lines = [
            "{",
            "  \"z\": 1.50E+2,",
            "  \"a\": [",
            "    123456789012345678901234567890,",
            "    -0.0",
            "  ],",
            "  \"\\u00e9\": \"\\/\",",
            "  \"e\": {},",
            "  \"l\": [],",
            "  \"a\": null",
            "}",
        ];
        assert_eq!(whole(text), lines.join("\n"));
        assert_eq!((whole("7"), whole("[ ]"), whole("{\n}")), ("7".into(), "[]".into(), "{}".into()));
    }

    #[test]
    fn a_member_is_written_without_its_own_name() {
        let document = parse(r#"{"user":{"id":"u"}}"#);
        let user = document.root().get("user").unwrap();
        assert_eq!(indented(user, 100, |_| false).text, "{\n  \"id\": \"u\"\n}");
    }

    #[test]
    fn redacted_values_are_not_in_the_text() {
        let document = parse(r#"{"token":{"deep":"sesame"},"id":"sesame?"}"#);
        let text = indented(document.root(), 100, |value| value.key().as_deref() == Some("token")).text;
        assert!(text.contains(&format!("\"token\": {REDACTED},")) && !text.contains("\"sesame\""), "{text}");
    }

    #[test]
    fn omitted_bytes_are_counted_at_every_limit() {
        let document = parse(r#"{"a":["é€",{"b":1}],"c":"ü"}"#);
        let whole = indented(document.root(), 1 << 20, |_| false).text;
        for most in 0..=whole.len() {
            let part = indented(document.root(), most, |_| false);
            assert!(whole.starts_with(&part.text) && part.text.len() <= most, "{most}");
            assert_eq!(part.text.len() + part.omitted as usize, whole.len(), "{most}");
        }
    }

    #[test]
    fn deep_nesting_does_not_overflow_the_stack() {
        let depth = 100_000_usize;
        let document = parse(&format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
        let Indented { text, omitted } = indented(document.root(), 1000, |_| false);
        // Two brackets per level and the line breaks; the innermost two brackets share a line.
        let spaces = 2 * INDENT * (0..depth).sum::<usize>() - INDENT * (depth - 1);
        assert_eq!(text.len() + omitted as usize, spaces + 2 * depth + 2 * (depth - 1));
    }
}
