//! Two bodies of which one at least is not JSON: as text, line by line, or by size, hash and first difference.

use hookscope_domain::{
    diff::{Hunk, Op, first_difference, hunks},
    json::encode_string,
    signature::sha256,
};

use super::{ChangeLine, Compared, MOST_PRINTED};
use crate::body::Opened;

/// Compares two bodies as what they are. Without `reveal`, masked values are covered.
pub(super) fn compared(old: &Opened, new: &Opened, reveal: bool) -> Compared {
    let why = [old, new].into_iter().find_map(|opened| {
        let error = opened.document().as_ref().err()?;
        Some(format!("the body of event {} is not JSON: {error}", opened.event.id))
    });
    let why = why.unwrap_or_default();
    let (before, after) = (old.decoded(), new.decoded());
    let (changes, note) = match (str::from_utf8(before), str::from_utf8(after)) {
        (Ok(before_text), Ok(after_text)) => {
            let shown = |opened: &Opened, text: &str| if reveal { text.to_owned() } else { opened.covered_whole() };
            by_line(&shown(old, before_text), &shown(new, after_text), &why)
        }
        _ => (by_bytes(before, after), format!("compared by their bytes, for one is not text; {why}")),
    };
    Compared {
        sides: None,
        omitted: changes.len().saturating_sub(MOST_PRINTED),
        changes: changes.into_iter().take(MOST_PRINTED).collect(),
        rewritten: Vec::new(),
        patch: None,
        unchanged: 0,
        notes: vec![note],
    }
}

fn by_line(old: &str, new: &str, why: &str) -> (Vec<ChangeLine>, String) {
    let (olds, news): (Vec<_>, Vec<_>) = (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let (found, gave_up) = hunks(&olds, &news);
    let line = |Hunk { old, new }: Hunk| {
        let text = |lines: &[&str]| (!lines.is_empty()).then(|| encode_string(&lines.concat()));
        let (op, at) = match (old.is_empty(), new.is_empty()) {
            (true, _) => (Op::Added, new.start),
            (_, true) => (Op::Removed, old.start),
            _ => (Op::Changed, old.start),
        };
        ChangeLine {
            op,
            path: String::new(),
            from: None,
            label: None,
            old: text(&olds[old]),
            new: text(&news[new]),
            note: Some(format!("line {}", at + 1)),
        }
    };
    let bound = if gave_up { "; too much differs to find every line that is the same" } else { "" };
    (found.into_iter().map(line).collect(), format!("compared as text; {why}{bound}"))
}

fn by_bytes(old: &[u8], new: &[u8]) -> Vec<ChangeLine> {
    let told = |bytes: &[u8]| encode_string(&format!("{} bytes, SHA-256 {}", bytes.len(), sha256(bytes)));
    let change = first_difference(old, new).map(|at| ChangeLine {
        op: Op::Changed,
        path: String::new(),
        from: None,
        label: None,
        old: Some(told(old)),
        new: Some(told(new)),
        note: Some(format!("the first difference is at byte {at}")),
    });
    change.into_iter().collect()
}
