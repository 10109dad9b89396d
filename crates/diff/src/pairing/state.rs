//! [`Pairing`]: the budget of a comparison, and the order of the pairs.

use std::ops::Range;

use super::elements::Elements;
use super::matches::Matches;
use super::members::members;
use super::pairs::{NONE, Pair, Pairs};
use crate::fingerprint::Fingerprints;
use hookglass_json::{Document, Form, Value};

/// Steps that one comparison may spend on arrays.
const MAX_WORK: u64 = 1 << 24;

/// Pairs the members and elements of two values, container by container.
#[derive(Debug)]
pub(crate) struct Pairing<'a> {
    documents: (&'a Document, &'a Document),
    pub(super) fingerprints: (Fingerprints, Fingerprints),
    /// Steps left for arrays.
    pub(super) work: u64,
    /// Bytes left for comparing texts.
    bytes: usize,
    pub(super) gave_up: bool,
}

impl<'a> Pairing<'a> {
    /// A budget for these two values.
    pub(crate) fn between(old: Value<'a>, new: Value<'a>) -> Self {
        let bytes = old.raw().len().saturating_add(new.raw().len()).saturating_mul(8);
        let documents = (old.document(), new.document());
        Self { documents, fingerprints: Default::default(), work: MAX_WORK, bytes, gave_up: false }
    }

    /// The pairs of two containers of the same form, in the order of the new side. Values of the
    /// old side only keep their position.
    pub(crate) fn pair(&mut self, old: Value<'a>, new: Value<'a>) -> Pairs<'a> {
        let pairs = match old.form() {
            Form::Array => self.elements(old, new),
            _ => members(old, new),
        };
        Pairs { documents: self.documents, pairs: pairs.into_iter() }
    }

    /// Whether the last two arrays were too large to match, so their elements were paired by
    /// position.
    pub(crate) fn gave_up(&self) -> bool {
        self.gave_up
    }

    /// Whether two values have the same text. Returns false without comparing once the budget is
    /// used up: nested containers would be compared again on every level.
    pub(crate) fn identical(&mut self, old: Value<'a>, new: Value<'a>) -> bool {
        let (before, after) = (old.raw(), new.raw());
        if before.len() != after.len() || before.len() > self.bytes {
            return false;
        }
        self.bytes -= before.len();
        before == after
    }

    /// Whether two elements have the same text or the same fingerprint.
    fn alike(&mut self, old: Value<'a>, new: Value<'a>) -> bool {
        let range = |value: Value<'a>| value.handle()..value.handle_after();
        self.identical(old, new)
            || (old.form() == new.form()
                && self.fingerprints.0.of(old.document(), range(old)).get(old)
                    == self.fingerprints.1.of(new.document(), range(new)).get(new))
    }

    fn elements(&mut self, old: Value<'a>, new: Value<'a>) -> Vec<Pair> {
        self.gave_up = false;
        let handles = |array: Value<'a>| array.children().map(|element| element.handle()).collect::<Vec<_>>();
        let (olds, news) = (handles(old), handles(new));
        let (old_document, new_document) = self.documents;
        let mut alike = |old: u32, new: u32| self.alike(old_document.value_at(old), new_document.value_at(new));
        let front = olds.iter().zip(&news).take_while(|&(&old, &new)| alike(old, new)).count();
        let rest = olds.len().min(news.len()) - front;
        let backwards = olds.iter().rev().zip(news.iter().rev()).take(rest);
        let back = backwards.take_while(|&(&old, &new)| alike(old, new)).count();
        let inner = (
            Elements { document: old_document, handles: &olds[front..olds.len() - back] },
            Elements { document: new_document, handles: &news[front..news.len() - back] },
        );
        let matches = match (inner.0.len(), inner.1.len()) {
            (0, _) | (_, 0) => Matches::none(inner.0.len(), inner.1.len()),
            _ => self.matches(inner.0, inner.1),
        };
        let pair = |old: Option<usize>, new: Option<usize>, moved| Pair {
            old: old.map_or(NONE, |at| olds[at]),
            new: new.map_or(NONE, |at| news[at]),
            at: (old.map_or(NONE, |at| at as u32), new.map_or(NONE, |at| at as u32)),
            moved,
        };
        let unmatched = matches.taken.iter().filter(|&&taken| !taken).count();
        let mut merged = Vec::with_capacity(news.len() + unmatched);
        merged.extend((0..front).map(|at| pair(Some(at), Some(at), false)));
        let mut from = 0;
        let removed = |range: Range<usize>, merged: &mut Vec<_>| {
            merged.extend(range.filter(|&at| !matches.taken[at]).map(|at| pair(Some(front + at), None, false)));
        };
        // Unmoved elements divide the rest into runs. In each run, removed elements come before
        // added ones.
        let mut start = 0;
        let in_place = |at: usize| matches.partner[at] != NONE && !matches.moved[at];
        for end in (0..inner.1.len()).filter(|&at| in_place(at)).chain([inner.1.len()]) {
            let old_end = matches.partner.get(end).map_or(inner.0.len(), |&at| at as usize);
            removed(from..old_end, &mut merged);
            for at in start..end {
                let partner = matches.partner[at];
                let before = (partner != NONE).then_some(front + partner as usize);
                merged.push(pair(before, Some(front + at), before.is_some()));
            }
            if end < inner.1.len() {
                merged.push(pair(Some(front + old_end), Some(front + end), false));
            }
            (from, start) = (old_end + 1, end + 1);
        }
        merged.extend((0..back).rev().map(|at| pair(Some(olds.len() - 1 - at), Some(news.len() - 1 - at), false)));
        merged
    }
}
