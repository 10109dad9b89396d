//! Every sample is a complete event of its type, and the samples of a story are consistent.
//!
//! The check of members is independent: it reads the catalogs with serde_json and uses none of the
//! code under test.

use crate::support::capture;
use hookglass_json::Document;
use hookglass_request::capture::Capture;
use hookglass_senders::{
    catalog::{self, Delivery, EventType, Member, MemberType},
    envelope::{Kind, Vendor},
    parsed_request::{Budget, ParsedRequest},
    sample::{Sample, Story, tour},
};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::{Map, Value};
use std::{collections::HashMap, sync::LazyLock};

/// All catalogs as one.
static CATALOG: LazyLock<Value> = LazyLock::new(|| {
    let mut all = serde_json::json!({ "shapes": [], "types": [] });
    for sender in ["authgear", "fastgen"] {
        let file = format!("{}/src/{sender}/catalog.json", env!("CARGO_MANIFEST_DIR"));
        let catalog: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        for part in ["shapes", "types"] {
            all[part].as_array_mut().unwrap().extend(catalog[part].as_array().unwrap().iter().cloned());
        }
    }
    all
});

fn begins() -> Timestamp {
    "2026-03-11T08:15:55Z".parse().unwrap()
}

fn story(seed: u64) -> Story {
    Story::new(seed, begins(), 48_000)
}

fn parsed(sample: &Sample) -> Value {
    serde_json::from_slice(&sample.body).unwrap()
}

fn entry(name: &str) -> &'static EventType {
    catalog::find(name).unwrap()
}

/// The events of these types in one story.
fn events_of(seed: u64, names: &[&str]) -> Vec<Value> {
    let mut story = story(seed);
    names.iter().map(|name| parsed(&story.next(entry(name)))).collect()
}

// ---- an independent check of members

fn shape(name: &str) -> &'static Value {
    CATALOG["shapes"].as_array().unwrap().iter().find(|shape| shape["name"] == name).unwrap_or(&Value::Null)
}

fn is(member: &Value, property: &str) -> bool {
    member[property].as_bool().unwrap_or(false)
}

fn check_object(at: &str, object: &Map<String, Value>, members: &Value, open: bool) {
    let members = members.as_array().unwrap();
    let named = |name: &str| members.iter().position(|member| member["name"] == name);
    let mut places = Vec::new();
    for (name, value) in object {
        match named(name) {
            Some(place) => {
                places.push(place);
                check_member(&format!("{at}/{name}"), value, &members[place]);
            }
            None => assert!(open, "{at}: the catalog has no '{name}'"),
        }
    }
    if open {
        assert!(object.keys().is_sorted(), "{at}: the keys of a map are sorted");
    } else {
        assert!(places.is_sorted(), "{at}: the members are not in the order of the catalog");
    }
    for member in members {
        let name = member["name"].as_str().unwrap();
        assert!(is(member, "optional") || object.contains_key(name), "{at}: '{name}' is missing");
    }
}

fn check_member(at: &str, value: &Value, member: &Value) {
    if value.is_null() {
        let form = &member["type"];
        assert!(is(member, "nullable") || form == "any", "{at} is null");
        return;
    }
    check_value(at, value, member["type"].as_str().unwrap());
    if let (Some(values), Some(text)) = (member["values"].as_array(), value.as_str()) {
        assert!(values.iter().any(|known| known == text), "{at} is '{text}'");
    }
}

fn check_value(at: &str, value: &Value, form: &str) {
    if let Some(of) = form.strip_suffix("[]") {
        let elements = value.as_array().unwrap_or_else(|| panic!("{at} is not an array: {value}"));
        return elements.iter().for_each(|element| check_value(at, element, of));
    }
    let is_valid = match form {
        "string" => value.is_string(),
        "int64" | "integer" | "unix_seconds" => value.as_i64().is_some(),
        "boolean" => value.is_boolean(),
        "timestamp" => value.as_str().is_some_and(|text| text.ends_with('Z') && text.parse::<Timestamp>().is_ok()),
        "uuid" => value.as_str().is_some_and(|text| text.len() == 36),
        "url" => value.as_str().is_some_and(|text| text.starts_with("https://")),
        "object" => value.is_object(),
        "any" | "payload" => true,
        name => {
            let shape = shape(name);
            assert!(!shape.is_null(), "{at}: there is no shape '{name}'");
            let object = value.as_object().unwrap_or_else(|| panic!("{at} is not an object: {value}"));
            return check_object(at, object, &shape["members"], is(shape, "open"));
        }
    };
    assert!(is_valid, "{at} is not a {form}: {value}");
}

/// Escapes the characters that Go escapes and serde_json does not.
fn go_escaped(json: &str) -> String {
    json.replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e")
}

/// Checks all promises about one sample.
fn check(entry: &EventType, sample: &Sample) {
    let name = entry.full_name();
    assert_eq!(sample.name, name);
    let document = Document::parse(sample.body.clone()).unwrap();
    assert!(document.root().first_duplicate().is_none(), "{name}");
    assert!(!sample.body.iter().any(|byte| b"<>&\n".contains(byte)), "{name}: escaped as Go does, and one line");
    let value = parsed(sample);
    assert_eq!(go_escaped(&value.to_string()), String::from_utf8_lossy(&sample.body), "{name}: compact");
    let types = CATALOG["types"].as_array().unwrap();
    let row = types.iter().find(|row| row["type"] == entry.name && row["variant"].as_str() == entry.variant).unwrap();
    let payload = if entry.vendor == Vendor::Fastgen {
        assert_eq!(value.as_object().unwrap().keys().collect::<Vec<_>>(), ["event", "param"]);
        assert_eq!(value["event"], entry.name);
        &value["param"]
    } else {
        check_value(&name, &value, "event");
        assert_eq!(value["type"], entry.name);
        &value["payload"]
    };
    check_object(&name, payload.as_object().unwrap(), &row["payload"], false);
    let capture = Capture { headers: sample.headers.clone(), ..capture(sample.path, &[], sample.body.clone()) };
    let parsed = ParsedRequest::of(&capture, Budget::WAITING);
    assert_eq!(parsed.findings(&capture), [], "{name}: a sample has no findings");
    let envelope = parsed.envelope;
    assert_eq!((envelope.vendor, envelope.event_type.as_deref()), (entry.vendor, Some(entry.name)), "{name}");
    assert_eq!((envelope.kind, envelope.variant), (Some(entry.kind), entry.variant), "{name}");
    assert_eq!((envelope.family(), envelope.note.as_deref()), (Some(entry.family), None), "{name}");
    assert!(envelope.subject.is_some(), "{name}: a sample has a subject");
    if entry.vendor == Vendor::Authgear {
        check_context(&name, sample, &value);
    }
}

fn check_context(name: &str, sample: &Sample, event: &Value) {
    let seq = event["seq"].as_i64().unwrap();
    assert_eq!(event["id"], format!("{seq:016x}"), "{name}");
    let context = &event["context"];
    let tracking = context["tracking_id"].as_str().unwrap();
    assert_eq!(sample.headers.text("traceparent"), Some(format!("00-{tracking}-01").as_str()), "{name}");
    for (header, value) in
        [("Content-Type", "application/json"), ("User-Agent", "Go-http-client/1.1"), ("Accept-Encoding", "gzip")]
    {
        assert_eq!(sample.headers.text(header), Some(value), "{name}");
    }
    let user = event["payload"].get("user").or_else(|| event["payload"].pointer("/authentication_context/user"));
    if let Some(id) = user.and_then(|user| user.get("id")) {
        assert_eq!(&context["user_id"], id, "{name}: the context has the user of the payload");
    }
    let now = context["timestamp"].as_i64().unwrap();
    each_object(event, &mut |object| {
        let instant = |name: &str| object.get(name)?.as_str()?.parse::<Timestamp>().ok();
        if let (Some(created), Some(updated)) = (instant("created_at"), instant("updated_at")) {
            assert!(created <= updated, "{name}: {created} {updated}");
            assert!(updated <= Timestamp::from_second(now).unwrap(), "{name}: {updated} is after {now}");
        }
    });
}

fn each_object(value: &Value, then: &mut impl FnMut(&Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            then(object);
            object.values().for_each(|value| each_object(value, then));
        }
        Value::Array(values) => values.iter().for_each(|value| each_object(value, then)),
        _ => {}
    }
}

/// Checks the laws of a story: numbers and times increase, and a change starts from the last state.
fn check_story(samples: &[Sample]) {
    let mut identities: HashMap<String, String> = HashMap::new();
    let (mut seq, mut now) = (48_000, i64::MIN);
    for sample in samples.iter().filter(|sample| sample.vendor == Vendor::Authgear) {
        let event = parsed(sample);
        assert!(event["seq"].as_i64().unwrap() > seq, "seq increases");
        assert!(event["context"]["timestamp"].as_i64().unwrap() > now, "time increases");
        (seq, now) = (event["seq"].as_i64().unwrap(), event["context"]["timestamp"].as_i64().unwrap());
        let raw = |name: &str| {
            let document = Document::parse(sample.body.clone()).unwrap();
            document.root().path(&["payload", name]).map(|value| value.raw_text().into_owned())
        };
        let (new, old) = (raw("new_identity"), raw("old_identity"));
        let id = |text: &str| serde_json::from_str::<Value>(text).unwrap()["id"].as_str().unwrap().to_owned();
        if let (Some(new), Some(old)) = (&new, &old) {
            assert_ne!(new, old);
            let (new, old): (Value, Value) = (serde_json::from_str(new).unwrap(), serde_json::from_str(old).unwrap());
            assert_eq!((&new["id"], &new["created_at"]), (&old["id"], &old["created_at"]));
            assert_ne!(new["claims"], old["claims"]);
        }
        if let Some(old) = &old
            && let Some(known) = identities.get(&id(old))
        {
            assert_eq!(known, old, "{}: the old side is the last state", sample.name);
        }
        if let Some(now) = new.or_else(|| raw("identity")).filter(|text| text != "null") {
            identities.insert(id(&now), now);
        }
    }
}

// ---- tests

#[test]
fn every_type_has_a_complete_sample() {
    for entry in catalog::all() {
        for seed in 0..15 {
            check(entry, &story(seed).next(entry));
        }
    }
}

#[test]
fn a_tour_is_one_consistent_story() {
    for seed in 0..15 {
        let mut story = story(seed);
        let samples: Vec<_> = tour()
            .into_iter()
            .map(|entry| {
                let sample = story.next(entry);
                check(entry, &sample);
                sample
            })
            .collect();
        assert_eq!(samples.len(), catalog::all().len());
        check_story(&samples);
    }
}

#[test]
fn a_sign_up_a_sign_in_and_two_updates_are_consistent() {
    for seed in 0..15 {
        let names = ["user.created", "user.authenticated", "identity.email.updated", "identity.email.updated"];
        let [created, signed_in, first, second] = &events_of(seed, &names)[..] else { panic!("four events") };
        let id = &created["payload"]["user"]["id"];
        for event in [signed_in, first, second] {
            assert_eq!(&event["payload"]["user"]["id"], id);
            assert_eq!(event["payload"]["user"]["created_at"], created["payload"]["user"]["created_at"]);
        }
        assert_eq!(first["payload"]["old_identity"], created["payload"]["identities"][0]);
        assert_eq!(second["payload"]["old_identity"], first["payload"]["new_identity"]);
        let address = &second["payload"]["new_identity"]["claims"]["email"];
        assert_eq!(
            &second["payload"]["user"]["standard_attributes"]["email"], address,
            "the user is read after the change"
        );
        assert_ne!(address, &first["payload"]["new_identity"]["claims"]["email"]);
        assert_eq!(signed_in["payload"]["user"]["last_login_at"], signed_in["payload"]["session"]["created_at"]);
    }
}

#[test]
fn an_event_carries_out_its_proposal() {
    let [pre, created] = &events_of(3, &["user.pre_create", "user.created"])[..] else { panic!("two events") };
    assert_eq!(pre["payload"], created["payload"]);
    let [pre, updated] = &events_of(3, &["user.profile.pre_update", "user.profile.updated"])[..] else { panic!("two") };
    let nickname = |event: &Value| event["payload"]["user"]["standard_attributes"]["nickname"].clone();
    assert_eq!(nickname(pre), nickname(updated));
    assert!(nickname(pre).is_string());
    let names = ["user.pre_schedule_deletion", "user.deletion_scheduled", "user.deletion_unscheduled", "user.deleted"];
    let [pre, scheduled, unscheduled, deleted] = &events_of(3, &names)[..] else { panic!("four events") };
    let user = |event: &Value, name: &str| event["payload"]["user"][name].clone();
    assert_eq!(user(pre, "delete_at"), user(scheduled, "delete_at"));
    assert_eq!((user(scheduled, "is_disabled"), user(scheduled, "is_deactivated")), (true.into(), true.into()));
    assert_eq!((user(unscheduled, "delete_at"), user(unscheduled, "is_disabled")), (Value::Null, false.into()));
    assert_eq!(user(deleted, "id"), user(unscheduled, "id"), "the snapshot is from just before");
    let [created] = &events_of(3, &["user.deleted"])[..] else { panic!("one event") };
    assert_eq!(
        (&created["context"]["triggered_by"], &created["payload"]["reason"]),
        (&"system".into(), &"end user request".into())
    );
}

#[test]
fn a_removed_identity_existed_before() {
    for seed in 0..15 {
        let [removed, added] = &events_of(seed, &["identity.phone.removed", "identity.phone.added"])[..] else {
            panic!("two")
        };
        assert!(removed["payload"]["identity"]["claims"]["phone_number"].as_str().unwrap().starts_with("+1202555"));
        let number = &added["payload"]["identity"]["claims"]["phone_number"];
        assert_ne!(number, &removed["payload"]["identity"]["claims"]["phone_number"]);
        let again = &events_of(seed, &["user.created", "identity.phone.removed"])[1];
        assert!(again["payload"]["user"]["standard_attributes"].get("phone_number").is_none(), "the number is removed");
    }
}

#[test]
fn a_sign_out_ends_the_open_sessions() {
    let names = ["user.created", "user.authenticated", "user.authenticated", "user.signed_out"];
    let events = events_of(8, &names);
    let [_, browser, app, out] = &events[..] else { panic!("four events") };
    assert_eq!(browser["payload"]["session"]["type"], "idp");
    assert_eq!(app["payload"]["continue_from_session"], browser["payload"]["session"]);
    let ended: Vec<_> = out["payload"]["sessions"].as_array().unwrap().iter().map(|session| &session["id"]).collect();
    assert_eq!(ended, [&browser["payload"]["session"]["id"], &app["payload"]["session"]["id"]]);
}

#[test]
fn fastgen_events_are_consistent() {
    let names =
        ["auth.user_signedUp", "auth.email_verificationRequested", "auth.email_verified", "auth.password_reset"];
    let events = events_of(5, &names);
    let verified: Vec<_> = events.iter().map(|event| event["param"]["emailVerified"].as_bool().unwrap()).collect();
    assert_eq!(verified, [false, false, true, true]);
    assert!(events.iter().all(|event| event["param"]["userId"] == events[0]["param"]["userId"]));
    let (token, link) = (&events[3]["param"]["token"], events[3]["param"]["link"].as_str().unwrap());
    assert!(link.ends_with(&format!("/set-new-password?token={}", token.as_str().unwrap())), "{link}");
    let done = &events_of(5, &["auth.password_reset.completed"])[0];
    assert!(done["param"].get("token").is_none() && done["param"].get("link").is_none());
    let tables = events_of(5, &["api.dataTable_created", "api.dataTable_updated", "api.dataTable_deleted"]);
    assert_eq!(tables[0]["param"]["Description"], "");
    assert!(tables.iter().all(|event| event["param"]["ID"] == tables[0]["param"]["ID"]));
    assert_eq!(tables[1]["param"]["Description"], tables[2]["param"]["Description"]);
}

#[test]
fn a_seed_determines_the_bytes_and_the_person() {
    let tour_of = |seed| {
        let mut story = Story::of_seed(seed);
        tour().into_iter().map(|entry| story.next(entry)).collect::<Vec<_>>()
    };
    assert_eq!(tour_of(7), tour_of(7));
    let id = |seed| events_of(seed, &["user.created"])[0]["payload"]["user"]["id"].clone();
    let ids: std::collections::HashSet<_> = (0..200).map(|seed| id(seed).to_string()).collect();
    assert_eq!(ids.len(), 200);
    let names: std::collections::HashSet<_> = (0..200)
        .map(|seed| events_of(seed, &["user.created"])[0]["payload"]["user"]["standard_attributes"]["name"].to_string())
        .collect();
    assert!(names.len() > 8 && names.iter().any(|name| !name.is_ascii()), "{names:?}");
}

/// The samples of a seed are the same in every release.
#[test]
fn the_bytes_of_a_seed_never_change() {
    let body = Story::of_seed(1).next(entry("identity.email.updated")).body;
    let hash = hookglass_senders::signature::sha256(&body);
    assert_eq!(
        hash,
        "24936a3eda46d0819c637299aafd541ff743662df497a7eb66291ed178595457",
        "{}",
        String::from_utf8_lossy(&body)
    );
}

const fn member(name: &'static str, form: MemberType, optional: bool, example: Option<&'static str>) -> Member {
    Member { name, form, optional, nullable: false, older: false, masked: false, values: &[], example, about: "" }
}

static NEW: EventType = EventType {
    name: "wallet.linked",
    variant: None,
    vendor: Vendor::Authgear,
    family: "wallet",
    kind: Kind::NonBlocking,
    documented: false,
    delivery: Delivery::Webhook,
    note: None,
    triggered_by: &[],
    answer: None,
    lifetime: None,
    about: "",
    payload: &[
        member("wallet_id", MemberType::Uuid, false, None),
        member("label", MemberType::String, false, Some(r#""<b>""#)),
        member("balance", MemberType::Int64, false, None),
        member("links", MemberType::Array(&MemberType::Url), false, None),
        member("since", MemberType::Timestamp, false, None),
        member("seldom", MemberType::Object, true, None),
        member("anything", MemberType::Any, false, None),
        member("good", MemberType::Boolean, false, None),
    ],
};

#[test]
fn a_catalog_entry_is_enough_for_a_sample() {
    let mut story = story(1);
    let sample = story.next(&NEW);
    assert!(String::from_utf8_lossy(&sample.body).contains(r#""label":"\u003cb\u003e""#));
    let event = parsed(&sample);
    check_value("new", &event, "event");
    let payload = event["payload"].as_object().unwrap();
    let names: Vec<_> = payload.keys().collect();
    assert_eq!(names, ["wallet_id", "label", "balance", "links", "since", "anything", "good"]);
    for (name, form) in [("wallet_id", "uuid"), ("balance", "int64"), ("links", "url[]"), ("since", "timestamp")] {
        check_value(name, &payload[name], form);
    }
    assert_eq!(
        parsed(&story.next(&NEW))["payload"]["wallet_id"],
        payload["wallet_id"],
        "a generated value stays the same"
    );
}

#[test]
fn samples_contain_no_real_addresses_or_numbers() {
    for seed in 0..25 {
        let mut story = story(seed);
        for entry in tour() {
            let text = String::from_utf8(story.next(entry).body.to_vec()).unwrap();
            for (at, _) in text.match_indices('@') {
                let host: String =
                    text[at + 1..].chars().take_while(|c| c.is_alphanumeric() || *c == '.' || *c == '-').collect();
                let host = host.to_lowercase();
                assert!(host == "example.com" || host == "example.org" || host.ends_with(".example"), "{host}");
            }
            for (at, _) in text.match_indices("\"+") {
                assert!(text[at..].starts_with("\"+120255501"), "{}", &text[at..at + 16]);
            }
        }
    }
}

#[test]
fn a_pretty_sample_adds_only_white_space() {
    for entry in catalog::all() {
        let sample = story(2).next(entry);
        let expected = go_escaped(&serde_json::to_string_pretty(&parsed(&sample)).unwrap());
        assert_eq!(sample.pretty(), expected);
    }
}

#[test]
fn a_story_catches_up_with_the_present() {
    let mut story = story(1);
    let later = Timestamp::from_second(2_000_000_000).unwrap();
    story.catch_up(later, 1 << 40);
    let event = parsed(&story.next(entry("user.created")));
    assert!(event["seq"].as_i64().unwrap() > 1 << 40);
    let timestamp = event["context"]["timestamp"].as_i64().unwrap();
    assert!((0..=2).contains(&(timestamp - 2_000_000_000)), "{timestamp}");
    story.catch_up(begins(), 0);
    assert!(parsed(&story.next(entry("user.created")))["seq"].as_i64() > event["seq"].as_i64());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_of_types_is_a_consistent_story(seed: u64, places in prop::collection::vec(0..catalog::all().len(), 1..40)) {
        let mut story = story(seed);
        let samples: Vec<_> = places
            .into_iter()
            .map(|place| {
                let sample = story.next(&catalog::all()[place]);
                check(&catalog::all()[place], &sample);
                sample
            })
            .collect();
        check_story(&samples);
    }

    #[test]
    fn extreme_times_and_numbers_do_not_panic(seed: u64, second: i64, above: i64) {
        let begins = Timestamp::from_second(second).unwrap_or(Timestamp::MAX);
        let mut story = Story::new(seed, begins, above);
        for entry in tour() {
            story.next(entry);
        }
    }
}
