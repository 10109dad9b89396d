//! What a filter can be answered from, for whoever has an index.

use super::{Comparison, Filter, Pattern, State, Test, Thing, decimal::is_number};
use crate::tokenizer::Phrase;
use hookglass_json::pointer::{Pointer, array_index};

/// What of an event has to be read, each with what is before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needs {
    /// The columns of a list.
    Columns,
    /// The header lines.
    Headers,
    /// The body.
    Body,
}

impl Filter {
    /// What has to be read to tell of any event whether it passes.
    pub fn needs(&self) -> Needs {
        self.expression.terms().iter().map(|term| term.test.needs()).max().unwrap_or(Needs::Columns)
    }

    /// Whether the columns of a list are enough.
    pub fn columns_only(&self) -> bool {
        self.needs() == Needs::Columns
    }

    /// Whether it asks which events have warnings.
    pub fn asks_for_warnings(&self) -> bool {
        let asks = |test: &Test| matches!(test, Test::Has(any) if any.contains(&Thing::Warning));
        self.expression.terms().iter().any(|term| asks(&term.test))
    }

    /// Whether it asks which events are repeats of others.
    pub fn asks_for_repeats(&self) -> bool {
        let asks = |test: &Test| matches!(test, Test::State(any) if any.contains(&State::Duplicate));
        self.expression.terms().iter().any(|term| asks(&term.test))
    }
}

impl Test {
    fn needs(&self) -> Needs {
        match self {
            Self::Text(_) | Self::Email(_) | Self::Member { .. } => Needs::Body,
            Self::Header { .. } => Needs::Headers,
            _ => Needs::Columns,
        }
    }

    /// Words that every event has that passes a test of header lines or members: of each of these lists one phrase, or several.
    /// Those of a body only when all of its words count. An event that has them may still not pass.
    pub fn necessary(&self) -> Vec<Vec<Phrase>> {
        let all = |any: Option<Vec<Phrase>>| any.into_iter().collect();
        match self {
            Self::Email(any) => all(pieces(any)),
            Self::Header { value, .. } => value.iter().filter_map(longest).map(|phrase| vec![phrase]).collect(),
            Self::Member { pointer, compared: None } => {
                // It is a text that is found, or the last name of it stands in the body.
                let name = names(pointer).next_back();
                all(name.map(|name| vec![Phrase::beginning(&pointer.to_string()), name]))
            }
            Self::Member { compared: Some(Comparison::Is(any)), pointer } => match pieces(any) {
                // Nearly all that have the name have another value.
                Some(pieces) => vec![pieces],
                None => names(pointer).map(|name| vec![name]).collect(),
            },
            Self::Member { compared: Some(_), pointer } => names(pointer).map(|name| vec![name]).collect(),
            _ => Vec::new(),
        }
    }
}

/// The names in a pointer that have words.
fn names(pointer: &Pointer) -> impl DoubleEndedIterator<Item = Phrase> {
    let names = pointer.tokens().iter().filter(|token| array_index(token).is_none());
    names.map(|name| Phrase::new(name)).filter(has_words)
}

/// A phrase for each of some values. A number has many spellings, so it has no words that are necessary.
fn pieces(any: &[Pattern]) -> Option<Vec<Phrase>> {
    any.iter().map(|pattern| if is_number(pattern.text()) { None } else { longest(pattern) }).collect()
}

/// The words of the piece that is likely to be the rarest.
fn longest(pattern: &Pattern) -> Option<Phrase> {
    let text = pattern.text();
    let mut at = 0;
    let phrases = text.split('*').map(|piece| {
        let (begins, ends) = (at == 0, at + piece.len() == text.len());
        at += piece.len() + 1;
        Phrase::within(piece, begins, ends)
    });
    phrases.filter(has_words).max_by_key(|phrase| phrase.words().iter().map(String::len).sum::<usize>())
}

fn has_words(phrase: &Phrase) -> bool {
    !phrase.words().is_empty()
}
