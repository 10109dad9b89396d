//! A value as indented JSON for a person to read: every number, string and name as it is written, members in their order.
//!
//! Only the space between tokens is made anew. Kept out: colours and two values side by side (`lines`).

use crate::{Form, Value};
/// What is written instead of a covered value.
pub const COVER: &str = "\"••••••••\"";

/// Spaces of a level.
const INDENT: usize = 2;

/// Indented JSON, and how many bytes of it are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indented {
    /// The text, or its beginning.
    pub text: String,
    /// Bytes of it that are left out.
    pub omitted: u64,
}

/// What is still to be written. A list of these stands for recursion.
enum Todo<'a> {
    Value { value: Value<'a>, depth: usize, last: bool },
    Close { bracket: char, depth: usize, last: bool },
}

/// Indents a value, `most` bytes of text at most; each value that `covered` holds for is covered.
pub fn indented<'a>(value: Value<'a>, most: usize, covered: impl Fn(Value<'a>) -> bool) -> Indented {
    let mut page = Page { text: String::new(), most, omitted: 0 };
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
                if covered(value) {
                    page.put(COVER);
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
    most: usize,
    omitted: u64,
}

impl Page {
    /// Nothing comes behind what is left out.
    fn room(&self) -> usize {
        if self.omitted > 0 { 0 } else { self.most - self.text.len() }
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

    /// What is nested deeply is not written out to be counted.
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
    use crate::Document;

    fn parse(text: &str) -> Document {
        Document::parse(text.to_owned().into()).unwrap()
    }

    fn whole(text: &str) -> String {
        let (document, most) = (parse(text), 1 << 30);
        let Indented { text, omitted } = indented(document.root(), most, |_| false);
        assert_eq!(omitted, 0);
        text
    }

    #[test]
    fn every_digit_every_escape_and_the_order_stay() {
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
    fn what_is_covered_is_not_in_the_text() {
        let document = parse(r#"{"token":{"deep":"sesame"},"id":"sesame?"}"#);
        let text = indented(document.root(), 100, |value| value.key().as_deref() == Some("token")).text;
        assert!(text.contains(&format!("\"token\": {COVER},")) && !text.contains("\"sesame\""), "{text}");
    }

    #[test]
    fn what_is_left_out_is_counted_whatever_the_bound() {
        let document = parse(r#"{"a":["é€",{"b":1}],"c":"ü"}"#);
        let whole = indented(document.root(), 1 << 20, |_| false).text;
        for most in 0..=whole.len() {
            let part = indented(document.root(), most, |_| false);
            assert!(whole.starts_with(&part.text) && part.text.len() <= most, "{most}");
            assert_eq!(part.text.len() + part.omitted as usize, whole.len(), "{most}");
        }
    }

    #[test]
    fn depth_is_no_danger() {
        let depth = 100_000_usize;
        let document = parse(&format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
        let Indented { text, omitted } = indented(document.root(), 1000, |_| false);
        // Both brackets of each level and the ends of the lines; the innermost two share a line.
        let spaces = 2 * INDENT * (0..depth).sum::<usize>() - INDENT * (depth - 1);
        assert_eq!(text.len() + omitted as usize, spaces + 2 * depth + 2 * (depth - 1));
    }
}
