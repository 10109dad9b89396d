use super::*;
use crate::{catalog, verdict};

fn document(text: &str) -> Document {
    Document::parse(Bytes::copy_from_slice(text.as_bytes())).unwrap()
}

fn mutated(event_type: &str, event: &str, mutations: &str) -> Result<Option<MutationEffect>, MutationError> {
    let answer = document(&format!(r#"{{"is_allowed":true,"mutations":{mutations}}}"#));
    of(&document(event), catalog::find(event_type).unwrap(), &answer)
}

fn removed(mutated: &MutationEffect) -> Vec<&str> {
    mutated.vanishing.iter().map(|removed| removed.pointer.as_str()).collect()
}

const EVENT: &str = r#"{"payload":{"user":{ "id":"u", "standard_attributes":{"name":"Ada","email":"a@example.com",
    "email_verified":true,"updated_at":17,"address":{"street":"x","country":"NO"}},"custom_attributes":{"tier":1.0},
    "roles":["a","b"],"x_web3":{} },"identities":[{"claims":{"email":"b@example.com"}}]}}"#;

#[test]
fn named_parts_are_replaced_and_the_others_stay_as_written() {
    let done = mutated(
        "user.pre_create",
        EVENT,
        r#"{"user":{"custom_attributes":{"tier":2.50,"n":"\u00e9"},"roles":["b","c",null]}}"#,
    );
    let done = done.unwrap().unwrap();
    let before = String::from_utf8(done.before.to_vec()).unwrap();
    let after = before.replace(r#"{"tier":1.0}"#, r#"{"tier":2.50,"n":"\u00e9"}"#);
    let after = after.replace(r#"["a","b"]"#, r#"["b","c",""]"#);
    assert_eq!(std::str::from_utf8(&done.after).unwrap(), after);
    assert_eq!((done.place, removed(&done)), ("/payload/user", vec!["/roles/0"]));
}

#[test]
fn values_that_an_answer_omits_are_removed_and_listed() {
    let given = r#"{"user":{"standard_attributes":{"email":"a@example.com","address":{"country":"NO"}}}}"#;
    let done = mutated("user.profile.pre_update", EVENT, given).unwrap().unwrap();
    assert_eq!(removed(&done), ["/standard_attributes/name", "/standard_attributes/address/street"]);
    let after = document(std::str::from_utf8(&done.after).unwrap());
    let standard = after.root().get("standard_attributes").unwrap().raw_text().into_owned();
    let derived = r#""email_verified":true,"updated_at":17}"#;
    assert_eq!(standard, format!(r#"{{"email":"a@example.com","address":{{"country":"NO"}},{derived}"#));
    let warned = done.remarks.iter().find(|remark| remark.severity == Severity::Warning).unwrap();
    assert_eq!(warned.pointer, "/mutations/user/standard_attributes");
    assert!(warned.sentence.contains("removes name, address/street."), "{}", warned.sentence);
}

#[test]
fn an_answer_cannot_set_derived_attributes() {
    let given = r#"{"user":{"standard_attributes":{"email":"b@example.com","email_verified":true,"updated_at":1}}}"#;
    let done = mutated("user.pre_create", EVENT, given).unwrap().unwrap();
    let after = document(std::str::from_utf8(&done.after).unwrap());
    let standard = after.root().get("standard_attributes").unwrap();
    assert_eq!(
        standard.raw_text(),
        r#"{"email":"b@example.com","updated_at":17}"#,
        "a new address has no known verification"
    );
    let dropped = done.remarks.iter().filter(|remark| remark.sentence.contains("computes '")).count();
    assert_eq!(dropped, 2);
}

#[test]
fn an_address_that_no_identity_has_is_a_warning() {
    let warned = |event: &str, email: &str| {
        let given = format!(r#"{{"user":{{"standard_attributes":{{"email":"{email}"}}}}}}"#);
        let done = mutated("user.pre_create", event, &given).unwrap().unwrap();
        done.remarks.iter().any(|remark| remark.pointer.ends_with("/email"))
    };
    assert!(!warned(EVENT, "a@example.com") && !warned(EVENT, "b@example.com"));
    assert!(warned(EVENT, "c@example.com"));
    assert!(warned(r#"{"payload":{"user":{}}}"#, "c@example.com"));
}

#[test]
fn null_and_members_without_effect_change_nothing() {
    for given in
        [r#"{"user":{"roles":null}}"#, r#"{}"#, r#"{"user":{"is_anonymous":true}}"#, r#"{"jwt":{"payload":{}}}"#]
    {
        assert_eq!(mutated("user.pre_create", EVENT, given), Ok(None), "{given}");
    }
    assert_eq!(mutated("oidc.jwt.pre_create", EVENT, r#"{"user":{"roles":[]}}"#), Ok(None));
}

#[test]
fn an_event_without_a_user_is_an_error() {
    let failed = mutated("user.pre_create", r#"{"payload":{"user":null}}"#, r#"{"user":{"roles":[]}}"#);
    assert_eq!(failed, Err(MutationError::NothingToMutate("/payload/user")));
}

const TOKEN: &str = r#"{"payload":{"jwt":{"payload":{"sub":"u","iat":1773217582,"aud":["a","b"],"x":{"a":1,"b":2}}}}}"#;

#[test]
fn a_claim_that_is_missing_or_changed_is_an_error() {
    let given = r#"{"jwt":{"payload":{"sub":"v","aud":["b","a"],"x":{"b":2.0,"a":1},"new":1}}}"#;
    let done = mutated("oidc.jwt.pre_create", TOKEN, given).unwrap().unwrap();
    let pointers: Vec<_> = done.remarks.iter().map(|remark| remark.pointer.as_str()).collect();
    assert_eq!(pointers, ["/mutations/jwt/payload/sub", "/mutations/jwt/payload", "/mutations/jwt/payload/aud"]);
    assert_eq!(removed(&done), ["/iat"]);
    assert!(done.remarks.iter().all(|remark| remark.severity == Severity::Error));
}

#[test]
fn an_approval_that_issues_no_token_is_rejected() {
    let known = catalog::find("oidc.jwt.pre_create").unwrap();
    let judged = |payload: &str| {
        let body = format!(r#"{{"is_allowed":true,"mutations":{{"jwt":{{"payload":{payload}}}}}}}"#);
        let (headers, body) = (Headers::default(), Bytes::from(body));
        let answered =
            verdict::AnsweredEvent { vendor: known.vendor, event_type: Some(known.name), kind: Some(known.kind) };
        let reply = verdict::Reply::Whole { status: 200, headers: &headers, body: &body };
        let verdict = verdict::of(answered, reply, std::time::Duration::ZERO, verdict::Deadlines::default());
        judge(verdict, &document(TOKEN), known, &headers, &body)
    };
    let complete = r#"{"sub":"u","iat":1.773217582e9,"aud":["a","b"],"x":{"b":2,"a":1},"more":{}}"#;
    assert_eq!(judged(complete).outcome, Outcome::Allowed);
    let refused = judged(r#"{"sub":"u"}"#);
    assert_eq!((refused.outcome, refused.code), (Outcome::Refused, Some("InvalidJWTMutations")));
    assert_eq!(refused.remarks[0].severity, Severity::Error);
    assert_eq!(judged("7").code, Some("HookInvalidResponse"), "a rejected answer stays rejected");
}

#[test]
fn whole_numbers_that_a_float_rounds_are_warnings() {
    let given =
        r#"{"user":{"custom_attributes":{"a":9007199254740993,"b":9007199254740992,"c":[-12345678901234567890]}}}"#;
    let done = mutated("user.pre_create", EVENT, given).unwrap().unwrap();
    let pointers: Vec<_> =
        done.remarks.iter().filter(|r| r.sentence.contains("floats")).map(|r| &r.pointer[..]).collect();
    assert_eq!(pointers, ["/mutations/user/custom_attributes/a", "/mutations/user/custom_attributes/c/0"]);
    assert!(done.after.windows(16).any(|window| window == b"9007199254740993"), "the number stays as written");
}

#[test]
fn nesting_does_not_use_the_stack() {
    let deep = |inner: &str| format!("{}{inner}{}", r#"{"a":"#.repeat(9_000), "}".repeat(9_000));
    let event = format!(r#"{{"payload":{{"user":{{"custom_attributes":{}}}}}}}"#, deep(r#"{"gone":1}"#));
    let given = format!(r#"{{"user":{{"custom_attributes":{}}}}}"#, deep("{}"));
    let done = mutated("user.pre_create", &event, &given).unwrap().unwrap();
    assert_eq!(done.vanishing.len(), 1);
    assert!(done.vanishing[0].pointer.ends_with("/a/gone"));
}

#[test]
fn the_template_for_an_answer_changes_nothing() {
    let start = carried(&document(EVENT), catalog::find("user.pre_create").unwrap()).unwrap();
    let standard = r#"{"name":"Ada","email":"a@example.com","address":{"street":"x","country":"NO"}}"#;
    let user = format!(r#"{{"standard_attributes":{standard},"custom_attributes":{{"tier":1.0}},"roles":["a","b"]}}"#);
    assert_eq!(start, format!(r#"{{"is_allowed":true,"mutations":{{"user":{user}}}}}"#));
    let done = of(&document(EVENT), catalog::find("user.pre_create").unwrap(), &document(&start)).unwrap().unwrap();
    assert!(equal(document(std::str::from_utf8(&done.after).unwrap()).root(), document_of(&done.before).root()));
    assert!(done.vanishing.is_empty());

    let token = document(r#"{"payload":{"jwt":{"payload":{"iss":"x","iat":1.50}}}}"#);
    let start = carried(&token, catalog::find("oidc.jwt.pre_create").unwrap()).unwrap();
    assert_eq!(start, r#"{"is_allowed":true,"mutations":{"jwt":{"payload":{"iss":"x","iat":1.50}}}}"#);
    assert_eq!(carried(&token, catalog::find("user.pre_create").unwrap()), None, "the event has no user");
    assert_eq!(carried(&token, catalog::find("authentication.pre_initialize").unwrap()), None);
    assert_eq!(carried(&token, catalog::find("user.created").unwrap()), None);
}

fn document_of(bytes: &Bytes) -> Document {
    Document::parse(bytes.clone()).unwrap()
}
