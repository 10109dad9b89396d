//! Requests that end without a whole answer, and callers that disconnect.

use bytes::Bytes;
use hookglass_receiver::{Caller, Reply};
use hookglass_request::answer::{Answer, Fault};
use hookglass_testkit::{HANG_GUARD, wire::Connection};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, TcpStream},
    time::Duration,
};
use tokio::sync::mpsc;

use crate::support::{Running, default_answer};

const WHOLE: &str = "{\"is_allowed\":true}!";
/// Longer than the receiver's delay before it ends a half answer.
const SECOND: Duration = Duration::from_secs(1);
/// How long the first half of a body has to leave.
const FLUSH_DELAY: Duration = Duration::from_millis(20);

/// Injects the fault that the path names.
fn faulty() -> Running {
    Running::replying(|capture, _| {
        let reply = match capture.path().as_str() {
            "/no_answer" => Reply::Fault(Fault::NoAnswer),
            "/reset" => Reply::Fault(Fault::Reset),
            "/half_body" => Reply::Fault(Fault::HalfBody(Answer::json(200, WHOLE))),
            _ => Reply::Answer(default_answer(&capture)),
        };
        std::future::ready(Ok(reply))
    })
}

fn post(receiver: &Running, path: &str) -> TcpStream {
    let mut socket = TcpStream::connect(receiver.address).unwrap();
    socket.set_read_timeout(Some(HANG_GUARD)).unwrap();
    socket.write_all(format!("POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{{}}").as_bytes()).unwrap();
    socket
}

/// Whether the socket is open and has no bytes to read.
fn is_silent(socket: &mut TcpStream) -> bool {
    socket.set_nonblocking(true).unwrap();
    let read = socket.read(&mut [0]);
    socket.set_nonblocking(false).unwrap();
    read.is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
}

#[test]
fn a_reset_fault_resets_the_connection() {
    let receiver = faulty();
    let mut socket = post(&receiver, "/reset");
    let error = socket.read(&mut [0; 64]).expect_err("there is no answer");
    assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{error}");
    assert_eq!(receiver.capture().target, b"/reset", "the request has been captured");
}

#[test]
fn a_half_body_announces_its_full_length() {
    let receiver = faulty();
    let mut socket = post(&receiver, "/half_body");
    let mut received = Vec::new();
    while !received.ends_with(&WHOLE.as_bytes()[..WHOLE.len() / 2]) {
        let mut buffer = [0; 64];
        let length = socket.read(&mut buffer).unwrap();
        assert!(length > 0, "the first half arrives before the connection ends");
        received.extend_from_slice(&buffer[..length]);
    }
    receiver.wait_for_timer(FLUSH_DELAY);
    receiver.clock.advance(SECOND);
    socket.read_to_end(&mut received).unwrap();
    let text = String::from_utf8(received).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    assert!(head.contains(&format!("content-length: {}", WHOLE.len())), "{head}");
    assert_eq!(body, &WHOLE[..WHOLE.len() / 2]);
}

#[test]
fn no_answer_is_silence_until_the_caller_disconnects() {
    let receiver = faulty();
    let mut socket = post(&receiver, "/no_answer");
    receiver.capture();
    assert_eq!(receiver.round_trip().status, 200);
    assert!(is_silent(&mut socket), "no bytes arrive, and the connection stays open");
    receiver.clock.advance(3600 * SECOND);
    assert_eq!(receiver.round_trip().status, 200);
    assert!(is_silent(&mut socket), "the receiver does not give up");
    socket.shutdown(Shutdown::Write).unwrap();
    assert_eq!(socket.read(&mut [0]).unwrap(), 0, "then the connection ends");
}

#[test]
fn a_shutdown_ends_the_silence() {
    let mut receiver = faulty();
    let mut socket = post(&receiver, "/no_answer");
    receiver.capture();
    receiver.shut_down();
    assert_eq!(socket.read(&mut [0]).unwrap(), 0);
}

#[tokio::test]
async fn over_http_2_a_fault_ends_only_its_stream() {
    let receiver = faulty();
    let mut sender = receiver.http2().await;
    let request = |path: &str| hyper::Request::post(format!("http://x{path}")).body(Full::new(Bytes::new())).unwrap();
    assert!(sender.send_request(request("/reset")).await.is_err());

    let half = sender.send_request(request("/half_body")).await.unwrap();
    assert_eq!(half.headers()["content-length"], WHOLE.len().to_string());
    let mut body = half.into_body();
    let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
    assert_eq!(first, WHOLE[..WHOLE.len() / 2]);
    receiver.clock.timer(FLUSH_DELAY).await;
    receiver.clock.advance(SECOND);
    assert!(body.collect().await.is_err(), "the second half never arrives");

    let answered = sender.send_request(request("/")).await.unwrap();
    assert_eq!(answered.status(), 200, "the connection stays open");
}

/// Reports each disconnect of a caller, and answers only then.
fn reporting_disconnects() -> (Running, mpsc::UnboundedReceiver<()>) {
    let (report, disconnects) = mpsc::unbounded_channel();
    let running = Running::replying(move |capture, caller: Caller| {
        let report = report.clone();
        async move {
            if capture.path() != "/round-trip" {
                caller.disconnected().await;
                report.send(()).unwrap();
            }
            Ok(Reply::Answer(default_answer(&capture)))
        }
    });
    (running, disconnects)
}

#[test]
fn a_caller_that_disconnects_while_it_waits_is_noticed() {
    let (receiver, mut disconnects) = reporting_disconnects();
    let socket = post(&receiver, "/");
    receiver.capture();
    assert_eq!(receiver.round_trip().status, 200);
    assert!(disconnects.try_recv().is_err(), "the caller is still connected");
    drop(socket);
    disconnects.blocking_recv().expect("the disconnect is noticed although nothing is written");
}

#[tokio::test]
async fn a_cancelled_http_2_request_is_noticed() {
    let (receiver, mut disconnects) = reporting_disconnects();
    let mut sender = receiver.http2().await;
    let request = hyper::Request::post("http://x/").body(Full::new(Bytes::new())).unwrap();
    let waiting = tokio::spawn(sender.send_request(request));
    receiver.next_capture().await;
    waiting.abort();
    disconnects.recv().await.expect("the stream is reset");
}

#[tokio::test]
async fn an_http_2_caller_that_vanishes_while_it_waits_is_noticed() {
    let (receiver, mut disconnects) = reporting_disconnects();
    let socket = tokio::net::TcpStream::connect(receiver.address).await.unwrap();
    let (mut sender, mut connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(socket)).await.unwrap();
    let request = hyper::Request::post("http://x/").body(Full::new(Bytes::new())).unwrap();
    let answered = sender.send_request(request);
    tokio::select! {
        _ = &mut connection => panic!("the connection stays open"),
        _ = receiver.next_capture() => {}
    }
    // From here on the caller replies to no ping.
    for timer in [60 * SECOND, 20 * SECOND] {
        receiver.clock.timer(timer).await;
        receiver.clock.advance(timer);
    }
    disconnects.recv().await.expect("the missing reply is noticed");
    drop((answered, connection));
}

#[test]
fn a_request_that_waits_can_still_be_answered_during_a_shutdown() {
    let mut receiver = Running::replying(|_, caller: Caller| async move {
        caller.shutting_down().await;
        Ok(Reply::Answer(Answer::json(299, "{}")))
    });
    let mut connection = Connection::open(receiver.address);
    connection.post("/", &[], b"{}");
    receiver.capture();
    receiver.begin_shutdown();
    assert_eq!(connection.response().status, 299);
    receiver.shut_down();
}
