//! Where a filter goes wrong, and what was expected there.

/// Some characters of a text, from 0: not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// The first.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
}

/// A filter that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("filter, character {}: {what}", .span.start + 1)]
pub struct FilterError {
    /// The word at fault.
    pub span: Span,
    /// What was found and what was expected, for a person.
    pub what: String,
    /// What can stand there, where that is a list.
    pub expected: Vec<String>,
    /// The one of these that was probably meant.
    pub meant: Option<String>,
}

impl FilterError {
    /// Character, from 1, at which it goes wrong.
    pub fn position(&self) -> usize {
        self.span.start + 1
    }

    pub(super) fn new(span: Span, what: impl Into<String>) -> Self {
        Self { span, what: what.into(), expected: Vec::new(), meant: None }
    }

    /// A word that is none of some.
    pub(super) fn unknown(span: Span, found: &str, what: &str, expected: &[&str], otherwise: &str) -> Self {
        let bare = |word: &str| word.trim_end_matches(':').to_owned();
        let meant = nearest(&bare(found), expected).map(str::to_owned);
        let hint = meant.as_ref().map(|meant| format!(" (did you mean {meant}?)")).unwrap_or_default();
        let names: Vec<_> = expected.iter().map(|word| bare(word)).collect();
        Self {
            span,
            what: format!("{what}{hint}; expected one of {}{otherwise}", names.join(", ")),
            expected: expected.iter().map(|word| (*word).to_owned()).collect(),
            meant,
        }
    }
}

/// Longer words are not compared: nothing that is expected is nearly as long.
const LONGEST: usize = 32;

/// The word that a mistyped one was probably meant to be: at most a third of its letters are wrong.
fn nearest<'a>(found: &str, expected: &[&'a str]) -> Option<&'a str> {
    let found: Vec<char> = found.to_ascii_lowercase().chars().take(LONGEST + 1).collect();
    if found.len() > LONGEST {
        return None;
    }
    let near = expected.iter().map(|word| (distance(&found, word.trim_end_matches(':')), *word));
    near.filter(|(distance, _)| *distance <= found.len().div_ceil(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|near| near.1)
}

/// Letters to put in, leave out, replace or swap with their neighbour.
fn distance(from: &[char], to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let (mut before, mut last): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=to.len()).collect());
    for (at, letter) in from.iter().enumerate() {
        let mut row = vec![at + 1];
        for (place, other) in to.iter().enumerate() {
            let mut least = (last[place] + usize::from(letter != other)).min(last[place + 1] + 1).min(row[place] + 1);
            if at > 0 && place > 0 && *letter == to[place - 1] && from[at - 1] == *other {
                least = least.min(before[place - 1] + 1);
            }
            row.push(least);
        }
        (before, last) = (last, row);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised_and_another_word_is_not() {
        let names = ["type:", "user:", "path:", "status:"];
        assert_eq!(nearest("tpye", &names), Some("type:"));
        assert_eq!(nearest("Usr", &names), Some("user:"));
        assert_eq!(nearest("statsu", &names), Some("status:"));
        assert_eq!(nearest("colour", &names), None);
        assert_eq!(nearest(&"x".repeat(4000), &names), None);
    }
}
