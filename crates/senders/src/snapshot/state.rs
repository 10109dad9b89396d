//! One state in an event.

use serde::Serialize;
use std::borrow::Cow;
use ts_rs::TS;

use crate::authgear::identity_name;
use hookglass_json::pointer::Pointer;
use hookglass_json::{Form, Value};

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
