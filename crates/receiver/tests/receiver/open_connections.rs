//! The maximum of open connections, and how long a silent one stays open.

use hookglass_receiver::{Config, Reply};
use hookglass_testkit::wire::Connection;
use std::{sync::Arc, time::Duration};
use tokio::sync::Notify;

use crate::support::{Running, default_answer};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// The receiver looks for silent connections this often.
const CHECK_INTERVAL: Duration = Duration::from_secs(10);
const HTTP2_PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";

fn at_most(max_connections: usize) -> Config {
    Config { max_connections, ..Config::default() }
}

fn with_connections(max: usize) -> Running {
    Running::configured(at_most(max), |capture, _| std::future::ready(Ok(Reply::Answer(default_answer(&capture)))))
}

/// A connection that has got an answer and is idle.
fn answered(receiver: &Running) -> Connection {
    let mut connection = Connection::open(receiver.address);
    assert_eq!(post(&mut connection), 200);
    connection
}

fn post(connection: &mut Connection) -> u16 {
    connection.post("/", &[], b"{}");
    connection.response().status
}

#[test]
fn idle_connections_beyond_the_maximum_lock_no_sender_out() {
    const MAX: usize = 4;
    let receiver = with_connections(MAX);
    let mut opened = Vec::new();
    for _ in 0..5 * MAX {
        opened.push(answered(&receiver));
        receiver.clock.advance(SECOND);
    }
    let mut newest = opened.split_off(opened.len() - MAX);
    for connection in &mut opened {
        assert_eq!(connection.rest(), b"", "the longest idle connections are closed");
    }
    for connection in &mut newest {
        assert_eq!(post(connection), 200, "the others stay open");
    }
}

#[test]
fn silent_connections_beyond_the_maximum_lock_no_sender_out() {
    const MAX: usize = 4;
    let receiver = with_connections(MAX);
    let silent: Vec<_> = (0..=MAX).map(|_| Connection::open(receiver.address)).collect();
    let mut caller = Connection::open(receiver.address);
    caller.post("/", &[], b"{}");
    receiver.wait_for_timer(SECOND);
    receiver.clock.advance(SECOND);
    assert_eq!(caller.response().status, 200, "a connection gives way after a second");
    drop(silent);
}

#[test]
fn an_idle_connection_gives_way_before_an_incomplete_head() {
    let receiver = with_connections(1);
    let mut incomplete = Connection::open(receiver.address);
    incomplete.send(b"POST / HTTP/1.1\r\n");
    receiver.wait_for_timer(HEAD_TIMEOUT);
    receiver.clock.advance(SECOND);
    let mut idle = answered(&receiver);
    assert_eq!(incomplete.rest(), b"", "no connection is idle for a second");

    let mut incomplete = Connection::open(receiver.address);
    incomplete.send(b"POST / HTTP/1.1\r\n");
    receiver.wait_for_timer(HEAD_TIMEOUT);
    receiver.clock.advance(SECOND);
    assert_eq!(idle.rest(), b"", "it is idle");
    incomplete.send(b"Content-Length: 0\r\n\r\n");
    assert_eq!(incomplete.response().status, 200);
}

#[test]
fn a_request_in_progress_never_gives_way() {
    let release: Arc<[Notify; 3]> = Arc::default();
    let released = Arc::clone(&release);
    let receiver = Running::configured(at_most(2), move |capture, _| {
        let released = Arc::clone(&released);
        async move {
            if let Ok(n) = capture.path()[1..].parse::<usize>() {
                released[n].notified().await;
            }
            Ok(Reply::Answer(default_answer(&capture)))
        }
    });
    let mut slow: Vec<_> = (0..3).map(|_| Connection::open(receiver.address)).collect();
    for (n, connection) in slow.iter_mut().enumerate() {
        connection.post(&format!("/{n}"), &[], b"{}");
        receiver.capture();
    }
    let mut waiting = Connection::open(receiver.address);
    waiting.post("/", &[], b"{}");
    receiver.clock.advance(60 * MINUTE);
    assert!(receiver.captured_no_more(), "the next connection waits");
    release[0].notify_one();
    assert_eq!(slow[0].response().status, 200);
    receiver.clock.advance(SECOND);
    assert_eq!(waiting.response().status, 200, "the first connection that is idle gives way");
    for n in 1..3 {
        release[n].notify_one();
        assert_eq!(slow[n].response().status, 200, "no request was cut");
    }
}

#[test]
fn an_idle_connection_closes_after_minutes() {
    let receiver = Running::start();
    let mut caller = answered(&receiver);
    for _ in 0..2 {
        receiver.clock.advance(15 * MINUTE - SECOND);
        assert_eq!(post(&mut caller), 200, "senders reuse connections");
    }
    receiver.clock.advance(15 * MINUTE + CHECK_INTERVAL);
    assert_eq!(caller.rest(), b"");
}

#[test]
fn a_connection_without_a_request_closes_like_an_incomplete_head() {
    let receiver = Running::start();
    let mut silent = Connection::open(receiver.address);
    let mut http2 = Connection::open(receiver.address);
    http2.send(HTTP2_PREFACE);
    let mut caller = answered(&receiver);
    receiver.clock.advance(HEAD_TIMEOUT + CHECK_INTERVAL);
    assert_eq!(silent.rest(), b"");
    http2.rest();
    assert_eq!(post(&mut caller), 200, "others stay open");
}
