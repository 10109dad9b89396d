//! Held events: a person answers while the sender waits.

use hookglass_app::view::{AnswerDraft, AnswerState, Automatic, HeldRow, HoldSettings, ProblemCode, SettingsChange};
use hookglass_testkit::{
    HANG_GUARD, corpus,
    wire::{Connection, Response},
};
use std::{sync::Arc, thread::JoinHandle, time::Duration};
use tokio::time::timeout;

use crate::support::{AsProblem, Running, after_commits};

const HOLD: &str = r#"{"version": 1, "rules": [
    {"name": "Hold sign-ups", "when": {"type": "user.pre_create"}, "then": {"do": "hold"}},
    {"name": "Hold others", "when": {"path": "/hold"}, "then": {"do": "hold"}}
]}"#;

async fn start_holding(deadline_ms: u64, automatic: Automatic) -> Running {
    let running = Running::start().await;
    hold_sign_ups(&running, deadline_ms, automatic).await;
    running
}

async fn hold_sign_ups(running: &Running, deadline_ms: u64, automatic: Automatic) {
    running.app.decide.import_rules(HOLD.to_owned(), false).await.unwrap();
    let hold = Some(HoldSettings { deadline_ms, margin_ms: 500, automatic });
    running.app.pages.change_settings(SettingsChange { hold, ..SettingsChange::default() }).await.unwrap();
}

fn sign_up() -> Vec<u8> {
    let fixture = corpus::events().into_iter().find(|fixture| fixture.name == "user.pre_create").unwrap();
    corpus::compact(&fixture.bytes)
}

/// Sends a request and waits for the response, on a separate thread.
fn sender(running: &Running, target: &'static str, body: Vec<u8>) -> JoinHandle<Response> {
    let address = running.app.pages.address().unwrap();
    std::thread::spawn(move || {
        let mut connection = Connection::open(address);
        connection.post(target, &[], &body);
        connection.response()
    })
}

/// The held events, once `count` senders wait.
async fn held(running: &Running, count: usize) -> Vec<HeldRow> {
    let mut changes = running.app.decide.held_changes();
    let waiting = changes.wait_for(|waiting| *waiting == count as u64);
    timeout(HANG_GUARD, waiting).await.expect("the number of held events is published").unwrap();
    running.app.decide.held()
}

async fn answered(sender: JoinHandle<Response>) -> Response {
    tokio::task::spawn_blocking(move || sender.join().unwrap()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_answers_a_held_event_while_its_sender_waits() {
    let running = start_holding(60_000, Automatic::Deny).await;
    let waiting = sender(&running, "/authgear", sign_up());
    let rows = held(&running, 1).await;
    let row = &rows[0];
    assert_eq!(row.event_id, 1);
    assert_eq!((row.event_type.as_deref(), row.rule.as_deref()), (Some("user.pre_create"), Some("Hold sign-ups")));
    assert_eq!((row.automatic.as_str(), row.gone, row.total_ms), ("Deny", false, 60_000));
    assert!(row.answers_in_ms < row.sender_gives_up_in_ms && row.sender_gives_up_in_ms <= 60_000, "{row:?}");
    let listed = running.app.inbox.rows(vec![1]).await.unwrap().remove(0);
    assert_eq!((listed.waiting, listed.status), (true, None), "the event is stored before it is decided");
    let detail = running.app.inbox.event(1).await.unwrap().answer.unwrap();
    assert_eq!((detail.state, detail.status), (AnswerState::Waiting, None));

    let deny = AnswerDraft::Deny { title: "Say \"no\"".into(), reason: String::new() };
    running.app.decide.answer_held(1, &deny, false).await.unwrap();
    let response = answered(waiting).await;
    assert_eq!((response.status, &response.body[..]), (200, &br#"{"is_allowed":false,"title":"Say \"no\""}"#[..]));
    assert!(held(&running, 0).await.is_empty());
    let detail = running.app.inbox.event(1).await.unwrap();
    let answer = detail.answer.unwrap();
    assert_eq!((answer.state, answer.status), (AnswerState::Answered, Some(200)));
    assert_eq!((answer.decided_by.as_deref(), answer.rule.as_deref()), (Some("person"), Some("Hold sign-ups")));
    assert!(answer.after_us.is_some_and(|after| after > 0));
    assert!(!detail.row.waiting);
    let again = running.app.decide.answer_held(1, &deny, false).await.unwrap_err().problem();
    assert_eq!(again.code, ProblemCode::NotFound);
    assert_eq!(again.detail, "Event 1 is no longer held: it was already answered.");
    assert_eq!(running.app.decide.rules().await.unwrap()[0].uses, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_the_sender_would_reject_is_sent_only_on_confirmation() {
    let running = start_holding(60_000, Automatic::Default).await;
    let waiting = sender(&running, "/authgear", sign_up());
    held(&running, 1).await;
    let wrong = AnswerDraft::Body { text: r#"{"is_allowed":"yes"}"#.into() };
    let rejected = running.app.decide.answer_held(1, &wrong, false).await.unwrap_err().problem();
    assert_eq!(rejected.code, ProblemCode::RefusedAnswer);
    assert!(rejected.detail.contains("/is_allowed"), "{}", rejected.detail);
    for (draft, why) in [
        (AnswerDraft::Respond { status: 99, headers: Vec::new(), body: String::new() }, "not a status"),
        (AnswerDraft::Respond { status: 200, headers: vec!["x".into()], body: String::new() }, "Name: value"),
        (AnswerDraft::Respond { status: 200, headers: vec!["x: a\r\ny: b".into()], body: String::new() }, "control"),
        (AnswerDraft::Respond { status: 204, headers: Vec::new(), body: "x".into() }, "no body"),
    ] {
        let problem = running.app.decide.answer_held(1, &draft, true).await.unwrap_err().problem();
        assert_eq!(problem.code, ProblemCode::InvalidInput);
        assert!(problem.detail.contains(why), "{}", problem.detail);
    }
    assert_eq!(running.app.decide.held_count(), 1, "a rejected answer must not end the hold");
    running.app.decide.answer_held(1, &wrong, true).await.unwrap();
    assert_eq!(answered(waiting).await.body, br#"{"is_allowed":"yes"}"#);
    let missing = running.app.decide.answer_held(9, &wrong, false).await.unwrap_err().problem();
    assert_eq!(missing.code, ProblemCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_automatic_answer_is_sent_at_the_deadline() {
    for (automatic, body) in [
        (Automatic::Allow, &br#"{"is_allowed":true}"#[..]),
        (Automatic::Deny, br#"{"is_allowed":false,"title":"No decision","reason":"No decision was made in time."}"#),
        (Automatic::Default, br#"{"is_allowed":true}"#),
    ] {
        let (running, manual) = Running::start_manual().await;
        hold_sign_ups(&running, 60_000, automatic).await;
        let waiting = sender(&running, "/authgear", sign_up());
        assert_eq!(held(&running, 1).await[0].answers_in_ms, 59_500);
        manual.advance(Duration::from_millis(59_500));
        assert_eq!(answered(waiting).await.body, body);
        let answer = running.app.inbox.event(1).await.unwrap().answer.unwrap();
        assert_eq!((answer.decided_by.as_deref(), answer.after_us), (Some("deadline"), Some(59_500_000)));
        let late = running.app.decide.answer_held(1, &AnswerDraft::Allow, false).await.unwrap_err().problem();
        assert!(late.detail.contains("the automatic answer was sent"), "{}", late.detail);
        let waiting = sender(&running, "/hold", b"{}".to_vec());
        held(&running, 1).await;
        manual.advance(Duration::from_millis(59_500));
        assert_eq!(answered(waiting).await.body, b"{}", "only blocking events can be denied");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_held_events_get_the_automatic_answer_on_time() {
    const HELD: usize = 200;
    let (running, manual) = Running::start_manual().await;
    hold_sign_ups(&running, 4_000, Automatic::Allow).await;
    let waiting: Vec<_> = (0..HELD).map(|_| sender(&running, "/hold", b"{}".to_vec())).collect();
    held(&running, HELD).await;
    assert_eq!(running.post("/other", &[], b"{}").await.status, 200, "other senders do not wait");
    manual.advance(Duration::from_millis(3_499));
    assert_eq!(held(&running, HELD).await.len(), HELD, "no sender is answered early");
    // The clock is now at the time of the automatic answer, half a second before the senders give
    // up.
    manual.advance(Duration::from_millis(1));
    for sender in waiting {
        assert_eq!(answered(sender).await.status, 200);
    }
    assert!(held(&running, 0).await.is_empty());
    for id in running.app.inbox.newest("path:/hold", HELD).await.unwrap() {
        let answer = running.app.inbox.event(id).await.unwrap().answer.unwrap();
        let decided = (answer.decided_by.as_deref(), answer.after_us);
        assert_eq!(decided, (Some("deadline"), Some(3_500_000)), "event {id}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_event_whose_sender_hangs_up_cannot_be_answered() {
    let running = start_holding(60_000, Automatic::Default).await;
    let address = running.app.pages.address().unwrap();
    let mut connection = Connection::open(address);
    connection.post("/hold", &[], b"{}");
    assert!(!held(&running, 1).await[0].gone);
    drop(connection);
    let rows = held(&running, 0).await;
    assert!(rows[0].gone, "the event stays listed until the sender's timeout");
    let problem = running.app.decide.answer_held(1, &AnswerDraft::Allow, false).await.unwrap_err().problem();
    assert_eq!(
        (problem.code, problem.detail.as_str()),
        (ProblemCode::NotFound, "Event 1 is no longer held: its sender hung up.")
    );
    let answer = after_commits(&running.app, async || {
        let answer = running.app.inbox.event(1).await.unwrap().answer;
        answer.filter(|answer| answer.state != AnswerState::Waiting)
    });
    let answer = answer.await;
    assert_eq!((answer.state, answer.status, answer.decided_by), (AnswerState::Gone, None, None));
    assert!(answer.note.is_some_and(|note| note.starts_with("The sender hung up after 0.")));
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_the_receiver_answers_all_waiting_senders() {
    let running = start_holding(60_000, Automatic::Deny).await;
    let delayed = r#"{"version": 1, "rules": [
        {"name": "late", "when": {"path": "/late"}, "then": {"do": "respond", "status": 202, "delay_ms": 60000}}
    ]}"#;
    running.app.decide.import_rules(delayed.to_owned(), false).await.unwrap();
    let waiting: Vec<_> = (0..3).map(|_| sender(&running, "/authgear", sign_up())).collect();
    held(&running, 3).await;
    let late = sender(&running, "/late", b"{}".to_vec());
    after_commits(&running.app, async || running.app.inbox.newest("path:/late", 1).await.unwrap().pop()).await;
    running.app.close().await;
    for sender in waiting {
        assert!(answered(sender).await.body.starts_with(br#"{"is_allowed":false"#));
    }
    assert_eq!(answered(late).await.status, 202);
    let mut rows = running.app.inbox.rows(vec![1, 2, 3, 4]).await.unwrap();
    rows.sort_by_key(|row| row.status);
    let statuses: Vec<_> = rows.iter().map(|row| row.status).collect();
    assert_eq!(statuses, [Some(200), Some(200), Some(200), Some(202)], "a stop stores all answers");
    let note = running.app.inbox.event(1).await.unwrap().answer.unwrap().note.unwrap();
    assert!(note.contains("stopped"), "{note}");
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_saved_all_or_none() {
    let running = Running::start().await;
    let app: &Arc<_> = &running.app;
    assert!(app.decide.rules().await.unwrap().is_empty());
    let mut rules: Vec<_> =
        app.decide.import_rules(HOLD.to_owned(), false).await.unwrap().into_iter().map(|row| row.rule).collect();
    let twice = app.decide.import_rules(HOLD.to_owned(), false).await.unwrap_err().problem();
    assert_eq!(twice.code, ProblemCode::InvalidInput);
    assert!(twice.detail.contains("another rule has this name"), "{}", twice.detail);
    assert_eq!(app.decide.import_rules(HOLD.to_owned(), true).await.unwrap().len(), 2);
    rules.reverse();
    rules[0].then.delay_ms = 1;
    let saved = app.decide.save_rules(rules.clone()).await.unwrap();
    assert_eq!(saved.iter().map(|row| row.rule.clone()).collect::<Vec<_>>(), rules, "the saved rules keep their order");
    rules[1].when.filter = "color:red".into();
    let problem = app.decide.check_rule(rules[1].clone()).unwrap();
    assert_eq!(problem.pointer, "/when/filter");
    assert_eq!(app.decide.save_rules(rules.clone()).await.unwrap_err().problem().code, ProblemCode::InvalidInput);
    assert_eq!(app.decide.rules().await.unwrap(), saved, "an invalid rule must not change the stored rules");
    rules[1].when.filter = String::new();
    assert_eq!(app.decide.check_rule(rules[1].clone()), None);
    assert!(app.decide.export_rules().await.unwrap().contains("\"delay_ms\": 1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_hold_settings_are_rejected() {
    let running = Running::start().await;
    for (deadline_ms, margin_ms) in [(100, 0), (5_000, 5_000), (600_001, 500)] {
        let hold = Some(HoldSettings { deadline_ms, margin_ms, automatic: Automatic::Default });
        let change = SettingsChange { hold, ..SettingsChange::default() };
        assert_eq!(
            running.app.pages.change_settings(change).await.unwrap_err().problem().code,
            ProblemCode::InvalidInput
        );
    }
    assert_eq!(running.app.pages.settings().await.unwrap().hold, HoldSettings::default());
}
