//! Connections: kept alive, pipelined, HTTP/2, broken; binding an address, and shutdown.

use bytes::Bytes;
use hookglass_receiver::{BindError, bind, free_address_near};
use hookglass_request::capture::{Truncation, Version};
use hookglass_testkit::{
    HANG_GUARD,
    wire::{self, Connection},
};
use http_body_util::Full;
use hyper::body::{Body, Frame};
use std::{
    io::Read,
    net::TcpStream,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};
use tokio::sync::Notify;

use crate::support::{Running, default_answer};

#[test]
fn one_connection_carries_many_requests() {
    let receiver = Running::start();
    let mut caller = Connection::open(receiver.address);
    for n in 0..3 {
        caller.post(&format!("/{n}"), &[("X-N", &n.to_string())], b"body");
        assert_eq!(caller.response().status, 200);
        let capture = receiver.capture();
        assert_eq!(capture.target, format!("/{n}").as_bytes());
        assert_eq!(capture.headers.text("X-N"), Some(n.to_string().as_str()));
        assert_eq!(&capture.body[..], b"body");
    }
}

#[test]
fn pipelined_requests_are_answered_in_order_with_their_own_heads() {
    let receiver = Running::start();
    let mut caller = Connection::open(receiver.address);
    let mut requests = Vec::new();
    for n in 0..50 {
        requests.extend_from_slice(
            format!("POST /{n} HTTP/1.1\r\nhost: x\r\nX-n: {n}\r\nContent-Length: 3\r\n\r\nabc\r\n").as_bytes(),
        );
        requests.extend_from_slice(
            format!("PUT /{n} HTTP/1.1\r\nTransfer-Encoding: chunked\r\nx-N: {n}\r\n\r\n1\r\na\r\n0\r\n\r\n")
                .as_bytes(),
        );
    }
    caller.send(&requests);
    for n in 0..50 {
        for name in ["X-n", "x-N"] {
            assert_eq!(caller.response().status, 200);
            let capture = receiver.capture();
            assert_eq!(capture.target, format!("/{n}").as_bytes());
            let line = format!("{name}: {n}\r\n");
            let block = String::from_utf8_lossy(capture.headers.block()).into_owned();
            assert!(block.contains(&line), "{block:?} has {line:?}");
        }
    }
}

#[test]
fn invalid_http_does_not_affect_other_requests() {
    let receiver = Running::start();
    for garbage in [
        &b"\x00\x01\x02\xff\r\n\r\n"[..],
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nnot a frame at all, not at all",
        b"",
    ] {
        wire::raw(receiver.address, garbage);
    }
    assert_eq!(wire::post(receiver.address, "/", &[], b"{}").status, 200);
    assert_eq!(receiver.capture().target, b"/");
    assert!(receiver.captured_no_more(), "invalid HTTP does not become an event");
}

#[tokio::test]
async fn http_2_by_prior_knowledge_is_received() {
    let receiver = Running::start();
    let mut sender = receiver.http2().await;
    let body = Bytes::from(vec![7; 3 << 20]);
    for n in 0..2 {
        let request = hyper::Request::post(format!("http://example.com:1/h2?n={n}"))
            .header("x-b", "1")
            .header("x-a", "2")
            .body(Full::new(body.clone()))
            .unwrap();
        let response = sender.send_request(request).await.unwrap();
        assert_eq!(response.status(), 200);
        let capture = receiver.next_capture().await;
        assert_eq!(capture.version, Version::Http2);
        assert_eq!(capture.target, format!("/h2?n={n}").as_bytes());
        assert_eq!(
            capture.headers.block(),
            format!("host: example.com:1\r\nx-b: 1\r\nx-a: 2\r\ncontent-length: {}\r\n", body.len()).as_bytes()
        );
        assert_eq!(capture.body, body);
    }
    receiver.limits.set_body_limit(100);
    let request = hyper::Request::post("http://example.com/").body(Full::new(body.clone())).unwrap();
    assert_eq!(sender.send_request(request).await.unwrap().status(), 413);
    assert_eq!(receiver.next_capture().await.cut, Some(Truncation::OverLimit));
}

/// A body that fails after its first bytes.
struct Failing(bool);

impl Body for Failing {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Poll::Ready(Some(if std::mem::replace(&mut self.0, true) {
            Err(std::io::ErrorKind::Other.into())
        } else {
            Ok(Frame::data(Bytes::from_static(b"half")))
        }))
    }
}

#[tokio::test]
async fn a_request_whose_http_2_stream_is_reset_is_captured() {
    let receiver = Running::start();
    let mut sender = receiver.http2().await;
    let request = hyper::Request::post("http://x/").body(Failing(false)).unwrap();
    assert!(sender.send_request(request).await.is_err());
    assert_eq!(receiver.next_capture().await.cut, Some(Truncation::SenderLeft));
}

#[tokio::test]
async fn an_address_in_use_is_reported_and_another_is_found() {
    let first = bind(([127, 0, 0, 1], 0).into()).await.unwrap();
    let error = bind(first.address()).await.unwrap_err();
    assert!(matches!(error, BindError::InUse { address } if address == first.address()));
    assert_eq!(
        error.to_string(),
        format!("Another program already listens on {}. Stop it, or choose another port.", first.address())
    );
    let free = free_address_near(first.address()).await.unwrap();
    assert_ne!(free, first.address());
    assert!(bind(free).await.is_ok());
}

#[tokio::test]
async fn an_address_of_another_computer_is_reported() {
    // TEST-NET-1 (RFC 5737) belongs to no computer.
    let error = bind(([192, 0, 2, 1], 4665).into()).await.unwrap_err();
    assert!(matches!(error, BindError::NotAvailable { .. }), "{error}");
    assert!(error.to_string().contains("192.0.2.1:4665"));
}

#[test]
fn a_shutdown_finishes_requests_and_closes_idle_connections() {
    let release = Arc::new(Notify::new());
    let released = Arc::clone(&release);
    let mut receiver = Running::answering(move |capture| {
        let released = Arc::clone(&released);
        async move {
            if capture.target == b"/slow" {
                released.notified().await;
            }
            Ok(default_answer(&capture))
        }
    });
    let mut idle = Connection::open(receiver.address);
    idle.post("/", &[], b"");
    assert_eq!(idle.response().status, 200);
    let mut silent = TcpStream::connect(receiver.address).unwrap();
    let mut slow = Connection::open(receiver.address);
    slow.post("/slow", &[], b"{}");
    receiver.capture();
    receiver.capture();

    receiver.begin_shutdown();
    assert_eq!(idle.rest(), b"", "an idle connection is closed");
    silent.set_read_timeout(Some(HANG_GUARD)).unwrap();
    assert_eq!(silent.read(&mut [0]).unwrap(), 0, "a connection without a request is closed");
    assert!(TcpStream::connect(receiver.address).is_err(), "no connection is accepted");
    release.notify_one();
    assert_eq!(slow.response().status, 200, "a request that has begun is answered");
    // The clock stands still, so this returns only if the receiver does not wait out its timeouts.
    receiver.shut_down();
}

#[test]
fn a_shutdown_cuts_unfinished_requests_after_a_timeout() {
    let mut receiver = Running::start();
    let mut caller = Connection::open(receiver.address);
    caller.send(b"POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf");
    // The receiver waits for the rest of the body, and then also for its connections.
    receiver.wait_for_timer(Duration::from_secs(60));
    receiver.begin_shutdown();
    receiver.wait_for_timer(Duration::from_secs(4));
    receiver.clock.advance(Duration::from_secs(4));
    receiver.shut_down();
    let capture = receiver.capture();
    assert_eq!(&capture.body[..], b"half", "the part received before the shutdown is kept");
    assert_eq!(capture.cut, Some(Truncation::SenderLeft));
}
