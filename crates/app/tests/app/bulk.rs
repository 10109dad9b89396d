//! Bulk sends as a window would use them: begun, held, gone on with, cancelled, looked at.

use hookglass_app::{
    BulkRun, BulkSend,
    view::{
        BulkColumn, BulkForm, BulkRequest, BulkSelection, BulkSort, BulkState, Deletion, FreshDraft, ProblemCode,
        SigningChoice,
    },
};
use hookglass_automation::bulk::{FaultInjection, FaultKind, Order, Pace};
use hookglass_senders::signature::Scheme;
use hookglass_testkit::{
    corpus::SECRET,
    target::{Reply, Target},
};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use crate::support::Running;

fn to(target: &Target) -> BulkSend {
    BulkSend {
        to: target.url(),
        order: Order::Oldest,
        pace: Pace::Fastest,
        rounds: 1,
        at_once: 1,
        fresh: FreshDraft::default(),
        signing: SigningChoice::AsReceived,
        adversary: FaultInjection::default(),
        timeout: None,
        verify_tls: true,
        confirmed: false,
    }
}

async fn with_events(count: usize) -> Running {
    let running = Running::start().await;
    for at in 0..count {
        running.post("/plain", &[], format!("event {at}").as_bytes()).await;
    }
    running
}

/// Begun and paused while the first request is under way.
async fn paused(running: &Running, target: &Target, ids: &[i64]) -> BulkRun {
    let bulk = running.app.bulk.ready_bulk(ids, &to(target)).await.unwrap().begin();
    while target.received().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    bulk.pause();
    while bulk.progress().state != BulkState::Paused {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    bulk
}

/// Answers the first request late enough to be told to pause meanwhile.
fn slow_at_first() -> Target {
    let late = Reply::Later(Duration::from_millis(1_500), Box::new(Reply::status(200, "")));
    Target::scripted(vec![late, Reply::status(200, ""), Reply::status(503, "")])
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_paused_and_goes_on_where_it_was() {
    let (running, target) = (with_events(3).await, slow_at_first());
    let bulk = paused(&running, &target, &[3, 1, 2]).await;
    let held = bulk.progress();
    assert_eq!((held.answered, held.of, target.received().len()), (1, 3, 1), "what was under way came to its end");
    assert!(held.left_ms.is_some() && held.per_second > 0.0);
    assert_eq!(bulk.progress().elapsed_ms, held.elapsed_ms, "no time passes");
    running.app.inbox.delete_events(Deletion::Ids { ids: vec![2] }).await.unwrap();
    bulk.resume();
    bulk.ended().await;
    let done = bulk.progress();
    assert_eq!((done.state, done.answered, done.not_sent, done.left_ms), (BulkState::Done, 2, 1, Some(0)));
    let bodies: Vec<_> = target.received().into_iter().map(|got| String::from_utf8(got.body).unwrap()).collect();
    assert_eq!(bodies, ["event 0", "event 2"], "in the order of arrival, without the one that has gone");
    let all = bulk.results(0, 10);
    let told: Vec<_> = all.results.iter().map(|result| (result.event_id, result.status)).collect();
    assert_eq!((all.before, told), (0, vec![(1, Some(200)), (2, None), (3, Some(200))]));
    assert!(all.results[1].why.as_ref().is_some_and(|why| why.contains("gone")));
    assert!(all.results.iter().all(|result| result.tampering == [FaultKind::Intact]));
    let part = bulk.results(1, 1);
    assert_eq!((part.before, &part.results[..]), (1, &all.results[1..2]));
    assert!(bulk.results(3, 10).results.is_empty());
    assert_eq!(bulk.report().conclusions[0].sentence, "2 requests were sent.");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_cancelled_also_when_it_is_paused_and_stays_so() {
    let (running, target) = (with_events(3).await, slow_at_first());
    let bulk = paused(&running, &target, &[1, 2, 3]).await;
    bulk.cancel();
    bulk.resume();
    bulk.ended().await;
    let progress = bulk.progress();
    assert_eq!((progress.state, progress.answered, progress.given_up), (BulkState::Cancelled, 1, 0));
    assert_eq!(target.received().len(), 1);

    let hangs = Target::answering(Reply::Hang);
    let bulk = running.app.bulk.ready_bulk(&[1, 2, 3], &BulkSend { at_once: 2, ..to(&hangs) }).await.unwrap().begin();
    while hangs.received().len() < 2 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    bulk.cancel();
    bulk.ended().await;
    let progress = bulk.progress();
    assert_eq!((progress.state, progress.done(), progress.given_up), (BulkState::Cancelled, 0, 2));
    assert_eq!(bulk.report().conclusions[0].sentence, "0 requests were sent.", "the handler said nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_answered_in_time_makes_room_for_the_next() {
    let (running, hangs) = (with_events(4).await, Target::answering(Reply::Hang));
    let late = BulkSend { at_once: 3, timeout: Some(Duration::from_millis(100)), ..to(&hangs) };
    let ready = running.app.bulk.ready_bulk(&[1, 2, 3, 4], &late).await.unwrap();
    assert_eq!((ready.planned().requests, hangs.received().len()), (4, 0), "nothing is sent before it is begun");
    let bulk = ready.begin();
    bulk.ended().await;
    assert_eq!((bulk.progress().failed, hangs.received().len()), (4, 4));
    for at_once in [0, 257] {
        let wrong = running.app.bulk.ready_bulk(&[1], &BulkSend { at_once, ..to(&hangs) }).await.err().unwrap();
        assert!(wrong.to_string().contains("from 1 to 256"));
    }
}

fn event(seq: u32) -> String {
    let id = format!("{seq:016x}");
    format!(r#"{{"id":"{id}","seq":{seq},"type":"user.created","payload":{{}},"context":{{"timestamp":1}}}}"#)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_made_new_is_signed_and_both_copies_of_an_event_are_the_same() {
    let (running, target) = (Running::start().await, Target::answering(Reply::status(200, "")));
    running.app.secrets.add("Key", Scheme::Authgear, SECRET).await.unwrap();
    for seq in 1..=3 {
        running.post("/a", &[("x-authgear-body-signature", "00")], event(seq).as_bytes()).await;
    }
    running.post("/b", &[], b"of somebody else").await;
    let fresh = FreshDraft { id: true, seq: true, timestamp: true };
    let adversary = FaultInjection { duplicate: 1.0, window: 1, ..FaultInjection::default() };
    let how = BulkSend { fresh, signing: SigningChoice::AsReceived, adversary, ..to(&target) };
    let bulk = running.app.bulk.ready_bulk(&[1, 2, 3, 4], &how).await.unwrap().begin();
    bulk.ended().await;
    let received = target.received();
    assert_eq!((bulk.progress().answered, received.len()), (8, 8));
    let of_authgear: Vec<_> = received.iter().filter(|got| got.body.starts_with(b"{")).collect();
    let different: BTreeSet<_> =
        of_authgear.iter().map(|got| (got.body.clone(), got.header("x-authgear-body-signature"))).collect();
    assert_eq!((of_authgear.len(), different.len()), (6, 3), "each number is used for the two copies of one event");
    for (body, signature) in different {
        let text = String::from_utf8(body).unwrap();
        assert!(!text.contains(r#""seq":1,"#) && !text.contains(r#""timestamp":1}"#), "{text}");
        assert!(signature.is_some_and(|signature| signature.len() == 64), "signed anew");
    }
    let others: Vec<_> = received.iter().filter(|got| got.body == b"of somebody else").collect();
    assert_eq!(others.len(), 2, "what has no such members goes out as it came");

    let unknown = BulkSend { signing: SigningChoice::With { secret: "Nobody's".to_owned() }, ..to(&target) };
    let error = running.app.bulk.ready_bulk(&[1], &unknown).await.err().unwrap();
    assert!(error.to_string().contains("Nobody's"));
}

fn request(target: &Target, selection: BulkSelection) -> BulkRequest {
    BulkRequest {
        selection,
        to: target.url(),
        order: Order::AsGiven,
        pace: Pace::Fastest,
        rounds: 1,
        at_once: 1,
        fresh: FreshDraft::default(),
        signing: SigningChoice::AsReceived,
        adversary: FaultInjection::default(),
        timeout_ms: None,
        verify_tls: true,
        confirmed: false,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_plans_sends_and_looks_at_one_at_a_time() {
    let (running, hangs) = (with_events(3).await, Target::answering(Reply::Hang));
    let app = &running.app;
    let told = Arc::new(Mutex::new(Vec::new()));
    let watching = tokio::spawn({
        let (app, told) = (Arc::clone(app), Arc::clone(&told));
        async move { app.bulk.watch_bulk(|view| told.lock().unwrap().push(view)).await }
    });
    let all = || BulkSelection::Filter { filter: "event".to_owned() };
    let plan = app.bulk.plan_bulk(&BulkRequest { rounds: 2, ..request(&hangs, all()) }).await.unwrap();
    assert_eq!((plan.events, plan.authgear, plan.planned.requests), (3, 0, 6));
    assert!(app.bulk.bulk_progress().is_none(), "planning sends nothing");
    tokio::task::yield_now().await;
    let begun = app.bulk.start_bulk(&request(&hangs, all())).await.unwrap();
    hangs.wait_for(1);
    let again = app.bulk.start_bulk(&request(&hangs, all())).await.unwrap_err().problem();
    assert_eq!(again.code, ProblemCode::InvalidInput);
    assert!(again.detail.contains("under way"), "{}", again.detail);
    app.bulk.cancel_bulk(begun.bulk).unwrap();
    while app.bulk.bulk_progress().unwrap().progress.state != BulkState::Cancelled {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let over = app.bulk.bulk_progress().unwrap();
    assert_eq!((over.progress.given_up, hangs.received().len()), (1, 1));
    assert!(over.progress.cancelled_in_ms.is_some());

    let target = Target::scripted(vec![Reply::status(200, ""), Reply::status(500, ""), Reply::status(204, "")]);
    let ids = BulkSelection::Ids { ids: vec![3, 1, 2, 99] };
    let begun = app.bulk.start_bulk(&request(&target, ids)).await.unwrap();
    assert_eq!((begun.bulk, begun.events), (2, 3), "what has gone is left out");
    while app.bulk.bulk_progress().unwrap().progress.state != BulkState::Done {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert!(app.bulk.cancel_bulk(1).is_err(), "the first has gone");
    let sort = BulkSort { by: BulkColumn::Status, descending: true, failed: false };
    let window = app.bulk.bulk_results(2, sort, 0, 10).await.unwrap();
    let rows: Vec<_> = window.rows.iter().map(|row| (row.event_id, row.status)).collect();
    assert_eq!((window.total, rows), (3, vec![(1, Some(500)), (2, Some(204)), (3, Some(200))]));
    let failed = app.bulk.bulk_results(2, BulkSort { failed: true, ..sort }, 0, 10).await.unwrap();
    assert_eq!((failed.total, failed.rows[0].event_id), (1, 1));
    assert!(!app.bulk.bulk_report(2).unwrap().conclusions.is_empty());
    assert!(app.bulk.bulk_text(2, BulkForm::Csv).await.unwrap().contains("1,1,0,intact,500,refused,"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("results.json").display().to_string();
    assert_eq!(app.bulk.export_bulk(2, BulkForm::Json, &path, false).await.unwrap(), path);
    let taken = app.bulk.export_bulk(2, BulkForm::Json, &path, false).await.unwrap_err().problem();
    assert_eq!(taken.code, ProblemCode::Taken);
    assert_eq!(app.outbound.recent_targets().await.unwrap(), [target.url(), hangs.url()]);

    watching.abort();
    let told = told.lock().unwrap();
    let ends: Vec<_> = told.iter().map(|view| (view.bulk, view.progress.state)).collect();
    assert!(ends.contains(&(1, BulkState::Cancelled)) && ends.last() == Some(&(2, BulkState::Done)), "{ends:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_large_events_is_read_to_its_end() {
    let (running, target) = (Running::start().await, Target::answering(Reply::status(200, "")));
    let large = vec![b'x'; 900 << 10];
    for _ in 0..5 {
        running.post("/plain", &[], &large).await;
    }
    running.app.inbox.delete_events(Deletion::Ids { ids: vec![4] }).await.unwrap();
    let selection = BulkSelection::Ids { ids: vec![1, 2, 3, 5] };
    running.app.bulk.start_bulk(&request(&target, selection)).await.unwrap();
    let received = target.wait_for(4);
    assert!(received.iter().all(|got| got.body == large));
}
