//! What is understood of every event of the corpus.

use bytes::Bytes;
use hookscope_domain::{
    capture::{Capture, Version},
    envelope::{Envelope, Kind, Vendor, recognise},
    headers::Headers,
};
use jiff::Timestamp;
use std::{fs, path::PathBuf};

/// File, type, sequence number and subject.
const EVENTS: [(&str, &str, Option<&str>, &str); 54] = [
    ("api.dataTable_created", "api.dataTable_created", None, "Orders"),
    ("api.dataTable_deleted", "api.dataTable_deleted", None, "Orders"),
    ("api.dataTable_emptied", "api.dataTable_emptied", None, "Orders"),
    ("api.dataTable_updated", "api.dataTable_updated", None, "Orders"),
    ("auth.email_verificationRequested", "auth.email_verificationRequested", None, "lena.fuchs@example.com"),
    ("auth.email_verified", "auth.email_verified", None, "lena.fuchs@example.com"),
    ("auth.password_reset.completed", "auth.password_reset", None, "lena.fuchs@example.com"),
    ("auth.password_reset.requested", "auth.password_reset", None, "lena.fuchs@example.com"),
    ("auth.user_loggedIn", "auth.user_loggedIn", None, "lena.fuchs@example.com"),
    ("auth.user_signedUp", "auth.user_signedUp", None, "lena.fuchs@example.com"),
    (
        "authentication.identity.anonymous.failed",
        "authentication.identity.anonymous.failed",
        Some("48310"),
        "c15c72ed-e1cb-46d7-8131-cb5e0f0dbfc4",
    ),
    (
        "authentication.identity.biometric.failed",
        "authentication.identity.biometric.failed",
        Some("48316"),
        "solveig.hagerup@example.com",
    ),
    (
        "authentication.identity.login_id.failed",
        "authentication.identity.login_id.failed",
        Some("48306"),
        "nobody.here@example.com",
    ),
    (
        "authentication.primary.oob_otp_email.failed",
        "authentication.primary.oob_otp_email.failed",
        Some("48324"),
        "meiling.chan@example.org",
    ),
    (
        "authentication.primary.oob_otp_sms.failed",
        "authentication.primary.oob_otp_sms.failed",
        Some("48328"),
        "meiling.chan@example.org",
    ),
    (
        "authentication.primary.password.failed",
        "authentication.primary.password.failed",
        Some("48317"),
        "jose.nandu@example.com",
    ),
    (
        "authentication.secondary.oob_otp_email.failed",
        "authentication.secondary.oob_otp_email.failed",
        Some("48339"),
        "tom+hooks@example.com",
    ),
    (
        "authentication.secondary.oob_otp_sms.failed",
        "authentication.secondary.oob_otp_sms.failed",
        Some("48344"),
        "tom+hooks@example.com",
    ),
    (
        "authentication.secondary.password.failed",
        "authentication.secondary.password.failed",
        Some("48331"),
        "solveig.hagerup@example.com",
    ),
    (
        "authentication.secondary.recovery_code.failed",
        "authentication.secondary.recovery_code.failed",
        Some("48349"),
        "o.adebayo@example.net",
    ),
    (
        "authentication.secondary.totp.failed",
        "authentication.secondary.totp.failed",
        Some("48338"),
        "solveig.hagerup@example.com",
    ),
    ("bot_protection.verification.failed", "bot_protection.verification.failed", Some("48356"), "198.51.100.213"),
    ("identity.biometric.disabled", "identity.biometric.disabled", Some("48397"), "o.adebayo@example.net"),
    ("identity.biometric.enabled", "identity.biometric.enabled", Some("48395"), "solveig.hagerup@example.com"),
    ("identity.email.added", "identity.email.added", Some("48364"), "s.hagerup@example.org"),
    ("identity.email.removed", "identity.email.removed", Some("48369"), "s.hagerup@example.org"),
    ("identity.email.updated", "identity.email.updated", Some("48371"), "jose.n.2026@example.net"),
    ("identity.oauth.connected", "identity.oauth.connected", Some("48393"), "tom+hooks@example.com"),
    ("identity.oauth.disconnected", "identity.oauth.disconnected", Some("48394"), "solveig.hagerup@example.com"),
    ("identity.phone.added", "identity.phone.added", Some("48372"), "+12025550178"),
    ("identity.phone.removed", "identity.phone.removed", Some("48374"), "+12025550143"),
    ("identity.phone.updated", "identity.phone.updated", Some("48380"), "+12025550186"),
    ("identity.username.added", "identity.username.added", Some("48383"), "tom.oneill"),
    ("identity.username.removed", "identity.username.removed", Some("48388"), "jnandu"),
    ("identity.username.updated", "identity.username.updated", Some("48390"), "seun.adebayo"),
    ("oidc.jwt.pre_create", "oidc.jwt.pre_create", Some("48230"), "solveig.hagerup@example.com"),
    ("user.anonymization_scheduled", "user.anonymization_scheduled", Some("48284"), "tom+hooks@example.com"),
    ("user.anonymization_unscheduled", "user.anonymization_unscheduled", Some("48291"), "tom+hooks@example.com"),
    ("user.anonymized", "user.anonymized", Some("48299"), "tom+hooks@example.com"),
    ("user.anonymous.promoted", "user.anonymous.promoted", Some("48256"), "rin.takagi@example.com"),
    ("user.authenticated", "user.authenticated", Some("48248"), "o.adebayo@example.net"),
    ("user.created", "user.created", Some("48238"), "ingrid.sandvik@example.com"),
    ("user.deleted", "user.deleted", Some("48276"), "fatima@example.org"),
    ("user.deletion_scheduled", "user.deletion_scheduled", Some("48266"), "fatima@example.org"),
    ("user.deletion_unscheduled", "user.deletion_unscheduled", Some("48268"), "fatima@example.org"),
    ("user.disabled", "user.disabled", Some("48257"), "tom+hooks@example.com"),
    ("user.pre_create", "user.pre_create", Some("48215"), "ingrid.sandvik@example.com"),
    ("user.pre_schedule_anonymization", "user.pre_schedule_anonymization", Some("48225"), "tom+hooks@example.com"),
    ("user.pre_schedule_deletion", "user.pre_schedule_deletion", Some("48224"), "fatima@example.org"),
    ("user.profile.pre_update", "user.profile.pre_update", Some("48218"), "jose.nandu@example.com"),
    ("user.profile.updated", "user.profile.updated", Some("48244"), "jose.nandu@example.com"),
    ("user.reenabled", "user.reenabled", Some("48263"), "tom+hooks@example.com"),
    ("user.session.terminated", "user.session.terminated", Some("48253"), "o.adebayo@example.net"),
    ("user.signed_out", "user.signed_out", Some("48250"), "solveig.hagerup@example.com"),
];

fn read(file: &str) -> Bytes {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(file);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).into()
}

fn posted(target: &str, headers: &[(&str, &str)], body: Bytes) -> Envelope {
    recognise(&Capture {
        began_at: Timestamp::UNIX_EPOCH,
        received_at: Timestamp::UNIX_EPOCH,
        peer: ([127, 0, 0, 1], 1).into(),
        version: Version::Http11,
        method: "POST".into(),
        target: target.into(),
        headers: Headers::from_pairs(headers.iter().copied()),
        body,
        cut: None,
    })
}

#[test]
fn every_event_of_the_documents_is_recognised() {
    for (file, event_type, seq, subject) in EVENTS {
        let path = format!("/hook/{event_type}");
        let envelope = posted(&path, &[], read(&format!("events/{file}.json")));
        let vendor = if seq.is_some() { Vendor::Authgear } else { Vendor::Fastgen };
        assert_eq!(envelope.vendor, vendor, "{file}");
        assert_eq!(envelope.event_type.as_deref(), Some(event_type), "{file}");
        assert_eq!(envelope.seq.as_deref(), seq, "{file}");
        assert_eq!(envelope.subject.as_deref(), Some(subject), "{file}");
        assert!(envelope.kind.is_some(), "{file}: the catalog knows its type");
        assert!(envelope.summary().is_some(), "{file}");
        assert_eq!(envelope.note, None, "{file}");
    }
}

#[test]
fn an_authgear_envelope_has_all_its_members() {
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
fn older_and_newer_shapes_are_recognised() {
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
fn fastgen_events_are_told_by_wrapper_path_query_or_header() {
    let bare = r#"{"ID":"1","Name":"Orders","Description":""}"#;
    let name = "api.dataTable_emptied";
    let cases = [
        ("/", vec![], format!(r#"{{"event":"{name}","param":{bare}}}"#)),
        ("/", vec![], format!(r#"{{"event":"{name}","$param":{bare}}}"#)),
        ("/x/api.dataTable_emptied", vec![], bare.to_owned()),
        ("/x/api%2EdataTable_emptied/?a=b", vec![], bare.to_owned()),
        ("/x?a=b&event=api.dataTable_emptied", vec![], bare.to_owned()),
        ("/x", vec![("X-Fastgen-Event", name)], bare.to_owned()),
    ];
    for (target, headers, body) in cases {
        let envelope = posted(target, &headers, body.clone().into());
        assert_eq!(envelope.vendor, Vendor::Fastgen, "{target} {body}");
        assert_eq!(envelope.event_type.as_deref(), Some(name), "{target} {body}");
        assert_eq!(envelope.subject.as_deref(), Some("Orders"), "{target} {body}");
    }
    for (file, event_type, seq, subject) in EVENTS {
        if seq.is_none() {
            let envelope = posted("/", &[], read(&format!("fastgen-forwarded/{file}.json")));
            assert_eq!(envelope.event_type.as_deref(), Some(event_type), "{file}");
            assert_eq!(envelope.subject.as_deref(), Some(subject), "{file}");
        }
    }
}

#[test]
fn which_table_event_it_is_is_never_guessed() {
    let envelope = posted("/fastgen", &[], read("events/api.dataTable_emptied.json"));
    assert_eq!((envelope.vendor, envelope.event_type), (Vendor::Generic, None));
    assert!(envelope.note.unwrap().contains("which of the four"));
}

#[test]
fn a_password_reset_is_requested_completed_or_undetermined() {
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
fn awkward_bodies_are_understood_as_far_as_they_go() {
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
    assert_eq!(gzip.vendor, Vendor::Authgear, "it is read through its content encoding");
}

#[test]
fn any_other_request_is_generic_and_nothing_is_made_up() {
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
