//! What a sender reads.

use crate::harness::{Running, SOON};
use hookglass_receiver::NotStored;
use hookglass_request::answer::Answer;
use hookglass_request::headers::Headers;
use hookglass_testkit::wire::{self, Connection};
use std::sync::Arc;
use std::sync::mpsc;
use tokio::sync::Notify;

#[test]
fn an_answer_goes_out_as_decided() {
    let receiver = Running::deciding(|_| {
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
fn what_is_not_stored_is_never_thanked_for() {
    let receiver = Running::deciding(|capture| {
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
    let mut sender = Connection::open(receiver.address);
    sender.send(b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
    let response = sender.response_without_body();
    assert_eq!(response.header("content-length"), Some("2"));
    sender.finish();
    assert_eq!(sender.rest(), b"");
    assert_eq!(receiver.capture().method, "HEAD");
}

#[test]
fn an_answer_that_http_does_not_allow_becomes_one_that_it_does() {
    let receiver = Running::deciding(|_| {
        let mut answer = Answer::json(42, "{}");
        answer.headers.push(b"not a name", b"x");
        std::future::ready(Ok(answer))
    });
    assert_eq!(wire::post(receiver.address, "/", &[], b"").status, 500);
}

#[test]
fn storing_goes_on_when_the_sender_goes_away() {
    let release = Arc::new(Notify::new());
    let (stored, is_stored) = mpsc::channel();
    let released = Arc::clone(&release);
    let receiver = Running::deciding(move |_| {
        let (released, stored) = (Arc::clone(&released), stored.clone());
        async move {
            released.notified().await;
            stored.send(()).unwrap();
            Ok(Answer::json(200, "{}"))
        }
    });
    let mut sender = Connection::open(receiver.address);
    sender.post("/", &[], b"{}");
    receiver.capture();
    drop(sender);
    release.notify_one();
    is_stored.recv_timeout(SOON).expect("an event that has come is stored, whoever still listens");
}
