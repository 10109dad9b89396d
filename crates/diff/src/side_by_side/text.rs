//! The layout of two texts.

use bytes::Bytes;
use std::borrow::Cow;
use std::ops::Range;

use super::layout::{Layout, Side};
use super::line::{DiffLine, LinePair, TokenKind, cut, mark, tokens, whole};
use super::rows::{CHANGED, NONE, Rows};
use crate::text::hunks;

/// Marks a last line without a line end, if the other side's line has one.
const NO_LINE_END: &str = " (no line end)";

/// A text and the starts of its lines.
#[derive(Debug)]
pub struct TextLines {
    bytes: Bytes,
    starts: Vec<u32>,
}

impl TextLines {
    /// Splits a text into lines. `None` if it is not UTF-8 or exceeds 4 GiB.
    pub fn of(bytes: Bytes) -> Option<Self> {
        let text = str::from_utf8(&bytes).ok().filter(|text| u32::try_from(text.len()).is_ok())?;
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1);
        let mut starts: Vec<u32> = std::iter::once(0).chain(ends).collect();
        // Nothing after the last line end is not a line.
        if starts.last().is_some_and(|&last| last as usize == text.len()) {
            starts.pop();
        }
        Some(Self { bytes, starts })
    }

    /// The bytes of a line, including its line end.
    fn span(&self, line: usize) -> Range<usize> {
        let start = self.starts.get(line).map_or(self.bytes.len(), |&at| at as usize);
        start..self.starts.get(line + 1).map_or(self.bytes.len(), |&at| at as usize)
    }

    fn lines(&self) -> Vec<&str> {
        (0..self.starts.len()).map(|line| str::from_utf8(&self.bytes[self.span(line)]).unwrap_or_default()).collect()
    }

    /// A line without its line end, and whether it has one.
    fn display<'t>(&'t self, line: u32, replace: &dyn Fn(Range<usize>) -> Option<String>) -> (Cow<'t, str>, bool) {
        let span = self.span(line as usize);
        let ended = self.bytes[span.clone()].ends_with(b"\n");
        let inner = span.start..span.end - usize::from(ended);
        let text = match replace(inner.clone()) {
            Some(text) => Cow::Owned(text),
            None => String::from_utf8_lossy(&self.bytes[inner]),
        };
        (text, ended)
    }
}

/// The comparison of two texts.
#[derive(Debug)]
pub struct TextComparison {
    /// The rows.
    pub layout: Layout,
    /// The number of differing places.
    pub places: usize,
    /// Whether the texts differ too much to find every equal line.
    pub gave_up: bool,
}

impl Layout {
    /// Lays out two texts by their lines. `None` if stopped.
    pub fn of_texts(old: &TextLines, new: &TextLines, stopped: &dyn Fn() -> bool) -> Option<TextComparison> {
        let (found, gave_up) = hunks(&old.lines(), &new.lines());
        if stopped() {
            return None;
        }
        let mut rows = Rows::default();
        let mut from = (0, 0);
        let ends = (old.starts.len(), new.starts.len());
        let places = found.len();
        let spans = found.into_iter().map(|hunk| (hunk.old, hunk.new));
        for (olds, news) in spans.chain([(ends.0..ends.0, ends.1..ends.1)]) {
            (from.0..olds.start).zip(from.1..).for_each(|(old, new)| rows.push(old as u32, new as u32, 0, 0));
            let side = |lines: &Range<usize>, at: usize| {
                Some(lines.start + at).filter(|line| lines.contains(line)).map_or(NONE, |line| line as u32)
            };
            for at in 0..olds.len().max(news.len()) {
                rows.push(side(&olds, at), side(&news, at), 0, CHANGED);
            }
            from = (olds.end, news.end);
        }
        Some(TextComparison { layout: Self { rows: rows.shrunk() }, places, gave_up })
    }

    /// A row of two texts. `replace` can substitute the text of a byte range, for example to redact
    /// it.
    pub fn texts(
        &self,
        row: usize,
        (old, new): (&TextLines, &TextLines),
        replace: &dyn Fn(Side, Range<usize>) -> Option<String>,
    ) -> Option<LinePair> {
        let found = self.rows.get(row)?;
        let (changed, numbers) = (found.has(CHANGED), self.rows.numbers(row));
        let before = (found.old != NONE).then(|| old.display(found.old, &|span| replace(Side::Old, span)));
        let after = (found.new != NONE).then(|| new.display(found.new, &|span| replace(Side::New, span)));
        let (old_parts, new_parts) = match (&before, &after) {
            (Some((old, _)), Some((new, _))) if changed => {
                let (old, new) = cut(old, new);
                (Some(old), Some(new))
            }
            (old, new) => (old.as_ref().map(|(text, _)| whole(text)), new.as_ref().map(|(text, _)| whole(text))),
        };
        let ended = |side: &Option<(Cow<'_, str>, bool)>| side.as_ref().is_none_or(|(_, ended)| *ended);
        let ends_differ = before.is_some() && after.is_some() && ended(&before) != ended(&after);
        let line = |number, parts, ended: bool| {
            let mut tokens: Vec<_> = tokens(TokenKind::Text, parts).collect();
            if ends_differ && !ended {
                let mut no_end = mark(NO_LINE_END);
                no_end.marked = true;
                tokens.push(no_end);
            }
            DiffLine { number, depth: 0, tokens }
        };
        Some(LinePair {
            old: old_parts.map(|parts| line(numbers.0, parts, ended(&before))),
            new: new_parts.map(|parts| line(numbers.1, parts, ended(&after))),
            changed,
        })
    }
}
