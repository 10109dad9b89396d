//! A change as it is shown: its readable name, and its values cut where they changed.

use hookglass_diff as diff;
use hookglass_diff::{Change, HeaderChange, Op, Part};
use hookglass_json::{Value, display::elided, pointer::Pointer};
use hookglass_senders::labels::{self, Label};
use std::borrow::Cow;

use super::{
    MOST_CHARACTERS,
    comparison::{Comparison, Json},
    sides::{About, Side},
};
use crate::view::{self, ChangeView, MemberView};

/// By which words the members of two sides are called.
#[derive(Debug)]
pub(super) enum Names {
    /// Two identities; with the newer one's login ID type.
    Identity(Option<String>),
    /// Two users.
    User,
    /// Two bodies, in which identities and users stand.
    Body,
    /// Nothing is known of them.
    None,
}

impl Names {
    pub(super) fn identity(identity: Value<'_>) -> Self {
        let claim = identity.path(&["claims", "https://authgear.com/claims/login_id/type"]);
        Self::Identity(claim.and_then(|claim| Some(claim.string()?.into_owned())))
    }

    /// The name of a member; `at` is where the sides stand in a body.
    pub(super) fn of(&self, at: Option<&Pointer>, path: &Pointer) -> Option<Label> {
        let user = |path: &Pointer| labels::of_user_member(path).map(|name| Label { name, hint: None });
        match self {
            Self::Identity(login_id_type) => labels::of_identity_member(path, login_id_type.as_deref()),
            Self::User => user(path),
            Self::Body => {
                let above = at.map(Pointer::tokens).unwrap_or_default();
                let tokens: Vec<&str> = above.iter().chain(path.tokens()).map(String::as_str).collect();
                let rest = |from: usize| {
                    let mut rest = Pointer::default();
                    tokens[from..].iter().for_each(|token| rest.push(*token));
                    rest
                };
                match tokens[..] {
                    ["payload", "user", _, ..] => user(&rest(2)),
                    ["payload", "identity" | "old_identity" | "new_identity", _, ..] => {
                        labels::of_identity_member(&rest(2), None)
                    }
                    ["payload", "identities", _, _, ..] => labels::of_identity_member(&rest(3), None),
                    _ => None,
                }
            }
            Self::None => None,
        }
    }
}

impl Comparison {
    pub(super) fn change_view(&self, json: &Json<'_>, change: &Change<'_>, reveal: bool) -> ChangeView {
        let pair = self.pair();
        let path = json.diff.pointer(change.path);
        let label = pair.names.of(pair.at.as_ref(), &path);
        let covered = |side: &Side, value: Value<'_>| if reveal { None } else { side.covered(value.span()) };
        let covers =
            (change.old.and_then(|old| covered(&pair.old, old)), change.new.and_then(|new| covered(&pair.new, new)));
        // What is said of two values would say something of what is covered.
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
            from: from(json, &path, change).map(|from| elided(&from, MOST_CHARACTERS)),
            path: elided(&path.to_string(), MOST_CHARACTERS),
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
            path: elided(&path.to_string(), MOST_CHARACTERS),
            value: elided(&text, MOST_CHARACTERS),
        }
    }
}

/// A string without its quotes, unless there is nothing between them; everything else as it is written.
fn readable(value: Value<'_>, covered: Option<&str>) -> String {
    if let Some(covered) = covered {
        let bare =
            covered.strip_prefix('"').and_then(|text| text.strip_suffix('"')).filter(|_| value.string().is_some());
        return elided(bare.unwrap_or(covered), MOST_CHARACTERS);
    }
    let text = value.string().filter(|text| !text.is_empty()).unwrap_or_else(|| value.raw_text());
    elided(&text, MOST_CHARACTERS)
}

fn whole(text: String) -> Vec<Part> {
    vec![Part { text, marked: false }]
}

/// The pointer on the old side, when it is another than on the new one.
pub(super) fn from(json: &Json<'_>, path: &Pointer, change: &Change<'_>) -> Option<String> {
    json.diff.from(change.path).filter(|from| from != path).map(|from| from.to_string())
}

pub(super) fn about_view(about: About) -> ChangeView {
    let (old, new) = diff::parts(&elided(&about.old, MOST_CHARACTERS), &elided(&about.new, MOST_CHARACTERS));
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
    let text = |value: &Option<String>| value.as_ref().map(|value| elided(value, MOST_CHARACTERS));
    let (old, new) = match (text(&change.old), text(&change.new)) {
        (Some(old), Some(new)) => {
            let (old, new) = diff::parts(&old, &new);
            (Some(old), Some(new))
        }
        (old, new) => (old.map(whole), new.map(whole)),
    };
    view::HeaderChange { op: change.op, name: change.name.clone(), old, new, note: change.note.clone() }
}
