//! Bulk resends: start, pause, resume, cancel, and the reports to the window.

use hookglass_app::{
    App, BulkResendOptions, BulkRun,
    view::{
        BulkColumn, BulkForm, BulkRequest, BulkSelection, BulkSort, BulkState, BulkView, Deletion, GenerateOnSend,
        ProblemCode, SigningChoice,
    },
};
use hookglass_automation::bulk::{FaultInjection, FaultKind, Order, Pace};
use hookglass_senders::signature::Scheme;
use hookglass_testkit::{
    corpus::SECRET,
    target::{Gate, Reply, Target},
};
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tokio::sync::watch;

use crate::support::{Running, problem};

fn options(target: &Target) -> BulkResendOptions {
    BulkResendOptions {
        to: target.url(),
        order: Order::Oldest,
        pace: Pace::Fastest,
        rounds: 1,
        concurrency: 1,
        fresh: GenerateOnSend::default(),
        signing: SigningChoice::AsReceived,
        faults: FaultInjection::default(),
        timeout: None,
        verify_tls: true,
        confirmed: false,
    }
}

async fn start_with_events(count: usize) -> Running {
    let running = Running::start().await;
    post_events(&running, count).await;
    running
}

async fn post_events(running: &Running, count: usize) {
    for at in 0..count {
        running.post("/plain", &[], format!("event {at}").as_bytes()).await;
    }
}

async fn wait_for_state(bulk: &BulkRun, state: BulkState) {
    bulk.state().wait_for(|now| *now == state).await.unwrap();
}

/// Starts a run, and pauses it while the first request is in flight.
async fn paused(running: &Running, (target, gate): &(Target, Gate), ids: &[i64]) -> BulkRun {
    let bulk = running.app.bulk.prepare(ids, &options(target)).await.unwrap().begin();
    target.receives(1).await;
    bulk.pause();
    gate.open();
    wait_for_state(&bulk, BulkState::Paused).await;
    bulk
}

/// A target that answers the first request when the gate opens.
fn gated_at_first() -> (Target, Gate) {
    let gate = Gate::new();
    let first = Reply::Gated(gate.clone(), Box::new(Reply::status(200, "")));
    (Target::scripted(vec![first, Reply::status(200, ""), Reply::status(503, "")]), gate)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_run_continues_where_it_stopped() {
    let (running, gated) = (start_with_events(3).await, gated_at_first());
    let bulk = paused(&running, &gated, &[3, 1, 2]).await;
    let (target, _) = gated;
    let paused = bulk.progress();
    assert_eq!((paused.answered, paused.of, target.received().len()), (1, 3, 1), "the request in flight completes");
    assert!(paused.left_ms.is_some() && paused.per_second > 0.0);
    assert_eq!(bulk.progress().elapsed_ms, paused.elapsed_ms, "a pause does not count as running time");
    running.app.inbox.delete(Deletion::Ids { ids: vec![2] }).await.unwrap();
    bulk.resume();
    bulk.ended().await;
    let done = bulk.progress();
    assert_eq!((done.state, done.answered, done.not_sent, done.left_ms), (BulkState::Done, 2, 1, Some(0)));
    let bodies: Vec<_> = target.received().into_iter().map(|got| String::from_utf8(got.body).unwrap()).collect();
    assert_eq!(bodies, ["event 0", "event 2"], "in order of arrival, without the deleted event");
    let all = bulk.results(0, 10);
    let results: Vec<_> = all.results.iter().map(|result| (result.event_id, result.status)).collect();
    assert_eq!((all.before, results), (0, vec![(1, Some(200)), (2, None), (3, Some(200))]));
    assert!(all.results[1].why.as_ref().is_some_and(|why| why.contains("deleted")));
    assert!(all.results.iter().all(|result| result.tampering == [FaultKind::Intact]));
    let part = bulk.results(1, 1);
    assert_eq!((part.before, &part.results[..]), (1, &all.results[1..2]));
    assert!(bulk.results(3, 10).results.is_empty());
    assert_eq!(bulk.report().conclusions[0].sentence, "Sent 2 requests.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_canceled_during_a_pause_stays_canceled() {
    let (running, gated) = (start_with_events(3).await, gated_at_first());
    let bulk = paused(&running, &gated, &[1, 2, 3]).await;
    let (target, _) = gated;
    bulk.cancel();
    bulk.resume();
    bulk.ended().await;
    let progress = bulk.progress();
    assert_eq!((progress.state, progress.answered, progress.given_up), (BulkState::Cancelled, 1, 0));
    assert_eq!(target.received().len(), 1);

    let hangs = Target::answering(Reply::Hang);
    let two_in_flight = BulkResendOptions { concurrency: 2, ..options(&hangs) };
    let bulk = running.app.bulk.prepare(&[1, 2, 3], &two_in_flight).await.unwrap().begin();
    hangs.receives(2).await;
    bulk.cancel();
    bulk.ended().await;
    let progress = bulk.progress();
    assert_eq!((progress.state, progress.done(), progress.given_up), (BulkState::Cancelled, 0, 2));
    assert_eq!(bulk.report().conclusions[0].sentence, "Sent 0 requests.", "canceled requests have no result");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timeout_lets_the_next_request_start() {
    let ((running, manual), hangs) = (Running::start_manual().await, Target::answering(Reply::Hang));
    post_events(&running, 4).await;
    let timeout = Duration::from_secs(30);
    let limited = BulkResendOptions { concurrency: 3, timeout: Some(timeout), ..options(&hangs) };
    let ready = running.app.bulk.prepare(&[1, 2, 3, 4], &limited).await.unwrap();
    assert_eq!((ready.planned().requests, hangs.received().len()), (4, 0), "nothing is sent before the run starts");
    let bulk = ready.begin();
    hangs.receives(3).await;
    manual.advance(timeout);
    assert_eq!(hangs.receives(4).await.len(), 4, "the fourth request starts after a timeout");
    manual.advance(timeout);
    bulk.ended().await;
    assert_eq!((bulk.progress().failed, hangs.received().len()), (4, 4));
    for concurrency in [0, 257] {
        let error =
            running.app.bulk.prepare(&[1], &BulkResendOptions { concurrency, ..options(&hangs) }).await.err().unwrap();
        assert!(error.to_string().contains("from 1 to 256"), "{error}");
    }
}

fn event(seq: u32) -> String {
    let id = format!("{seq:016x}");
    format!(r#"{{"id":"{id}","seq":{seq},"type":"user.created","payload":{{}},"context":{{"timestamp":1}}}}"#)
}

#[tokio::test(flavor = "multi_thread")]
async fn both_copies_of_a_duplicated_event_have_the_same_generated_members_and_signature() {
    let (running, target) = (Running::start().await, Target::answering(Reply::status(200, "")));
    running.app.secrets.add("Key", Scheme::Authgear, SECRET).await.unwrap();
    for seq in 1..=3 {
        running.post("/a", &[("x-authgear-body-signature", "00")], event(seq).as_bytes()).await;
    }
    running.post("/b", &[], b"of another sender").await;
    let fresh = GenerateOnSend { id: true, seq: true, timestamp: true };
    let faults = FaultInjection { duplicate: 1.0, window: 1, ..FaultInjection::default() };
    let how = BulkResendOptions { fresh, signing: SigningChoice::AsReceived, faults, ..options(&target) };
    let bulk = running.app.bulk.prepare(&[1, 2, 3, 4], &how).await.unwrap().begin();
    bulk.ended().await;
    let received = target.received();
    assert_eq!((bulk.progress().answered, received.len()), (8, 8));
    let from_authgear: Vec<_> = received.iter().filter(|got| got.body.starts_with(b"{")).collect();
    let different: BTreeSet<_> =
        from_authgear.iter().map(|got| (got.body.clone(), got.header("x-authgear-body-signature"))).collect();
    assert_eq!(
        (from_authgear.len(), different.len()),
        (6, 3),
        "each sequence number is used for both copies of one event"
    );
    for (body, signature) in different {
        let text = String::from_utf8(body).unwrap();
        assert!(!text.contains(r#""seq":1,"#) && !text.contains(r#""timestamp":1}"#), "{text}");
        assert!(signature.is_some_and(|signature| signature.len() == 64), "re-signed");
    }
    let others: Vec<_> = received.iter().filter(|got| got.body == b"of another sender").collect();
    assert_eq!(others.len(), 2, "an event without such members is sent as received");

    let unknown =
        BulkResendOptions { signing: SigningChoice::With { secret: "Unknown".to_owned() }, ..options(&target) };
    let error = running.app.bulk.prepare(&[1], &unknown).await.err().unwrap();
    assert!(error.to_string().contains("Unknown"));
}

fn request(target: &Target, selection: BulkSelection) -> BulkRequest {
    BulkRequest {
        selection,
        to: target.url(),
        order: Order::AsGiven,
        pace: Pace::Fastest,
        rounds: 1,
        at_once: 1,
        fresh: GenerateOnSend::default(),
        signing: SigningChoice::AsReceived,
        adversary: FaultInjection::default(),
        timeout_ms: None,
        verify_tls: true,
        confirmed: false,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_plans_starts_and_follows_one_run_at_a_time() {
    let (running, hangs) = (start_with_events(3).await, Target::answering(Reply::Hang));
    let app = &running.app;
    let reports = watch::Sender::new(Vec::new());
    // `biased` polls the watcher first, so that it subscribes before the first run starts.
    tokio::select! {
        biased;
        () = app.bulk.watch(|view| reports.send_modify(|views| views.push(view))) => unreachable!(),
        () = follow(app, &hangs, reports.subscribe()) => {}
    }
    let views = reports.borrow();
    let states: Vec<_> = views.iter().map(|view: &BulkView| (view.bulk, view.progress.state)).collect();
    let ends = (states.contains(&(1, BulkState::Cancelled)), states.last());
    assert_eq!(ends, (true, Some(&(2, BulkState::Done))), "{states:?}");
}

async fn follow(app: &Arc<App>, hangs: &Target, mut reports: watch::Receiver<Vec<BulkView>>) {
    let mut reported = async |bulk, state| {
        let is_end = |view: &BulkView| view.bulk == bulk && view.progress.state == state;
        reports.wait_for(|views| views.iter().any(is_end)).await.unwrap();
    };
    let all = || BulkSelection::Filter { filter: "event".to_owned() };
    let plan = app.bulk.plan(&BulkRequest { rounds: 2, ..request(hangs, all()) }).await.unwrap();
    assert_eq!((plan.events, plan.authgear, plan.planned.requests), (3, 0, 6));
    assert!(app.bulk.progress().is_none(), "planning sends nothing");
    let started = app.bulk.start(&request(hangs, all())).await.unwrap();
    hangs.receives(1).await;
    let again = problem(app.bulk.start(&request(hangs, all())).await.unwrap_err());
    assert_eq!(again.code, ProblemCode::InvalidInput);
    assert!(again.detail.contains("already running"), "{}", again.detail);
    app.bulk.cancel(started.bulk).unwrap();
    reported(1, BulkState::Cancelled).await;
    let ended = app.bulk.progress().unwrap();
    assert_eq!((ended.progress.given_up, hangs.received().len()), (1, 1));
    assert!(ended.progress.cancelled_in_ms.is_some());

    let target = Target::scripted(vec![Reply::status(200, ""), Reply::status(500, ""), Reply::status(204, "")]);
    let ids = BulkSelection::Ids { ids: vec![3, 1, 2, 99] };
    let started = app.bulk.start(&request(&target, ids)).await.unwrap();
    assert_eq!((started.bulk, started.events), (2, 3), "events that do not exist are left out");
    reported(2, BulkState::Done).await;
    assert!(app.bulk.cancel(1).is_err(), "a new run replaces the first one");
    let sort = BulkSort { by: BulkColumn::Status, descending: true, failed: false };
    let window = app.bulk.results(2, sort, 0, 10).await.unwrap();
    let rows: Vec<_> = window.rows.iter().map(|row| (row.result.event_id, row.result.status)).collect();
    assert_eq!((window.total, rows), (3, vec![(1, Some(500)), (2, Some(204)), (3, Some(200))]));
    let failed = app.bulk.results(2, BulkSort { failed: true, ..sort }, 0, 10).await.unwrap();
    assert_eq!((failed.total, failed.rows[0].result.event_id), (1, 1));
    assert!(!app.bulk.report(2).unwrap().conclusions.is_empty());
    assert!(app.bulk.text(2, BulkForm::Csv).await.unwrap().contains("1,1,0,intact,500,refused,"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("results.json").display().to_string();
    assert_eq!(app.bulk.export(2, BulkForm::Json, &path, false).await.unwrap(), path);
    let taken = problem(app.bulk.export(2, BulkForm::Json, &path, false).await.unwrap_err());
    assert_eq!(taken.code, ProblemCode::Taken);
    assert_eq!(app.outbound.recent_targets().await.unwrap(), [target.url(), hangs.url()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn events_that_do_not_fit_into_a_page_are_read_later() {
    let (running, target) = (Running::start().await, Target::answering(Reply::status(200, "")));
    let large = vec![b'x'; 900 << 10];
    for _ in 0..5 {
        running.post("/plain", &[], &large).await;
    }
    running.app.inbox.delete(Deletion::Ids { ids: vec![4] }).await.unwrap();
    let selection = BulkSelection::Ids { ids: vec![1, 2, 3, 5] };
    running.app.bulk.start(&request(&target, selection)).await.unwrap();
    let received = target.receives(4).await;
    assert!(received.iter().all(|got| got.body == large));
}
