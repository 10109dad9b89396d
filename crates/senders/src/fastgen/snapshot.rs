//! The snapshot of the user in the parameters of Fastgen's user events.

use super::recognition::is_like_a_user_event;
use crate::snapshot::{LifecycleChange, ObjectKind, Snapshot, When, text};
use hookglass_json::Value;

pub(super) fn snapshot<'a>(name: &str, parameters: Value<'a>) -> Option<Snapshot<'a>> {
    if !is_like_a_user_event(parameters) {
        return None;
    }
    let turn = if name == "auth.user_signedUp" { LifecycleChange::Came } else { LifecycleChange::Stays };
    Some(Snapshot {
        thing: ObjectKind::User,
        id: text(parameters, "userId")?,
        when: When::After,
        turn,
        value: parameters,
    })
}
