//! Two values side by side, line by line: the same member stands on the same line, and a gap stands where one side has
//! nothing.
//!
//! A layout of the same comparison as `diff.rs`, member by member, not a comparison of texts: key order never shows up as
//! a change. Nothing recurses on depth.

use serde::Serialize;
use ts_rs::TS;

use crate::diff::{Paired, Pairing, Part, parts};
use crate::json::{Form, Value};
use crate::shown::elided;

/// A longer scalar is cut.
const LONGEST: usize = 2_000;

/// A line of both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LinePair {
    /// The old side's line, or a gap.
    pub old: Option<Line>,
    /// The new side's line, or a gap.
    pub new: Option<Line>,
    /// Whether they differ.
    pub changed: bool,
}

/// A line of pretty-printed JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Line {
    /// Line number, from 1.
    pub number: u32,
    /// Levels of indentation.
    pub depth: u32,
    /// The tokens, in order.
    pub tokens: Vec<Token>,
}

/// A token of JSON, for colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its characters.
    pub text: String,
    /// Whether they are on this side only.
    pub marked: bool,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TokenKind {
    /// A member's name.
    Key,
    /// A string.
    String,
    /// A number.
    Number,
    /// `true`, `false`, `null`.
    Word,
    /// Brackets, colons, commas.
    Mark,
}

/// What is still to be laid out. Lists of these stand for recursion.
enum Todo<'a> {
    Pair { pair: Paired<'a>, depth: u32, last: bool },
    Close { form: Form, sides: Sides, depth: u32, last: bool },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sides {
    Both,
    Old,
    New,
}

/// Lays out two values, `most` lines at most, and counts the lines beyond.
pub fn side_by_side(old: Value<'_>, new: Value<'_>, most: usize) -> (Vec<LinePair>, u64) {
    let mut pairing = Pairing::between(old, new);
    let mut page = Page { lines: Vec::new(), most, omitted: 0, numbers: (0, 0) };
    let mut todo = vec![Todo::Pair { pair: Paired::of(Some(old), Some(new)), depth: 0, last: true }];
    while let Some(next) = todo.pop() {
        match next {
            Todo::Close { form, sides, depth, last } => {
                let text = if form == Form::Object { "}" } else { "]" };
                page.line(sides, depth, || vec![mark(&format!("{text}{}", comma(last)))]);
            }
            Todo::Pair { pair, depth, last } => match (pair.old, pair.new) {
                (Some(old), Some(new)) if old.form() == new.form() && old.form().is_container() => {
                    let children = pairing.pair(old, new).collect();
                    open(&mut page, &mut todo, Sides::Both, new, children, depth, last);
                    page.mark_last_if(pair.moved);
                }
                (Some(old), Some(new)) if !old.form().is_container() && !new.form().is_container() => {
                    scalars(&mut page, old, new, depth, last);
                    page.mark_last_if(pair.moved);
                }
                (Some(old), Some(new)) => {
                    todo.push(Todo::Pair { pair: Paired::of(None, Some(new)), depth, last });
                    todo.push(Todo::Pair { pair: Paired::of(Some(old), None), depth, last });
                }
                (Some(value), None) => one(&mut page, &mut todo, Sides::Old, value, depth, last),
                (None, Some(value)) => one(&mut page, &mut todo, Sides::New, value, depth, last),
                (None, None) => {}
            },
        }
    }
    (page.lines, page.omitted)
}

fn one<'a>(page: &mut Page, todo: &mut Vec<Todo<'a>>, side: Sides, value: Value<'a>, depth: u32, last: bool) {
    if !value.form().is_container() {
        page.line(side, depth, || scalar(value, depth, last, None));
        return;
    }
    let children = value.children().map(|child| match side {
        Sides::Old => Paired::of(Some(child), None),
        _ => Paired::of(None, Some(child)),
    });
    let children = children.collect();
    open(page, todo, side, value, children, depth, last);
}

fn open<'a>(
    page: &mut Page,
    todo: &mut Vec<Todo<'a>>,
    sides: Sides,
    value: Value<'a>,
    children: Vec<Paired<'a>>,
    depth: u32,
    last: bool,
) {
    let (open, close) = if value.form() == Form::Object { ("{", "}") } else { ("[", "]") };
    let begin = |bracket: &str| {
        let mut tokens = key(value, depth);
        tokens.push(mark(bracket));
        tokens
    };
    if children.is_empty() {
        page.line(sides, depth, || begin(&format!("{open}{close}{}", comma(last))));
        return;
    }
    page.line(sides, depth, || begin(open));
    todo.push(Todo::Close { form: value.form(), sides, depth, last });
    let count = children.len();
    let from = todo.len();
    let entries = children.into_iter().enumerate();
    todo.extend(entries.map(|(at, pair)| Todo::Pair { pair, depth: depth + 1, last: at + 1 == count }));
    todo[from..].reverse();
}

fn scalars(page: &mut Page, old: Value<'_>, new: Value<'_>, depth: u32, last: bool) {
    if old.form() == new.form()
        && (old.raw() == new.raw() || old.string_bytes().is_some_and(|text| Some(text) == new.string_bytes()))
    {
        page.line(Sides::Both, depth, || scalar(new, depth, last, None));
        return;
    }
    if page.is_full() {
        page.omitted += 1;
        return;
    }
    let (old_text, new_text) = (elided(&old.raw_text(), LONGEST), elided(&new.raw_text(), LONGEST));
    let (old_parts, new_parts) = parts(&old_text, &new_text);
    let pair = LinePair {
        old: Some(page.numbered(true, depth, scalar(old, depth, last, Some(old_parts)))),
        new: Some(page.numbered(false, depth, scalar(new, depth, last, Some(new_parts)))),
        changed: true,
    };
    page.lines.push(pair);
}

fn scalar(value: Value<'_>, depth: u32, last: bool, cut: Option<Vec<Part>>) -> Vec<Token> {
    let kind = match value.form() {
        Form::String => TokenKind::String,
        Form::Number => TokenKind::Number,
        _ => TokenKind::Word,
    };
    let parts = cut.unwrap_or_else(|| vec![Part { text: elided(&value.raw_text(), LONGEST), marked: false }]);
    let mut tokens = key(value, depth);
    tokens.extend(parts.into_iter().map(|part| Token { kind, text: part.text, marked: part.marked }));
    if !last {
        tokens.push(mark(","));
    }
    tokens
}

/// The two values themselves may be members of something; their own names are not part of what is compared.
fn key(value: Value<'_>, depth: u32) -> Vec<Token> {
    let Some(key) = value.key().filter(|_| depth > 0) else { return Vec::new() };
    let text = elided(&crate::json::encode_string(&key), LONGEST);
    vec![Token { kind: TokenKind::Key, text, marked: false }, mark(": ")]
}

fn mark(text: &str) -> Token {
    Token { kind: TokenKind::Mark, text: text.to_owned(), marked: false }
}

fn comma(last: bool) -> &'static str {
    if last { "" } else { "," }
}

struct Page {
    lines: Vec<LinePair>,
    most: usize,
    omitted: u64,
    numbers: (u32, u32),
}

impl Page {
    fn is_full(&self) -> bool {
        self.lines.len() >= self.most
    }

    /// An element that moved stands where it is now, beside itself, and differs in its place.
    fn mark_last_if(&mut self, moved: bool) {
        if let Some(line) = self.lines.last_mut().filter(|_| moved && self.omitted == 0) {
            line.changed = true;
        }
    }

    fn line(&mut self, sides: Sides, depth: u32, tokens: impl FnOnce() -> Vec<Token>) {
        if self.is_full() {
            self.omitted += 1;
            return;
        }
        let tokens = tokens();
        let old = (sides != Sides::New).then(|| self.numbered(true, depth, tokens.clone()));
        let new = (sides != Sides::Old).then(|| self.numbered(false, depth, tokens));
        self.lines.push(LinePair { old, new, changed: sides != Sides::Both });
    }

    fn numbered(&mut self, old: bool, depth: u32, tokens: Vec<Token>) -> Line {
        let counter = if old { &mut self.numbers.0 } else { &mut self.numbers.1 };
        *counter += 1;
        Line { number: *counter, depth, tokens }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Document;
    use bytes::Bytes;

    fn laid_out(old: &str, new: &str) -> Vec<String> {
        let parse = |text: &str| Document::parse(Bytes::copy_from_slice(text.as_bytes())).unwrap();
        let (old, new) = (parse(old), parse(new));
        let side = |line: &Option<Line>| {
            let Some(line) = line else { return "~".to_owned() };
            let text = line
                .tokens
                .iter()
                .map(|token| if token.marked { format!("[{}]", token.text) } else { token.text.clone() });
            format!("{}{}{}", line.number, " ".repeat(1 + line.depth as usize), text.collect::<String>())
        };
        let (lines, _) = side_by_side(old.root(), new.root(), 1000);
        lines.iter().map(|pair| format!("{} | {}", side(&pair.old), side(&pair.new))).collect()
    }

    #[test]
    fn the_same_member_stands_on_the_same_line() {
        let lines = laid_out(r#"{"a":1,"gone":[2],"b":{"c":"x"},"e":{}}"#, r#"{"b":{"c":"y","d":null},"a":1,"e":{}}"#);
        let expected = [
            "1 { | 1 {",
            "2  \"gone\": [ | ~",
            "3   2 | ~",
            "4  ], | ~",
            "5  \"b\": { | 2  \"b\": {",
            "6   \"c\": \"[x]\", | 3   \"c\": \"[y]\",",
            "~ | 4   \"d\": null",
            "7  }, | 5  },",
            "8  \"a\": 1, | 6  \"a\": 1,",
            "9  \"e\": {} | 7  \"e\": {}",
            "10 } | 8 }",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn two_members_are_compared_without_their_names() {
        let parse = |text: &'static str| Document::parse(Bytes::from_static(text.as_bytes())).unwrap();
        let document = parse(r#"{"old":{"a":1},"new":{"a":1}}"#);
        let (old, new) = (document.root().get("old").unwrap(), document.root().get("new").unwrap());
        let (lines, _) = side_by_side(old, new, 10);
        assert_eq!(lines[0].new.as_ref().unwrap().tokens, [mark("{")]);
    }

    #[test]
    fn a_value_of_another_form_stands_below_the_one_it_replaces() {
        let lines = laid_out(r#"{"a":[1]}"#, r#"{"a":null}"#);
        assert_eq!(lines[1], "2  \"a\": [ | ~");
        assert_eq!(lines[4], "~ | 2  \"a\": null");
    }

    #[test]
    fn beyond_the_bound_lines_are_counted_and_depth_is_no_danger() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let document = Document::parse(Bytes::from(deep)).unwrap();
        let (lines, omitted) = side_by_side(document.root(), document.root(), 10);
        assert_eq!((lines.len(), omitted), (10, 199_999 - 10));
    }
}
