//! The users that events are about, and the history, the life and the states of one.

use hookglass_app::{DiffFormat, DiffOptions, view::Sides};
use std::sync::Arc;

use crate::{
    lives::{Life, told, user_of},
    support::AsProblem,
};

#[tokio::test]
async fn the_history_says_what_each_event_changed_and_what_came_and_went() {
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
    let bodies = told(4, &names);
    let user = user_of(&bodies[0]);
    let mut life = Life::of(bodies.clone()).await;
    life.arrives(bodies[7].clone()).await;
    let history = life.app.people.history(&user, 0, 100).await.unwrap();
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
    assert_eq!(entry(4).before, Some(2), "not what was proposed");
    assert!(entry(4).labels.contains(&"Website".to_owned()), "{:?}", entry(4));
    assert_eq!((entry(5).labels.clone(), entry(5).before), (vec!["Email".to_owned()], None));
    assert!(entry(8).words.contains("Disabled"), "{}", entry(8).words);
    assert!(entry(6).turns[0].name.as_deref().unwrap().starts_with('+'), "{:?}", entry(6).turns);
}

#[tokio::test]
async fn a_window_of_a_history_says_the_same_as_the_whole() {
    let names: Vec<&str> = ["user.disabled", "user.reenabled", "identity.email.updated", "user.profile.updated"]
        .into_iter()
        .cycle()
        .take(80)
        .collect();
    let bodies = told(6, &names);
    let user = user_of(&bodies[0]);
    let life = Life::of(bodies).await;
    let whole = life.app.people.history(&user, 0, 200).await.unwrap().entries;
    assert_eq!(whole.len(), 80);
    for start in [0, 7, 33, 79, 80, 1000] {
        let window = life.app.people.history(&user, start, 7).await.unwrap();
        let expected: Vec<_> = whole.iter().skip(start as usize).take(7).cloned().collect();
        assert_eq!((window.entries, window.total), (expected, 80), "from {start}");
    }
    assert_eq!(life.app.people.history("nobody", 0, 7).await.unwrap().total, 0);
}

#[tokio::test]
async fn users_are_found_by_what_events_show_of_them() {
    let (ada, bob) = (told(11, &["user.created", "user.authenticated"]), told(12, &["identity.phone.added"]));
    let life = Life::of([ada[0].clone(), bob[0].clone(), ada[1].clone()]).await;
    let all = life.app.people.users("", 0, 10).await.unwrap();
    let listed: Vec<_> = all.rows.iter().map(|row| (row.user_id.clone(), row.events, row.last_event)).collect();
    assert_eq!(listed, [(user_of(&ada[0]), 2, 3), (user_of(&bob[0]), 1, 2)]);
    let email = all.rows[0].email.clone().unwrap();
    let found = |query: String| {
        let app = Arc::clone(&life.app);
        async move {
            app.people.users(&query, 0, 10).await.unwrap().rows.into_iter().map(|row| row.user_id).collect::<Vec<_>>()
        }
    };
    assert_eq!(found(email.to_uppercase()).await, [user_of(&ada[0])]);
    assert_eq!(found(user_of(&bob[0])[..8].to_owned()).await, [user_of(&bob[0])]);
    let phone: serde_json::Value = serde_json::from_slice(&bob[0]).unwrap();
    let phone = phone["payload"]["identity"]["claims"]["phone_number"].as_str().unwrap().to_owned();
    assert_eq!(found(phone.clone()).await, [user_of(&bob[0])]);
    assert_eq!(found("%".into()).await, [""; 0]);
    assert_eq!(life.app.people.find(&phone).await.unwrap(), user_of(&bob[0]));
    assert!(life.app.people.find("nobody").await.unwrap_err().problem().detail.contains("on the Users page"));
    let second = life.app.people.users("", 1, 1).await.unwrap();
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

/// The breaks that a history tells, by event; those are the same that the events' findings tell of the events before them.
async fn breaks(life: &Life, user: &str) -> Vec<(i64, Vec<String>)> {
    let entries = life.app.people.history(user, 0, 200).await.unwrap().entries;
    let mut found = Vec::new();
    for entry in entries.into_iter().rev().filter(|entry| !entry.breaks.is_empty()) {
        let findings = life.breaks(entry.id).await;
        let sentences = findings.into_iter().map(|finding| finding.sentence);
        let of_before: Vec<_> = sentences.filter(|sentence| !sentence.starts_with("After this event: ")).collect();
        assert_eq!(entry.breaks, of_before, "event {}", entry.id);
        found.push((entry.id, entry.breaks));
    }
    found
}

#[tokio::test]
async fn an_edited_identity_breaks_the_history() {
    let bodies = told(9, &["identity.phone.updated", "user.authenticated", "identity.phone.updated"]);
    let user = user_of(&bodies[0]);
    assert_eq!(breaks(&Life::of(bodies.clone()).await, &user).await, []);
    let forged = edited(&bodies[0], "/payload/new_identity/claims/phone_number", "+15550000000".into());
    let life = Life::of([forged, bodies[1].clone(), bodies[2].clone()]).await;
    let breaks = breaks(&life, &user).await;
    assert_eq!((breaks.len(), breaks[0].0, breaks[0].1.len()), (1, 3, 1));
    let sentence = &breaks[0].1[0];
    assert!(
        sentence.contains("(event 1): Phone number \"+15550000000\"") && sentence.contains("edited"),
        "{sentence}"
    );
}

#[tokio::test]
async fn a_profile_that_changed_without_an_event_breaks_the_history() {
    let names = ["user.profile.updated", "user.disabled", "user.reenabled", "user.profile.updated", "user.disabled"];
    let bodies = told(13, &names);
    let user = user_of(&bodies[0]);
    assert_eq!(breaks(&Life::of(bodies.clone()).await, &user).await, [], "each change has its event");
    let forged = edited(&bodies[2], "/payload/user/custom_attributes", serde_json::json!({ "hat": "x" }));
    let roles = edited(&bodies[1], "/payload/user/roles", serde_json::json!(["admin"]));
    let life = Life::of([bodies[0].clone(), roles, forged, bodies[3].clone(), bodies[4].clone()]).await;
    let found = breaks(&life, &user).await;
    assert_eq!(found.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [3], "roles change without events: {found:?}");
    let sentence = &found[0].1[0];
    assert!(sentence.starts_with("Different from the last known state (event 2): Custom attribute "), "{sentence}");
    assert!(sentence.contains("This event does not change them"), "{sentence}");
}

#[tokio::test]
async fn a_missing_profile_update_is_said_unless_something_can_explain_it() {
    let names = ["user.disabled", "user.profile.pre_update", "user.profile.updated", "user.reenabled"];
    let bodies = told(14, &names);
    let user = user_of(&bodies[0]);
    let [first, proposal, update, last] = <[Vec<u8>; 4]>::try_from(bodies).unwrap();
    let missed = Life::of([first.clone(), last.clone()]).await;
    assert_eq!(breaks(&missed, &user).await[0].0, 2);
    let proposed = Life::of([first.clone(), proposal, last.clone()]).await;
    assert_eq!(breaks(&proposed, &user).await, [], "what was proposed may have come to be");
    let late = Life::of([first.clone(), update.clone(), last.clone(), first.clone()]).await;
    assert_eq!(breaks(&late, &user).await, [], "a repeat tells nothing");
    // The oldest arrives after the update: its own clock says that it is older.
    let disordered = Life::of([update, first, last]).await;
    let entries = disordered.app.people.history(&user, 0, 10).await.unwrap().entries;
    let broken: Vec<i64> = entries.iter().filter(|entry| !entry.breaks.is_empty()).map(|entry| entry.id).collect();
    assert_eq!(broken, [3], "not the second, which came late; the third has the update that came before it");
}

#[tokio::test]
async fn identities_out_of_order_break_the_history() {
    let mut bodies = told(7, &["identity.email.updated", "identity.email.updated", "identity.email.updated"]);
    let user = user_of(&bodies[0]);
    bodies.swap(1, 2);
    let life = Life::of(bodies).await;
    let found = breaks(&life, &user).await;
    assert_eq!(found.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [2, 3]);
    assert!(found.iter().all(|(_, sentences)| sentences[0].contains("arrived out of order")));
}

fn in_another_app(body: &[u8]) -> Vec<u8> {
    edited(body, "/context/app_id", "elsewhere".into())
}

#[tokio::test]
async fn one_id_in_two_applications_is_compared_and_lives_twice() {
    let names = ["identity.email.updated", "user.disabled", "user.reenabled", "user.profile.updated", "user.disabled"];
    let here = told(21, &names);
    let user = user_of(&here[0]);
    let there = told(22, &names).into_iter().map(|body| {
        let text = String::from_utf8(in_another_app(&body)).unwrap();
        text.replace(&user_of(&body), &user).into_bytes()
    });
    let bodies: Vec<_> = here.into_iter().zip(there).flat_map(|(one, other)| [one, other]).collect();
    let life = Life::of(bodies).await;
    let whole = life.app.people.history(&user, 0, 100).await.unwrap().entries;
    assert_eq!(whole.len(), 10);
    assert!(whole.iter().all(|entry| entry.breaks.is_empty()), "{whole:?}");
    assert_eq!((whole[0].before, whole[1].before), (Some(8), Some(7)));
    for start in 0..10 {
        let window = life.app.people.history(&user, start, 1).await.unwrap().entries;
        assert_eq!(window, whole[start as usize..][..1], "from {start}");
    }
    let spans = life.app.people.lifetimes(&user).await.unwrap().spans;
    assert_eq!(spans.iter().map(|span| (span.first_seen, span.last_seen)).collect::<Vec<_>>(), [(2, 2), (1, 1)]);
}

#[tokio::test]
async fn a_history_of_a_thousand_events_is_read_at_both_ends() {
    let cycle =
        ["user.authenticated", "user.disabled", "identity.phone.updated", "user.profile.updated", "user.reenabled"];
    let names: Vec<&str> = cycle.into_iter().cycle().take(1_000).collect();
    let bodies = told(15, &names);
    let user = user_of(&bodies[0]);
    let life = Life::of(bodies).await;
    let newest = life.app.people.history(&user, 0, 60).await.unwrap();
    assert_eq!((newest.total, newest.entries.len(), newest.entries[0].id), (1_000, 60, 1_000));
    assert!(
        newest.entries.iter().all(|entry| entry.breaks.is_empty() && entry.words != "First known state")
    );
    let oldest = life.app.people.history(&user, 940, 60).await.unwrap();
    assert_eq!((oldest.entries.len(), oldest.entries[59].id), (60, 1));
    assert_eq!((oldest.entries[59].words.as_str(), oldest.entries[59].before), ("First known state", None));
    assert!(oldest.entries.iter().all(|entry| entry.breaks.is_empty()));
    assert_eq!(life.app.people.history(&user, 1_000, 60).await.unwrap().entries, []);
    let whole_life = life.app.people.lifetimes(&user).await.unwrap();
    assert_eq!(
        (whole_life.looked_at, whole_life.user.events, whole_life.spans.len(), whole_life.omitted),
        (1_000, 1_000, 200, 2),
        "a session of each sign-in, the one that these continue, and the phone number"
    );
    assert_eq!(whole_life.spans[0].came, Some(996), "the newest session");
}

#[tokio::test]
async fn identities_and_sessions_last_as_long_as_events_tell() {
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
    let bodies = told(4, &names);
    let user = user_of(&bodies[0]);
    let mut life = Life::of(bodies.clone()).await;
    let told_of = life.app.people.lifetimes(&user).await.unwrap();
    assert_eq!(
        (told_of.user.user_id.as_str(), told_of.user.events, told_of.looked_at, told_of.omitted),
        (&*user, 8, 8, 0)
    );
    let phone = told_of.spans.iter().find(|span| span.came == Some(3)).unwrap();
    assert_eq!((phone.first_seen, phone.last_seen, phone.went), (3, 5, Some(5)));
    assert!(phone.name.as_deref().unwrap().starts_with('+') && phone.went_at.is_some() && phone.came_at.is_some());
    let first = told_of.spans.iter().find(|span| span.came == Some(1)).unwrap();
    assert_eq!((first.first_seen, first.went), (1, None));
    let gone: Vec<bool> = told_of.spans.iter().map(|span| span.went.is_some()).collect();
    assert!(gone.is_sorted() && gone.contains(&true) && gone.contains(&false), "those that are there first: {gone:?}");
    let order: Vec<_> = told_of.spans.iter().map(|span| (span.went.is_some(), -span.first_seen)).collect();
    assert!(order.is_sorted(), "{order:?}");

    // A repeat shows nothing again, and what arrives late brings nothing back.
    life.arrives(bodies[2].clone()).await;
    let names_and_end = [&names[..], &["user.deleted"]].concat();
    let deleted = life.arrives(told(4, &names_and_end).remove(8)).await;
    let after = life.app.people.lifetimes(&user).await.unwrap();
    assert_eq!((after.looked_at, after.spans.len()), (10, told_of.spans.len()));
    let phone = after.spans.iter().find(|span| span.came == Some(3)).unwrap();
    assert_eq!((phone.last_seen, phone.went), (5, Some(5)));
    let first = after.spans.iter().find(|span| span.came == Some(1)).unwrap();
    assert_eq!(first.went, Some(deleted), "with the user");
    let nobody = life.app.people.lifetimes("nobody").await.unwrap_err().problem().detail;
    assert!(nobody.contains("No event is about a user") && nobody.contains("on the Users page"), "{nobody}");
}

#[tokio::test]
async fn what_an_update_arriving_before_its_addition_shows_stays() {
    let [added, removed] =
        <[Vec<u8>; 2]>::try_from(told(4, &["identity.phone.added", "identity.phone.removed"])).unwrap();
    let user = user_of(&added);
    let life = Life::of([removed, added]).await;
    let spans = life.app.people.lifetimes(&user).await.unwrap().spans;
    let [span] = &spans[..] else { panic!("{spans:?}") };
    assert_eq!((span.came, span.went, span.first_seen, span.last_seen), (Some(2), Some(1), 1, 2));
}

#[tokio::test]
async fn a_state_is_shown_as_it_was_known_and_as_it_is_written() {
    let names = ["user.disabled", "user.profile.pre_update", "user.reenabled"];
    let bodies = told(16, &names);
    let user = user_of(&bodies[0]);
    let digits = String::from_utf8(edited(&bodies[0], "/payload/user/custom_attributes", "@".into())).unwrap();
    let digits = digits.replace(r#""@""#, r#"{"z":1.50E+2,"a":12345678901234567890123}"#);
    let silent = String::from_utf8(edited(&bodies[2], "/payload", serde_json::json!({}))).unwrap();
    let stranger = told(17, &["user.disabled"]).remove(0);
    let life = Life::of([digits.into_bytes(), bodies[1].clone(), silent.into_bytes(), stranger]).await;
    let state = |event| {
        let (app, user) = (Arc::clone(&life.app), user.clone());
        async move { app.people.state(&user, event).await }
    };
    let first = state(1).await.unwrap();
    assert_eq!((first.event_id, first.omitted), (Some(1), 0));
    assert!(first.text.contains("\"z\": 1.50E+2,\n    \"a\": 12345678901234567890123\n"), "{}", first.text);
    assert!(first.text.starts_with("{\n  \"") && first.text.ends_with("\n}"), "{}", first.text);
    assert_eq!(state(2).await.unwrap().event_id, Some(2), "the proposal itself, when that is asked for");
    assert_eq!(state(3).await.unwrap(), first, "the last fact before it, not the proposal");
    let other = state(4).await.unwrap_err().to_string();
    assert!(other.contains("event 4 is not about the user"), "{other}");
    assert!(state(9).await.unwrap_err().to_string().contains("no event 9"));
    let nobody = life.app.people.state("nobody", 1).await.unwrap_err().to_string();
    assert!(nobody.contains("event 1 is not about the user 'nobody'"), "{nobody}");
}

#[tokio::test]
async fn before_the_first_state_there_is_none_and_a_token_is_covered() {
    let silent = edited(&told(16, &["user.disabled"]).remove(0), "/payload", serde_json::json!({}));
    let user = at(&silent, "/context/user_id");
    let requested = r#"{"event":"auth.email_verificationRequested","param":{"userId":"u1","email":"a@b.example",
        "emailVerified":false,"roles":[],"token":"sesame","link":"https://x/sesame"}}"#;
    let life = Life::of([silent, requested.as_bytes().to_vec()]).await;
    let none = life.app.people.state(&user, 1).await.unwrap();
    assert_eq!((none.event_id, none.text.as_str(), none.omitted), (None, "", 0));
    let covered = life.app.people.state("u1", 2).await.unwrap();
    assert!(covered.text.contains("\"token\": \"••••") && !covered.text.contains("sesame"), "{}", covered.text);
}

#[tokio::test]
async fn a_token_is_in_no_state_also_where_the_type_is_not_known() {
    let told = |verified: bool, token: &str| {
        format!(
            r#"{{"event":"auth.user_renamed","param":{{"userId":"u1","email":"a@b.example","emailVerified":{verified},
            "token":["{token}"],"link":"https://x/{token}"}}}}"#
        )
    };
    let life = Life::of([told(false, "sesame").into_bytes(), told(true, "poppy").into_bytes()]).await;
    let between = Sides::User { user_id: "u1".to_owned(), old: 1, new: 2 };
    for sides in [Sides::Event { id: 2 }, between] {
        let compared = life
            .app
            .compare
            .diff(&sides, DiffOptions { format: DiffFormat::Patch, ..DiffOptions::default() })
            .await
            .unwrap();
        assert_eq!(compared.patch.as_deref(), Some(r#"[{"op":"replace","path":"/emailVerified","value":true}]"#));
    }
}

#[tokio::test]
async fn a_large_state_is_shown_in_part() {
    let body = told(16, &["user.disabled"]).remove(0);
    let large = edited(&body, "/payload/user/custom_attributes", serde_json::json!({ "é": "é".repeat(200_000) }));
    let life = Life::of([large]).await;
    let state = life.app.people.state(&user_of(&body), 1).await.unwrap();
    assert!(state.text.len() <= 256 << 10 && state.text.len() > (256 << 10) - 4);
    assert!(state.omitted > 400_000 - (256 << 10), "{}", state.omitted);
}

#[tokio::test]
async fn users_are_found_by_their_newest_states_only_where_no_event_is_called_by_it() {
    let names = ["user.created", "user.disabled"];
    let bodies = told(18, &names);
    let user = user_of(&bodies[0]);
    let attributes = serde_json::json!({
        "email": "Änne@Example.org", "phone_number": "+15551234567", "preferred_username": "anne77", "name": "Anne Example",
    });
    let renamed = edited(&bodies[1], "/payload/user/standard_attributes", attributes);
    let mut life = Life::of([bodies[0].clone(), renamed]).await;
    let subject = life.app.people.history(&user, 0, 1).await.unwrap().entries.remove(0).subject;
    for query in ["änne@example", "5551234", "ANNE77", "anne ex", "+1 (555) 123-4567", "555 123"] {
        let found = life.app.people.users(query, 0, 10).await.unwrap();
        assert_eq!(found.rows.iter().map(|row| &row.user_id).collect::<Vec<_>>(), [&user], "{query}");
        assert_eq!(found.total, 1);
    }
    assert!(subject.is_none_or(|subject| !subject.contains("5551234") && !subject.contains("77")));
    assert_eq!(
        life.app.people.users("anne77\nanne", 0, 10).await.unwrap().total,
        0,
        "a search does not span two of them"
    );
    // The newest state is another now; an event is still called by the old address.
    let attributes = serde_json::json!({ "email": "other@example.org" });
    let names = [&names[..], &["user.reenabled"]].concat();
    let newer = edited(&told(18, &names).remove(2), "/payload/user/standard_attributes", attributes);
    life.arrives(newer).await;
    assert_eq!(life.app.people.users("anne77", 0, 10).await.unwrap().total, 0);
    assert_eq!(life.app.people.users("other@example", 0, 10).await.unwrap().total, 1);
    assert_eq!(life.app.people.users("other@example", 0, 10).await.unwrap().rows[0].events, 3);
}

#[tokio::test]
async fn an_event_that_could_tell_of_a_user_and_does_not_hides_no_name() {
    let bodies = told(19, &["user.created", "user.disabled"]);
    let unknown = edited(&edited(&bodies[1], "/type", "user.brand_new".into()), "/payload", serde_json::json!({}));
    let email = at(&bodies[0], "/payload/user/standard_attributes/email");
    let life = Life::of([bodies[0].clone(), unknown]).await;
    let row = life.app.people.users("", 0, 1).await.unwrap().rows.remove(0);
    assert_eq!((row.email.as_deref(), row.last_event), (Some(email.as_str()), 2));
    assert_eq!(life.app.people.lifetimes(&row.user_id).await.unwrap().user, row);
}
