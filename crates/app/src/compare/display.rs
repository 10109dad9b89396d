//! Converts changes into views: readable names, and values split into changed and unchanged parts.

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

/// Maximum characters of a value, path or header.
const MAX_TEXT: usize = 4_000;

impl Comparison {
    pub(super) fn change_view(&self, json: &Json<'_>, change: &Change<'_>, reveal: bool) -> ChangeView {
        let pair = self.pair();
        let path = json.diff.pointer(change.path);
        let label = pair.names.of(pair.at.as_ref(), &path);
        let redact = |side: &Side, value: Value<'_>| if reveal { None } else { side.redacted(value.span()) };
        let redacted =
            (change.old.and_then(|old| redact(&pair.old, old)), change.new.and_then(|new| redact(&pair.new, new)));
        // A note or hint about two values would reveal something about a redacted value.
        let open = change.old.zip(change.new).filter(|_| redacted == (None, None));
        let apart = open.and_then(|(old, new)| labels::apart(&old.string()?, &new.string()?));
        let (old, new) = (
            change.old.map(|value| readable(value, redacted.0.as_deref())),
            change.new.map(|value| readable(value, redacted.1.as_deref())),
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
            note: change.note().filter(|_| redacted == (None, None)),
        }
    }

    pub(super) fn member_view(&self, path: &Pointer, value: Value<'_>, reveal: bool) -> MemberView {
        let pair = self.pair();
        let redacted = if reveal { None } else { pair.new.redacted(value.span()) };
        let text = redacted.map_or_else(|| value.raw_text(), Cow::Owned);
        MemberView {
            label: pair.names.of(pair.at.as_ref(), path).map(|label| label.name),
            path: elided(&path.to_string(), MAX_TEXT),
            value: elided(&text, MAX_TEXT),
        }
    }
}

/// A string without its quotes unless it is empty; any other value as JSON text.
fn readable(value: Value<'_>, redacted: Option<&str>) -> String {
    if let Some(redacted) = redacted {
        let bare =
            redacted.strip_prefix('"').and_then(|text| text.strip_suffix('"')).filter(|_| value.string().is_some());
        return elided(bare.unwrap_or(redacted), MAX_TEXT);
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
