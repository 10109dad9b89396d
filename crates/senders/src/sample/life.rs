//! One event of every type, in an order that makes sense as a life.

use crate::catalog::{self, EventType};
use crate::envelope::Vendor;

/// Authgear's types, in the order in which they happen to somebody; the types that are not in here come before the end.
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
/// Before this one comes what has no place of its own.
const THE_REST_BEFORE: &str = "user.disabled";

/// Fastgen's, likewise.
const FASTGEN: [&str; 8] = [
    "auth.user_signedUp",
    "auth.email_verificationRequested",
    "auth.email_verified",
    "auth.user_loggedIn",
    "auth.password_reset",
    "api.dataTable_created",
    "api.dataTable_updated",
    "api.dataTable_emptied",
];

/// Every type of the catalog once.
pub fn tour() -> Vec<&'static EventType> {
    let life: Vec<&str> = LIFE.into_iter().chain(LAST).collect();
    let rest_at = life.iter().position(|name| *name == THE_REST_BEFORE).unwrap_or(life.len());
    let place = |entry: &&EventType| match entry.vendor {
        Vendor::Fastgen => (1, FASTGEN.iter().position(|name| *name == entry.name).unwrap_or(FASTGEN.len()), 0),
        _ => match life.iter().position(|name| *name == entry.name) {
            Some(at) => (0, at, 1),
            None => (0, rest_at, 0),
        },
    };
    let mut all: Vec<&'static EventType> = catalog::all().iter().collect();
    // Stable: what has the same place keeps the catalog's order, the two password resets theirs.
    all.sort_by_key(place);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_there_once_and_the_names_are_the_catalogs() {
        let tour = tour();
        assert_eq!(tour.len(), catalog::all().len());
        for name in LIFE.iter().chain(&LAST).chain(&FASTGEN) {
            assert!(tour.iter().any(|entry| entry.name == *name), "{name}");
        }
        let names: Vec<_> = tour.iter().map(|entry| entry.full_name()).collect();
        let at = |name: &str| names.iter().position(|other| other == name).unwrap();
        assert_eq!(at("user.pre_create"), 0);
        assert!(at("user.deletion_unscheduled") < at("user.deleted"));
        assert!(at("rate_limit.blocked") < at("user.disabled"), "what has no place comes while the user is there");
        assert!(at("auth.password_reset.requested") < at("auth.password_reset.completed"));
        assert!(at("user.anonymized") < at("auth.user_signedUp"));
    }
}
