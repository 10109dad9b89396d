//! Requests that the receiver refuses.

use hookglass_request::refusal::RefusalReason;
use hookglass_testkit::{
    target::{Reply, Target},
    wire,
};

use crate::support::{Running, background, eventually, open};

async fn send(running: &Running, bytes: &'static [u8]) {
    let address = running.app.pages.address().unwrap();
    tokio::task::spawn_blocking(move || wire::raw(address, bytes)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_requests_are_stored_at_a_bounded_rate_and_the_last_ones_at_the_end() {
    let (running, _clock) = Running::start_manual().await;
    let app = &running.app;
    send(&running, b"\x16\x03\x01\x00").await;
    eventually(app, async || app.receive.refused().await.unwrap().len() == 1, "the first is stored").await;
    assert_eq!(app.pages.status().await.unwrap().refused, 1);
    // The clock stands still, so the next write does not happen.
    send(&running, b"POST / HTTP/1.1\r\nA: b\r\n c\r\n\r\n").await;
    assert_eq!(app.receive.refused().await.unwrap().len(), 1);
    let dir = running.stop().await;
    let later = open(dir.path()).await;
    let refused = later.receive.refused().await.unwrap();
    assert_eq!(
        refused.iter().map(|request| request.reason).collect::<Vec<_>>(),
        [RefusalReason::FoldedLine, RefusalReason::Tls]
    );
    assert_eq!(refused[0].first_bytes, r"POST / HTTP/1.1\r\nA: b\r\n c\r\n\r\n");
    assert_eq!(refused[1].first_bytes, r"\x16\x03\x01\x00");
    assert!(refused[1].hint.as_deref().unwrap().contains("https"));
    assert_eq!(later.pages.status().await.unwrap().refused, 0, "the count is of this process");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_keeps_a_target_with_unencoded_characters() {
    let running = Running::start().await;
    send(&running, b"POST /caf\xe9?q=<\"a|b\"> HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    let app = &running.app;
    let ids = app.inbox.newest("", 1).await.unwrap();
    let event = app.inbox.event(ids[0]).await.unwrap();
    assert_eq!(event.target, "/caf\u{fffd}?q=<\"a|b\">");
}

#[tokio::test(flavor = "multi_thread")]
async fn unencoded_characters_of_a_query_reach_a_forwarding_target() {
    let running = Running::start().await;
    let target = Target::answering(Reply::status(200, "{}"));
    let forward = background(target.url());
    running.app.forward.save(forward, false).await.unwrap();
    send(&running, b"POST /in?q=<\"a|b\\^`{}\xe9> HTTP/1.1\r\nHost: localhost\r\n\r\n").await;
    eventually(&running.app, async || target.received().len() == 1, "the request is forwarded").await;
    let got = target.received();
    assert!(got[0].target.ends_with("?q=%3C%22a|b\\^`{}%E9%3E"), "{}", got[0].target);
}
