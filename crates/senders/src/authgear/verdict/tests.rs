use super::*;
use crate::catalog;
use crate::envelope::{Kind, Vendor};
use crate::verdict::of;
use hookglass_request::outgoing;

fn verdict(event_type: &str, status: u16, body: &str) -> Verdict {
    let kind = catalog::named(Vendor::Authgear, event_type).first().map(|entry| entry.kind);
    let answered = AnsweredEvent { vendor: Vendor::Authgear, event_type: Some(event_type), kind };
    let (headers, body) = (Headers::default(), Bytes::copy_from_slice(body.as_bytes()));
    let reply = Reply::Whole { status, headers: &headers, body: &body };
    of(answered, reply, Duration::ZERO, Deadlines::default())
}

fn pointers(verdict: &Verdict, severity: Severity) -> Vec<&str> {
    verdict.remarks.iter().filter(|r| r.severity == severity).map(|r| r.pointer.as_str()).collect()
}

/// The pointers of the errors in an answer to an event of this type.
fn errors(event_type: &str, body: &str) -> Vec<String> {
    let verdict = verdict(event_type, 200, body);
    assert_eq!(verdict.outcome, Outcome::Refused, "{body}: {verdict:?}");
    assert_eq!(verdict.code, Some("HookInvalidResponse"));
    pointers(&verdict, Severity::Error).into_iter().map(str::to_owned).collect()
}

#[test]
fn an_error_points_at_the_invalid_member() {
    for (event_type, body, place) in [
        ("user.pre_create", r#"{"is_allowed":true,"reason":"x"}"#, "/reason"),
        ("user.pre_create", r#"{"is_allowed":true,"constraints":{}}"#, "/constraints"),
        ("user.pre_create", r#"{"is_allowed":true,"mutations":null}"#, "/mutations"),
        ("user.pre_create", r#"{"is_allowed":true,"mutations":{"session":{}}}"#, "/mutations/session"),
        ("user.pre_create", r#"{"is_allowed":true,"mutations":{"user":null}}"#, "/mutations/user"),
        (
            "user.pre_create",
            r#"{"is_allowed":true,"mutations":{"user":{"custom_attributes":[]}}}"#,
            "/mutations/user/custom_attributes",
        ),
        ("user.pre_create", r#"{"is_allowed":true,"mutations":{"user":{"roles":["a",1]}}}"#, "/mutations/user/roles/1"),
        (
            "oidc.jwt.pre_create",
            r#"{"is_allowed":true,"mutations":{"jwt":{"payload":null}}}"#,
            "/mutations/jwt/payload",
        ),
        (
            "authentication.pre_initialize",
            r#"{"is_allowed":true,"constraints":{"amr":["pwd","x"]}}"#,
            "/constraints/amr/1",
        ),
        ("authentication.pre_initialize", r#"{"is_allowed":true,"constraints":{"amr":[null]}}"#, "/constraints/amr/0"),
        ("authentication.pre_initialize", r#"{"is_allowed":true,"bot_protection":{"mode":1}}"#, "/bot_protection/mode"),
        ("authentication.pre_initialize", r#"{"is_allowed":true,"rate_limits":{"a/b":{}}}"#, "/rate_limits/a~1b"),
        (
            "authentication.pre_initialize",
            r#"{"is_allowed":true,"rate_limits":{"authentication.general":{"weight":-0.5}}}"#,
            "/rate_limits/authentication.general/weight",
        ),
        ("user.pre_create", r#"{"is_allowed":false,"title":null}"#, "/title"),
        ("user.pre_create", r#"{"is_allowed":false,"code":1}"#, "/code"),
        ("user.pre_create", r#"{}"#, ""),
        ("user.pre_create", r#"[]"#, ""),
    ] {
        assert_eq!(errors(event_type, body), [place], "{event_type} {body}");
    }
}

#[test]
fn every_error_is_reported_up_to_the_limit() {
    let body = r#"{"is_allowed":true,"title":"t","reason":"r","rate_limits":{}}"#;
    assert_eq!(errors("user.pre_create", body), ["/title", "/reason", "/rate_limits"]);
    let many: String = (0..1000).map(|at| format!(",\"x{at}\":0")).collect();
    assert_eq!(errors("user.pre_create", &format!("{{\"is_allowed\":true{many}}}")).len(), found::MAX_FINDINGS);
}

#[test]
fn numbers_must_fit_a_go_float() {
    let weight = |digits: &str| {
        let body = format!(r#"{{"is_allowed":true,"rate_limits":{{"authentication.general":{{"weight":{digits}}}}}}}"#);
        verdict("authentication.pre_initialize", 200, &body).outcome
    };
    for digits in ["0", "-0", "-0.0e5", "2.5", "1e308", "1e-400", "123456789012345678901234567890"] {
        assert_eq!(weight(digits), Outcome::Allowed, "{digits}");
    }
    for digits in ["-1", "-1e-9", "1e400"] {
        assert_eq!(weight(digits), Outcome::Refused, "{digits}");
    }
    let attribute = |member: &str| format!(r#"{{"is_allowed":true,"mutations":{{"user":{{{member}}}}}}}"#);
    let place = "/mutations/user/custom_attributes/a/0";
    assert_eq!(errors("user.pre_create", &attribute(r#""custom_attributes":{"a":[1e400]}"#)), [place]);
    let ignored = verdict("user.pre_create", 200, &attribute(r#""x":1e400"#));
    assert_eq!(ignored.outcome, Outcome::Allowed, "ignored members are not decoded");
}

#[test]
fn the_schema_validates_the_last_duplicate_and_go_decodes_both() {
    let double = verdict("user.pre_create", 200, r#"{"is_allowed":false,"is_allowed":true}"#);
    assert_eq!(double.outcome, Outcome::Allowed);
    assert_eq!(pointers(&double, Severity::Warning), ["/is_allowed"]);
    let last_denies = r#"{"is_allowed":true,"is_allowed":false,"reason":"no"}"#;
    assert_eq!(verdict("user.pre_create", 200, last_denies).outcome, Outcome::Denied);
    assert_eq!(errors("user.pre_create", r#"{"is_allowed":"yes","is_allowed":true}"#), ["/is_allowed"]);
}

#[test]
fn the_schema_is_case_sensitive_and_the_decoder_is_not() {
    let body = r#"{"is_allowed":true,"mutations":{"user":{"Roles":["a"]}}}"#;
    let read = verdict("user.pre_create", 200, body);
    assert_eq!(read.outcome, Outcome::Allowed);
    assert_eq!(pointers(&read, Severity::Warning), ["/mutations/user/Roles"]);
    assert_eq!(errors("user.pre_create", r#"{"is_allowed":true,"Mutations":{}}"#), ["/Mutations"]);
}

#[test]
fn a_member_without_effect_is_a_warning() {
    let idle = verdict("oidc.jwt.pre_create", 200, r#"{"is_allowed":true,"mutations":{"user":{"roles":["a"]}}}"#);
    assert_eq!((idle.outcome, pointers(&idle, Severity::Warning)), (Outcome::Allowed, vec!["/mutations/user/roles"]));
    let body = r#"{"is_allowed":true,"mutations":{"user":{"is_anonymous":true,"roles":null}}}"#;
    let idle = verdict("user.pre_create", 200, body);
    assert_eq!(pointers(&idle, Severity::Warning), ["/mutations/user/is_anonymous"]);
    assert!(idle.remarks.iter().any(|remark| remark.sentence.contains("leaves the roles unchanged")), "{idle:?}");
}

#[test]
fn the_effects_of_an_approval_are_listed() {
    let body = r#"{"is_allowed":true,"constraints":{"amr":["mfa","pwd"]},"bot_protection":{"mode":"always"},
        "rate_limits":{"authentication.general":{"weight":2.5}}}"#;
    let verdict_of_all = verdict("authentication.pre_initialize", 200, body);
    assert_eq!(
        verdict_of_all.sentence,
        "Authgear continues the operation, with constraints, bot_protection, rate_limits."
    );
    let all: String =
        verdict_of_all.remarks.iter().map(|remark| format!("{} {}\n", remark.pointer, remark.sentence)).collect();
    for part in ["/constraints/amr", "mfa, pwd", "always", "2.5"] {
        assert!(all.contains(part), "{part} in {all}");
    }
}

#[test]
fn a_denial_keeps_its_title_and_reason() {
    let denied = verdict("user.pre_create", 200, r#"{"is_allowed":false,"title":"Closed","reason":"\u00e9"}"#);
    assert_eq!((denied.outcome, denied.code), (Outcome::Denied, Some("HookDisallowed")));
    assert_eq!((denied.title.as_deref(), denied.reason.as_deref()), (Some("Closed"), Some("é")));
    assert!(denied.remarks.is_empty());
    let bare = verdict("user.pre_create", 200, r#"{"is_allowed":false}"#);
    assert_eq!(pointers(&bare, Severity::Warning), [""]);
}

#[test]
fn timeouts_and_missing_answers_have_their_own_verdicts() {
    let blocking =
        AnsweredEvent { vendor: Vendor::Authgear, event_type: Some("user.pre_create"), kind: Some(Kind::Blocking) };
    let other = AnsweredEvent { event_type: Some("user.created"), kind: Some(Kind::NonBlocking), ..blocking };
    let (headers, body) = (Headers::default(), Bytes::from_static(br#"{"is_allowed":true}"#));
    let reply = Reply::Whole { status: 200, headers: &headers, body: &body };
    let after = |answered, seconds: f64| of(answered, reply, Duration::from_secs_f64(seconds), Deadlines::default());
    assert_eq!(after(blocking, 5.0).outcome, Outcome::Allowed);
    assert_eq!(after(blocking, 5.001).code, Some("HookDeliveryTimeout"));
    assert_eq!(after(other, 5.001).outcome, Outcome::Delivered);
    assert_eq!(after(other, 60.001).outcome, Outcome::TimedOut);
    let longer = Deadlines { blocking: Duration::from_secs(10), ..Deadlines::default() };
    assert_eq!(of(blocking, reply, Duration::from_secs(9), longer).outcome, Outcome::Allowed);
    let failed = |answered, why| of(answered, Reply::Failed(why), Duration::ZERO, Deadlines::default());
    assert_eq!(failed(blocking, FailureKind::Refused).code, Some("HookDeliveryUnknownFailure"));
    assert_eq!(failed(blocking, FailureKind::Timeout).code, Some("HookDeliveryTimeout"));
    assert_eq!(failed(other, FailureKind::Reset).code, None);
    assert_eq!(failed(other, FailureKind::Reset).outcome, Outcome::NotDelivered);
    let half = |answered, status| of(answered, Reply::Half { status }, Duration::ZERO, Deadlines::default());
    assert_eq!(half(blocking, 200).code, Some("HookInvalidResponse"));
    assert_eq!(half(other, 200).outcome, Outcome::Delivered, "Authgear does not read that body");
}

#[test]
fn only_the_status_counts_for_a_sender_that_ignores_the_body() {
    assert_eq!(verdict("user.created", 204, "nonsense").outcome, Outcome::Delivered);
    assert_eq!(verdict("user.created", 302, "").outcome, Outcome::Refused);
    let unknown = verdict("wallet.linked", 200, "");
    assert!(unknown.outcome == Outcome::Delivered && unknown.sentence.contains("does not know this type"));
    for vendor in Vendor::ALL.into_iter().filter(|vendor| *vendor != Vendor::Authgear) {
        let answered = AnsweredEvent { vendor, event_type: None, kind: None };
        let (headers, body) = (Headers::default(), Bytes::new());
        let reply = |status| Reply::Whole { status, headers: &headers, body: &body };
        let long = Duration::from_secs(3600);
        assert_eq!(of(answered, reply(204), long, Deadlines::default()).outcome, Outcome::Delivered);
        assert_eq!(of(answered, reply(500), long, Deadlines::default()).outcome, Outcome::Refused);
    }
}

#[test]
fn only_gzip_is_decoded() {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(br#"{"is_allowed":true}"#).unwrap();
    let packed = Bytes::from(encoder.finish().unwrap());
    let answered =
        AnsweredEvent { vendor: Vendor::Authgear, event_type: Some("user.pre_create"), kind: Some(Kind::Blocking) };
    let outcome_of = |label: &str| {
        let headers = Headers::from_pairs([("content-encoding", label)]);
        let reply = Reply::Whole { status: 200, headers: &headers, body: &packed };
        of(answered, reply, Duration::ZERO, Deadlines::default()).outcome
    };
    assert_eq!(outcome_of("GZIP"), Outcome::Allowed);
    assert_eq!(outcome_of("x-gzip"), Outcome::Refused);
    assert_eq!(outcome_of(""), Outcome::Refused);
}

#[test]
fn nesting_is_limited_as_in_go() {
    let nested = |depth: usize| {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        format!(r#"{{"is_allowed":true,"mutations":{{"user":{{"x":{open}{close}}}}}}}"#)
    };
    assert_eq!(verdict("user.pre_create", 200, &nested(9_997)).outcome, Outcome::Allowed);
    assert_eq!(verdict("user.pre_create", 200, &nested(9_998)).outcome, Outcome::Refused);
    assert_eq!(verdict("user.pre_create", 200, &nested(300_000)).outcome, Outcome::Refused);
}

#[test]
fn the_outcome_of_a_resend_gets_the_same_verdicts() {
    use hookglass_request::outgoing::{Failure, Response};
    let answered =
        AnsweredEvent { vendor: Vendor::Authgear, event_type: Some("user.pre_create"), kind: Some(Kind::Blocking) };
    let judged =
        |outcome: &outgoing::Outcome| of(answered, Reply::to(outcome), Duration::ZERO, Deadlines::default()).outcome;
    let body = Bytes::from_static(br#"{"is_allowed":false}"#);
    let response = Response { status: 200, version: "HTTP/1.1".into(), headers: Headers::default(), size: 20, body };
    assert_eq!(judged(&outgoing::Outcome::Response(response)), Outcome::Denied);
    let failure = Failure { why: FailureKind::Refused, sentence: String::new() };
    assert_eq!(judged(&outgoing::Outcome::Failed(failure)), Outcome::NotDelivered);
}
