//! The Authgear events of a story: an account and what happens to it.

use crate::catalog::{self, EventType};
use crate::envelope::Vendor;
use crate::sample::facts::Facts;
use crate::sample::go_json::Json;
use crate::sample::members::Members;
use crate::sample::{MAX_SEQ_GAP, Sample, Story};

mod account;
mod events;
mod identities;
mod occurrence;
mod proposal;
mod role;
mod signing_in;
mod trigger;

pub(crate) use account::{Account, IdentityKind, earlier, sign_in_methods};
pub(crate) use occurrence::Occurrence;
pub(crate) use proposal::Proposal;
pub(crate) use role::Role;
pub use trigger::APP;
pub(crate) use trigger::{ORIGIN, Trigger};

/// The sender of the samples whose application is [`APP`].
pub const APP_VENDOR: Vendor = Vendor::Authgear;

/// The next event of a story.
pub(super) fn sample(story: &mut Story, entry: &'static EventType) -> Sample {
    story.seq = story.seq.saturating_add(story.rng.between(1, MAX_SEQ_GAP));
    let occurrence = story.apply_event(entry);
    let trigger = story.trigger(entry, &occurrence);
    let Occurrence { facts: payload, .. } = occurrence;
    let facts = Facts::default()
        .with("id", format!("{:016x}", story.seq))
        .with("seq", story.seq)
        .with("type", entry.name)
        .of("payload", payload)
        .of("context", story.context(&trigger));
    let body = match catalog::event(entry.vendor) {
        Some(event) => Members { story, trigger: &trigger, entry }.object(event.members, event.open, facts),
        None => Json::Null,
    };
    story.account_sent = story.account.is_some();
    let headers = [
        ("User-Agent", "Go-http-client/1.1"),
        ("Content-Type", "application/json"),
        ("Traceparent", &format!("00-{}-{}-01", trigger.trace, trigger.span)),
        ("Accept-Encoding", "gzip"),
    ];
    Sample::new(entry, body, headers, "/authgear")
}

/// The order of the types in a tour: that of a user's life. Other types come before
/// [`OTHERS_BEFORE`].
const TOUR_ORDER: [&str; 42] = [
    "user.pre_create",
    "user.created",
    "authentication.pre_initialize",
    "authentication.post_identified",
    "authentication.pre_authenticated",
    "user.authenticated",
    "oidc.jwt.pre_create",
    "oidc.id_token.pre_create",
    "user.reauthenticated",
    "user.profile.pre_update",
    "user.profile.updated",
    "identity.email.updated",
    "identity.email.unverified",
    "identity.email.verified",
    "identity.email.added",
    "identity.email.removed",
    "identity.phone.added",
    "identity.phone.verified",
    "identity.phone.updated",
    "identity.phone.unverified",
    "identity.phone.removed",
    "identity.username.added",
    "identity.username.updated",
    "identity.username.removed",
    "identity.oauth.connected",
    "identity.oauth.disconnected",
    "identity.biometric.enabled",
    "identity.biometric.disabled",
    "user.session.terminated",
    "user.signed_out",
    "user.disabled",
    "user.reenabled",
    "user.pre_schedule_deletion",
    "user.deletion_scheduled",
    "user.deletion_unscheduled",
    "user.deleted",
    "authentication.identity.anonymous.failed",
    "user.anonymous.promoted",
    "user.pre_schedule_anonymization",
    "user.anonymization_scheduled",
    "user.anonymization_unscheduled",
    "user.anonymized",
];
/// The entry of [`TOUR_ORDER`] before which all other types come.
const OTHERS_BEFORE: &str = "user.disabled";

/// The position of a type in a tour. Types without an entry come while the user exists.
pub(super) fn place_in_tour(entry: &EventType) -> (usize, u8) {
    let position = |name: &str| TOUR_ORDER.iter().position(|other| *other == name);
    match position(entry.name) {
        Some(at) => (at, 1),
        None => (position(OTHERS_BEFORE).unwrap_or(TOUR_ORDER.len()), 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tour_order_names_types_of_the_catalog() {
        for name in TOUR_ORDER {
            assert!(!catalog::named(Vendor::Authgear, name).is_empty(), "{name}");
        }
    }
}
