//! Authgear's side of a story: an account and its events.

use crate::catalog::{self, EventType};
use crate::envelope::Vendor;
use crate::sample::facts::Facts;
use crate::sample::go::Json;
use crate::sample::members::Members;
use crate::sample::{MAX_SEQ_GAP, Sample, Story};

mod account;
mod events;
mod happening;
mod identities;
mod proposal;
mod role;
mod scene;
mod signing_in;

pub(crate) use account::{Account, Kind, earlier, proofs};
pub(crate) use happening::Happening;
pub(crate) use proposal::Proposal;
pub(crate) use role::Role;
pub use scene::APP;
pub(crate) use scene::{ORIGIN, Scene};

/// The sender of the samples that have [`APP`] as their application.
pub const APP_VENDOR: Vendor = Vendor::Authgear;

/// The next event of a story.
pub(super) fn sample(story: &mut Story, entry: &'static EventType) -> Sample {
    story.seq = story.seq.saturating_add(story.rng.between(1, MAX_SEQ_GAP));
    let happening = story.happens(entry);
    let scene = story.scene(entry, &happening);
    let Happening { facts: payload, .. } = happening;
    let facts = Facts::default()
        .with("id", format!("{:016x}", story.seq))
        .with("seq", story.seq)
        .with("type", entry.name)
        .of("payload", payload)
        .of("context", story.context(&scene));
    let body = match catalog::event(entry.vendor) {
        Some(event) => Members { story, scene: &scene, entry }.object(event.members, event.open, facts),
        None => Json::Null,
    };
    story.shown = story.account.is_some();
    let headers = [
        ("User-Agent", "Go-http-client/1.1"),
        ("Content-Type", "application/json"),
        ("Traceparent", &format!("00-{}-{}-01", scene.trace, scene.span)),
        ("Accept-Encoding", "gzip"),
    ];
    Sample::new(entry, body, headers, "/authgear")
}

/// The order of the types in a user's life. Types without an entry come before the end.
const LIFE: [&str; 40] = [
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
];
const LAST: [&str; 2] = ["user.anonymization_unscheduled", "user.anonymized"];
/// Types without an entry come before this one.
const THE_REST_BEFORE: &str = "user.disabled";

/// Where a type comes in a tour. Types without an entry come while the user exists.
pub(super) fn place_in_tour(entry: &EventType) -> (usize, u8) {
    let mut life = LIFE.iter().chain(&LAST);
    match life.position(|name| *name == entry.name) {
        Some(at) => (at, 1),
        None => (LIFE.iter().position(|name| *name == THE_REST_BEFORE).unwrap_or(LIFE.len()), 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_in_a_life_are_the_catalogs() {
        for name in LIFE.iter().chain(&LAST) {
            assert!(!catalog::named(Vendor::Authgear, name).is_empty(), "{name}");
        }
    }
}
