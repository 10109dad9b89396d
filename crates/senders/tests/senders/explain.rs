//! Explanations of members, and redaction.

use crate::support::capture;
use bytes::Bytes;
use hookglass_json::{Document, Value, pointer::Pointer};
use hookglass_senders::{
    catalog,
    explain::explain,
    parsed_request::{Budget, ParsedRequest},
    redact,
};
use hookglass_testkit::corpus;

fn read(body: impl Into<Bytes>) -> ParsedRequest {
    let capture = capture("/", &[("content-type", "application/json")], body);
    ParsedRequest::of(&capture, Budget::LOOKING)
}

fn explained(parsed: &ParsedRequest, pointer: &str) -> Option<(&'static str, &'static str)> {
    let explained = explain(&parsed.envelope, Pointer::parse(pointer).unwrap().tokens())?;
    Some((explained.part.word(), explained.member.about))
}

fn event(name: &str) -> ParsedRequest {
    read(corpus::events().into_iter().find(|fixture| fixture.name == name).unwrap().bytes)
}

#[test]
fn a_member_is_explained_by_its_pointer() {
    let parsed = event("user.created");
    let part = |pointer| explained(&parsed, pointer).map(|(part, _)| part);
    assert_eq!(part("/seq"), Some("envelope"));
    assert_eq!(part("/context/oauth/x_state"), Some("context"));
    assert_eq!(part("/payload/user"), Some("payload"));
    assert_eq!(part("/payload/user/can_reauthenticate"), Some("user"));
    assert_eq!(part("/payload/identities/0/type"), Some("identity"));
    assert_eq!(part("/payload/identities/0/claims/https:~1~1authgear.com~1claims~1login_id~1value"), Some("claims"));
    assert_eq!(part("/payload/identities/0"), Some("payload"), "an element is explained by its array");
    for nothing in ["", "/nothing", "/payload/identities/first/type", "/payload/user/custom_attributes/tier", "/seq/0"]
    {
        assert_eq!(part(nothing), None, "{nothing}");
    }
    assert_eq!(explained(&event("user.authenticated"), "/payload/session/lastAccessedAt").unwrap().0, "session");
    assert!(explained(&parsed, "/payload/session").is_none(), "a member of another type");
}

#[test]
fn fastgen_members_are_explained_with_and_without_the_wrapper() {
    let wrapped = read(r#"{"event":"auth.user_loggedIn","param":{"userId":"1","email":"a@example.com"}}"#);
    assert!(explained(&wrapped, "/event").unwrap().1.contains("workflow"));
    assert!(explained(&wrapped, "/param/email").unwrap().1.contains("email"));
    let mut bare = read(r#"{"userId":"1"}"#);
    bare.envelope = wrapped.envelope;
    assert!(explained(&bare, "/userId").unwrap().1.contains("id"));
}

/// Values inside open objects are not expected to have an explanation.
#[test]
fn every_value_in_the_corpus_is_explained() {
    for fixture in corpus::events().into_iter().chain(corpus::events_newer()) {
        let parsed = read(fixture.bytes);
        let Ok(document) = &parsed.document else { panic!("{} is not JSON", fixture.name) };
        if document.root().get("seq").is_none() {
            continue;
        }
        let mut open = vec![document.root()];
        while let Some(value) = open.pop() {
            for child in value.children() {
                let pointer = Pointer::of(child);
                let explained = explain(&parsed.envelope, pointer.tokens());
                let Some(explained) = explained else { panic!("{}: {pointer}", fixture.name) };
                if !is_free(explained.member.form, child) {
                    open.push(child);
                }
            }
        }
    }
}

/// Whether the object can have any members.
fn is_free(form: catalog::MemberType, value: Value<'_>) -> bool {
    use catalog::MemberType::{Any, Object, Shape};
    match form {
        Any | Object => true,
        Shape(shape) if shape.open => {
            value.children().any(|child| shape.members.iter().all(|member| Some(member.name) != child.key().as_deref()))
        }
        _ => false,
    }
}

#[test]
fn only_tokens_and_links_are_redacted() {
    let redacted_in = |body: &str| -> Vec<String> {
        let parsed = read(body.to_owned());
        let document: &Document = parsed.document.as_ref().unwrap();
        redact::values(&parsed.envelope, document)
            .into_iter()
            .map(|secret| Pointer::of(secret.value).to_string())
            .collect()
    };
    let both = r#"{"userId":"1","token":"t","link":"https://x.example/?token=t"}"#;
    assert_eq!(
        redacted_in(&format!(r#"{{"event":"auth.password_reset","param":{both}}}"#)),
        ["/param/token", "/param/link"]
    );
    assert_eq!(
        redacted_in(r#"{"event":"auth.password_reset","param":{"token":"t"}}"#),
        ["/param/token"],
        "an ambiguous event"
    );
    assert_eq!(redacted_in(r#"{"event":"auth.password_reset","param":{"token":"t","token":"u"}}"#).len(), 2);
    assert_eq!(
        redacted_in(&format!(r#"{{"event":"auth.user_loggedIn","param":{both}}}"#)),
        [""; 0],
        "members of another event are not secret"
    );
    let requested = read(r#"{"event":"auth.email_verificationRequested","param":{}}"#);
    assert_eq!(redact::lifetime(&requested.envelope), Some(86_400));
    assert_eq!(
        redact::lifetime(&read(r#"{"event":"auth.password_reset","param":{"token":"t","link":"l"}}"#).envelope),
        Some(3_600)
    );
}

fn redacted_in(headers: &[(&str, &str)], body: &str) -> Vec<String> {
    let capture = capture("/", headers, body.to_owned());
    let parsed = ParsedRequest::of(&capture, Budget::LOOKING);
    let document: &Document = parsed.document.as_ref().unwrap();
    redact::values(&parsed.envelope, document).into_iter().map(|secret| Pointer::of(secret.value).to_string()).collect()
}

#[test]
fn a_token_is_redacted_in_every_form_of_a_user_event() {
    let user = r#""userId":"1","email":"a@example.com","emailVerified":true"#;
    let both = format!(r#"{user},"token":"t","link":"https://x.example/?token=t""#);
    assert_eq!(redacted_in(&[], &format!("{{{both}}}")), ["/token", "/link"], "an event without a name");
    assert_eq!(redacted_in(&[], &format!(r#"{{"event":"auth.password_reset",{both}}}"#)), ["/token", "/link"]);
    assert_eq!(
        redacted_in(&[], &format!(r#"{{"event":"my.own","param":{{{both}}}}}"#)),
        ["/param/token", "/param/link"],
        "a custom event with the same members"
    );
    for second in ["param", "$param"] {
        let body = format!(r#"{{"event":"auth.password_reset","param":{{{both}}},"{second}":{{{user}}}}}"#);
        assert_eq!(
            redacted_in(&[], &body),
            ["/param/token", "/param/link"],
            "only the first parameters count: {second}"
        );
    }
    assert_eq!(
        redacted_in(&[], r#"{"token":"t","link":"l"}"#),
        [""; 0],
        "these names alone do not identify a user event"
    );
}

#[test]
fn a_one_time_code_in_a_signed_request_is_redacted() {
    let hostile = corpus::hostile();
    let sms = hostile.iter().find(|fixture| fixture.name.starts_with("55")).unwrap();
    let body = std::str::from_utf8(&sms.bytes).unwrap();
    let signed = [("X-Authgear-Body-Signature", "0")];
    assert_eq!(redacted_in(&signed, body), ["/body", "/template_variables/code"]);
    assert_eq!(redacted_in(&signed, r#"{"migration_token":"t"}"#), ["/migration_token"]);
    assert_eq!(redacted_in(&[], body), [""; 0], "an unsigned request can use these names for anything");
}
