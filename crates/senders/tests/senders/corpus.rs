//! The envelopes of all events in the corpus.

use crate::support::capture;
use bytes::Bytes;
use hookglass_senders::{
    envelope::{Envelope, Kind, Vendor},
    parsed_request::{Budget, ParsedRequest},
};
use hookglass_testkit::expected::EVENTS;
use std::{fs, path::PathBuf};

fn read(file: &str) -> Bytes {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(file);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).into()
}

fn posted(target: &str, headers: &[(&str, &str)], body: Bytes) -> Envelope {
    ParsedRequest::of(&capture(target, headers, body), Budget::WAITING).envelope
}

#[test]
fn every_documented_event_is_recognized() {
    for &(file, event_type, seq, subject) in EVENTS {
        let path = format!("/hook/{event_type}");
        let envelope = posted(&path, &[], read(&format!("events/{file}.json")));
        let vendor = if seq.is_some() { Vendor::Authgear } else { Vendor::Fastgen };
        assert_eq!(envelope.vendor, vendor, "{file}");
        assert_eq!(envelope.event_type.as_deref(), Some(event_type), "{file}");
        assert_eq!(envelope.seq.as_deref(), seq, "{file}");
        assert_eq!(envelope.subject.as_deref(), Some(subject), "{file}");
        assert!(envelope.kind.is_some(), "{file}: the type is in the catalog");
        assert!(envelope.known().is_some(), "{file}");
        assert_eq!(envelope.note, None, "{file}");
    }
}

#[test]
fn an_authgear_envelope_has_all_fields() {
    let envelope = posted("/", &[], read("events/identity.email.updated.json"));
    assert_eq!(envelope.event_id.as_deref(), Some("000000000000bcf3"));
    assert_eq!(envelope.user_id.as_deref(), Some("a25a0545-2bf1-4cf5-955d-de558d706dab"));
    assert_eq!(envelope.app_id.as_deref(), Some("northwind-demo"));
    assert_eq!(envelope.client_id.as_deref(), Some("4d1f7c2be09a6358"));
    assert_eq!(envelope.triggered_by.as_deref(), Some("user"));
    assert_eq!(envelope.timestamp.as_deref(), Some("1773222545"));
    assert_eq!(envelope.ip.as_deref(), Some("192.0.2.55"));
    assert_eq!(envelope.kind, Some(Kind::NonBlocking));
    assert_eq!(envelope.family(), Some("identity"));
}

#[test]
fn older_and_newer_formats_are_recognized() {
    for folder in ["events-newer", "events-2024-08"] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(folder);
        for entry in fs::read_dir(path).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let envelope = posted("/", &[], read(&format!("{folder}/{name}")));
            assert_eq!(envelope.vendor, Vendor::Authgear, "{name}");
            assert_eq!(envelope.event_type.as_deref(), name.strip_suffix(".json"), "{name}");
            assert!(envelope.kind.is_some(), "{name}");
        }
    }
}

#[test]
fn fastgen_events_are_recognized_by_wrapper_path_query_or_header() {
    let bare = r#"{"ID":"1","Name":"Orders","Description":""}"#;
    let name = "api.dataTable_emptied";
    let cases = [
        ("/", vec![], format!(r#"{{"event":"{name}","param":{bare}}}"#)),
        ("/", vec![], format!(r#"{{"event":"{name}","$param":{bare}}}"#)),
        ("/x/api.dataTable_emptied", vec![], bare.to_owned()),
        ("/x/api%2EdataTable_emptied/?a=b", vec![], bare.to_owned()),
        ("/x?a=b&event=api.dataTable_emptied", vec![], bare.to_owned()),
        ("/x", vec![("X-Fastgen-Event", name)], bare.to_owned()),
        ("/x", vec![("x-fastgen-event", name)], format!(r#"{{"event":"{name}","param":{bare}}}"#)),
    ];
    for (target, headers, body) in cases {
        let envelope = posted(target, &headers, body.clone().into());
        assert_eq!(envelope.vendor, Vendor::Fastgen, "{target} {body}");
        assert_eq!(envelope.event_type.as_deref(), Some(name), "{target} {body}");
        assert_eq!(envelope.subject.as_deref(), Some("Orders"), "{target} {body}");
    }
    for &(file, event_type, seq, subject) in EVENTS {
        if seq.is_none() {
            let envelope = posted("/", &[], read(&format!("fastgen-forwarded/{file}.json")));
            assert_eq!(envelope.event_type.as_deref(), Some(event_type), "{file}");
            assert_eq!(envelope.subject.as_deref(), Some(subject), "{file}");
        }
    }
}

#[test]
fn the_name_of_a_table_event_is_never_guessed() {
    let envelope = posted("/fastgen", &[], read("events/api.dataTable_emptied.json"));
    assert_eq!((envelope.vendor, envelope.event_type), (Vendor::Generic, None));
    assert!(envelope.note.unwrap().contains("which of the four"));
}

#[test]
fn a_password_reset_is_requested_completed_or_ambiguous() {
    let of = |param: &str| {
        let envelope = posted("/", &[], format!(r#"{{"event":"auth.password_reset","param":{param}}}"#).into());
        (envelope.variant, envelope.note.is_some())
    };
    assert_eq!(of(r#"{"token":"t","link":"l"}"#), (Some("requested"), false));
    assert_eq!(of(r#"{"email":"a@example.com"}"#), (Some("completed"), false));
    assert_eq!(of(r#"{"token":"","link":""}"#), (None, true));
    assert_eq!(of(r#"{"token":"t"}"#), (None, true));
}

#[test]
fn a_name_with_a_variant_is_recognized_everywhere() {
    let name = "auth.password_reset.requested";
    let param = r#"{"email":"a@example.com","token":"t","link":"l"}"#;
    for (target, headers, body) in [
        ("/", vec![], format!(r#"{{"event":"{name}","param":{param}}}"#)),
        ("/", vec![("x-fastgen-event", name)], param.to_owned()),
        ("/auth.password_reset.requested", vec![], param.to_owned()),
    ] {
        let envelope = posted(target, &headers, body.into());
        assert_eq!(envelope.event_type.as_deref(), Some("auth.password_reset"), "{target} {headers:?}");
        assert_eq!((envelope.variant, envelope.kind), (Some("requested"), Some(Kind::System)));
    }
}

#[test]
fn every_kind_of_identity_gives_a_subject() {
    let of = |payload: &str| {
        let body =
            format!(r#"{{"id":"1","seq":1,"type":"user.created","context":{{"user_id":"u1"}},"payload":{payload}}}"#);
        posted("/", &[], body.into()).subject.unwrap_or_default()
    };
    let identity = |claims: &str| format!(r#"{{"identities":[{{"claims":{{{claims}}}}}]}}"#);
    assert_eq!(of(&identity(r#""https://authgear.com/claims/login_id/value":"ada""#)), "ada");
    assert_eq!(of(&identity(r#""https://authgear.com/claims/siwe/address":"0xabc""#)), "0xabc");
    assert_eq!(of(&identity(r#""https://authgear.com/claims/passkey/display_name":"Key""#)), "Key");
    assert_eq!(of(r#"{"user":{"standard_attributes":{"given_name":"Ada","family_name":"L"}}}"#), "Ada L");
    assert_eq!(
        of(r#"{"user":{"standard_attributes":{"phone_number":"+1","email":""}}}"#),
        "+1",
        "an empty string is ignored"
    );
    assert_eq!(of("{}"), "u1");
}

#[test]
fn hostile_bodies_are_recognized_as_far_as_possible() {
    let signed = [("X-Authgear-Body-Signature", "00"), ("Content-Type", "application/json")];
    let of = |file: &str| posted("/authgear", &signed, read(&format!("hostile/{file}")));
    assert_eq!(of("01-seq-int64-max.json").seq.as_deref(), Some("9223372036854775807"));
    assert_eq!(of("03-seq-negative.json").seq.as_deref(), Some("-1"));
    assert_eq!(of("04-seq-string.json").seq, None, "a string is not coerced");
    assert_eq!(of("06-seq-1e400.json").seq.as_deref(), Some("1e400"));
    for typed in [
        "08-duplicate-keys-top.json",
        "10-deep-1000.json",
        "13-lone-surrogate-escapes.json",
        "14-invalid-utf8.bin",
        "15-utf8-bom.json",
    ] {
        assert!(of(typed).event_type.is_some(), "{typed}");
    }
    for untyped in [
        "17-nul-bytes.bin",
        "19-empty-body.bin",
        "21-top-level-array.json",
        "24-truncated.json",
        "51-empty-object.json",
    ] {
        let envelope = of(untyped);
        assert_eq!((envelope.vendor, envelope.event_type), (Vendor::Authgear, None), "{untyped}");
        assert!(envelope.note.is_some(), "{untyped}");
    }
    assert!(of("55-signed-but-not-an-event.json").note.unwrap().contains("not a hook event"));
    let unknown = of("49-unknown-type-and-fields.json");
    assert!(unknown.event_type.is_some() && unknown.kind.is_none() && unknown.note.is_some());
    let gzip = posted("/", &[("Content-Encoding", "gzip")], read("hostile/35-gzip-encoded.bin"));
    assert_eq!(gzip.vendor, Vendor::Authgear, "the body is decoded before recognition");
}

#[test]
fn any_other_request_is_generic_without_details() {
    for body in [
        "",
        "null",
        "[]",
        "{}",
        r#"{"type":"charge.succeeded","data":{}}"#,
        r#"{"event":"x"}"#,
        r#"{"type":"user.created"}"#,
        "plain",
    ] {
        let envelope = posted("/any/path", &[], body.to_owned().into());
        assert_eq!(envelope.vendor, Vendor::Generic, "{body}");
        assert_eq!((envelope.event_type, envelope.subject, envelope.kind), (None, None, None), "{body}");
    }
}
