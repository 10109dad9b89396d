//! Findings about the corpus: no warnings about genuine events, and the expected findings about
//! hostile bodies.

use crate::support::capture;
use bytes::Bytes;
use hookglass_senders::{
    finding::{Finding, Severity},
    parsed_request::{Budget, ParsedRequest},
};
use hookglass_testkit::corpus::{self, Fixture};
use proptest::prelude::*;

fn found(target: &str, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Vec<Finding> {
    let capture = capture(target, headers, body);
    ParsedRequest::of(&capture, Budget::WAITING).findings(&capture)
}

const JSON: (&str, &str) = ("Content-Type", "application/json");
const SIGNED: (&str, &str) = ("X-Authgear-Body-Signature", "0");

fn of_json(body: &str) -> Vec<Finding> {
    found("/", &[JSON], body.to_owned())
}

/// The findings about a hostile body, sent with the headers in its manifest.
fn hostile(name: &str) -> Vec<Finding> {
    let fixture = corpus::hostile().into_iter().find(|fixture| fixture.name.starts_with(name)).unwrap();
    let mut headers = vec![SIGNED, ("Content-Type", fixture.content_type.as_str())];
    if let Some(encoding) = &fixture.content_encoding {
        headers.push(("Content-Encoding", encoding));
    }
    found("/", &headers, fixture.bytes)
}

fn lines(findings: &[Finding]) -> String {
    findings.iter().map(|one| format!("{:?} {} {}\n", one.severity, one.pointer, one.sentence)).collect()
}

#[track_caller]
fn assert_finding(findings: &[Finding], severity: Severity, pointer: &str, words: &str) {
    let matches = |one: &&Finding| one.severity == severity && one.pointer == pointer && one.sentence.contains(words);
    assert!(
        findings.iter().any(|one| matches(&one)),
        "no {severity:?} at '{pointer}' about '{words}' in\n{}",
        lines(findings)
    );
}

use Severity::{Information, Warning};

#[test]
fn genuine_events_have_no_warnings() {
    let folders: [(&str, Vec<Fixture>); 4] = [
        ("events", corpus::events()),
        ("events-newer", corpus::events_newer()),
        ("events-2024-08", corpus::events_2024_08()),
        ("fastgen-forwarded", corpus::fastgen_forwarded()),
    ];
    for (folder, fixtures) in folders {
        for Fixture { name, bytes, .. } in fixtures {
            let target = format!("/hook/{name}");
            for body in [corpus::compact(&bytes), bytes] {
                let findings = found(&target, &[JSON], body);
                let most = if folder == "events-2024-08" { 1 } else { 0 };
                assert!(findings.len() <= most, "{folder}/{name}:\n{}", lines(&findings));
                assert!(
                    findings.iter().all(|one| one.severity == Information),
                    "{folder}/{name}:\n{}",
                    lines(&findings)
                );
            }
        }
    }
}

#[test]
fn the_format_of_an_older_authgear_is_one_finding() {
    let older = corpus::events_2024_08().swap_remove(0);
    let findings = found("/", &[JSON], older.bytes);
    assert_eq!(findings.len(), 1, "{}", lines(&findings));
    assert_finding(&findings, Information, "", "/context/geo_location_code");
}

#[test]
fn numbers_are_checked_by_their_digits() {
    for name in ["01", "07", "10", "29", "45", "47", "58"] {
        let findings = hostile(name);
        assert!(findings.iter().all(|one| one.severity == Information), "{name}:\n{}", lines(&findings));
    }
    assert_finding(&hostile("04"), Warning, "/seq", "Authgear sends an integer here, not a string");
    assert_finding(&hostile("06"), Warning, "/seq", "1e400 is not written as an integer");
    let seq = |digits: &str| {
        of_json(&format!(r#"{{"id":"x","seq":{digits},"type":"user.created","payload":{{}},"context":{{}}}}"#))
    };
    assert_finding(&seq("9223372036854775808"), Warning, "/seq", "64-bit");
    assert_finding(&seq("1.0"), Warning, "/seq", "not written as an integer");
    assert_finding(&seq("255"), Warning, "/id", "00000000000000ff");
    assert!(!seq("-1").iter().any(|one| one.pointer == "/seq"));
}

#[test]
fn null_is_valid_for_a_member_of_any_type() {
    let connected = corpus::events().into_iter().find(|fixture| fixture.name == "identity.oauth.connected").unwrap();
    let mut event: serde_json::Value = serde_json::from_slice(&connected.bytes).unwrap();
    event["payload"]["identity"]["claims"]["https://authgear.com/claims/oauth/profile"] = serde_json::Value::Null;
    assert_eq!(of_json(&event.to_string()), []);
}

#[test]
fn an_empty_type_is_a_warning_at_its_pointer() {
    let findings = of_json(r#"{"id":"x","seq":1,"type":"","payload":{},"context":{}}"#);
    assert_finding(&findings, Warning, "/type", "'type' is empty");
}

#[test]
fn binary_and_encoded_bytes_are_not_checked_as_text() {
    let message = &b"\x00\x00\x01a"[..];
    assert_eq!(found("/", &[("Content-Type", "application/protobuf")], message), []);
    assert_finding(&found("/", &[], message), Warning, "", "There are 2 NUL bytes, the first at byte 0.");
    let cut = found("/", &[JSON, ("Content-Encoding", "gzip")], &b"\x1f\x8b\x08\x00\x00"[..]);
    assert_eq!(cut.len(), 1, "the decoding error is the only finding:\n{}", lines(&cut));
}

#[test]
fn utf_8_has_several_names() {
    for charset in ["UTF-8", "\"utf-8\"", "'utf-8'", " utf8"] {
        let content_type = format!("application/json; charset ={charset}");
        assert_eq!(found("/", &[("Content-Type", &content_type)], "{}"), [], "{content_type}");
    }
}

#[test]
fn an_event_with_only_wrong_members_has_few_findings() {
    let identities = vec!["{}"; 2_000].join(",");
    let body = format!(
        r#"{{"id":"x","seq":1,"type":"user.created","payload":{{"identities":[{identities}]}},"context":{{}}}}"#
    );
    let findings = of_json(&body);
    assert!(findings.len() < 60, "{}", findings.len());
    assert_finding(&findings, Warning, "", "More members are missing");
    assert!(findings.iter().all(|one| one.sentence.len() < 2_000), "{}", lines(&findings));
}

#[test]
fn unusual_bytes_are_reported_with_their_position() {
    assert_finding(&hostile("14"), Warning, "", "Not valid UTF-8 at byte ");
    assert_finding(&hostile("15"), Warning, "", "byte order mark");
    assert_finding(&hostile("17"), Warning, "", "4 NUL bytes");
    assert_finding(&hostile("17"), Warning, "", "control character (U+0000)");
    assert_finding(&hostile("19"), Information, "", "The body is empty");
    assert_finding(&hostile("24"), Warning, "", "line ");
    assert_finding(&hostile("31"), Warning, "", "looks like JSON5");
    assert_finding(&hostile("32"), Information, "", "after '$param:', JSON starts at byte ");
    assert_finding(&hostile("35"), Information, "", "arrived as gzip");
    assert_finding(&hostile("38"), Warning, "", "text/html");
    assert_finding(&hostile("38"), Warning, "", "iso-8859-1");
    assert_finding(&of_json("{} {}"), Warning, "", "more after the first value");
    assert_finding(&found("/", &[JSON, ("Content-Encoding", "gzip")], "{}"), Warning, "", "is not");
    assert_finding(&found("/", &[JSON], &b"\x1f\x8b\x08"[..]), Warning, "", "no content-encoding header");
    assert_finding(&found("/", &[], "{}"), Information, "", "no content type");
    assert_finding(
        &found("/", &[("Content-Type", "application/x-www-form-urlencoded")], "{\"a\":1}"),
        Warning,
        "",
        "curl -d",
    );
}

#[test]
fn forms_and_files_need_not_be_json() {
    for name in ["33", "34"] {
        let findings = hostile(name);
        assert!(findings.iter().all(|one| one.severity == Information), "{name}:\n{}", lines(&findings));
    }
    assert!(found("/", &[("Content-Type", "text/plain")], "hello").is_empty());
    assert!(found("/", &[("Content-Type", "text/plain")], "42").is_empty(), "a number can be meant as text");
    assert!(found("/", &[("Content-Type", "image/png")], &b"\x89PNG\0\0"[..]).is_empty());
}

#[test]
fn duplicates_and_invisible_characters_are_reported_at_their_pointer() {
    assert_finding(
        &hostile("08"),
        Warning,
        "/type",
        "more than once. Go, JavaScript and Python use this one, the last.",
    );
    assert_finding(&hostile("27"), Warning, "/payload/new_identity/claims/email", "direction");
    assert!(lines(&hostile("13")).contains("surrogate"), "{}", lines(&hostile("13")));
    assert!(lines(&hostile("18")).contains("NUL"), "{}", lines(&hostile("18")));
    assert_finding(&of_json(r#"{"a":"\ud83d\ude00","b":"\ude00","c":"\\ud83d"}"#), Warning, "/b", "surrogate");
    assert_eq!(of_json(r#"{"a":"\ud83d\ude00","c":"\\ud83d"}"#), []);
    assert_finding(&of_json(r#"{"\u202e":1}"#), Warning, "/\u{202e}", "direction");
    assert_finding(&of_json(r#"{"a":{"x":1,"y":2,"x":3,"x":4}}"#), Warning, "/a/x", "use the last one");
}

#[test]
fn members_are_compared_with_the_catalog() {
    assert_finding(&hostile("42"), Warning, "/payload/old_identity", "'old_identity' is missing");
    assert_finding(
        &hostile("43"),
        Warning,
        "/payload/old_identity",
        "Authgear sends an object (identity) here, not null",
    );
    assert_finding(&hostile("49"), Warning, "/type", "does not know this type");
    assert_finding(&hostile("49"), Information, "/extra_top", "Senders add members");
    let wrong = hostile("50");
    for pointer in ["/id", "/seq", "/type", "/payload", "/context"] {
        assert_eq!(
            wrong.iter().filter(|one| one.pointer == pointer && one.severity == Warning).count(),
            1,
            "{}",
            lines(&wrong)
        );
    }
    assert_finding(&hostile("51"), Warning, "", "id, seq, type, payload and context are missing");
    assert_finding(&hostile("55"), Information, "", "not a hook event");
    assert_finding(&hostile("21"), Information, "", "array of 2");
    assert_finding(&hostile("23"), Information, "", "null");
    let by = corpus::events().into_iter().find(|fixture| fixture.name == "user.created").unwrap();
    let text = String::from_utf8(by.bytes).unwrap().replace(r#""triggered_by": "user""#, r#""triggered_by": "wizard""#);
    assert_finding(&of_json(&text), Information, "/context/triggered_by", "known values are user, admin_api");
    let text = text.replace("2026-03-11T08:15:55.111132Z", "yesterday");
    assert_finding(&of_json(&text), Information, "/payload/user/created_at", "RFC 3339");
}

#[test]
fn fastgen_parameters_are_compared_with_the_catalog() {
    let of = |event: &str, param: &str| of_json(&format!(r#"{{"event":"{event}","param":{param}}}"#));
    let table = r#"{"ID":"972380e6-b0b8-4569-b828-98545ec578c7","Name":7,"More":1}"#;
    let findings = of("api.dataTable_created", table);
    assert_finding(&findings, Warning, "/param/Name", "not a number");
    assert_finding(&findings, Warning, "/param/Description", "missing");
    assert_finding(&findings, Information, "/param/More", "Senders add members");
    assert_finding(&of("auth.password_reset", r#"{"token":"","link":""}"#), Warning, "", "unclear if the reset");
    assert_finding(&of("orders.paid", "{}"), Information, "", "custom event");
}

#[test]
fn the_number_of_findings_is_limited() {
    let members: String = (0..10_000).map(|n| format!(r#","x{n}":1,"x{n}":"\ud800""#)).collect();
    let findings = of_json(&format!(
        r#"{{"id":"","seq":0,"type":"user.created","payload":{{"user":null{members}}},"context":{{}}}}"#
    ));
    assert!(findings.len() < 200, "{}", findings.len());
    assert!(findings.iter().any(|one| one.sentence.contains("More members")));
}

proptest! {
    #[test]
    fn linting_any_body_does_not_panic(body in proptest::collection::vec(any::<u8>(), 0..300)) {
        found("/", &[JSON], body);
    }

    #[test]
    fn linting_any_json_does_not_panic(
        kind in proptest::sample::select(hookglass_senders::catalog::all().iter().map(|entry| entry.name).collect::<Vec<_>>()),
        value in proptest::sample::select(vec!["null", "[]", "{}", "[null]", "1", r#""x""#, r#"{"user":[],"identity":{"claims":[]}}"#]),
        context in proptest::sample::select(vec!["null", "[]", "{}", r#"{"oauth":1,"timestamp":-1}"#]),
    ) {
        of_json(&format!(r#"{{"id":"1","seq":1,"type":"{kind}","payload":{value},"context":{context}}}"#));
        of_json(&format!(r#"{{"event":"{kind}","param":{value}}}"#));
    }
}
