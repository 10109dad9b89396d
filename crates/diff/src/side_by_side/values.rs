//! The layout of two JSON values.

use super::layout::{Layout, Side};
use super::line::{DiffLine, LinePair, MAX_CHARS, Token, TokenKind, cut, mark, tokens, whole};
use super::rows::{CHANGED, CLOSE, EMPTY, LAST, NONE, Row, Rows};
use crate::limits::STEPS_BETWEEN_CHECKS;
use crate::pairing::{Paired, Pairing, Pairs};
use crate::strings::Part;
use hookglass_json::display::elided;
use hookglass_json::{Form, Value, encode_string};

/// The pending contents of a container. A stack of these replaces recursion.
struct Open<'a> {
    rest: Rest<'a>,
    close: Option<Close>,
    depth: u32,
}

enum Rest<'a> {
    /// The contents of both sides.
    Both(Pairs<'a>),
    /// The contents of one side, and the handle after the last value.
    One(Side, Box<dyn Iterator<Item = Value<'a>> + 'a>, u32),
}

struct Close {
    old: u32,
    new: u32,
    flags: u32,
}

impl<'a> Rest<'a> {
    /// The next pair, and whether it is the last.
    fn next(&mut self) -> Option<(Paired<'a>, bool)> {
        match self {
            Self::Both(pairs) => pairs.next().map(|pair| (pair, pairs.len() == 0)),
            Self::One(side, values, end) => values.next().map(|value| {
                let pair = match side {
                    Side::Old => Paired::of(Some(value), None),
                    Side::New => Paired::of(None, Some(value)),
                };
                (pair, value.handle_after() == *end)
            }),
        }
    }
}

impl Layout {
    /// Lays out two values unless `stopped` returns true, which is checked every few thousand rows.
    /// `None` if stopped.
    pub fn of_values(old: Value<'_>, new: Value<'_>, stopped: &dyn Fn() -> bool) -> Option<Self> {
        let mut builder = Builder { rows: Rows::default(), pairing: Pairing::between(old, new), open: Vec::new() };
        builder.put(Paired::of(Some(old), Some(new)), 0, true);
        let mut steps = 0_u32;
        while let Some(open) = builder.open.last_mut() {
            if steps.is_multiple_of(STEPS_BETWEEN_CHECKS) && stopped() {
                return None;
            }
            steps = steps.wrapping_add(1);
            let depth = open.depth;
            match open.rest.next() {
                Some((pair, last)) => builder.put(pair, depth, last),
                None => {
                    let closed = builder.open.pop().and_then(|open| open.close);
                    if let Some(close) = closed {
                        builder.rows.push(close.old, close.new, depth - 1, close.flags);
                    }
                }
            }
        }
        Some(Self { rows: builder.rows.shrunk() })
    }

    /// A row of the two values that were laid out. `replace` can substitute the text of a scalar,
    /// for example to redact it.
    pub fn values(
        &self,
        row: usize,
        (old, new): (Value<'_>, Value<'_>),
        replace: &dyn Fn(Side, Value<'_>) -> Option<String>,
    ) -> Option<LinePair> {
        let found = self.rows.get(row)?;
        let numbers = self.rows.numbers(row);
        let before = old.document().value(found.old).filter(|_| found.old != NONE);
        let after = new.document().value(found.new).filter(|_| found.new != NONE);
        let text = |side, value: Value<'_>| replace(side, value).unwrap_or_else(|| value.raw_text().into_owned());
        let scalar = |value: &Value<'_>| !value.form().is_container();
        let (old_parts, new_parts) = match (before.filter(scalar), after.filter(scalar)) {
            (Some(old), Some(new)) if found.has(CHANGED) && !same_scalar(old, new) => {
                let (old, new) = cut(&text(Side::Old, old), &text(Side::New, new));
                (Some(old), Some(new))
            }
            (old, new) => (old.map(|old| whole(&text(Side::Old, old))), new.map(|new| whole(&text(Side::New, new)))),
        };
        let line = |number, value: Value<'_>, parts| DiffLine {
            number,
            depth: found.depth(),
            tokens: line(found, value, parts),
        };
        Some(LinePair {
            old: before.map(|value| line(numbers.0, value, old_parts)),
            new: after.map(|value| line(numbers.1, value, new_parts)),
            changed: found.has(CHANGED),
        })
    }
}

struct Builder<'a> {
    rows: Rows,
    pairing: Pairing<'a>,
    open: Vec<Open<'a>>,
}

impl<'a> Builder<'a> {
    fn put(&mut self, pair: Paired<'a>, depth: u32, last: bool) {
        // A moved element is shown at its new position beside itself. Only its position differs.
        let flags = if last { LAST } else { 0 } | if pair.moved { CHANGED } else { 0 };
        match (pair.old, pair.new) {
            (Some(old), Some(new)) if old.form() == new.form() && old.form().is_container() => {
                let children = self.pairing.pair(old, new);
                let rest = (children.len() > 0).then_some(Rest::Both(children));
                self.container((old.handle(), new.handle()), rest, depth, flags, flags & LAST);
            }
            (Some(old), Some(new)) if !old.form().is_container() && !new.form().is_container() => {
                let differs = if same_scalar(old, new) { 0 } else { CHANGED };
                self.rows.push(old.handle(), new.handle(), depth, flags | differs);
            }
            (Some(old), Some(new)) => {
                // A value of another form is below the one it replaces.
                let end = if last { new.handle_after() } else { NONE };
                let below = Rest::One(Side::New, Box::new(std::iter::once(new)), end);
                self.open.push(Open { rest: below, close: None, depth });
                self.one(Side::Old, old, depth, flags);
            }
            (Some(old), None) => self.one(Side::Old, old, depth, flags),
            (None, Some(new)) => self.one(Side::New, new, depth, flags),
            (None, None) => {}
        }
    }

    fn one(&mut self, side: Side, value: Value<'a>, depth: u32, flags: u32) {
        let handles = if side == Side::Old { (value.handle(), NONE) } else { (NONE, value.handle()) };
        let flags = flags | CHANGED;
        if value.form().is_container() {
            let rest = Rest::One(side, Box::new(value.children()), value.handle_after());
            self.container(handles, (!value.is_empty()).then_some(rest), depth, flags, flags);
        } else {
            self.rows.push(handles.0, handles.1, depth, flags);
        }
    }

    fn container(&mut self, (old, new): (u32, u32), rest: Option<Rest<'a>>, depth: u32, flags: u32, close: u32) {
        let Some(rest) = rest else { return self.rows.push(old, new, depth, flags | EMPTY) };
        self.rows.push(old, new, depth, flags);
        self.open.push(Open { rest, close: Some(Close { old, new, flags: close | CLOSE }), depth: depth + 1 });
    }
}

/// Whether two scalars are equal, ignoring the spelling of escapes.
fn same_scalar(old: Value<'_>, new: Value<'_>) -> bool {
    old.form() == new.form()
        && (old.raw() == new.raw() || old.string_bytes().is_some_and(|text| Some(text) == new.string_bytes()))
}

fn line(row: Row, value: Value<'_>, parts: Option<Vec<Part>>) -> Vec<Token> {
    let (open, close) = if value.form() == Form::Object { ("{", "}") } else { ("[", "]") };
    let comma = if row.has(LAST) { "" } else { "," };
    if row.has(CLOSE) {
        return vec![mark(&format!("{close}{comma}"))];
    }
    let mut line = key(value, row.depth());
    match parts {
        Some(parts) => {
            line.extend(tokens(kind(value), parts));
            if !comma.is_empty() {
                line.push(mark(comma));
            }
        }
        None if row.has(EMPTY) => line.push(mark(&format!("{open}{close}{comma}"))),
        None => line.push(mark(open)),
    }
    line
}

fn kind(value: Value<'_>) -> TokenKind {
    match value.form() {
        Form::String => TokenKind::String,
        Form::Number => TokenKind::Number,
        _ => TokenKind::Word,
    }
}

/// The name of a member. The compared values may be members themselves; their own names are not
/// part of the comparison.
fn key(value: Value<'_>, depth: u32) -> Vec<Token> {
    let Some(key) = value.key().filter(|_| depth > 0) else { return Vec::new() };
    let text = elided(&encode_string(&key), MAX_CHARS);
    vec![Token { kind: TokenKind::Key, text, marked: false }, mark(": ")]
}
