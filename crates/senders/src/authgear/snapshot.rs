//! The snapshots in Authgear's events.
//!
//! Authgear reads `user` when the transaction commits, so it is the state after the event.
//! `old_identity`, removed identities, and the user of `user.deleted` and `user.anonymized` are the
//! state just before. The `user.pre_…` events carry a proposed state that may never become real
//! (authgear-server, `pkg/lib/event/service.go`).

use crate::snapshot::{LifecycleChange, ObjectKind, Snapshot, When, text};
use hookglass_json::Value;

/// The most elements of a list that are read. A user has a handful of identities and sessions.
const MAX_LISTED: usize = 200;

/// Whether events of a type carry proposed states.
pub fn proposes(event_type: &str) -> bool {
    event_type.starts_with("user.") && event_type.contains(".pre_")
}

/// Whether an event of a type ends all identities and sessions of its user. Authgear deletes them
/// with the user, and when the user is anonymized (authgear-server,
/// `pkg/lib/facade/coordinator.go`).
pub(super) fn ends_all(event_type: &str) -> bool {
    matches!(event_type, "user.deleted" | "user.anonymized")
}

/// Whether an event of a type leaves the profile unchanged. For types that occur together with
/// others, as in a sign-up, this is unknown, so they are not listed.
pub(super) fn keeps_profile(event_type: &str) -> bool {
    match event_type.split('.').collect::<Vec<_>>()[..] {
        ["identity", "email" | "phone" | "username", verb] => matches!(verb, "updated" | "removed" | "unverified"),
        ["identity", "biometric", verb] => verb == "disabled",
        ["user", verb] => matches!(verb, "disabled" | "reenabled"),
        _ => false,
    }
}

/// The snapshots in a payload, those after the event first.
pub(super) fn snapshots<'a>(name: &str, payload: Value<'a>) -> Vec<Snapshot<'a>> {
    let now = if proposes(name) { When::Proposed } else { When::After };
    let came_if =
        |begins: bool| if begins && now == When::After { LifecycleChange::Came } else { LifecycleChange::Stays };
    let of = |path: &[&str]| payload.path(path);
    let listed = |path: &[&str]| payload.path(path).into_iter().flat_map(|list| list.children().take(MAX_LISTED));
    let verb = name.rsplit('.').next().unwrap_or_default();
    let is_identity_event = name.starts_with("identity.");

    let mut found = SnapshotList(Vec::new());
    let (user_when, user_turn) = match name {
        "user.deleted" => (When::Before, LifecycleChange::Went),
        "user.anonymized" => (When::Before, LifecycleChange::Stays),
        _ => (now, came_if(name == "user.created")),
    };
    found.add(ObjectKind::User, of(&["user"]), user_when, user_turn);
    found.add(ObjectKind::User, of(&["authentication_context", "user"]), now, LifecycleChange::Stays);
    found.add(ObjectKind::User, of(&["anonymous_user"]), When::Before, LifecycleChange::Stays);

    let (when, turn) = match verb {
        "removed" | "disconnected" | "disabled" if is_identity_event => (When::Before, LifecycleChange::Went),
        "added" | "connected" | "enabled" if is_identity_event => (now, came_if(true)),
        _ => (now, LifecycleChange::Stays),
    };
    found.add(ObjectKind::Identity, of(&["new_identity"]), now, LifecycleChange::Stays);
    found.add(ObjectKind::Identity, of(&["identity"]), when, turn);
    let with_the_user = came_if(matches!(name, "user.created" | "user.anonymous.promoted"));
    listed(&["identities"]).for_each(|identity| found.add(ObjectKind::Identity, Some(identity), now, with_the_user));
    found.add(ObjectKind::Identity, of(&["identification", "identity"]), now, LifecycleChange::Stays);
    listed(&["authentication_context", "asserted_identifications"])
        .for_each(|asserted| found.add(ObjectKind::Identity, asserted.get("identity"), now, LifecycleChange::Stays));
    found.add(ObjectKind::Identity, of(&["old_identity"]), When::Before, LifecycleChange::Stays);

    found.add(ObjectKind::Session, of(&["session"]), now, came_if(name == "user.authenticated"));
    found.add(ObjectKind::Session, of(&["continue_from_session"]), now, LifecycleChange::Stays);
    let ends = matches!(name, "user.signed_out" | "user.session.terminated");
    let (when, turn) = if ends { (When::Before, LifecycleChange::Went) } else { (now, LifecycleChange::Stays) };
    listed(&["sessions"]).for_each(|session| found.add(ObjectKind::Session, Some(session), when, turn));
    found.0
}

struct SnapshotList<'a>(Vec<Snapshot<'a>>);

impl<'a> SnapshotList<'a> {
    /// Adds a snapshot. A value without an id is not a snapshot.
    fn add(&mut self, thing: ObjectKind, value: Option<Value<'a>>, when: When, turn: LifecycleChange) {
        if let Some(value) = value
            && let Some(id) = text(value, "id")
        {
            self.0.push(Snapshot { thing, id, when, turn, value });
        }
    }
}
