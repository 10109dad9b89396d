//! The memory of events whose senders wait: after the commit, their bodies are on disk only.

use bytes::Bytes;
use hookglass_receiver::{Caller, Config, bind};
use hookglass_request::capture::Capture;
use hookglass_testkit::{
    HANG_GUARD,
    target::{Reply, Target},
    wire,
};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
    task::JoinHandle,
    time::timeout,
};

use crate::support::Running;

const BODY: &[u8] = b"{\"large\": \"body\"}";

/// A body that reports when its last clone is dropped.
struct Tracked(Bytes, UnboundedSender<()>);

impl AsRef<[u8]> for Tracked {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Tracked {
    fn drop(&mut self) {
        // The test may have ended.
        let _ = self.1.send(());
    }
}

/// Posts a request to a receiver of the application that tracks each body.
async fn post_tracked(running: &Running, rules: &str) -> (JoinHandle<wire::Response>, UnboundedReceiver<()>) {
    running.app.decide.import_rules(rules.to_owned(), false).await.unwrap();
    let (dropped, drops) = mpsc::unbounded_channel();
    let app = Arc::clone(&running.app);
    let bound = bind(([127, 0, 0, 1], 0).into()).await.unwrap();
    let address = bound.address();
    let handle = move |mut capture: Capture, sender: Caller| {
        capture.body = Bytes::from_owner(Tracked(capture.body, dropped.clone()));
        let app = Arc::clone(&app);
        async move { app.receive.take(capture, &sender).await }
    };
    tokio::spawn(bound.serve(Config::default(), handle, std::future::pending()));
    (tokio::task::spawn_blocking(move || wire::post(address, "/", &[], BODY)), drops)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_event_keeps_no_body_in_memory() {
    let running = Running::start().await;
    let hold = r#"{"version": 1, "rules": [{"name": "hold", "when": {}, "then": {"do": "hold"}}]}"#;
    let (sender, mut drops) = post_tracked(&running, hold).await;
    timeout(HANG_GUARD, drops.recv()).await.expect("the body is freed while the event is held");
    assert!(!sender.is_finished());
    assert_eq!(running.app.events.body(1).await.unwrap(), BODY);
    sender.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delayed_call_reads_the_body_again() {
    let (running, manual) = Running::start_manual().await;
    let target = Target::answering(Reply::status(203, "called"));
    let forward = format!(
        r#"{{"version": 1, "rules": [{{"name": "later", "when": {{}}, "then": {{"do": "forward", "to": "{}", "delay_ms": 1000}}}}]}}"#,
        target.url()
    );
    let (sender, mut drops) = post_tracked(&running, &forward).await;
    timeout(HANG_GUARD, drops.recv()).await.expect("the body is freed during the delay");
    assert_eq!(target.received().len(), 0);
    manual.timer(Duration::from_secs(1)).await;
    manual.advance(Duration::from_secs(1));
    assert_eq!(sender.await.unwrap().body, b"called");
    let received = target.receives(1).await.remove(0);
    assert_eq!(received.body, BODY);
    assert!(received.headers.iter().any(|(name, _)| name == "Host"), "with its headers");
}
