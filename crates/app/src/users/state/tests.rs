//! Tests of the states of a user after the events of a generated story.

use super::*;
use crate::{
    App,
    base::{config_dir::ConfigDir, data_dir::DataDir},
    secrets::keychain::NoKeychain,
    view::DataDirSource,
};
use hookglass_clock::Clock;
use hookglass_request::{
    capture::{Capture, Version},
    headers::Headers,
};
use hookglass_senders::{
    answers, catalog,
    parsed_request::{Budget, ParsedRequest},
    sample::Story,
    signature::Verdict,
};
use hookglass_store::NewEvent;
use std::sync::Arc;

async fn with(bodies: impl IntoIterator<Item = Vec<u8>>) -> (App, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let data_dir = DataDir { path: dir.path().to_owned(), source: DataDirSource::Option };
    let app = App::open_with(data_dir, ConfigDir::at(dir.path().join("config")), Arc::new(NoKeychain), Clock::system())
        .await
        .unwrap();
    for body in bodies {
        let capture = Capture {
            began_at: Timestamp::UNIX_EPOCH,
            received_at: Timestamp::UNIX_EPOCH,
            peer: ([127, 0, 0, 1], 1).into(),
            version: Version::Http11,
            method: "POST".into(),
            target: "/".into(),
            headers: Headers::from_pairs([("content-type", "application/json")]),
            body: body.into(),
            cut: None,
        };
        let envelope = ParsedRequest::of(&capture, Budget::WAITING).envelope;
        let answer = Some(answers::default_answer(&capture, &envelope));
        let event =
            NewEvent { capture, envelope, answer, signature: Verdict::Unsigned, decision: None, untrusted: None };
        app.users.store.events_mut().append(event).await.unwrap();
    }
    (app, dir)
}

fn story(names: &[&str]) -> (String, Vec<Vec<u8>>) {
    let mut story = Story::of_seed(31);
    let bodies: Vec<_> = names.iter().map(|name| story.next(catalog::find(name).unwrap()).body.to_vec()).collect();
    let document = Document::parse(bodies[0].clone().into()).unwrap();
    let id = document.root().path(&["context", "user_id"]).unwrap().string().unwrap().into_owned();
    (id, bodies)
}

fn found(lookup: StatesLookup) -> Result<States, String> {
    match lookup {
        StatesLookup::Found(states) => Ok(*states),
        StatesLookup::Missing(reason) => Err(reason),
    }
}

/// The same event without its state.
fn without_state(body: &[u8]) -> Vec<u8> {
    let mut document: serde_json::Value = serde_json::from_slice(body).unwrap();
    document["payload"] = serde_json::json!({});
    serde_json::to_vec(&document).unwrap()
}

#[tokio::test]
async fn two_events_are_compared_by_the_states_known_after_each() {
    let names = ["user.disabled", "user.profile.pre_update", "user.reenabled", "user.profile.updated"];
    let (user, mut bodies) = story(&names);
    bodies[2] = without_state(&bodies[2]);
    bodies.push(bodies[0].clone());
    let (app, _dir) = with(bodies).await;
    let between = async |old, new| found(app.users.states_between(&user, old, new).await.unwrap()).unwrap();
    let named = async |old, new| {
        let states = between(old, new).await;
        (states.old_name, states.new_name, states.new_event, states.at.to_string(), states.note.is_some())
    };
    let at = || "/payload/user".to_owned();
    assert_eq!(named(1, 4).await, ("user in event 1".into(), "user in event 4".into(), 4, at(), false));
    assert_eq!(named(2, 4).await.0, "user as proposed in event 2", "a requested proposal is used");
    assert_eq!(named(1, 3).await, ("user in event 1".into(), "user in event 1".into(), 1, at(), true));
    assert_eq!(named(3, 2).await.0, "user in event 1", "an earlier proposal is ignored");
    assert_eq!(named(4, 1).await, ("user in event 4".into(), "user in event 1".into(), 1, at(), false));
    assert_eq!(named(5, 4).await.0, "user in event 5", "a requested duplicate has its own state");
    assert!(!named(4, 4).await.4, "comparing an event with itself needs no note");
    let out_of_order = between(4, 5).await.note.unwrap();
    assert!(out_of_order.contains("out of order"), "{out_of_order}");
}

#[tokio::test]
async fn a_missing_state_is_reported_for_the_right_event() {
    let (user, bodies) = story(&["user.disabled", "user.reenabled"]);
    let (app, _dir) = with([without_state(&bodies[0]), bodies[1].clone()]).await;
    for (old, new) in [(1, 2), (2, 1), (1, 1)] {
        let reason = found(app.users.states_between(&user, old, new).await.unwrap()).unwrap_err();
        assert_eq!(reason, "No event up to event 1 contains the state of this user.");
    }
    assert!(found(app.users.states_between(&user, 2, 2).await.unwrap()).is_ok());
}

#[tokio::test]
async fn events_of_other_users_are_rejected() {
    let (user, mut bodies) = story(&["user.disabled", "user.reenabled", "user.disabled"]);
    let mut elsewhere: serde_json::Value = serde_json::from_slice(&bodies[1]).unwrap();
    elsewhere["context"]["app_id"] = "elsewhere".into();
    bodies[1] = serde_json::to_vec(&elsewhere).unwrap();
    bodies[2] = without_state(&bodies[2]);
    let (app, _dir) = with(bodies).await;
    let refused = async |user: &str, old, new| app.users.states_between(user, old, new).await.unwrap_err().to_string();
    assert!(refused(&user, 1, 2).await.contains("different applications"));
    assert!(refused("someone", 1, 3).await.contains("event 1 is not about the user 'someone'"));
    assert!(refused(&user, 1, 9).await.contains("no event 9"));
    let states = found(app.users.states_between(&user, 1, 3).await.unwrap()).unwrap();
    assert_eq!(states.new_name, "user in event 1", "the later state is of the other application's user");
}
