//! The states in an event.

use hookglass_json::Value;
use hookglass_senders::snapshot::{self, ObjectKind, Snapshot, When};
use jiff::Timestamp;

use crate::{events::Opened, users::mentions::EventContents};

impl Opened {
    /// The states in the event.
    pub(crate) fn snapshots(&self) -> Vec<Snapshot<'_>> {
        let document = self.document().as_ref().ok();
        document.map(|document| snapshot::snapshots(&self.event.envelope, document)).unwrap_or_default()
    }

    /// Whether events of this type have an old and a new identity, even if one of them is missing
    /// in this event.
    pub(crate) fn is_comparable(&self) -> bool {
        let event_type = self.event.envelope.event_type.as_deref();
        let updated = event_type.is_some_and(|name| name.starts_with("identity.") && name.ends_with(".updated"));
        let Ok(document) = self.document() else { return false };
        let has = |name| document.root().path(&["payload", name]).is_some();
        updated || has("old_identity") || has("new_identity")
    }
}

/// The state to compare with earlier ones: the user's, else an identity's.
pub(super) fn main_state<'a, 'b>(snapshots: &'b [Snapshot<'a>]) -> Option<&'b Snapshot<'a>> {
    let first = |thing| snapshots.iter().find(move |state| state.thing == thing);
    first(ObjectKind::User).or_else(|| first(ObjectKind::Identity))
}

/// Whether an event can contain a known (not proposed) state of a user or identity, judging by its
/// type.
pub(super) fn can_contain(thing: ObjectKind) -> impl Fn(EventContents) -> bool {
    move |contents| !contents.proposal && if thing == ObjectKind::User { contents.users } else { contents.identities }
}

/// The known (not proposed) state in an event: the state after the event, else the state before it.
pub(super) fn known_state<'a, 'b>(
    snapshots: &'b [Snapshot<'a>],
    thing: ObjectKind,
    id: &str,
) -> Option<&'b Snapshot<'a>> {
    let find = |when| snapshots.iter().find(move |state| state.thing == thing && state.id == id && state.when == when);
    find(When::After).or_else(|| find(When::Before))
}

pub(super) fn updated_at(state: Value<'_>) -> Option<Timestamp> {
    state.get("updated_at")?.string()?.parse().ok()
}
