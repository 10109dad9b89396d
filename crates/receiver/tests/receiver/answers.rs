//! What a caller reads.

use hookglass_receiver::NotStored;
use hookglass_request::{answer::Answer, headers::Headers};
use hookglass_testkit::wire::{self, Connection};
use std::sync::Arc;
use tokio::sync::{Notify, mpsc};

use crate::support::Running;

#[test]
fn an_answer_has_the_decided_status_headers_and_body() {
    let receiver = Running::answering(|_| {
        let mut answer = Answer::json(202, "{\"is_allowed\":true}");
        answer.headers = Headers::from_pairs([("x-b", "1"), ("x-a", "2"), ("content-length", "99999"), ("x-c", "3")]);
        std::future::ready(Ok(answer))
    });
    let response = wire::post(receiver.address, "/", &[], b"{}");
    assert_eq!(response.status, 202);
    assert_eq!(response.body, b"{\"is_allowed\":true}");
    assert_eq!(response.header("content-length"), Some("19"), "the body's length wins");
    let chosen: Vec<&str> =
        response.headers.iter().map(|(name, _)| name.as_str()).filter(|name| name.starts_with("x-")).collect();
    assert_eq!(chosen, ["x-b", "x-a", "x-c"]);
}

#[test]
fn an_event_that_is_not_stored_is_never_confirmed() {
    let receiver = Running::answering(|capture| {
        std::future::ready(Err(match capture.path().as_str() {
            "/full" => NotStored::full("The disk is \"full\"."),
            _ => NotStored::unavailable("The database is busy.").retry_after(7),
        }))
    });
    let busy = wire::post(receiver.address, "/busy", &[], b"{}");
    assert_eq!(busy.status, 503);
    assert_eq!(busy.header("retry-after"), Some("7"));
    assert_eq!(busy.header("content-type"), Some("application/json"));
    assert_eq!(busy.body, br#"{"error":"The database is busy."}"#);
    let full = wire::post(receiver.address, "/full", &[], b"{}");
    assert_eq!(full.status, 507);
    assert_eq!(full.header("retry-after"), None);
    assert_eq!(full.body, br#"{"error":"The disk is \"full\"."}"#);
}

#[test]
fn the_answer_to_head_has_a_length_and_no_body() {
    let receiver = Running::start();
    let mut caller = Connection::open(receiver.address);
    caller.send(b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
    let response = caller.response_without_body();
    assert_eq!(response.header("content-length"), Some("2"));
    caller.finish();
    assert_eq!(caller.rest(), b"");
    assert_eq!(receiver.capture().method, "HEAD");
}

#[test]
fn an_answer_that_http_does_not_allow_becomes_valid() {
    let receiver = Running::answering(|_| {
        let mut answer = Answer::json(42, "{}");
        answer.headers.push(b"not a name", b"x");
        std::future::ready(Ok(answer))
    });
    assert_eq!(wire::post(receiver.address, "/", &[], b"").status, 500);
}

#[test]
fn a_request_is_handled_although_its_caller_disconnects() {
    let release = Arc::new(Notify::new());
    let (stored, mut is_stored) = mpsc::unbounded_channel();
    let released = Arc::clone(&release);
    let receiver = Running::answering(move |_| {
        let (released, stored) = (Arc::clone(&released), stored.clone());
        async move {
            released.notified().await;
            stored.send(()).unwrap();
            Ok(Answer::json(200, "{}"))
        }
    });
    let mut caller = Connection::open(receiver.address);
    caller.post("/", &[], b"{}");
    receiver.capture();
    drop(caller);
    release.notify_one();
    is_stored.blocking_recv().expect("a received event is stored even if no caller waits");
}
