//! The attributes that Authgear derives, and JSON as Go reads it.

use hookglass_json::Value;

/// Attributes that Authgear derives, and the attribute that each is derived from.
pub(super) const DERIVED: [(&str, Option<&str>); 3] =
    [("email_verified", Some("email")), ("phone_number_verified", Some("phone_number")), ("updated_at", None)];

/// The JSON of a value as Go reads it: bytes that are not UTF-8 become U+FFFD.
pub(super) fn json(value: Value<'_>) -> String {
    value.raw_text().into_owned()
}
