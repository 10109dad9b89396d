//! Errors in a filter, with their position and what was expected there.

/// A range of 0-based characters, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// The first character.
    pub start: usize,
    /// The character after the last.
    pub end: usize,
}

/// A syntax error in a filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("filter, character {}: {what}", .span.start + 1)]
pub struct FilterError {
    /// The word at fault.
    pub span: Span,
    /// What was found and what was expected.
    pub what: String,
    /// The accepted words, if that is a list.
    pub expected: Vec<String>,
    /// The accepted word that was probably meant.
    pub meant: Option<String>,
}

impl FilterError {
    /// The 1-based character at which the error is.
    pub fn position(&self) -> usize {
        self.span.start + 1
    }

    pub(crate) fn new(span: Span, what: impl Into<String>) -> Self {
        Self { span, what: what.into(), expected: Vec::new(), meant: None }
    }

    /// An error for a word that is not in a list.
    pub(crate) fn unknown(span: Span, found: &str, what: &str, expected: &[&str], otherwise: &str) -> Self {
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

/// Longer words are not compared: no accepted word is nearly as long.
const MAX_WORD_CHARS: usize = 32;

/// The word that was probably meant. At most a third of the letters may be wrong.
fn nearest<'a>(found: &str, expected: &[&'a str]) -> Option<&'a str> {
    let found: Vec<char> = found.to_ascii_lowercase().chars().take(MAX_WORD_CHARS + 1).collect();
    if found.len() > MAX_WORD_CHARS {
        return None;
    }
    let near = expected.iter().map(|word| (distance(&found, word.trim_end_matches(':')), *word));
    near.filter(|(distance, _)| *distance <= found.len().div_ceil(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|near| near.1)
}

/// The edit distance with transpositions (Damerau-Levenshtein).
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

/// Characters of the filter that an error repeats.
const MAX_QUOTED_CHARS: usize = 60;

/// A text for an error message, shortened.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_QUOTED_CHARS) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_recognized_and_another_word_is_not() {
        let names = ["type:", "user:", "path:", "status:"];
        assert_eq!(nearest("tpye", &names), Some("type:"));
        assert_eq!(nearest("Usr", &names), Some("user:"));
        assert_eq!(nearest("statsu", &names), Some("status:"));
        assert_eq!(nearest("colour", &names), None);
        assert_eq!(nearest(&"x".repeat(4000), &names), None);
    }
}
