//! The subject of an Authgear event: a recognizable name.
//!
//! The member that the event is about comes first, such as the new email address of an identity.
//! The user's standard attributes follow, the most recognizable first. Models: authgear-server,
//! `pkg/api/model`.

use crate::envelope::text::text;
use hookglass_json::{Form, Value};

/// Claims and attributes that identify a person, most recognizable first.
const NAMING_ATTRIBUTES: [&str; 5] = ["email", "phone_number", "preferred_username", "name", "nickname"];

/// Authgear's own claims that identify a person, a device or a wallet, most recognizable first.
const AUTHGEAR_CLAIMS: [&str; 5] = [
    "login_id/value",
    "ldap/last_login_username",
    "siwe/address",
    "passkey/display_name",
    "biometric/formatted_device_info",
];

/// Payload members that identify a person, a domain or a role without a user.
const NAMING_MEMBERS: [&str; 9] =
    ["login_id", "recipient", "invitee_email", "phone", "phone_number", "email", "username", "domain", "role_key"];

pub(super) fn of(event_type: &str, payload: Value<'_>) -> Option<String> {
    identity(event_type, payload)
        .or_else(|| NAMING_MEMBERS.iter().find_map(|name| payload.get(name).and_then(text)))
        .or_else(|| user(payload.get("user")?))
        .or_else(|| first_identity(payload.get("identities")?))
        .or_else(|| user(payload.get("anonymous_user")?))
        .or_else(|| in_flow(payload))
        .or_else(|| authgear_claim(subject_identity(payload)?.get("claims")?))
        .or_else(|| payload.get("identities")?.children().find_map(|identity| authgear_claim(identity.get("claims")?)))
}

/// The identity that the event is about. A biometric or anonymous identity has no recognizable
/// name.
fn identity(event_type: &str, payload: Value<'_>) -> Option<String> {
    let claims = subject_identity(payload)?.get("claims")?;
    let own = match event_type.split('.').nth(1) {
        Some("email") => "email",
        Some("phone") => "phone_number",
        Some("username") => "preferred_username",
        _ => NAMING_ATTRIBUTES[0],
    };
    claims
        .get(own)
        .and_then(text)
        .or_else(|| claims.get("https://authgear.com/claims/login_id/value").and_then(text))
        .or_else(|| name_in(claims))
}

fn subject_identity(payload: Value<'_>) -> Option<Value<'_>> {
    let candidates = ["new_identity", "identity", "old_identity"].iter().filter_map(|name| payload.get(name));
    candidates.into_iter().find(|identity| identity.form() == Form::Object)
}

/// The recognizable name of an identity.
pub(crate) fn of_identity(identity: Value<'_>) -> Option<String> {
    let claims = identity.get("claims")?;
    name_in(claims).or_else(|| authgear_claim(claims))
}

fn authgear_claim(claims: Value<'_>) -> Option<String> {
    AUTHGEAR_CLAIMS.iter().find_map(|name| claims.get(&format!("https://authgear.com/claims/{name}")).and_then(text))
}

fn user(user: Value<'_>) -> Option<String> {
    name_in(user.get("standard_attributes")?)
}

fn first_identity(identities: Value<'_>) -> Option<String> {
    identities.children().find_map(|identity| name_in(identity.get("claims")?))
}

/// The name in a blocking event of an authentication flow, which carries what is known so far.
fn in_flow(payload: Value<'_>) -> Option<String> {
    payload
        .path(&["identification", "identity", "claims"])
        .and_then(name_in)
        .or_else(|| user(payload.path(&["authentication_context", "user"])?))
        .or_else(|| name_in(payload.path(&["identification", "id_token", "payload"])?))
}

fn name_in(members: Value<'_>) -> Option<String> {
    NAMING_ATTRIBUTES.iter().find_map(|name| members.get(name).and_then(text)).or_else(|| {
        let names: Vec<_> =
            ["given_name", "family_name"].iter().filter_map(|name| members.get(name).and_then(text)).collect();
        (!names.is_empty()).then(|| names.join(" "))
    })
}
