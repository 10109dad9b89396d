//! Comparing two lists of headers.
//!
//! Names are case-insensitive, values are compared byte for byte. Lines of one name are compared in
//! their order; the order of different names has no meaning (RFC 9110, 5.3) and is ignored.
//! Swapping the two lists swaps the sides of every change and nothing else. Kept out: what a header
//! means.

use std::collections::HashMap;

use crate::change::Op;
use crate::sequence::common;
use hookglass_request::headers::Headers;

/// Steps that the comparison of one name's lines may take.
const MAX_WORK: u64 = 1 << 20;

/// The result of a comparison: names in the order of the new side, then those of the old side only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeadersDiff {
    /// The changes.
    pub changes: Vec<HeaderChange>,
    /// The number of equal lines.
    pub unchanged: u64,
}

/// A header line that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderChange {
    /// The kind of change. `Moved` is another order among lines of the same name.
    pub op: Op,
    /// The name as the newer side writes it.
    pub name: String,
    /// The old value for display.
    pub old: Option<String>,
    /// The new value for display.
    pub new: Option<String>,
    /// What about the change is invisible when it is displayed.
    pub note: Option<String>,
    /// Whether only the spelling of the name changed.
    pub is_spelling: bool,
}

type HeaderLine<'a> = (&'a str, &'a [u8]);

/// Compares two lists of headers.
pub fn headers(old: &Headers, new: &Headers) -> HeadersDiff {
    let (olds, news) = (by_name(old), by_name(new));
    let mut diff = HeadersDiff::default();
    for (name, lines) in &news.0 {
        let before = olds.1.get(name).map_or(&[][..], |&at| &olds.0[at].1);
        compare(before, lines, &mut diff);
    }
    for (_, lines) in olds.0.iter().filter(|(name, _)| !news.1.contains_key(name)) {
        compare(lines, &[], &mut diff);
    }
    diff
}

type Named<'a> = (Vec<(String, Vec<HeaderLine<'a>>)>, HashMap<String, usize>);

/// The lines of each name, and the index of each name.
fn by_name(headers: &Headers) -> Named<'_> {
    let (mut named, mut indices): Named<'_> = Default::default();
    for line in headers.iter() {
        let name = line.0.to_ascii_lowercase();
        let at = *indices.entry(name.clone()).or_insert(named.len());
        if at == named.len() {
            named.push((name, Vec::new()));
        }
        named[at].1.push(line);
    }
    (named, indices)
}

/// Compares the lines of one name.
fn compare(olds: &[HeaderLine<'_>], news: &[HeaderLine<'_>], diff: &mut HeadersDiff) {
    let mut put = |op, old: Option<HeaderLine<'_>>, new: Option<HeaderLine<'_>>| {
        let respelled = old.zip(new).is_some_and(|(old, new)| old.0 != new.0);
        let is_equal = op == Op::Changed && old.zip(new).is_some_and(|(old, new)| old.1 == new.1);
        if is_equal && !respelled {
            diff.unchanged += 1;
            return;
        }
        let exact = [old, new].into_iter().flatten().all(|line| str::from_utf8(line.1).is_ok());
        let notes = [
            respelled.then_some("the name is written differently"),
            (!exact).then_some("bytes that are not UTF-8 are written as \\xNN"),
        ];
        let note = notes.into_iter().flatten().collect::<Vec<_>>().join("; ");
        diff.changes.push(HeaderChange {
            op,
            name: new.or(old).map(|line| line.0.to_owned()).unwrap_or_default(),
            old: old.map(|line| display(line.1)),
            new: new.map(|line| display(line.1)),
            note: Some(note).filter(|note| !note.is_empty()),
            is_spelling: is_equal,
        });
    };
    let pairs = pairs(olds, news);
    let mut taken = vec![false; olds.len()];
    for &(old, _) in pairs.iter().flatten() {
        taken[old] = true;
    }
    // Lines without an equal are compared by their position among such lines.
    let mut left = (0..olds.len()).filter(|&at| !taken[at]);
    for (new, pair) in news.iter().zip(&pairs) {
        match pair {
            Some((old, moved)) => put(if *moved { Op::Moved } else { Op::Changed }, Some(olds[*old]), Some(*new)),
            None => match left.next() {
                Some(old) => put(Op::Changed, Some(olds[old]), Some(*new)),
                None => put(Op::Added, None, Some(*new)),
            },
        }
    }
    left.for_each(|old| put(Op::Removed, Some(olds[old]), None));
}

/// For each new line, the old line with the same value and whether it moved.
fn pairs<'a>(olds: &'a [HeaderLine<'a>], news: &'a [HeaderLine<'a>]) -> Vec<Option<(usize, bool)>> {
    // Which line counts as moved must not depend on which side is the old one.
    let values = |lines: &'a [HeaderLine<'a>]| lines.iter().map(|line| line.1);
    let turn = values(olds).gt(values(news));
    let (first, second) = if turn { (news, olds) } else { (olds, news) };
    let mut known: HashMap<&[u8], u32> = HashMap::new();
    let mut number = |line: &HeaderLine<'a>| {
        let next = known.len() as u32;
        *known.entry(line.1).or_insert(next)
    };
    let a: Vec<u32> = first.iter().map(&mut number).collect();
    let b: Vec<u32> = second.iter().map(&mut number).collect();
    let mut found: Vec<(usize, usize, bool)> = Vec::new();
    let (mut free_a, mut free_b) = (vec![true; a.len()], vec![true; b.len()]);
    for (x, y) in common(&a, &b, &mut { MAX_WORK }).pairs {
        (free_a[x as usize], free_b[y as usize]) = (false, false);
        found.push((x as usize, y as usize, false));
    }
    let mut elsewhere: HashMap<u32, Vec<usize>> = HashMap::new();
    for at in (0..b.len()).rev().filter(|&at| free_b[at]) {
        elsewhere.entry(b[at]).or_default().push(at);
    }
    for at in (0..a.len()).filter(|&at| free_a[at]) {
        if let Some(place) = elsewhere.get_mut(&a[at]).and_then(Vec::pop) {
            found.push((at, place, true));
        }
    }
    let mut pairs = vec![None; news.len()];
    for (x, y, moved) in found {
        let (old, new) = if turn { (y, x) } else { (x, y) };
        pairs[new] = Some((old, moved));
    }
    pairs
}

/// A value as text, with `\xNN` for bytes that are not UTF-8.
fn display(value: &[u8]) -> String {
    let mut text = String::with_capacity(value.len());
    for chunk in value.utf8_chunks() {
        text.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| text.push_str(&format!("\\x{byte:02x}")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn changes(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
        let diff = headers(&Headers::from_pairs(old.iter().copied()), &Headers::from_pairs(new.iter().copied()));
        let line = |change: HeaderChange| {
            let side = |text: Option<String>| text.unwrap_or_else(|| "~".to_owned());
            let note = change.note.unwrap_or_default();
            format!("{:?} {} {} {} {note}", change.op, change.name, side(change.old), side(change.new))
                .trim()
                .to_owned()
        };
        diff.changes.into_iter().map(line).collect()
    }

    #[test]
    fn names_are_case_insensitive_and_their_order_is_ignored() {
        assert!(changes(&[("A", "1"), ("B", "2")], &[("B", "2"), ("A", "1")]).is_empty());
        assert_eq!(changes(&[("A", "1")], &[("a", "1")]), ["Changed a 1 1 the name is written differently"]);
        assert_eq!(
            changes(&[("X", "1"), ("Gone", "g")], &[("x", "2"), ("Came", "c")]),
            ["Changed x 1 2 the name is written differently", "Added Came ~ c", "Removed Gone g ~"]
        );
    }

    #[test]
    fn lines_of_one_name_keep_their_order() {
        let cookie = |value| ("Set-Cookie", value);
        let old = [cookie("a"), cookie("b"), cookie("c")];
        assert_eq!(changes(&old, &[cookie("a"), cookie("c")]), ["Removed Set-Cookie b ~"]);
        assert_eq!(changes(&old, &[cookie("a"), cookie("x"), cookie("c")]), ["Changed Set-Cookie b x"]);
        assert_eq!(changes(&old, &[cookie("c"), cookie("a"), cookie("b")]), ["Moved Set-Cookie c c"]);
        assert_eq!(changes(&[cookie("a")], &[cookie("a"), cookie("a")]), ["Added Set-Cookie ~ a"]);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_distinguished() {
        let of = |value: &[u8]| Headers::from_pairs([(&b"X"[..], value)]);
        let diff = headers(&of(b"a\xff"), &of(b"a\xfe"));
        let change = &diff.changes[0];
        assert_eq!((change.old.as_deref(), change.new.as_deref()), (Some("a\\xff"), Some("a\\xfe")));
        assert!(change.note.as_ref().unwrap().contains("not UTF-8") && !change.is_spelling);
    }

    fn lines() -> impl Strategy<Value = Vec<(String, String)>> {
        prop::collection::vec(("[aAbB]", "[xyz]"), 0..9)
    }

    proptest! {
        #[test]
        fn a_list_is_equal_to_itself(lines in lines()) {
            let headers_of = Headers::from_pairs(lines.clone());
            let diff = headers(&headers_of, &headers_of);
            prop_assert!(diff.changes.is_empty());
            prop_assert_eq!(diff.unchanged, lines.len() as u64);
        }

        #[test]
        fn swapping_the_sides_swaps_the_changes(old in lines(), new in lines()) {
            let (old, new) = (Headers::from_pairs(old), Headers::from_pairs(new));
            let sorted = |mut changes: Vec<(Op, Option<String>, Option<String>)>| {
                changes.sort();
                changes
            };
            let there = headers(&old, &new);
            let back = headers(&new, &old);
            let turned = back.changes.into_iter().map(|change| {
                let op = match change.op {
                    Op::Added => Op::Removed,
                    Op::Removed => Op::Added,
                    op => op,
                };
                (op, change.new, change.old)
            });
            let plain = there.changes.into_iter().map(|change| (change.op, change.old, change.new));
            prop_assert_eq!(sorted(plain.collect()), sorted(turned.collect()));
            prop_assert_eq!(there.unchanged, back.unchanged);
        }

        #[test]
        fn every_line_is_counted_once(old in lines(), new in lines()) {
            let diff = headers(&Headers::from_pairs(old.clone()), &Headers::from_pairs(new.clone()));
            let count = |side: fn(&HeaderChange) -> bool| diff.changes.iter().filter(|change| side(change)).count() as u64;
            prop_assert_eq!(count(|change| change.old.is_some()) + diff.unchanged, old.len() as u64);
            prop_assert_eq!(count(|change| change.new.is_some()) + diff.unchanged, new.len() as u64);
        }
    }
}
