//! The states that an event carries: of a user, of identities, of sessions, each with its id and its place in the body.
//!
//! The sender says which these are. Kept out: other events, and so what a state follows from.

use serde::Serialize;
use std::borrow::Cow;
use std::collections::HashSet;
use ts_rs::TS;

use crate::authgear::identity_name;
use crate::catalog;
use crate::envelope::{Envelope, Vendor};
use crate::sender;
use hookglass_diff as diff;
use hookglass_json::pointer::Pointer;
use hookglass_json::{Document, Form, Value};

pub use crate::authgear::proposes;

/// What a state is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    /// A user.
    User,
    /// A way of a user to sign in.
    Identity,
    /// A session of a user.
    Session,
}

/// When something was in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// Just before the event.
    Before,
    /// After the event.
    After,
    /// After the event, if its sender is allowed to go on: not a fact.
    Proposed,
}

/// Whether something begins or ends with the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// It was there and stays.
    Stays,
    /// It came.
    Came,
    /// It went.
    Went,
}

/// A state that an event carries.
#[derive(Debug, Clone)]
pub struct Snapshot<'a> {
    /// What it is of.
    pub thing: Thing,
    /// The id of that.
    pub id: Cow<'a, str>,
    /// When it was so.
    pub when: When,
    /// Whether it begins or ends with the event.
    pub turn: Turn,
    /// The state, where it stands in the body.
    pub value: Value<'a>,
}

impl Snapshot<'_> {
    /// Where it stands in the body.
    pub fn pointer(&self) -> Pointer {
        Pointer::of(self.value)
    }

    /// What a person recognises it by.
    pub fn name(&self) -> Option<String> {
        let at = |path: &[&str]| self.value.path(path).and_then(|value| value.string()).map(Cow::into_owned);
        match self.thing {
            Thing::Identity => identity_name(self.value),
            Thing::Session => at(&["displayName"]),
            Thing::User => contacts(self.value).into_iter().flatten().next(),
        }
    }

    /// The state by itself, as it is written, without secrets that the sender puts beside it.
    pub fn alone(&self, envelope: &Envelope) -> Option<Document> {
        sender::of(envelope.vendor).state(envelope, self.value)
    }
}

/// Whether the user's identities and sessions end with an event of a type.
pub fn ends_all(vendor: Vendor, event_type: &str) -> bool {
    sender::of(vendor).ends_all(event_type)
}

/// Whether an event of a type is known to leave its user's profile unchanged ([`profile_differences`]).
pub fn leaves_the_profile(vendor: Vendor, event_type: &str) -> bool {
    sender::of(vendor).leaves_the_profile(event_type)
}

/// Standard attributes that follow from identities, from the server's address, or from the clock.
const DERIVED: [&str; 7] =
    ["email", "email_verified", "phone_number", "phone_number_verified", "preferred_username", "picture", "updated_at"];

/// In what the profiles of two states of a user differ: the standard attributes that only a person or a program sets, and
/// the custom ones. An older sender leaves them out where there are none.
pub fn profile_differences<'a>(earlier: Value<'a>, later: Value<'a>) -> Vec<Difference<'a>> {
    let diff = diff::diff(earlier, later);
    let differences = diff.changes.iter().flat_map(|change| {
        let (pointer, earlier, later) = (diff.pointer(change.path), change.old, change.new);
        match (pointer.tokens(), earlier, later) {
            ([_], Some(all), None) => below(&pointer, all, |gone| (Some(gone), None)),
            ([_], None, Some(all)) => below(&pointer, all, |new| (None, Some(new))),
            _ => vec![Difference { pointer, earlier, later }],
        }
    });
    let is_set = |difference: &Difference<'_>| match difference.pointer.tokens() {
        [group, name, ..] if group == "standard_attributes" => !DERIVED.contains(&name.as_str()),
        [group, _, ..] => group == "custom_attributes",
        _ => false,
    };
    differences.filter(is_set).collect()
}

/// The members of an object that stands on one side only.
fn below<'a>(
    pointer: &Pointer,
    all: Value<'a>,
    sides: fn(Value<'a>) -> (Option<Value<'a>>, Option<Value<'a>>),
) -> Vec<Difference<'a>> {
    let members = all.children().filter_map(|member| Some((pointer.child(member.key()?), sides(member))));
    members.map(|(pointer, (earlier, later))| Difference { pointer, earlier, later }).collect()
}

/// Whether an event of a type can carry the state of an identity. Told by the members of the type, so that events need not
/// be read to find those that do; of a type that is not known it is assumed.
pub fn may_carry_identities(vendor: Vendor, event_type: &str) -> bool {
    may_have(
        vendor,
        event_type,
        &["identity", "new_identity", "identities", "identification", "authentication_context"],
    )
}

/// Whether an event of a type can carry the state of a user, told likewise.
pub fn may_carry_users(vendor: Vendor, event_type: &str) -> bool {
    may_have(vendor, event_type, &["user", "authentication_context", "userId"])
}

fn may_have(vendor: Vendor, event_type: &str, members: &[&str]) -> bool {
    let known = catalog::named(vendor, event_type);
    known.is_empty() || known.iter().any(|entry| entry.payload.iter().any(|member| members.contains(&member.name)))
}

/// The states in an event; of each thing those after the event come first. A state in several places is listed once.
pub fn snapshots<'a>(envelope: &Envelope, document: &'a Document) -> Vec<Snapshot<'a>> {
    let name = envelope.event_type.as_deref().unwrap_or_default();
    let mut found = sender::of(envelope.vendor).snapshots(name, document.root());
    let mut seen = HashSet::new();
    found.retain(|snapshot| seen.insert((snapshot.thing, snapshot.id.clone(), snapshot.when)));
    found
}

/// The e-mail address, the phone number, the user name and the name of a user, as far as the state has them.
pub fn contacts(user: Value<'_>) -> [Option<String>; 4] {
    let own = |name| user.path(&["standard_attributes", name]).and_then(|value| value.string()).map(Cow::into_owned);
    let email = own("email").or_else(|| text(user, "email").map(Cow::into_owned));
    [email, own("phone_number"), own("preferred_username"), own("name")]
}

/// A text member of an object that is not empty.
pub(crate) fn text<'a>(object: Value<'a>, name: &str) -> Option<Cow<'a, str>> {
    if object.form() != Form::Object {
        return None;
    }
    object.get(name)?.string().filter(|text| !text.is_empty())
}

/// A member in which two states differ.
#[derive(Debug, Clone)]
pub struct Difference<'a> {
    /// Where, from the state on.
    pub pointer: Pointer,
    /// What the earlier state has there.
    pub earlier: Option<Value<'a>>,
    /// What the later state has there.
    pub later: Option<Value<'a>>,
}

/// In what two states of one identity differ that should be the same; the claims with short names first. The time of the
/// change alone is no difference, nor is the user's id where an older sender left it out.
pub fn break_between<'a>(earlier: Value<'a>, later: Value<'a>) -> Vec<Difference<'a>> {
    let diff = diff::diff(earlier, later);
    let differences = diff.changes.iter().map(|change| Difference {
        pointer: diff.pointer(change.path),
        earlier: change.old,
        later: change.new,
    });
    let counts = |difference: &Difference<'_>| match difference.pointer.tokens() {
        [name] if name == "updated_at" => false,
        [name] if name == "user_id" => difference.earlier.is_some() && difference.later.is_some(),
        _ => true,
    };
    let mut found: Vec<_> = differences.filter(counts).collect();
    found.sort_by_key(|difference| match difference.pointer.tokens() {
        [claims, claim, ..] if claims == "claims" => u8::from(claim.contains("://")),
        _ => 2,
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differences(earlier: &str, later: &str) -> Vec<String> {
        let parse = |text: &str| Document::parse(text.to_owned().into()).unwrap();
        let (earlier, later) = (parse(earlier), parse(later));
        let found = profile_differences(earlier.root(), later.root());
        found.iter().map(|difference| difference.pointer.to_string()).collect()
    }

    #[test]
    fn of_a_profile_counts_what_is_set_and_not_what_follows() {
        let earlier = r#"{"standard_attributes":{"email":"a@b","picture":"x","name":"Ada","updated_at":1},
            "custom_attributes":{"size":1.0,"hat":{"a":1}},"roles":["x"],"last_login_at":"1","is_verified":false}"#;
        let later = r#"{"standard_attributes":{"email":"c@d","picture":"y","updated_at":2,"email_verified":true},
            "custom_attributes":{"size":1,"hat":{"a":2}},"roles":[],"last_login_at":"2","is_verified":true}"#;
        assert_eq!(differences(earlier, later), ["/standard_attributes/name", "/custom_attributes/hat/a"]);
    }

    #[test]
    fn attributes_that_are_absent_are_none() {
        let with = r#"{"standard_attributes":{"email":"a@b","name":"Ada"},"custom_attributes":{"a/b":1}}"#;
        let expected = ["/standard_attributes/name", "/custom_attributes/a~1b"];
        assert_eq!(
            (differences(with, "{}"), differences("{}", with)),
            (expected.map(Into::into).into(), expected.map(Into::into).into())
        );
        assert_eq!(differences("{}", r#"{"custom_attributes":{},"standard_attributes":{}}"#), [""; 0]);
        assert_eq!(differences("{}", r#"{"custom_attributes":[1]}"#), [""; 0]);
    }

    #[test]
    fn only_of_what_stands_alone_is_it_said_that_the_profile_stays() {
        let leaves = |name| leaves_the_profile(Vendor::Authgear, name);
        assert!(leaves("identity.email.updated") && leaves("user.disabled") && leaves("identity.biometric.disabled"));
        for name in
            ["identity.email.added", "user.authenticated", "user.profile.updated", "identity.oauth.disconnected"]
        {
            assert!(!leaves(name), "{name}");
        }
    }
}
