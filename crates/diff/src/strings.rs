//! Where two strings differ: first by word, then by grapheme, so a single changed letter in an
//! address is visible.

use hookglass_json::display::invisible;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use ts_rs::TS;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::confusables;

/// With more pairs of pieces, only the common prefix and suffix are found: a comparison has
/// thousands of strings.
const MAX_PAIRS: usize = 60_000;

/// More marks than these are unreadable, for example in two timestamps. One mark replaces them.
const MAX_MARKS: usize = 3;

/// If both strings are longer together, only their differing middles are compared. A middle beyond
/// this is one mark.
const MAX_BYTES: usize = 1 << 17;

/// A piece of a string.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Part {
    /// The characters.
    pub text: String,
    /// Whether only this side has them.
    pub marked: bool,
}

impl Part {
    fn new(text: &str, marked: bool) -> Self {
        Self { text: text.to_owned(), marked }
    }
}

/// Splits two strings into equal and differing parts.
pub fn parts(old: &str, new: &str) -> (Vec<Part>, Vec<Part>) {
    let (front, back) = if old.len() + new.len() > MAX_BYTES { common_ends(old, new) } else { (0, 0) };
    let (old_core, new_core) = (&old[front..old.len() - back], &new[front..new.len() - back]);
    let (old_parts, new_parts) = match old_core.len() + new_core.len() {
        0..=MAX_BYTES => core_parts(old_core, new_core),
        _ => (vec![Part::new(old_core, true)], vec![Part::new(new_core, true)]),
    };
    let whole = |text: &str, parts: Vec<Part>| {
        let mut whole = Vec::new();
        push(&mut whole, &text[..front], false);
        parts.iter().for_each(|part| push(&mut whole, &part.text, part.marked));
        push(&mut whole, &text[text.len() - back..], false);
        whole
    };
    (whole(old, old_parts), whole(new, new_parts))
}

/// The lengths of the common prefix and suffix. Both end at a word boundary, or at least at an
/// ASCII character.
fn common_ends(old: &str, new: &str) -> (usize, usize) {
    let (a, b) = (old.as_bytes(), new.as_bytes());
    let between_words = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    let front = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let cut = a[..front].iter().rposition(between_words);
    let front = cut.or_else(|| a[..front].iter().rposition(u8::is_ascii)).unwrap_or_default();
    let rest = a.len().min(b.len()) - front;
    let back = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let after = &a[a.len() - back..];
    let cut = after.iter().position(between_words).or_else(|| after.iter().position(u8::is_ascii));
    (front, cut.map_or(0, |at| after.len() - at))
}

fn core_parts(old: &str, new: &str) -> Sides {
    let marks = |side: &[Part]| side.iter().filter(|part| part.marked).count();
    let fine = cut(old, new, true);
    if marks(&fine.0).max(marks(&fine.1)) <= MAX_MARKS {
        return fine;
    }
    let coarse = cut(old, new, false);
    (in_one(&coarse.0), in_one(&coarse.1))
}

/// One mark from the first difference to the last.
fn in_one(side: &[Part]) -> Vec<Part> {
    let first = side.iter().position(|part| part.marked).unwrap_or(side.len());
    let end = side.iter().rposition(|part| part.marked).map_or(first, |last| last + 1);
    let mut joined = Vec::new();
    for (at, part) in side.iter().enumerate() {
        push(&mut joined, &part.text, (first..end).contains(&at));
    }
    joined
}

/// Compares by word and, if `fine`, edited words by letter.
fn cut(old: &str, new: &str, fine: bool) -> Sides {
    let (old_words, new_words) = (words(old), words(new));
    let mut sides = (Vec::new(), Vec::new());
    compare(&old_words, &new_words, &mut sides, |old, new, sides| {
        let (old_letters, new_letters): (Vec<_>, Vec<_>) =
            (old.graphemes(true).collect(), new.graphemes(true).collect());
        let mut close = (Vec::new(), Vec::new());
        compare(&old_letters, &new_letters, &mut close, mark);
        let same: usize = close.0.iter().filter(|part| !part.marked).map(|part| part.text.len()).sum();
        // Words that share half of their letters count as one edited word. Otherwise marked letters
        // are unreadable.
        if fine && same * 2 >= old.len().max(new.len()) {
            close.0.into_iter().for_each(|part| push(&mut sides.0, &part.text, part.marked));
            close.1.into_iter().for_each(|part| push(&mut sides.1, &part.text, part.marked));
        } else {
            mark(old, new, sides);
        }
    });
    sides
}

/// What about the difference of two strings is invisible.
pub(super) fn note(old: &str, new: &str) -> Option<String> {
    let (front, back) = if old.len() + new.len() > MAX_BYTES { common_ends(old, new) } else { (0, 0) };
    let (old, new) = (&old[front..old.len() - back], &new[front..new.len() - back]);
    if old.nfc().eq(new.nfc()) {
        return Some("the same after Unicode normalisation".to_owned());
    }
    let seen = |text: &str| text.chars().filter(|&character| !is_zero_width(character)).collect::<String>();
    let (old_seen, new_seen) = (seen(old), seen(new));
    if old_seen == new_seen {
        return Some("only invisible characters differ".to_owned());
    }
    if old_seen.nfkc().eq(new_seen.nfkc()) {
        return Some("the same after Unicode compatibility normalisation (NFKC)".to_owned());
    }
    if confusables::in_latin(&old_seen).eq(confusables::in_latin(&new_seen)) {
        return Some("they look the same, but some letters are of another alphabet".to_owned());
    }
    let mixed = [old, new].into_iter().find_map(confusables::mixed);
    if let Some((character, alphabet)) = mixed {
        let code = u32::from(character);
        return Some(format!(
            "a word mixes Latin letters with {alphabet} ones that look like them: {character} (U+{code:04X})"
        ));
    }
    let hidden = |text: &str| text.chars().any(invisible);
    (hidden(old) || hidden(new)).then(|| "has invisible or direction-changing characters".to_owned())
}

/// Whether a character is invisible, or only selects the variant of the one before it.
fn is_zero_width(character: char) -> bool {
    invisible(character) || matches!(character, '\u{fe00}'..='\u{fe0f}')
}

type Sides = (Vec<Part>, Vec<Part>);

fn compare(old: &[&str], new: &[&str], sides: &mut Sides, mut replaced: impl FnMut(&str, &str, &mut Sides)) {
    let before = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - before;
    let after = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let both = |text: &str, sides: &mut Sides| {
        push(&mut sides.0, text, false);
        push(&mut sides.1, text, false);
    };
    both(&old[..before].concat(), sides);
    let (old_core, new_core) = (&old[before..old.len() - after], &new[before..new.len() - after]);
    if old_core.len().saturating_mul(new_core.len()) > MAX_PAIRS {
        mark(&old_core.concat(), &new_core.concat(), sides);
    } else {
        for op in capture_diff_slices(Algorithm::Myers, old_core, new_core) {
            match op {
                DiffOp::Equal { old_index, len, .. } => both(&old_core[old_index..old_index + len].concat(), sides),
                op => replaced(&old_core[op.old_range()].concat(), &new_core[op.new_range()].concat(), sides),
            }
        }
    }
    both(&old[old.len() - after..].concat(), sides);
}

fn mark(old: &str, new: &str, sides: &mut Sides) {
    push(&mut sides.0, old, true);
    push(&mut sides.1, new, true);
}

fn push(parts: &mut Vec<Part>, text: &str, marked: bool) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.marked == marked => last.text.push_str(text),
        _ => parts.push(Part::new(text, marked)),
    }
}

/// Splits a string into runs of letters and digits, and single other graphemes.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        let wordlike = grapheme.chars().next().is_some_and(char::is_alphanumeric);
        if let (false, Some(from)) = (wordlike, start) {
            words.push(&text[from..at]);
            start = None;
        }
        if wordlike {
            start.get_or_insert(at);
        } else {
            words.push(grapheme);
        }
    }
    words.extend(start.map(|from| &text[from..]));
    words
}
