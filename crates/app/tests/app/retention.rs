//! Retention: what is pruned, what stays, and what is said about limits that are not met.

use hookglass_app::view::{Deletion, ForwardTarget, ProblemCode, Pruned, Retention, SettingsChange, Status};
use hookglass_testkit::{HANG_GUARD, ManualClock};
use jiff::Timestamp;
use std::{net::TcpListener, time::Duration};
use tokio::time::timeout;

use crate::support::{AsProblem, Running, background, open};

const NONE: Retention = Retention { events: None, days: None, bytes: None };
const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 3600);

async fn post_numbered(running: &Running, numbers: impl IntoIterator<Item = i64>) {
    for number in numbers {
        running.post(&format!("/{number}"), &[], b"{}").await;
    }
}

async fn limit(running: &Running, retention: Retention) -> Option<String> {
    let change = SettingsChange { retention: Some(retention), ..Default::default() };
    running.app.pages.change_settings(change).await.unwrap().retention_note
}

/// Lets the rounds of housekeeping run until the status is as expected.
async fn status_when(running: &Running, manual: &ManualClock, what: &str, is_met: impl Fn(&Status) -> bool) -> Status {
    let mut changes = running.app.pages.receiver_changes();
    let reached = async {
        loop {
            let status = running.app.pages.status().await.unwrap();
            if is_met(&status) {
                return status;
            }
            tokio::select! {
                changed = changes.changed() => changed.unwrap(),
                // Short timers of other tasks would make this slow on a busy computer.
                () = manual.advance_to_next_timer() => manual.advance(Duration::from_secs(1)),
            }
        }
    };
    timeout(HANG_GUARD, reached).await.unwrap_or_else(|_| panic!("{what}"))
}

fn warns(part: &str) -> impl Fn(&Status) -> bool {
    move |status| status.storage_warnings.iter().any(|warning| warning.contains(part))
}

async fn pruned_when(running: &Running, manual: &ManualClock) -> Pruned {
    status_when(running, manual, "events are pruned", |status| status.pruned.is_some()).await.pruned.unwrap()
}

async fn ids(running: &Running) -> Vec<i64> {
    let listing = running.app.inbox.open("", false, None).await.unwrap().listing;
    let mut ids: Vec<_> =
        running.app.inbox.window(listing, 0, 200).await.unwrap().rows.into_iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn old_events_are_pruned_after_ten_minutes_and_until_then_the_limit_is_reported() {
    let (running, manual) = Running::start_manual().await;
    post_numbered(&running, 1..=12).await;
    running.app.inbox.star(vec![1], true).await.unwrap();
    running.app.inbox.set_note(3, "stays").await.unwrap();
    assert_eq!(running.app.pages.settings().await.unwrap().retention, Retention::default());
    let retention = Retention { events: Some(5), ..NONE };
    let note = limit(&running, retention).await.unwrap();
    assert!(note.contains("5 events more than the limit of 5"), "events 1 and 3 do not count: {note}");
    let status = status_when(&running, &manual, "the status says it too", warns("5 events more")).await;
    assert_eq!((status.events, status.pruned), (12, None));
    // A wrong clock makes the events look old, but does not make them old.
    manual.set_wall("2126-01-01T00:00:00Z".parse().unwrap());
    post_numbered(&running, [13]).await;
    let status = status_when(&running, &manual, "a later round", warns("6 events more")).await;
    assert_eq!((status.events, status.pruned), (13, None));
    manual.advance(10 * MINUTE);
    let pruned = pruned_when(&running, &manual).await;
    assert!(pruned.before < pruned.at);
    let status = status_when(&running, &manual, "the limit is met", |status| status.storage_warnings.is_empty()).await;
    assert_eq!(status.events, 7);
    assert_eq!(ids(&running).await, [1, 3, 9, 10, 11, 12, 13]);
    assert_eq!(open(running.dir()).await.pages.settings().await.unwrap().retention, retention, "the setting is stored");
    let tight = Retention { events: Some(1), ..NONE };
    assert!(limit(&running, tight).await.unwrap().contains("2 events have a star or a note"));
    let change = SettingsChange { retention: Some(Retention { events: Some(0), ..NONE }), ..Default::default() };
    let refused = running.app.pages.change_settings(change).await;
    assert_eq!(refused.unwrap_err().problem().code, ProblemCode::InvalidInput);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_pruning_keeps_does_not_push_out_new_events() {
    let (running, manual) = Running::start_manual().await;
    let large = vec![b'x'; 3 << 20];
    running.post("/starred", &[], &large).await;
    running.post("/deleted", &[], &large).await;
    running.app.inbox.star(vec![1], true).await.unwrap();
    let deleted = running.app.inbox.delete(Deletion::Ids { ids: vec![2] }).await.unwrap();
    post_numbered(&running, 3..=8).await;
    running.app.inbox.star(vec![3, 4], true).await.unwrap();
    limit(&running, Retention { events: Some(3), bytes: Some(1 << 20), days: None }).await;
    let kept = "deleted events that can be restored take about";
    status_when(&running, &manual, "the kept events exceed the limit", warns(kept)).await;
    manual.advance(10 * MINUTE);
    let pruned = pruned_when(&running, &manual).await;
    assert_eq!(pruned.count, 1, "three of the events 5 to 8 are within both limits");
    assert_eq!(ids(&running).await, [1, 3, 4, 6, 7, 8]);
    assert_eq!(running.app.inbox.undo_delete(deleted.undo).await.unwrap(), 1);
}

/// A receiver with a limit of 30 days whose clock has been steady for long enough, and two events.
async fn with_age_limit() -> (Running, ManualClock, Timestamp) {
    let (running, manual) = Running::start_manual().await;
    post_numbered(&running, 1..=2).await;
    // The limit of one event shows that a round has seen the events.
    limit(&running, Retention { events: Some(1), days: Some(30), bytes: None }).await;
    status_when(&running, &manual, "a round has run", warns("1 events more")).await;
    limit(&running, Retention { days: Some(30), ..NONE }).await;
    manual.advance(10 * MINUTE);
    status_when(&running, &manual, "the next round", |status| status.storage_warnings.is_empty()).await;
    let wall = manual.clock().wall();
    (running, manual, wall)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_of_the_clock_prunes_nothing() {
    let (running, manual, wall) = with_age_limit().await;
    manual.set_wall(wall + 40 * DAY);
    post_numbered(&running, [3]).await;
    status_when(&running, &manual, "the step is reported", warns("moved by +40 days")).await;
    manual.set_wall(wall + MINUTE);
    status_when(&running, &manual, "the step back is reported", warns("moved by -39 days")).await;
    manual.advance(10 * MINUTE);
    status_when(&running, &manual, "the clock is trusted again", |status| status.storage_warnings.is_empty()).await;
    assert_eq!(ids(&running).await, [1, 2, 3]);
    // Event 3 is dated in the future. It stays, and does not shield the others.
    manual.advance(31 * DAY);
    post_numbered(&running, [4]).await;
    manual.advance(10 * MINUTE);
    assert_eq!(pruned_when(&running, &manual).await.count, 2);
    assert_eq!(ids(&running).await, [3, 4]);
    // They can be restored for a day.
    limit(&running, Retention { days: Some(90), ..NONE }).await;
    status_when(&running, &manual, "a longer limit restores them", |status| status.events == 4).await;
    limit(&running, Retention { days: Some(30), ..NONE }).await;
    status_when(&running, &manual, "the shorter limit applies again", |status| status.events == 2).await;
    manual.advance(DAY + MINUTE);
    let is_empty = async || {
        let file = rusqlite::Connection::open(running.dir().join("hookglass.db")).unwrap();
        file.query_row("SELECT count(*) FROM trash", [], |row| row.get::<_, u64>(0)).unwrap() == 0
    };
    let emptied = async {
        while !is_empty().await {
            manual.advance_to_next_timer().await;
        }
    };
    timeout(HANG_GUARD, emptied).await.expect("after a day the space is freed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_clock_that_stays_moves_events_to_the_trash_and_the_right_one_restores_them() {
    let (running, manual, wall) = with_age_limit().await;
    manual.set_wall(wall + 40 * DAY);
    status_when(&running, &manual, "the step is reported", warns("moved by +40 days")).await;
    manual.advance(10 * MINUTE);
    status_when(&running, &manual, "not everything can be old", warns("all events are older than the limit")).await;
    assert_eq!(ids(&running).await, [1, 2]);
    post_numbered(&running, [3]).await;
    manual.advance(10 * MINUTE);
    status_when(&running, &manual, "the others look old", |status| status.events == 1).await;
    manual.set_wall(wall + 20 * MINUTE);
    status_when(&running, &manual, "they are restored", |status| status.events == 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pruning_on_request_meets_each_limit_and_removes_the_predicted_number_of_events() {
    let running = Running::start().await;
    let body = vec![b'x'; 300_000];
    for number in 1..=20 {
        running.post(&format!("/{number}"), &[], &body).await;
    }
    let dir = running.stop().await;
    let app = open(dir.path()).await;
    let limits = |events, bytes| Retention { events, days: Some(30), bytes };
    assert_eq!(app.retention.to_prune(limits(Some(15), None)).await.unwrap(), 5);
    let report = app.retention.prune(limits(Some(15), None)).await.unwrap();
    assert_eq!((report.count, app.pages.status().await.unwrap().events), (5, 15));
    let again = app.retention.prune(limits(Some(15), None)).await.unwrap();
    assert_eq!((again.count, again.before, again.unmet.len()), (0, None, 0), "the limit is met already");
    let report = app.retention.prune(limits(None, Some(2 << 20))).await.unwrap();
    let status = app.pages.status().await.unwrap();
    assert!(status.bytes <= 2 << 20, "the file must shrink to the limit: {} bytes", status.bytes);
    assert_eq!((report.count, status.events), (15 - status.events, 20 - 5 - report.count));
    assert!(status.events >= 4, "pruning must not remove more than needed: {}", status.events);
    app.inbox.star(vec![20], true).await.unwrap();
    app.inbox.star(vec![19], true).await.unwrap();
    let report = app.retention.prune(limits(Some(1), None)).await.unwrap();
    assert_eq!(app.pages.status().await.unwrap().events, 3);
    assert!(report.unmet.concat().contains("2 events have a star or a note"), "{:?}", report.unmet);
}

#[tokio::test(flavor = "multi_thread")]
async fn events_wait_for_targets_that_retry_up_to_twice_the_limit_and_losses_are_counted() {
    let (running, manual) = Running::start_manual().await;
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let target = ForwardTarget { filter: "path:/*".into(), retry: true, ..background(format!("http://{closed}/")) };
    running.app.forward.save(target.clone(), false).await.unwrap();
    let of_run = ForwardTarget { filter: "-path:/2".into(), ..target };
    running.app.forward.add_for_this_run(of_run, false).await.unwrap();
    post_numbered(&running, 1..=5).await;
    limit(&running, Retention { events: Some(3), ..NONE }).await;
    status_when(&running, &manual, "the events are new", warns("2 events more")).await;
    manual.advance(10 * MINUTE);
    let unsent = "stay until they are forwarded";
    let status = status_when(&running, &manual, "the events wait to be forwarded", warns(unsent)).await;
    assert_eq!((status.events, status.pruned), (5, None));
    post_numbered(&running, 6..=9).await;
    assert_eq!(pruned_when(&running, &manual).await.count, 3);
    assert_eq!(ids(&running).await, [4, 5, 6, 7, 8, 9], "twice the limit");
    let lost: Vec<_> = running.app.forward.list().await.unwrap().iter().map(|row| row.lost).collect();
    assert_eq!(lost, [3, 2], "event 2 does not match the filter of the second target");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_cannot_be_emptied_is_reported() {
    let (running, manual) = Running::start_manual().await;
    let open = || rusqlite::Connection::open(running.dir().join("hookglass.db")).unwrap();
    let reader = open();
    reader.execute_batch("BEGIN; SELECT count(*) FROM settings").unwrap();
    open().execute("INSERT INTO settings VALUES ('large', hex(zeroblob(35 << 20)))", []).unwrap();
    let grown = "The log of the database has grown to 7";
    status_when(&running, &manual, "the log is reported", warns(grown)).await;
    drop(reader);
    status_when(&running, &manual, "the log is emptied", |status| status.storage_warnings.is_empty()).await;
    let log = std::fs::metadata(running.dir().join("hookglass.db-wal")).unwrap().len();
    assert!(log < 1 << 20, "{log}");
}
