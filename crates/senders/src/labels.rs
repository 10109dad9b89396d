//! Readable names for the members of an identity and of a user.
//!
//! The claims are those of authgear-server, `pkg/lib/authn/identity/claim_key.go` and `info.go`. A
//! name appears beside the JSON Pointer, never instead of it.

use jiff::{SpanRound, Timestamp, Unit};

use hookglass_json::pointer::Pointer;

/// A readable name, and a hint that distinguishes it from similar ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The name.
    pub name: String,
    /// The hint.
    pub hint: Option<&'static str>,
}

/// The name of a member of an identity. `login_id_type` is the type of its login ID (`email`,
/// `phone`, `username`).
pub fn of_identity_member(path: &Pointer, login_id_type: Option<&str>) -> Option<Label> {
    let label = |name: &str, hint| Some(Label { name: name.to_owned(), hint });
    let tokens: Vec<&str> = path.tokens().iter().map(String::as_str).collect();
    let ("claims", [claim, deeper @ ..]) = (*tokens.first()?, &tokens[1..]) else {
        return match tokens[..] {
            ["id"] => label("Identity id", None),
            ["created_at"] => label("Identity created at", None),
            ["updated_at"] => label("Identity changed at", None),
            ["type"] => label("Identity type", None),
            ["user_id"] => label("User id", None),
            _ => None,
        };
    };
    let own = claim.strip_prefix("https://authgear.com/claims/");
    let known = match own.unwrap_or(claim) {
        "email" => ("Email", None),
        "phone_number" => ("Phone number", None),
        "preferred_username" => ("Username", None),
        "name" => ("Full name", None),
        "given_name" => ("Given name", None),
        "family_name" => ("Family name", None),
        "picture" => ("Picture", None),
        "login_id/key" => ("Login ID key", None),
        "login_id/type" => ("Login ID type", None),
        "login_id/value" => ("Login ID", Some("normalized value")),
        "login_id/original_value" => {
            let name = match login_id_type {
                Some("email") => "Email as typed",
                Some("phone") => "Phone number as typed",
                Some("username") => "Username as typed",
                _ => "Login ID as typed",
            };
            (name, Some("login ID, original value"))
        }
        "oauth/provider_type" => ("Provider", None),
        "oauth/provider_alias" => ("Provider alias", None),
        "oauth/subject_id" => ("Subject at the provider", None),
        "oauth/profile" => ("Profile at the provider", None),
        "biometric/key_id" => ("Device key", None),
        "biometric/device_info" => ("Device", Some("raw")),
        "biometric/formatted_device_info" => ("Device", None),
        "anonymous/key_id" => ("Anonymous key", None),
        _ => return None,
    };
    let name = if deeper.is_empty() { known.0.to_owned() } else { format!("{}: {}", known.0, deeper.join(" / ")) };
    Some(Label { name, hint: known.1 })
}

/// The name of a member of a user of Authgear (`pkg/api/model/user.go`) or Fastgen.
pub fn of_user_member(path: &Pointer) -> Option<String> {
    let tokens: Vec<&str> = path.tokens().iter().map(String::as_str).collect();
    let name = match tokens[..] {
        ["id" | "userId"] => "User id",
        ["created_at"] => "User created at",
        ["updated_at"] => "User changed at",
        ["last_login_at"] => "Last sign-in",
        ["is_anonymous"] => "Anonymous",
        ["is_verified"] => "Verified",
        ["is_disabled"] => "Disabled",
        ["disable_reason"] => "Disable reason",
        ["is_deactivated"] => "Deactivated",
        ["delete_at"] => "Deletion scheduled at",
        ["delete_reason"] => "Deletion reason",
        ["is_anonymized"] => "Anonymized",
        ["anonymize_at"] => "Anonymization scheduled at",
        ["temporarily_disabled_from"] => "Disabled from",
        ["temporarily_disabled_until"] => "Disabled until",
        ["account_valid_from"] => "Valid from",
        ["account_valid_until"] => "Valid until",
        ["can_reauthenticate"] => "Can reauthenticate",
        ["mfa_grace_period_end_at"] => "Second factor due at",
        ["roles", ..] => "Roles",
        ["groups", ..] => "Groups",
        ["email"] | ["standard_attributes", "email"] => "Email",
        ["emailVerified"] | ["standard_attributes", "email_verified"] => "Email verified",
        ["standard_attributes", "phone_number"] => "Phone number",
        ["standard_attributes", "phone_number_verified"] => "Phone number verified",
        ["standard_attributes", "preferred_username"] => "Username",
        ["standard_attributes", "name"] => "Full name",
        ["standard_attributes", "updated_at"] => "Profile changed at",
        ["standard_attributes", other, ref deeper @ ..] => {
            let words = [&[other], deeper].concat().join(": ").replace('_', " ");
            let mut letters = words.chars();
            let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
            return Some(format!("{first}{}", letters.as_str()));
        }
        ["custom_attributes", ref names @ ..] if !names.is_empty() => {
            return Some(format!("Custom attribute {}", names.join(": ")));
        }
        _ => return None,
    };
    Some(name.to_owned())
}

/// The difference between two instants: `80 d 20 h later`. `None` if they are equal, or if one is
/// not RFC 3339.
pub fn apart(old: &str, new: &str) -> Option<String> {
    let (old, new): (Timestamp, Timestamp) = (old.parse().ok()?, new.parse().ok()?);
    let direction = if new < old { "earlier" } else { "later" };
    let days_are_24h = SpanRound::new().largest(Unit::Day).smallest(Unit::Microsecond).days_are_24_hours();
    let span = (new - old).round(days_are_24h).ok()?.abs();
    let parts = [
        (i64::from(span.get_days()), "d"),
        (i64::from(span.get_hours()), "h"),
        (span.get_minutes(), "min"),
        (span.get_seconds(), "s"),
    ];
    let shown: Vec<_> = parts
        .iter()
        .skip_while(|(count, _)| *count == 0)
        .take(2)
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect();
    match shown.is_empty() {
        true if new == old => None,
        true => Some(format!("less than a second {direction}")),
        false => Some(format!("{} {direction}", shown.join(" "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_have_readable_names() {
        let name =
            |path: &str| of_identity_member(&Pointer::parse(path).unwrap(), Some("phone")).map(|label| label.name);
        assert_eq!(name("/claims/email").as_deref(), Some("Email"));
        assert_eq!(
            name("/claims/https:~1~1authgear.com~1claims~1login_id~1original_value").as_deref(),
            Some("Phone number as typed")
        );
        assert_eq!(name("/updated_at").as_deref(), Some("Identity changed at"));
        assert_eq!(
            name("/claims/https:~1~1authgear.com~1claims~1oauth~1profile/bio").as_deref(),
            Some("Profile at the provider: bio")
        );
        assert_eq!(name("/claims/shoe_size"), None);
        assert_eq!(name(""), None);
    }

    #[test]
    fn members_of_a_user_have_readable_names() {
        let name = |path: &str| of_user_member(&Pointer::parse(path).unwrap());
        assert_eq!(name("/is_disabled").as_deref(), Some("Disabled"));
        assert_eq!(name("/roles/0").as_deref(), Some("Roles"));
        assert_eq!(name("/standard_attributes/given_name").as_deref(), Some("Given name"));
        assert_eq!(name("/standard_attributes/address/locality").as_deref(), Some("Address: locality"));
        assert_eq!(name("/custom_attributes/shoe_size").as_deref(), Some("Custom attribute shoe_size"));
        assert_eq!([name(""), name("/custom_attributes"), name("/x_web3")], [None, None, None]);
    }

    #[test]
    fn the_difference_of_two_instants_has_two_units() {
        let apart = |old, new| apart(old, new).unwrap_or_default();
        assert_eq!(apart("2025-12-20T13:14:02.459954Z", "2026-03-11T09:49:05.107693Z"), "80 d 20 h later");
        assert_eq!(apart("2026-01-01T00:00:05Z", "2026-01-01T00:00:02Z"), "3 s earlier");
        assert_eq!(apart("2026-01-01T00:00:00.1Z", "2026-01-01T00:00:00.2Z"), "less than a second later");
        assert_eq!(apart("2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00"), "");
        assert_eq!(apart("yesterday", "2026-01-01T00:00:00Z"), "");
    }
}
