//! The states that events carry: which, of whom, from when, and that the states of a story follow from each other.

use crate::support::capture;
use hookglass_json::Document;
use hookglass_senders::{
    envelope::Vendor,
    parsed_request::{Budget, ParsedRequest},
    sample::{Story, tour},
    snapshot::{self, Snapshot, Thing, When},
};
use hookglass_testkit::corpus;
use proptest::prelude::*;
use std::collections::HashMap;

fn read(body: impl Into<bytes::Bytes>) -> ParsedRequest {
    ParsedRequest::of(&capture("/", &[], body), Budget::LOOKING)
}

fn states(parsed: &ParsedRequest) -> Vec<Snapshot<'_>> {
    snapshot::snapshots(&parsed.envelope, parsed.document.as_ref().unwrap())
}

/// `pointer thing when turn` of each state of a file of the corpus.
fn listed(name: &str) -> Vec<String> {
    let all = [corpus::fastgen_forwarded(), corpus::events(), corpus::events_newer()].concat();
    let fixture = all.into_iter().find(|fixture| fixture.name == name).unwrap();
    let parsed = read(fixture.bytes);
    let listed = states(&parsed)
        .into_iter()
        .map(|state| format!("{} {:?} {:?} {:?}", state.pointer(), state.thing, state.when, state.turn));
    listed.collect()
}

#[test]
fn the_corpus_carries_the_states_that_its_facts_say() {
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
        "one identity that stands in two places is there once"
    );
    assert_eq!(listed("oidc.jwt.pre_create").len(), 3, "a token is proposed, the user is a fact");
    assert_eq!(listed("auth.email_verified"), ["/param User After Stays"]);
    assert_eq!(listed("authentication.pre_initialize"), [""; 0]);
}

#[test]
fn what_is_told_by_the_name_of_a_type_holds_for_every_event() {
    for fixture in [corpus::events(), corpus::events_newer(), corpus::fastgen_forwarded()].concat() {
        let parsed = read(fixture.bytes);
        let name = parsed.envelope.event_type.clone().unwrap_or_default();
        for state in states(&parsed) {
            assert_eq!(state.when == When::Proposed, snapshot::proposes(&name), "{name}");
            assert!(
                state.thing != Thing::Identity || snapshot::may_carry_identities(parsed.envelope.vendor, &name),
                "{name}"
            );
            assert!(state.thing != Thing::User || snapshot::may_carry_users(parsed.envelope.vendor, &name), "{name}");
        }
    }
    assert!(!snapshot::may_carry_identities(Vendor::Authgear, "user.authenticated"));
    assert!(snapshot::may_carry_identities(Vendor::Authgear, "new.kind"));
}

#[test]
fn a_fastgen_user_is_without_the_token_beside_it() {
    let body = br#"{"event":"auth.password_reset","param":{"userId":"u", "email": "a@b.example","emailVerified":true,"roles":[ 1.0 ],"token":"sesame","link":"https://x"}}"#;
    let parsed = read(&body[..]);
    let alone = states(&parsed)[0].alone(&parsed.envelope).unwrap();
    let text = String::from_utf8_lossy(alone.source()).into_owned();
    assert_eq!(text, r#"{"userId":"u","email": "a@b.example","emailVerified":true,"roles":[ 1.0 ]}"#);
}

#[test]
fn what_is_no_state_is_left_out() {
    for payload in
        [r#"{"user":null}"#, r#"{"user":{"id":""}}"#, r#"{"user":{"id":7}}"#, r#"{"identities":{"id":"x"}}"#, "[]"]
    {
        let body = format!(r#"{{"id":"1","seq":1,"type":"user.created","payload":{payload},"context":{{}}}}"#);
        let parsed = read(body);
        assert!(states(&parsed).is_empty(), "{payload}");
    }
    let many = r#"{"id":"x"},"#.repeat(100_000);
    let body =
        format!(r#"{{"id":"1","seq":1,"type":"user.created","payload":{{"identities":[{many}{{}}]}},"context":{{}}}}"#);
    assert_eq!(states(&read(body)).len(), 1);
}

/// Where a state before an event is not the last one seen: the place in the story and the members.
fn breaks(bodies: &[bytes::Bytes]) -> Vec<(usize, Vec<String>)> {
    let mut last: HashMap<String, Document> = HashMap::new();
    let mut found = Vec::new();
    for (at, body) in bodies.iter().enumerate() {
        let parsed = read(body.clone());
        let states = states(&parsed);
        let identities =
            || states.iter().filter(|state| state.thing == Thing::Identity && state.when != When::Proposed);
        for old in identities().filter(|state| state.value.key().as_deref() == Some("old_identity")) {
            if let Some(known) = last.get(&*old.id) {
                let differences = snapshot::break_between(known.root(), old.value);
                if !differences.is_empty() {
                    found.push((at, differences.iter().map(|found| found.pointer.to_string()).collect()));
                }
            }
        }
        for state in identities() {
            // States after the event come before states before it.
            let newer = identities().find(|other| other.id == state.id).unwrap();
            last.insert(state.id.to_string(), newer.alone(&parsed.envelope).unwrap());
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
    fn the_states_of_a_story_follow_from_each_other(seed: u64) {
        prop_assert_eq!(breaks(&tour_of(seed)), vec![]);
    }
}

#[test]
fn an_update_that_is_missing_is_seen_in_the_next() {
    let mut story = Story::of_seed(7);
    let updated = hookglass_senders::catalog::find("identity.email.updated").unwrap();
    let mut bodies: Vec<_> = (0..3).map(|_| story.next(updated).body).collect();
    assert_eq!(breaks(&bodies), []);
    bodies.remove(1);
    let [(1, members)] = &breaks(&bodies)[..] else { panic!("one break, in the event after the missing one") };
    assert_eq!(members[0], "/claims/email", "what a person looks for comes first");
    assert!(!members.contains(&"/updated_at".to_owned()));
}

#[test]
fn the_time_of_a_change_and_the_order_of_members_are_no_break() {
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
