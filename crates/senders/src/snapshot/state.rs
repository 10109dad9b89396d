//! One snapshot in an event.

use serde::Serialize;
use std::borrow::Cow;
use ts_rs::TS;

use crate::authgear::identity_name;
use hookglass_json::pointer::Pointer;
use hookglass_json::{Form, Value};

/// The kind of object in a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ObjectKind {
    /// A user.
    User,
    /// An identity that a user signs in with.
    Identity,
    /// A session of a user.
    Session,
}

/// The time of a snapshot, relative to its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// Just before the event.
    Before,
    /// After the event.
    After,
    /// After the event, if the operation continues. Not a fact yet.
    Proposed,
}

/// Whether an object begins or ends with the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LifecycleChange {
    /// It exists before and after the event.
    Stays,
    /// It begins with the event.
    Came,
    /// It ends with the event.
    Went,
}

/// The state of an object in an event.
#[derive(Debug, Clone)]
pub struct Snapshot<'a> {
    /// The kind of object.
    pub thing: ObjectKind,
    /// The id of the user, identity or session.
    pub id: Cow<'a, str>,
    /// The time of the snapshot, relative to the event.
    pub when: When,
    /// Whether the object begins or ends with the event.
    pub turn: LifecycleChange,
    /// The value in the body.
    pub value: Value<'a>,
}

impl Snapshot<'_> {
    /// The pointer of the value in the body.
    pub fn pointer(&self) -> Pointer {
        Pointer::of(self.value)
    }

    /// A recognizable name.
    pub fn name(&self) -> Option<String> {
        let at = |path: &[&str]| self.value.path(path).and_then(|value| value.string()).map(Cow::into_owned);
        match self.thing {
            ObjectKind::Identity => identity_name(self.value),
            ObjectKind::Session => at(&["displayName"]),
            ObjectKind::User => contacts(self.value).into_iter().flatten().next(),
        }
    }
}

/// The email address, phone number, username and name of a user, if the snapshot has them.
pub fn contacts(user: Value<'_>) -> [Option<String>; 4] {
    let own = |name| user.path(&["standard_attributes", name]).and_then(|value| value.string()).map(Cow::into_owned);
    let email = own("email").or_else(|| text(user, "email").map(Cow::into_owned));
    [email, own("phone_number"), own("preferred_username"), own("name")]
}

/// A member of an object, if it is a non-empty string.
pub(crate) fn text<'a>(object: Value<'a>, name: &str) -> Option<Cow<'a, str>> {
    if object.form() != Form::Object {
        return None;
    }
    object.get(name)?.string().filter(|text| !text.is_empty())
}
