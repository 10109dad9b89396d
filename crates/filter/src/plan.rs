//! What a filter must read, and what an index can look up.

use crate::decimal::is_number;
use crate::filter::Filter;
use crate::pattern::Pattern;
use crate::test::{Comparison, Property, State, Test};
use crate::time::When;
use crate::tokenizer::Phrase;
use hookglass_json::pointer::{Pointer, array_index};

/// What must be read of an event. Each level includes those before it.
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
    /// What must be read to decide about any event.
    pub fn needs(&self) -> Needs {
        self.expression.terms().iter().map(|term| term.test.needs()).max().unwrap_or(Needs::Columns)
    }

    /// Whether a test depends on warnings.
    pub fn depends_on_warnings(&self) -> bool {
        let asks = |test: &Test| matches!(test, Test::Has(any) if any.contains(&Property::Warning));
        self.expression.terms().iter().any(|term| asks(&term.test))
    }

    /// Whether a test depends on repeats.
    pub fn depends_on_repeats(&self) -> bool {
        let asks = |test: &Test| matches!(test, Test::State(any) if any.contains(&State::Duplicate));
        self.expression.terms().iter().any(|term| asks(&term.test))
    }

    /// Whether a test is relative to the current time, so that its result can change by itself.
    pub fn is_relative_to_now(&self) -> bool {
        let is_relative =
            |test: &Test| matches!(test, Test::Received(_, When::Ago(..) | When::Today | When::Yesterday));
        self.expression.terms().iter().any(|term| is_relative(&term.test))
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

    /// Phrases that an index can look up: a matching event contains at least one phrase of every
    /// list. Phrases of a body apply only if all its words are indexed. An event with these phrases
    /// may still not match.
    pub fn required_phrases(&self) -> Vec<Vec<Phrase>> {
        let all = |any: Option<Vec<Phrase>>| any.into_iter().collect();
        match self {
            Self::Email(any) => all(pieces(any)),
            Self::Header { value, .. } => value.iter().filter_map(longest).map(|phrase| vec![phrase]).collect(),
            Self::Member { pointer, compared: None } => {
                // Either the text is found, or the last name occurs in the body.
                let name = names(pointer).next_back();
                all(name.map(|name| vec![Phrase::prefix(&pointer.to_string()), name]))
            }
            Self::Member { compared: Some(Comparison::Is(any)), pointer } => match pieces(any) {
                // The value is much rarer than the name.
                Some(pieces) => vec![pieces],
                None => names(pointer).map(|name| vec![name]).collect(),
            },
            Self::Member { compared: Some(_), pointer } => names(pointer).map(|name| vec![name]).collect(),
            _ => Vec::new(),
        }
    }
}

/// The names in a pointer that contain words.
fn names(pointer: &Pointer) -> impl DoubleEndedIterator<Item = Phrase> {
    let names = pointer.tokens().iter().filter(|token| array_index(token).is_none());
    names.map(|name| Phrase::new(name)).filter(has_words)
}

/// One phrase per value. Numbers have many spellings, so they have no required phrase.
fn pieces(any: &[Pattern]) -> Option<Vec<Phrase>> {
    any.iter().map(|pattern| if is_number(pattern.text()) { None } else { longest(pattern) }).collect()
}

/// The phrase of the piece that is probably the rarest.
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
