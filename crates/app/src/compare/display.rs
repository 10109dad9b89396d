//! A change as a view: its readable name, and its values split where they changed.

use hookglass_diff as diff;
use hookglass_diff::{Change, HeaderChange, Op, Part};
use hookglass_json::{Value, display::elided, pointer::Pointer};
use hookglass_senders::labels;
use std::borrow::Cow;

use super::{
    comparison::{Comparison, Json},
    pair::{About, Side},
};
use crate::view::{self, ChangeView, MemberView};

/// Characters of a value, path or header that are shown.
const MAX_TEXT: usize = 4_000;

impl Comparison {
    pub(super) fn change_view(&self, json: &Json<'_>, change: &Change<'_>, reveal: bool) -> ChangeView {
        let pair = self.pair();
        let path = json.diff.pointer(change.path);
        let label = pair.names.of(pair.at.as_ref(), &path);
        let covered = |side: &Side, value: Value<'_>| if reveal { None } else { side.covered(value.span()) };
        let covers =
            (change.old.and_then(|old| covered(&pair.old, old)), change.new.and_then(|new| covered(&pair.new, new)));
        // A note about two values would reveal something of a covered one.
        let open = change.old.zip(change.new).filter(|_| covers == (None, None));
        let apart = open.and_then(|(old, new)| labels::apart(&old.string()?, &new.string()?));
        let (old, new) = (
            change.old.map(|value| readable(value, covers.0.as_deref())),
            change.new.map(|value| readable(value, covers.1.as_deref())),
        );
        let (old, new) = match (old, new) {
            (Some(old), Some(new)) => {
                let (old, new) = diff::parts(&old, &new);
                (Some(old), Some(new))
            }
            (old, new) => (old.map(whole), new.map(whole)),
        };
        ChangeView {
            op: change.op,
            from: from(json, &path, change).map(|from| elided(&from, MAX_TEXT)),
            path: elided(&path.to_string(), MAX_TEXT),
            hint: apart.or_else(|| label.as_ref()?.hint.map(str::to_owned)),
            label: label.map(|label| label.name),
            old,
            new,
            note: change.note().filter(|_| covers == (None, None)),
        }
    }

    pub(super) fn member_view(&self, path: &Pointer, value: Value<'_>, reveal: bool) -> MemberView {
        let pair = self.pair();
        let covered = if reveal { None } else { pair.new.covered(value.span()) };
        let text = covered.map_or_else(|| value.raw_text(), Cow::Owned);
        MemberView {
            label: pair.names.of(pair.at.as_ref(), path).map(|label| label.name),
            path: elided(&path.to_string(), MAX_TEXT),
            value: elided(&text, MAX_TEXT),
        }
    }
}

/// A string without its quotes, unless it is empty; everything else as written.
fn readable(value: Value<'_>, covered: Option<&str>) -> String {
    if let Some(covered) = covered {
        let bare =
            covered.strip_prefix('"').and_then(|text| text.strip_suffix('"')).filter(|_| value.string().is_some());
        return elided(bare.unwrap_or(covered), MAX_TEXT);
    }
    let text = value.string().filter(|text| !text.is_empty()).unwrap_or_else(|| value.raw_text());
    elided(&text, MAX_TEXT)
}

fn whole(text: String) -> Vec<Part> {
    vec![Part { text, marked: false }]
}

/// The pointer on the old side, if it differs from the one on the new side.
pub(super) fn from(json: &Json<'_>, path: &Pointer, change: &Change<'_>) -> Option<String> {
    json.diff.from(change.path).filter(|from| from != path).map(|from| from.to_string())
}

pub(super) fn about_view(about: About) -> ChangeView {
    let (old, new) = diff::parts(&elided(&about.old, MAX_TEXT), &elided(&about.new, MAX_TEXT));
    ChangeView {
        op: Op::Changed,
        path: String::new(),
        from: None,
        label: Some(about.label.to_owned()),
        hint: None,
        old: Some(old),
        new: Some(new),
        note: None,
    }
}

pub(super) fn header_view(change: &HeaderChange) -> view::HeaderChange {
    let text = |value: &Option<String>| value.as_ref().map(|value| elided(value, MAX_TEXT));
    let (old, new) = match (text(&change.old), text(&change.new)) {
        (Some(old), Some(new)) => {
            let (old, new) = diff::parts(&old, &new);
            (Some(old), Some(new))
        }
        (old, new) => (old.map(whole), new.map(whole)),
    };
    view::HeaderChange { op: change.op, name: change.name.clone(), old, new, note: change.note.clone() }
}
