//! The subject of an Authgear event: the name that a person recognizes it by.
//!
//! The member that the event is about comes first (the new email address of an identity), then the user's standard
//! attributes in the order in which people know each other. Models: authgear-server, `pkg/api/model`.

use crate::envelope::text::text;
use hookglass_json::{Form, Value};

/// The claims and attributes that people recognize someone by, best first.
const KNOWN_BY: [&str; 5] = ["email", "phone_number", "preferred_username", "name", "nickname"];

/// Authgear's own claims that name a person, or a person's device or wallet; best first.
const OWN_CLAIMS: [&str; 5] = [
    "login_id/value",
    "ldap/last_login_username",
    "siwe/address",
    "passkey/display_name",
    "biometric/formatted_device_info",
];

/// Members of a payload that name a person without a user.
const NAMED_DIRECTLY: [&str; 9] =
    ["login_id", "recipient", "invitee_email", "phone", "phone_number", "email", "username", "domain", "role_key"];

pub(super) fn of(event_type: &str, payload: Value<'_>) -> Option<String> {
    identity(event_type, payload)
        .or_else(|| NAMED_DIRECTLY.iter().find_map(|name| payload.get(name).and_then(text)))
        .or_else(|| user(payload.get("user")?))
        .or_else(|| first_identity(payload.get("identities")?))
        .or_else(|| user(payload.get("anonymous_user")?))
        .or_else(|| in_flow(payload))
        .or_else(|| own_claim(subject_identity(payload)?.get("claims")?))
        .or_else(|| payload.get("identities")?.children().find_map(|identity| own_claim(identity.get("claims")?)))
}

/// The identity that the event is about. A biometric or anonymous identity has no recognizable name.
fn identity(event_type: &str, payload: Value<'_>) -> Option<String> {
    let claims = subject_identity(payload)?.get("claims")?;
    let own = match event_type.split('.').nth(1) {
        Some("email") => "email",
        Some("phone") => "phone_number",
        Some("username") => "preferred_username",
        _ => KNOWN_BY[0],
    };
    claims
        .get(own)
        .and_then(text)
        .or_else(|| claims.get("https://authgear.com/claims/login_id/value").and_then(text))
        .or_else(|| known_by(claims))
}

fn subject_identity(payload: Value<'_>) -> Option<Value<'_>> {
    let sides = ["new_identity", "identity", "old_identity"].iter().filter_map(|name| payload.get(name));
    sides.into_iter().find(|identity| identity.form() == Form::Object)
}

/// What a person recognizes an identity by.
pub(crate) fn of_identity(identity: Value<'_>) -> Option<String> {
    let claims = identity.get("claims")?;
    known_by(claims).or_else(|| own_claim(claims))
}

fn own_claim(claims: Value<'_>) -> Option<String> {
    OWN_CLAIMS.iter().find_map(|name| claims.get(&format!("https://authgear.com/claims/{name}")).and_then(text))
}

fn user(user: Value<'_>) -> Option<String> {
    known_by(user.get("standard_attributes")?)
}

fn first_identity(identities: Value<'_>) -> Option<String> {
    identities.children().find_map(|identity| known_by(identity.get("claims")?))
}

/// The blocking events of an authentication flow carry what is known so far.
fn in_flow(payload: Value<'_>) -> Option<String> {
    payload
        .path(&["identification", "identity", "claims"])
        .and_then(known_by)
        .or_else(|| user(payload.path(&["authentication_context", "user"])?))
        .or_else(|| known_by(payload.path(&["identification", "id_token", "payload"])?))
}

fn known_by(members: Value<'_>) -> Option<String> {
    KNOWN_BY.iter().find_map(|name| members.get(name).and_then(text)).or_else(|| {
        let names: Vec<_> =
            ["given_name", "family_name"].iter().filter_map(|name| members.get(name).and_then(text)).collect();
        (!names.is_empty()).then(|| names.join(" "))
    })
}
