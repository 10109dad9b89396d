//! One state in an event.

use serde::Serialize;
use std::borrow::Cow;
use ts_rs::TS;

use crate::authgear::identity_name;
use hookglass_json::pointer::Pointer;
use hookglass_json::{Form, Value};

/// The kind of object that a state describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    /// A user.
    User,
    /// An identity that a user signs in with.
    Identity,
    /// A session of a user.
    Session,
}

/// The time of a state, relative to its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// Just before the event.
    Before,
    /// After the event.
    After,
    /// After the event, if the operation goes on. Not a fact yet.
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
    /// What it describes.
    pub thing: Thing,
    /// The id of the user, identity or session.
    pub id: Cow<'a, str>,
    /// When it was so.
    pub when: When,
    /// Whether it begins or ends with the event.
    pub turn: Turn,
    /// The state in the body.
    pub value: Value<'a>,
}

impl Snapshot<'_> {
    /// Its pointer in the body.
    pub fn pointer(&self) -> Pointer {
        Pointer::of(self.value)
    }

    /// The name that a person recognizes it by.
    pub fn name(&self) -> Option<String> {
        let at = |path: &[&str]| self.value.path(path).and_then(|value| value.string()).map(Cow::into_owned);
        match self.thing {
            Thing::Identity => identity_name(self.value),
            Thing::Session => at(&["displayName"]),
            Thing::User => contacts(self.value).into_iter().flatten().next(),
        }
    }
}

/// The email address, phone number, user name and name of a user, if the state has them.
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
