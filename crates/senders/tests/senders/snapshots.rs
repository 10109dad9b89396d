//! Snapshots in events: which object, from when, and their consistency in a story.

use crate::support::capture;
use hookglass_json::Document;
use hookglass_senders::{
    envelope::Vendor,
    parsed_request::{Budget, ParsedRequest},
    sample::{Story, tour},
    snapshot::{self, ObjectKind, Snapshot, When},
};
use hookglass_testkit::corpus;
use proptest::prelude::*;
use std::collections::HashMap;

fn read(body: impl Into<bytes::Bytes>) -> ParsedRequest {
    ParsedRequest::of(&capture("/", &[], body), Budget::LOOKING)
}

fn snapshots_in(parsed: &ParsedRequest) -> Vec<Snapshot<'_>> {
    snapshot::snapshots(&parsed.envelope, parsed.document.as_ref().unwrap())
}

/// The snapshots in an event of the corpus, each as `pointer thing when turn`.
fn listed(name: &str) -> Vec<String> {
    let all = [corpus::fastgen_forwarded(), corpus::events(), corpus::events_newer()].concat();
    let fixture = all.into_iter().find(|fixture| fixture.name == name).unwrap();
    let parsed = read(fixture.bytes);
    let listed = snapshots_in(&parsed)
        .into_iter()
        .map(|found| format!("{} {:?} {:?} {:?}", found.pointer(), found.thing, found.when, found.turn));
    listed.collect()
}

#[test]
fn the_corpus_has_the_expected_snapshots() {
    assert_eq!(
        listed("identity.email.updated"),
        [
            "/payload/user User After Stays",
            "/payload/new_identity Identity After Stays",
            "/payload/old_identity Identity Before Stays"
        ]
    );
    assert_eq!(
        listed("identity.phone.removed"),
        ["/payload/user User After Stays", "/payload/identity Identity Before Went"]
    );
    assert_eq!(
        listed("identity.oauth.connected"),
        ["/payload/user User After Stays", "/payload/identity Identity After Came"]
    );
    assert_eq!(listed("user.deleted"), ["/payload/user User Before Went"]);
    assert_eq!(listed("user.anonymized"), ["/payload/user User Before Stays"]);
    assert_eq!(listed("user.profile.pre_update"), ["/payload/user User Proposed Stays"]);
    assert_eq!(
        listed("user.pre_create"),
        ["/payload/user User Proposed Stays", "/payload/identities/0 Identity Proposed Stays"]
    );
    assert_eq!(listed("user.created"), ["/payload/user User After Came", "/payload/identities/0 Identity After Came"]);
    assert_eq!(
        listed("user.authenticated"),
        [
            "/payload/user User After Stays",
            "/payload/session Session After Came",
            "/payload/continue_from_session Session After Stays"
        ]
    );
    assert_eq!(
        listed("user.signed_out")[1..],
        ["/payload/sessions/0 Session Before Went", "/payload/sessions/1 Session Before Went"]
    );
    assert_eq!(
        listed("authentication.post_identified"),
        [
            "/payload/authentication_context/user User After Stays",
            "/payload/identification/identity Identity After Stays"
        ],
        "an identity that occurs twice is listed once"
    );
    assert_eq!(listed("oidc.jwt.pre_create").len(), 3, "a token is proposed, the user is a fact");
    assert_eq!(listed("auth.email_verified"), ["/param User After Stays"]);
    assert_eq!(listed("authentication.pre_initialize"), [""; 0]);
}

#[test]
fn the_name_of_a_type_predicts_its_snapshots() {
    for fixture in [corpus::events(), corpus::events_newer(), corpus::fastgen_forwarded()].concat() {
        let parsed = read(fixture.bytes);
        let name = parsed.envelope.event_type.clone().unwrap_or_default();
        for found in snapshots_in(&parsed) {
            assert_eq!(found.when == When::Proposed, snapshot::proposes(&name), "{name}");
            assert!(
                found.thing != ObjectKind::Identity || snapshot::may_carry_identities(parsed.envelope.vendor, &name),
                "{name}"
            );
            assert!(
                found.thing != ObjectKind::User || snapshot::may_carry_users(parsed.envelope.vendor, &name),
                "{name}"
            );
        }
    }
    assert!(!snapshot::may_carry_identities(Vendor::Authgear, "user.authenticated"));
    assert!(snapshot::may_carry_identities(Vendor::Authgear, "new.kind"));
}

#[test]
fn the_snapshot_of_a_fastgen_user_has_no_token() {
    let body = br#"{"event":"auth.password_reset","param":{"userId":"u", "email": "a@b.example","emailVerified":true,"roles":[ 1.0 ],"token":"sesame","link":"https://x"}}"#;
    let parsed = read(&body[..]);
    let alone = snapshots_in(&parsed)[0].alone(&parsed.envelope).unwrap();
    let text = String::from_utf8_lossy(alone.source()).into_owned();
    assert_eq!(text, r#"{"userId":"u","email": "a@b.example","emailVerified":true,"roles":[ 1.0 ]}"#);
}

#[test]
fn values_without_an_id_are_not_snapshots() {
    for payload in
        [r#"{"user":null}"#, r#"{"user":{"id":""}}"#, r#"{"user":{"id":7}}"#, r#"{"identities":{"id":"x"}}"#, "[]"]
    {
        let body = format!(r#"{{"id":"1","seq":1,"type":"user.created","payload":{payload},"context":{{}}}}"#);
        let parsed = read(body);
        assert!(snapshots_in(&parsed).is_empty(), "{payload}");
    }
    let many = r#"{"id":"x"},"#.repeat(100_000);
    let body =
        format!(r#"{{"id":"1","seq":1,"type":"user.created","payload":{{"identities":[{many}{{}}]}},"context":{{}}}}"#);
    assert_eq!(snapshots_in(&read(body)).len(), 1);
}

/// The events whose old identity differs from its last known state, with the pointers of the
/// differences.
fn breaks(bodies: &[bytes::Bytes]) -> Vec<(usize, Vec<String>)> {
    let mut last: HashMap<String, Document> = HashMap::new();
    let mut found = Vec::new();
    for (at, body) in bodies.iter().enumerate() {
        let parsed = read(body.clone());
        let snapshots = snapshots_in(&parsed);
        let identities =
            || snapshots.iter().filter(|found| found.thing == ObjectKind::Identity && found.when != When::Proposed);
        for old in identities().filter(|found| found.value.key().as_deref() == Some("old_identity")) {
            if let Some(known) = last.get(&*old.id) {
                let differences = snapshot::break_between(known.root(), old.value);
                if !differences.is_empty() {
                    found.push((at, differences.iter().map(|found| found.pointer.to_string()).collect()));
                }
            }
        }
        for identity in identities() {
            // Snapshots after the event come first.
            let newer = identities().find(|other| other.id == identity.id).unwrap();
            last.insert(identity.id.to_string(), newer.alone(&parsed.envelope).unwrap());
        }
    }
    found
}

fn tour_of(seed: u64) -> Vec<bytes::Bytes> {
    let mut story = Story::of_seed(seed);
    tour().into_iter().map(|entry| story.next(entry).body).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_snapshots_of_a_story_are_consistent(seed: u64) {
        prop_assert_eq!(breaks(&tour_of(seed)), vec![]);
    }
}

#[test]
fn a_missing_update_is_a_break_in_the_next_one() {
    let mut story = Story::of_seed(7);
    let updated = hookglass_senders::catalog::find("identity.email.updated").unwrap();
    let mut bodies: Vec<_> = (0..3).map(|_| story.next(updated).body).collect();
    assert_eq!(breaks(&bodies), []);
    bodies.remove(1);
    let [(1, members)] = &breaks(&bodies)[..] else { panic!("one break, in the event after the missing one") };
    assert_eq!(members[0], "/claims/email", "the most recognizable member comes first");
    assert!(!members.contains(&"/updated_at".to_owned()));
}

#[test]
fn the_time_of_a_change_and_the_order_of_members_are_not_breaks() {
    let document = |text: &str| Document::parse(text.to_owned().into()).unwrap();
    let breaks = |one: &str, other: &str| {
        let (one, other) = (document(one), document(other));
        snapshot::break_between(one.root(), other.root()).len()
    };
    let here = r#"{"id":"i","updated_at":"2026-01-01T00:00:00Z","claims":{"a":1,"b":2}}"#;
    assert_eq!(
        breaks(here, r#"{"claims":{"b":2,"a":1},"updated_at":"2026-01-02T00:00:00Z","id":"i","user_id":"u"}"#),
        0
    );
    assert_eq!(breaks(here, r#"{"id":"i","updated_at":"2026-01-01T00:00:00Z","claims":{"a":1}}"#), 1);
    assert_eq!(breaks(r#"{"user_id":"u"}"#, r#"{"user_id":"v"}"#), 1);
}
