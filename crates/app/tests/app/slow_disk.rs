//! Receiver, holds and forwarding on a disk whose syncs hang, with a clock that the test advances.
#![cfg(unix)]

use hookglass_app::{
    NoKeychain,
    view::{AnswerState, Automatic, ForwardTarget, HoldSettings, SettingsChange},
};
use hookglass_faulty_disk::FaultyDisk;
use hookglass_testkit::{
    HANG_GUARD, ManualClock,
    target::{Reply, Target},
    wire::{Connection, Response},
};
use jiff::Timestamp;
use std::{sync::Arc, thread::JoinHandle, time::Duration};
use tokio::time::timeout;

use crate::support::{Running, after_commits, background, open_on};

const HOLD: &str = r#"{"version": 1, "rules": [{"name": "Hold", "when": {"path": "/hold"}, "then": {"do": "hold"}}]}"#;

async fn start() -> (Running, ManualClock, Arc<FaultyDisk>) {
    let (clock, dir) = (ManualClock::at(Timestamp::now()), tempfile::tempdir().unwrap());
    let disk = FaultyDisk::at(dir.path());
    let app = open_on(dir.path(), Arc::new(NoKeychain), clock.clock()).await;
    let running = Running::with_app(app, dir).await;
    running.app.decide.import_rules(HOLD.to_owned(), false).await.unwrap();
    let hold = Some(HoldSettings { deadline_ms: 5_000, margin_ms: 500, automatic: Automatic::Allow });
    running.app.pages.change_settings(SettingsChange { hold, ..SettingsChange::default() }).await.unwrap();
    (running, clock, disk)
}

fn send(running: &Running, target: String) -> JoinHandle<Response> {
    let address = running.app.pages.address().unwrap();
    std::thread::spawn(move || {
        let mut connection = Connection::open(address);
        connection.post(&target, &[], b"{}");
        connection.response()
    })
}

async fn answered(sender: JoinHandle<Response>) -> Response {
    tokio::task::spawn_blocking(move || sender.join().unwrap()).await.unwrap()
}

async fn until_stalled(disk: &Arc<FaultyDisk>) {
    let disk = Arc::clone(disk);
    tokio::task::spawn_blocking(move || disk.wait_until_stalled()).await.unwrap();
}

async fn until_held(running: &Running, count: u64) {
    let mut changes = running.app.decide.held_changes();
    let held = changes.wait_for(|waiting| *waiting == count);
    timeout(HANG_GUARD, held).await.expect("the number of held events is published").unwrap();
}

async fn paths(running: &Running) -> Vec<String> {
    let listing = running.app.inbox.open("", false, None).await.unwrap().listing;
    let rows = running.app.inbox.window(listing, 0, 100).await.unwrap().rows;
    rows.into_iter().map(|row| row.path).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_acknowledged_or_forwarded_before_the_disk_has_it() {
    let (running, clock, disk) = start().await;
    let target = Target::answering(Reply::status(200, ""));
    let forward = ForwardTarget { retry: true, ..background(target.url()) };
    running.app.forward.save(forward, false).await.unwrap();
    disk.stall();
    let senders: Vec<_> = (0..8).map(|number| send(&running, format!("/{number}"))).collect();
    until_stalled(&disk).await;
    assert!(senders.iter().all(|sender| !sender.is_finished()), "no event is on the disk yet");
    assert!(target.received().is_empty(), "an event that can still be lost is not forwarded");
    // Longer than a sender may wait for its turn.
    clock.advance(Duration::from_secs(3));
    disk.resume();
    let (mut stored, mut refused) = (Vec::new(), Vec::new());
    for (number, sender) in senders.into_iter().enumerate() {
        match answered(sender).await.status {
            200 => stored.push(format!("/{number}")),
            503 => refused.push(format!("/{number}")),
            other => panic!("unexpected status {other}"),
        }
    }
    assert_eq!(answered(send(&running, "/later".to_owned())).await.status, 200, "the receiver continues");
    stored.push("/later".to_owned());
    let mut found = paths(&running).await;
    found.sort();
    assert_eq!(found, stored, "exactly the acknowledged events are stored; {refused:?} were refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_automatic_answer_does_not_wait_for_the_disk() {
    let (running, clock, disk) = start().await;
    let sender = send(&running, "/hold".to_owned());
    until_held(&running, 1).await;
    disk.stall();
    clock.advance(Duration::from_millis(4_500));
    until_held(&running, 0).await;
    let mut response = Box::pin(answered(sender));
    let response = loop {
        tokio::select! {
            biased;
            response = &mut response => break response,
            () = clock.timer(Duration::from_millis(20)) => clock.advance(Duration::from_millis(20)),
        }
    };
    assert_eq!(response.status, 200, "the sender has its answer while the disk hangs");
    disk.resume();
    let state = after_commits(&running.app, async || {
        let answer = running.app.inbox.event(1).await.unwrap().answer.unwrap();
        (answer.state != AnswerState::Waiting).then_some(answer.state)
    });
    assert_eq!(state.await, AnswerState::Answered, "the answer is stored once the disk works");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sender_that_hangs_up_while_the_disk_hangs_is_noticed() {
    let (running, _clock, disk) = start().await;
    let address = running.app.pages.address().unwrap();
    let mut connection = tokio::task::spawn_blocking(move || Connection::open(address)).await.unwrap();
    connection.post("/hold", &[], b"{}");
    until_held(&running, 1).await;
    disk.stall();
    drop(connection);
    until_stalled(&disk).await;
    disk.resume();
    let state = after_commits(&running.app, async || {
        let answer = running.app.inbox.event(1).await.unwrap().answer.unwrap();
        (answer.state != AnswerState::Waiting).then_some(answer.state)
    });
    assert_ne!(state.await, AnswerState::Answered, "no answer reached the sender");
    assert_eq!(paths(&running).await, ["/hold"], "the event stays");
}
