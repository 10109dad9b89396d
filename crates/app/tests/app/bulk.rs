//! Bulk sends as a window would use them: begun, held, gone on with, cancelled, looked at.

use hookscope_app::{
    Bulk, BulkSend,
    view::{BulkState, Deletion},
};
use hookscope_domain::bulk::{Adversary, Kind, Pace};
use hookscope_testkit::target::{Reply, Target};
use std::time::Duration;

use crate::window::Running;

fn to(target: &Target) -> BulkSend {
    BulkSend {
        to: target.url(),
        pace: Pace::Fastest,
        rounds: 1,
        at_once: 1,
        adversary: Adversary::default(),
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
async fn paused(running: &Running, target: &Target, ids: &[i64]) -> Bulk {
    let bulk = running.app.ready_bulk(ids, &to(target)).await.unwrap().begin();
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
    running.app.delete_events(Deletion::Ids { ids: vec![2] }).await.unwrap();
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
    assert!(all.results.iter().all(|result| result.tampering == [Kind::Intact]));
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
    let bulk = running.app.ready_bulk(&[1, 2, 3], &BulkSend { at_once: 2, ..to(&hangs) }).await.unwrap().begin();
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
    let ready = running.app.ready_bulk(&[1, 2, 3, 4], &late).await.unwrap();
    assert_eq!((ready.planned().requests, hangs.received().len()), (4, 0), "nothing is sent before it is begun");
    let bulk = ready.begin();
    bulk.ended().await;
    assert_eq!((bulk.progress().failed, hangs.received().len()), (4, 4));
    for at_once in [0, 257] {
        let wrong = running.app.ready_bulk(&[1], &BulkSend { at_once, ..to(&hangs) }).await.err().unwrap();
        assert!(wrong.to_string().contains("from 1 to 256"));
    }
}
