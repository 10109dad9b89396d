//! Compares two snapshots.

use hookglass_diff as diff;
use hookglass_json::Value;
use hookglass_json::pointer::Pointer;

/// A difference between two snapshots.
#[derive(Debug, Clone)]
pub struct Difference<'a> {
    /// The pointer, relative to the snapshot.
    pub pointer: Pointer,
    /// The value in the earlier snapshot.
    pub earlier: Option<Value<'a>>,
    /// The value in the later snapshot.
    pub later: Option<Value<'a>>,
}

/// The differences between two snapshots of one identity that should be equal. Claims with short
/// names come first. Ignores the time of the change, and a user id that an older sender omits.
pub fn break_between<'a>(earlier: Value<'a>, later: Value<'a>) -> Vec<Difference<'a>> {
    let diff = diff::diff(earlier, later);
    let differences = diff.changes.iter().map(|change| Difference {
        pointer: diff.pointer(change.path),
        earlier: change.old,
        later: change.new,
    });
    let counts = |difference: &Difference<'_>| match difference.pointer.tokens() {
        [name] if name == "updated_at" => false,
        [name] if name == "user_id" => difference.earlier.is_some() && difference.later.is_some(),
        _ => true,
    };
    let mut found: Vec<_> = differences.filter(counts).collect();
    found.sort_by_key(|difference| match difference.pointer.tokens() {
        [claims, claim, ..] if claims == "claims" => u8::from(claim.contains("://")),
        _ => 2,
    });
    found
}

/// Standard attributes that are derived from identities, from the address of the server, or from
/// the clock.
const DERIVED: [&str; 7] =
    ["email", "email_verified", "phone_number", "phone_number_verified", "preferred_username", "picture", "updated_at"];

/// The differences between the profiles in two snapshots of a user: the standard attributes that
/// are not derived, and the custom attributes. Older senders omit both groups when they are empty.
pub fn profile_differences<'a>(earlier: Value<'a>, later: Value<'a>) -> Vec<Difference<'a>> {
    let diff = diff::diff(earlier, later);
    let differences = diff.changes.iter().flat_map(|change| {
        let (pointer, earlier, later) = (diff.pointer(change.path), change.old, change.new);
        match (pointer.tokens(), earlier, later) {
            ([_], Some(all), None) => below(&pointer, all, |removed| (Some(removed), None)),
            ([_], None, Some(all)) => below(&pointer, all, |added| (None, Some(added))),
            _ => vec![Difference { pointer, earlier, later }],
        }
    });
    let is_set = |difference: &Difference<'_>| match difference.pointer.tokens() {
        [group, name, ..] if group == "standard_attributes" => !DERIVED.contains(&name.as_str()),
        [group, _, ..] => group == "custom_attributes",
        _ => false,
    };
    differences.filter(is_set).collect()
}

/// The members of an object that exists in only one snapshot.
fn below<'a>(
    pointer: &Pointer,
    all: Value<'a>,
    sides: fn(Value<'a>) -> (Option<Value<'a>>, Option<Value<'a>>),
) -> Vec<Difference<'a>> {
    let members = all.children().filter_map(|member| Some((pointer.child(member.key()?), sides(member))));
    members.map(|(pointer, (earlier, later))| Difference { pointer, earlier, later }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hookglass_json::Document;

    fn differences(earlier: &str, later: &str) -> Vec<String> {
        let parse = |text: &str| Document::parse(text.to_owned().into()).unwrap();
        let (earlier, later) = (parse(earlier), parse(later));
        let found = profile_differences(earlier.root(), later.root());
        found.iter().map(|difference| difference.pointer.to_string()).collect()
    }

    #[test]
    fn derived_attributes_are_not_part_of_the_profile() {
        let earlier = r#"{"standard_attributes":{"email":"a@b","picture":"x","name":"Ada","updated_at":1},
            "custom_attributes":{"size":1.0,"hat":{"a":1}},"roles":["x"],"last_login_at":"1","is_verified":false}"#;
        let later = r#"{"standard_attributes":{"email":"c@d","picture":"y","updated_at":2,"email_verified":true},
            "custom_attributes":{"size":1,"hat":{"a":2}},"roles":[],"last_login_at":"2","is_verified":true}"#;
        assert_eq!(differences(earlier, later), ["/standard_attributes/name", "/custom_attributes/hat/a"]);
    }

    #[test]
    fn an_absent_group_has_no_attributes() {
        let with = r#"{"standard_attributes":{"email":"a@b","name":"Ada"},"custom_attributes":{"a/b":1}}"#;
        let expected = ["/standard_attributes/name", "/custom_attributes/a~1b"];
        assert_eq!(
            (differences(with, "{}"), differences("{}", with)),
            (expected.map(Into::into).into(), expected.map(Into::into).into())
        );
        assert_eq!(differences("{}", r#"{"custom_attributes":{},"standard_attributes":{}}"#), [""; 0]);
        assert_eq!(differences("{}", r#"{"custom_attributes":[1]}"#), [""; 0]);
    }
}
