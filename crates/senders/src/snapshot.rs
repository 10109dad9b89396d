//! The snapshots in an event: states of a user, of identities and of sessions, each with its id and
//! its value.
//!
//! The sender finds them. Kept out: other events, and therefore the history of a user or identity.

mod difference;
mod state;

pub use difference::{Difference, break_between, profile_differences};
pub(crate) use state::text;
pub use state::{LifecycleChange, ObjectKind, Snapshot, When, contacts};

pub use crate::authgear::proposes;

use std::collections::HashSet;

use crate::catalog;
use crate::envelope::{Envelope, Vendor};
use crate::sender::of;
use hookglass_json::Document;

impl Snapshot<'_> {
    /// The snapshot alone, as written, without the secrets that the sender adds to it.
    pub fn alone(&self, envelope: &Envelope) -> Option<Document> {
        of(envelope.vendor).state(envelope, self.value)
    }
}

/// Whether an event of a type ends all identities and sessions of its user.
pub fn ends_all(vendor: Vendor, event_type: &str) -> bool {
    of(vendor).ends_all(event_type)
}

/// Whether an event of a type is known to leave its user's profile unchanged
/// ([`profile_differences`]).
pub fn keeps_profile(vendor: Vendor, event_type: &str) -> bool {
    of(vendor).keeps_profile(event_type)
}

/// Whether an event of a type can contain the snapshot of an identity. The catalog decides, so no
/// event is read. Unknown types can.
pub fn may_carry_identities(vendor: Vendor, event_type: &str) -> bool {
    may_have(
        vendor,
        event_type,
        &["identity", "new_identity", "identities", "identification", "authentication_context"],
    )
}

/// Whether an event of a type can contain the snapshot of a user, by the same rule.
pub fn may_carry_users(vendor: Vendor, event_type: &str) -> bool {
    may_have(vendor, event_type, &["user", "authentication_context", "userId"])
}

fn may_have(vendor: Vendor, event_type: &str, members: &[&str]) -> bool {
    let known = catalog::named(vendor, event_type);
    known.is_empty() || known.iter().any(|entry| entry.payload.iter().any(|member| members.contains(&member.name)))
}

/// The snapshots in an event. For each object, snapshots after the event come first. A snapshot
/// that occurs several times is listed once.
pub fn snapshots<'a>(envelope: &Envelope, document: &'a Document) -> Vec<Snapshot<'a>> {
    let name = envelope.event_type.as_deref().unwrap_or_default();
    let mut found = of(envelope.vendor).snapshots(name, document.root());
    let mut seen = HashSet::new();
    found.retain(|snapshot| seen.insert((snapshot.thing, snapshot.id.clone(), snapshot.when)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_known_to_stay_only_for_types_that_occur_alone() {
        let leaves = |name| keeps_profile(Vendor::Authgear, name);
        assert!(leaves("identity.email.updated") && leaves("user.disabled") && leaves("identity.biometric.disabled"));
        for name in
            ["identity.email.added", "user.authenticated", "user.profile.updated", "identity.oauth.disconnected"]
        {
            assert!(!leaves(name), "{name}");
        }
    }
}
