//! The states that an event contains.

use hookglass_json::Value;
use hookglass_senders::snapshot::{self, Snapshot, Thing, When};
use jiff::Timestamp;

use crate::{events::Opened, people::mentions::Tells};

impl Opened {
    /// The states that the event contains.
    pub(crate) fn snapshots(&self) -> Vec<Snapshot<'_>> {
        let document = self.document().as_ref().ok();
        document.map(|document| snapshot::snapshots(&self.event.envelope, document)).unwrap_or_default()
    }

    /// Whether events of this kind have an old and a new identity, even if one of them is missing here.
    pub(crate) fn is_comparable(&self) -> bool {
        let event_type = self.event.envelope.event_type.as_deref();
        let updated = event_type.is_some_and(|name| name.starts_with("identity.") && name.ends_with(".updated"));
        let Ok(document) = self.document() else { return false };
        let has = |name| document.root().path(&["payload", name]).is_some();
        updated || has("old_identity") || has("new_identity")
    }
}

/// The state that is compared with those before it: the user, else an identity.
pub(super) fn main_state<'a, 'b>(snapshots: &'b [Snapshot<'a>]) -> Option<&'b Snapshot<'a>> {
    let first = |thing| snapshots.iter().find(move |state| state.thing == thing);
    first(Thing::User).or_else(|| first(Thing::Identity))
}

/// Whether an event of a type can contain the state of something as a fact.
pub(super) fn can_tell(thing: Thing) -> impl Fn(Tells) -> bool {
    move |tells| !tells.proposes && if thing == Thing::User { tells.users } else { tells.identities }
}

/// The last known state of something in an event: the one after it, else the one before it.
pub(super) fn fact<'a, 'b>(snapshots: &'b [Snapshot<'a>], thing: Thing, id: &str) -> Option<&'b Snapshot<'a>> {
    let facts = |when| snapshots.iter().find(move |state| state.thing == thing && state.id == id && state.when == when);
    facts(When::After).or_else(|| facts(When::Before))
}

pub(super) fn updated_at(state: Value<'_>) -> Option<Timestamp> {
    state.get("updated_at")?.string()?.parse().ok()
}
