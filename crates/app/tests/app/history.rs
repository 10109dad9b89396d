//! Users: the list, and the history, lifetimes and states of a user.

use hookglass_app::{DiffFormat, DiffOptions, view::Sides};
use std::sync::Arc;

use crate::{
    event_log::{EventLog, story, user_of},
    support::AsProblem,
};

#[tokio::test]
async fn the_history_lists_the_changes_and_the_identities_and_sessions_of_each_event() {
    let names = [
        "user.created",
        "user.authenticated",
        "user.profile.pre_update",
        "user.profile.updated",
        "identity.email.updated",
        "identity.phone.added",
        "identity.phone.removed",
        "user.disabled",
        "user.signed_out",
    ];
    let bodies = story(4, &names);
    let user = user_of(&bodies[0]);
    let mut log = EventLog::of(bodies.clone()).await;
    log.append(bodies[7].clone()).await;
    let history = log.app.users.history(&user, 0, 100).await.unwrap();
    assert_eq!((history.total, history.entries.len(), history.entries[0].id), (10, 10, 10), "newest first");
    let entry = |id: i64| history.entries.iter().find(|entry| entry.id == id).unwrap();
    assert!(entry(10).repeat && entry(10).words.contains("repeat"));
    assert_eq!((entry(1).words.as_str(), entry(1).before), ("First known state", None));
    let turns = |id: i64| {
        let turns = entry(id).turns.iter().map(|turn| format!("{:?} {:?}", turn.thing, turn.turn));
        turns.collect::<Vec<_>>()
    };
    assert_eq!(turns(1), ["User Came", "Identity Came"]);
    assert_eq!(
        (turns(2), turns(6), turns(7)),
        (vec!["Session Came".to_owned()], vec!["Identity Came".into()], vec!["Identity Went".into()])
    );
    assert!(!turns(9).is_empty() && turns(9).iter().all(|turn| turn == "Session Went"));
    assert!(entry(3).proposed && entry(3).words.starts_with("Proposes "), "{}", entry(3).words);
    assert_eq!(entry(4).before, Some(2), "a proposal is not a previous state");
    assert!(entry(4).labels.contains(&"Website".to_owned()), "{:?}", entry(4));
    assert_eq!((entry(5).labels.clone(), entry(5).before), (vec!["Email".to_owned()], None));
    assert!(entry(8).words.contains("Disabled"), "{}", entry(8).words);
    assert!(entry(6).turns[0].name.as_deref().unwrap().starts_with('+'), "{:?}", entry(6).turns);
}

#[tokio::test]
async fn a_window_of_a_history_equals_its_part_of_the_whole() {
    let names: Vec<&str> = ["user.disabled", "user.reenabled", "identity.email.updated", "user.profile.updated"]
        .into_iter()
        .cycle()
        .take(80)
        .collect();
    let bodies = story(6, &names);
    let user = user_of(&bodies[0]);
    let log = EventLog::of(bodies).await;
    let whole = log.app.users.history(&user, 0, 200).await.unwrap().entries;
    assert_eq!(whole.len(), 80);
    for start in [0, 7, 33, 79, 80, 1000] {
        let window = log.app.users.history(&user, start, 7).await.unwrap();
        let expected: Vec<_> = whole.iter().skip(start as usize).take(7).cloned().collect();
        assert_eq!((window.entries, window.total), (expected, 80), "from {start}");
    }
    assert_eq!(log.app.users.history("unknown", 0, 7).await.unwrap().total, 0);
}

#[tokio::test]
async fn users_are_found_by_ids_and_labels_from_their_events() {
    let (ada, bob) = (story(11, &["user.created", "user.authenticated"]), story(12, &["identity.phone.added"]));
    let log = EventLog::of([ada[0].clone(), bob[0].clone(), ada[1].clone()]).await;
    let all = log.app.users.users("", 0, 10).await.unwrap();
    let listed: Vec<_> = all.rows.iter().map(|row| (row.user_id.clone(), row.events, row.last_event)).collect();
    assert_eq!(listed, [(user_of(&ada[0]), 2, 3), (user_of(&bob[0]), 1, 2)]);
    let email = all.rows[0].email.clone().unwrap();
    let found = |query: String| {
        let app = Arc::clone(&log.app);
        async move {
            app.users.users(&query, 0, 10).await.unwrap().rows.into_iter().map(|row| row.user_id).collect::<Vec<_>>()
        }
    };
    assert_eq!(found(email.to_uppercase()).await, [user_of(&ada[0])]);
    assert_eq!(found(user_of(&bob[0])[..8].to_owned()).await, [user_of(&bob[0])]);
    let phone: serde_json::Value = serde_json::from_slice(&bob[0]).unwrap();
    let phone = phone["payload"]["identity"]["claims"]["phone_number"].as_str().unwrap().to_owned();
    assert_eq!(found(phone.clone()).await, [user_of(&bob[0])]);
    assert_eq!(found("%".into()).await, [""; 0]);
    assert_eq!(log.app.users.find(&phone).await.unwrap(), user_of(&bob[0]));
    assert!(log.app.users.find("unknown").await.unwrap_err().problem().detail.contains("on the Users page"));
    let second = log.app.users.users("", 1, 1).await.unwrap();
    assert_eq!((second.total, second.rows[0].user_id.clone()), (2, user_of(&bob[0])));
}

/// An event with another value at a JSON Pointer.
fn edited(body: &[u8], pointer: &str, value: serde_json::Value) -> Vec<u8> {
    let mut document: serde_json::Value = serde_json::from_slice(body).unwrap();
    *document.pointer_mut(pointer).unwrap() = value;
    serde_json::to_vec(&document).unwrap()
}

fn at(body: &[u8], pointer: &str) -> String {
    let document: serde_json::Value = serde_json::from_slice(body).unwrap();
    document.pointer(pointer).unwrap().as_str().unwrap().to_owned()
}

/// The breaks in a history, by event. Checks that the findings of each event report the same
/// breaks.
async fn breaks(log: &EventLog, user: &str) -> Vec<(i64, Vec<String>)> {
    let entries = log.app.users.history(user, 0, 200).await.unwrap().entries;
    let mut found = Vec::new();
    for entry in entries.into_iter().rev().filter(|entry| !entry.breaks.is_empty()) {
        let findings = log.breaks(entry.id).await;
        let sentences = findings.into_iter().map(|finding| finding.sentence);
        let about_before: Vec<_> = sentences.filter(|sentence| !sentence.starts_with("After this event: ")).collect();
        assert_eq!(entry.breaks, about_before, "event {}", entry.id);
        found.push((entry.id, entry.breaks));
    }
    found
}

#[tokio::test]
async fn an_edited_identity_breaks_the_history() {
    let bodies = story(9, &["identity.phone.updated", "user.authenticated", "identity.phone.updated"]);
    let user = user_of(&bodies[0]);
    assert_eq!(breaks(&EventLog::of(bodies.clone()).await, &user).await, []);
    let forged = edited(&bodies[0], "/payload/new_identity/claims/phone_number", "+15550000000".into());
    let log = EventLog::of([forged, bodies[1].clone(), bodies[2].clone()]).await;
    let breaks = breaks(&log, &user).await;
    assert_eq!((breaks.len(), breaks[0].0, breaks[0].1.len()), (1, 3, 1));
    let sentence = &breaks[0].1[0];
    assert!(sentence.contains("(event 1): Phone number \"+15550000000\"") && sentence.contains("edited"), "{sentence}");
}

#[tokio::test]
async fn a_profile_that_changed_without_an_event_breaks_the_history() {
    let names = ["user.profile.updated", "user.disabled", "user.reenabled", "user.profile.updated", "user.disabled"];
    let bodies = story(13, &names);
    let user = user_of(&bodies[0]);
    assert_eq!(breaks(&EventLog::of(bodies.clone()).await, &user).await, [], "each change has an event");
    let forged = edited(&bodies[2], "/payload/user/custom_attributes", serde_json::json!({ "hat": "x" }));
    let roles = edited(&bodies[1], "/payload/user/roles", serde_json::json!(["admin"]));
    let log = EventLog::of([bodies[0].clone(), roles, forged, bodies[3].clone(), bodies[4].clone()]).await;
    let found = breaks(&log, &user).await;
    assert_eq!(found.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [3], "changed roles are not a break: {found:?}");
    let sentence = &found[0].1[0];
    assert!(sentence.starts_with("Different from the last known state (event 2): Custom attribute "), "{sentence}");
    assert!(sentence.contains("This event does not change them"), "{sentence}");
}

#[tokio::test]
async fn a_missing_profile_update_is_a_break_unless_other_events_explain_it() {
    let names = ["user.disabled", "user.profile.pre_update", "user.profile.updated", "user.reenabled"];
    let bodies = story(14, &names);
    let user = user_of(&bodies[0]);
    let [first, proposal, update, last] = <[Vec<u8>; 4]>::try_from(bodies).unwrap();
    let missed = EventLog::of([first.clone(), last.clone()]).await;
    assert_eq!(breaks(&missed, &user).await[0].0, 2);
    let proposed = EventLog::of([first.clone(), proposal, last.clone()]).await;
    assert_eq!(breaks(&proposed, &user).await, [], "the proposal may have been applied");
    let late = EventLog::of([first.clone(), update.clone(), last.clone(), first.clone()]).await;
    assert_eq!(breaks(&late, &user).await, [], "a repeat is not a newer state");
    // The oldest event arrives after the update. Its timestamp shows that it is older.
    let disordered = EventLog::of([update, first, last]).await;
    let entries = disordered.app.users.history(&user, 0, 10).await.unwrap().entries;
    let broken: Vec<i64> = entries.iter().filter(|entry| !entry.breaks.is_empty()).map(|entry| entry.id).collect();
    assert_eq!(broken, [3], "event 2 arrived late and is no break; event 3 follows the update before it");
}

#[tokio::test]
async fn identities_out_of_order_break_the_history() {
    let mut bodies = story(7, &["identity.email.updated", "identity.email.updated", "identity.email.updated"]);
    let user = user_of(&bodies[0]);
    bodies.swap(1, 2);
    let log = EventLog::of(bodies).await;
    let found = breaks(&log, &user).await;
    assert_eq!(found.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [2, 3]);
    assert!(found.iter().all(|(_, sentences)| sentences[0].contains("arrived out of order")));
}

fn in_another_app(body: &[u8]) -> Vec<u8> {
    edited(body, "/context/app_id", "elsewhere".into())
}

#[tokio::test]
async fn one_id_in_two_applications_has_two_separate_histories() {
    let names = ["identity.email.updated", "user.disabled", "user.reenabled", "user.profile.updated", "user.disabled"];
    let here = story(21, &names);
    let user = user_of(&here[0]);
    let there = story(22, &names).into_iter().map(|body| {
        let text = String::from_utf8(in_another_app(&body)).unwrap();
        text.replace(&user_of(&body), &user).into_bytes()
    });
    let bodies: Vec<_> = here.into_iter().zip(there).flat_map(|(one, other)| [one, other]).collect();
    let log = EventLog::of(bodies).await;
    let whole = log.app.users.history(&user, 0, 100).await.unwrap().entries;
    assert_eq!(whole.len(), 10);
    assert!(whole.iter().all(|entry| entry.breaks.is_empty()), "{whole:?}");
    assert_eq!((whole[0].before, whole[1].before), (Some(8), Some(7)));
    for start in 0..10 {
        let window = log.app.users.history(&user, start, 1).await.unwrap().entries;
        assert_eq!(window, whole[start as usize..][..1], "from {start}");
    }
    let spans = log.app.users.lifetimes(&user).await.unwrap().spans;
    assert_eq!(spans.iter().map(|span| (span.first_seen, span.last_seen)).collect::<Vec<_>>(), [(2, 2), (1, 1)]);
}

#[tokio::test]
async fn a_history_of_a_thousand_events_is_read_from_both_ends() {
    let cycle =
        ["user.authenticated", "user.disabled", "identity.phone.updated", "user.profile.updated", "user.reenabled"];
    let names: Vec<&str> = cycle.into_iter().cycle().take(1_000).collect();
    let bodies = story(15, &names);
    let user = user_of(&bodies[0]);
    let log = EventLog::of(bodies).await;
    let newest = log.app.users.history(&user, 0, 60).await.unwrap();
    assert_eq!((newest.total, newest.entries.len(), newest.entries[0].id), (1_000, 60, 1_000));
    assert!(newest.entries.iter().all(|entry| entry.breaks.is_empty() && entry.words != "First known state"));
    let oldest = log.app.users.history(&user, 940, 60).await.unwrap();
    assert_eq!((oldest.entries.len(), oldest.entries[59].id), (60, 1));
    assert_eq!((oldest.entries[59].words.as_str(), oldest.entries[59].before), ("First known state", None));
    assert!(oldest.entries.iter().all(|entry| entry.breaks.is_empty()));
    assert_eq!(log.app.users.history(&user, 1_000, 60).await.unwrap().entries, []);
    let lifetimes = log.app.users.lifetimes(&user).await.unwrap();
    assert_eq!(
        (lifetimes.looked_at, lifetimes.user.events, lifetimes.spans.len(), lifetimes.omitted),
        (1_000, 1_000, 200, 2),
        "one session for each sign-in, the session that the other events continue, and the phone number"
    );
    assert_eq!(lifetimes.spans[0].came, Some(996), "the newest session");
}

#[tokio::test]
async fn lifetimes_of_identities_and_sessions_follow_from_events() {
    let names = [
        "user.created",
        "user.authenticated",
        "identity.phone.added",
        "identity.phone.updated",
        "identity.phone.removed",
        "user.authenticated",
        "user.signed_out",
        "user.disabled",
    ];
    let bodies = story(4, &names);
    let user = user_of(&bodies[0]);
    let mut log = EventLog::of(bodies.clone()).await;
    let lifetimes = log.app.users.lifetimes(&user).await.unwrap();
    assert_eq!(
        (lifetimes.user.user_id.as_str(), lifetimes.user.events, lifetimes.looked_at, lifetimes.omitted),
        (&*user, 8, 8, 0)
    );
    let phone = lifetimes.spans.iter().find(|span| span.came == Some(3)).unwrap();
    assert_eq!((phone.first_seen, phone.last_seen, phone.went), (3, 5, Some(5)));
    assert!(phone.name.as_deref().unwrap().starts_with('+') && phone.went_at.is_some() && phone.came_at.is_some());
    let first = lifetimes.spans.iter().find(|span| span.came == Some(1)).unwrap();
    assert_eq!((first.first_seen, first.went), (1, None));
    let gone: Vec<bool> = lifetimes.spans.iter().map(|span| span.went.is_some()).collect();
    assert!(gone.is_sorted() && gone.contains(&true) && gone.contains(&false), "current ones come first: {gone:?}");
    let order: Vec<_> = lifetimes.spans.iter().map(|span| (span.went.is_some(), -span.first_seen)).collect();
    assert!(order.is_sorted(), "{order:?}");

    // Repeats and late events do not restart a lifetime that has ended.
    log.append(bodies[2].clone()).await;
    let names_and_end = [&names[..], &["user.deleted"]].concat();
    let deleted = log.append(story(4, &names_and_end).remove(8)).await;
    let after = log.app.users.lifetimes(&user).await.unwrap();
    assert_eq!((after.looked_at, after.spans.len()), (10, lifetimes.spans.len()));
    let phone = after.spans.iter().find(|span| span.came == Some(3)).unwrap();
    assert_eq!((phone.last_seen, phone.went), (5, Some(5)));
    let first = after.spans.iter().find(|span| span.came == Some(1)).unwrap();
    assert_eq!(first.went, Some(deleted), "an identity ends with its user");
    let error = log.app.users.lifetimes("unknown").await.unwrap_err().problem().detail;
    assert!(error.contains("No event is about a user") && error.contains("on the Users page"), "{error}");
}

#[tokio::test]
async fn a_removal_that_arrives_before_its_addition_ends_the_lifetime() {
    let [added, removed] =
        <[Vec<u8>; 2]>::try_from(story(4, &["identity.phone.added", "identity.phone.removed"])).unwrap();
    let user = user_of(&added);
    let log = EventLog::of([removed, added]).await;
    let spans = log.app.users.lifetimes(&user).await.unwrap().spans;
    let [span] = &spans[..] else { panic!("{spans:?}") };
    assert_eq!((span.came, span.went, span.first_seen, span.last_seen), (Some(2), Some(1), 1, 2));
}

#[tokio::test]
async fn a_state_is_the_last_known_one_with_its_original_spelling() {
    let names = ["user.disabled", "user.profile.pre_update", "user.reenabled"];
    let bodies = story(16, &names);
    let user = user_of(&bodies[0]);
    let numbers = String::from_utf8(edited(&bodies[0], "/payload/user/custom_attributes", "@".into())).unwrap();
    let numbers = numbers.replace(r#""@""#, r#"{"z":1.50E+2,"a":12345678901234567890123}"#);
    let without_state = String::from_utf8(edited(&bodies[2], "/payload", serde_json::json!({}))).unwrap();
    let other_user = story(17, &["user.disabled"]).remove(0);
    let log = EventLog::of([numbers.into_bytes(), bodies[1].clone(), without_state.into_bytes(), other_user]).await;
    let state = |event| {
        let (app, user) = (Arc::clone(&log.app), user.clone());
        async move { app.users.state(&user, event).await }
    };
    let first = state(1).await.unwrap();
    assert_eq!((first.event_id, first.omitted), (Some(1), 0));
    assert!(first.text.contains("\"z\": 1.50E+2,\n    \"a\": 12345678901234567890123\n"), "{}", first.text);
    assert!(first.text.starts_with("{\n  \"") && first.text.ends_with("\n}"), "{}", first.text);
    assert_eq!(state(2).await.unwrap().event_id, Some(2), "the event itself has the proposed state");
    assert_eq!(state(3).await.unwrap(), first, "a proposal is not the last known state");
    let other = state(4).await.unwrap_err().to_string();
    assert!(other.contains("event 4 is not about the user"), "{other}");
    assert!(state(9).await.unwrap_err().to_string().contains("no event 9"));
    let error = log.app.users.state("unknown", 1).await.unwrap_err().to_string();
    assert!(error.contains("event 1 is not about the user 'unknown'"), "{error}");
}

#[tokio::test]
async fn there_is_no_state_before_the_first_one_and_tokens_are_redacted() {
    let without_state = edited(&story(16, &["user.disabled"]).remove(0), "/payload", serde_json::json!({}));
    let user = at(&without_state, "/context/user_id");
    let requested = r#"{"event":"auth.email_verificationRequested","param":{"userId":"u1","email":"a@b.example",
        "emailVerified":false,"roles":[],"token":"sesame","link":"https://x/sesame"}}"#;
    let log = EventLog::of([without_state, requested.as_bytes().to_vec()]).await;
    let none = log.app.users.state(&user, 1).await.unwrap();
    assert_eq!((none.event_id, none.text.as_str(), none.omitted), (None, "", 0));
    let redacted = log.app.users.state("u1", 2).await.unwrap();
    assert!(redacted.text.contains("\"token\": \"••••") && !redacted.text.contains("sesame"), "{}", redacted.text);
}

#[tokio::test]
async fn a_state_has_no_token_even_if_the_event_type_is_unknown() {
    let renamed = |verified: bool, token: &str| {
        format!(
            r#"{{"event":"auth.user_renamed","param":{{"userId":"u1","email":"a@b.example","emailVerified":{verified},
            "token":["{token}"],"link":"https://x/{token}"}}}}"#
        )
    };
    let log = EventLog::of([renamed(false, "sesame").into_bytes(), renamed(true, "poppy").into_bytes()]).await;
    let between = Sides::User { user_id: "u1".to_owned(), old: 1, new: 2 };
    for sides in [Sides::Event { id: 2 }, between] {
        let compared = log
            .app
            .compare
            .diff(&sides, DiffOptions { format: DiffFormat::Patch, ..DiffOptions::default() })
            .await
            .unwrap();
        assert_eq!(compared.patch.as_deref(), Some(r#"[{"op":"replace","path":"/emailVerified","value":true}]"#));
    }
}

#[tokio::test]
async fn a_large_state_is_truncated() {
    let body = story(16, &["user.disabled"]).remove(0);
    let large = edited(&body, "/payload/user/custom_attributes", serde_json::json!({ "é": "é".repeat(200_000) }));
    let log = EventLog::of([large]).await;
    let state = log.app.users.state(&user_of(&body), 1).await.unwrap();
    assert!(state.text.len() <= 256 << 10 && state.text.len() > (256 << 10) - 4);
    assert!(state.omitted > 400_000 - (256 << 10), "{}", state.omitted);
}

#[tokio::test]
async fn users_are_found_by_their_newest_state_if_no_event_has_the_label() {
    let names = ["user.created", "user.disabled"];
    let bodies = story(18, &names);
    let user = user_of(&bodies[0]);
    let attributes = serde_json::json!({
        "email": "Änne@Example.org", "phone_number": "+15551234567", "preferred_username": "anne77", "name": "Anne Example",
    });
    let renamed = edited(&bodies[1], "/payload/user/standard_attributes", attributes);
    let mut log = EventLog::of([bodies[0].clone(), renamed]).await;
    let subject = log.app.users.history(&user, 0, 1).await.unwrap().entries.remove(0).subject;
    for query in ["änne@example", "5551234", "ANNE77", "anne ex", "+1 (555) 123-4567", "555 123"] {
        let found = log.app.users.users(query, 0, 10).await.unwrap();
        assert_eq!(found.rows.iter().map(|row| &row.user_id).collect::<Vec<_>>(), [&user], "{query}");
        assert_eq!(found.total, 1);
    }
    assert!(subject.is_none_or(|subject| !subject.contains("5551234") && !subject.contains("77")));
    assert_eq!(
        log.app.users.users("anne77\nanne", 0, 10).await.unwrap().total,
        0,
        "a search does not span two attributes"
    );
    // The newest state has a different address now.
    let attributes = serde_json::json!({ "email": "other@example.org" });
    let names = [&names[..], &["user.reenabled"]].concat();
    let newer = edited(&story(18, &names).remove(2), "/payload/user/standard_attributes", attributes);
    log.append(newer).await;
    assert_eq!(log.app.users.users("anne77", 0, 10).await.unwrap().total, 0);
    assert_eq!(log.app.users.users("other@example", 0, 10).await.unwrap().total, 1);
    assert_eq!(log.app.users.users("other@example", 0, 10).await.unwrap().rows[0].events, 3);
}

#[tokio::test]
async fn an_event_without_a_state_does_not_hide_the_labels_of_its_user() {
    let bodies = story(19, &["user.created", "user.disabled"]);
    let unknown = edited(&edited(&bodies[1], "/type", "user.brand_new".into()), "/payload", serde_json::json!({}));
    let email = at(&bodies[0], "/payload/user/standard_attributes/email");
    let log = EventLog::of([bodies[0].clone(), unknown]).await;
    let row = log.app.users.users("", 0, 1).await.unwrap().rows.remove(0);
    assert_eq!((row.email.as_deref(), row.last_event), (Some(email.as_str()), 2));
    assert_eq!(log.app.users.lifetimes(&row.user_id).await.unwrap().user, row);
}
