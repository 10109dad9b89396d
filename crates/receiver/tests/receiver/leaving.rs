//! Senders that are left without a whole answer, and senders that leave.

use crate::harness::{Running, SOON, default_answer};
use bytes::Bytes;
use hookglass_automation::rule::Break;
use hookglass_receiver::{Reply, Sender};
use hookglass_request::answer::Answer;
use hookglass_testkit::wire::Connection;
use http_body_util::{BodyExt, Full};
use hyper_util::rt::{TokioExecutor, TokioIo};
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::mpsc;
use std::time::Duration;

const WHOLE: &str = "{\"is_allowed\":true}!";

/// Breaks as the path says.
fn breaking() -> Running {
    Running::replying(|capture, _| {
        let reply = match capture.path().as_str() {
            "/no_answer" => Reply::Break(Break::NoAnswer),
            "/reset" => Reply::Break(Break::Reset),
            "/half_body" => Reply::Break(Break::HalfBody(Answer::json(200, WHOLE))),
            _ => Reply::Answer(default_answer(&capture)),
        };
        std::future::ready(Ok(reply))
    })
}

fn sent(receiver: &Running, path: &str) -> TcpStream {
    let mut socket = TcpStream::connect(receiver.address).unwrap();
    socket.set_read_timeout(Some(SOON)).unwrap();
    socket.write_all(format!("POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{{}}").as_bytes()).unwrap();
    socket
}

#[test]
fn a_reset_is_a_reset_on_the_wire() {
    let receiver = breaking();
    let mut socket = sent(&receiver, "/reset");
    let error = socket.read(&mut [0; 64]).expect_err("nothing is answered");
    assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{error}");
    assert_eq!(receiver.capture().target, b"/reset", "what was reset has been handed on");
}

#[test]
fn half_a_body_is_announced_whole() {
    let receiver = breaking();
    let mut socket = sent(&receiver, "/half_body");
    let mut all = Vec::new();
    socket.read_to_end(&mut all).unwrap();
    let text = String::from_utf8(all).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    assert!(head.contains(&format!("content-length: {}", WHOLE.len())), "{head}");
    assert_eq!(body, &WHOLE[..WHOLE.len() / 2]);
}

#[test]
fn no_answer_is_silence_until_the_sender_goes() {
    let receiver = breaking();
    let mut socket = sent(&receiver, "/no_answer");
    socket.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let error = socket.read(&mut [0]).expect_err("nothing comes, not even an end");
    assert!(matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}");
    socket.shutdown(Shutdown::Write).unwrap();
    socket.set_read_timeout(Some(SOON)).unwrap();
    assert_eq!(socket.read(&mut [0]).unwrap(), 0, "then the connection ends");
}

#[test]
fn a_stop_ends_silence() {
    let mut receiver = breaking();
    let mut socket = sent(&receiver, "/no_answer");
    receiver.capture();
    receiver.join();
    assert_eq!(socket.read(&mut [0]).unwrap(), 0);
}

#[tokio::test]
async fn over_http_2_a_broken_answer_is_the_end_of_its_stream_only() {
    let receiver = breaking();
    let socket = tokio::net::TcpStream::connect(receiver.address).await.unwrap();
    let (mut sender, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(socket)).await.unwrap();
    tokio::spawn(connection);
    let request = |path: &str| hyper::Request::post(format!("http://x{path}")).body(Full::new(Bytes::new())).unwrap();
    assert!(sender.send_request(request("/reset")).await.is_err());
    let half = sender.send_request(request("/half_body")).await.unwrap();
    assert_eq!(half.headers()["content-length"], WHOLE.len().to_string());
    assert!(half.into_body().collect().await.is_err(), "its second half never comes");
    let answered = sender.send_request(request("/")).await.unwrap();
    assert_eq!(answered.status(), 200, "the connection goes on");
}

/// Says of each request when its sender has gone, and answers only then.
fn waiting_for_the_end() -> (Running, mpsc::Receiver<()>) {
    let (gone, has_gone) = mpsc::channel();
    let running = Running::replying(move |capture, sender: Sender| {
        let gone = gone.clone();
        async move {
            sender.gone().await;
            gone.send(()).unwrap();
            Ok(Reply::Answer(default_answer(&capture)))
        }
    });
    (running, has_gone)
}

#[test]
fn a_sender_that_hangs_up_while_it_waits_is_noticed() {
    let (receiver, has_gone) = waiting_for_the_end();
    let socket = sent(&receiver, "/");
    receiver.capture();
    assert!(has_gone.recv_timeout(Duration::from_millis(200)).is_err(), "it is still there");
    drop(socket);
    has_gone.recv_timeout(SOON).expect("it has gone, and that is noticed while nothing is written");
}

#[tokio::test]
async fn a_cancelled_http_2_request_is_noticed() {
    let (receiver, has_gone) = waiting_for_the_end();
    let socket = tokio::net::TcpStream::connect(receiver.address).await.unwrap();
    let (mut sender, connection) =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(socket)).await.unwrap();
    tokio::spawn(connection);
    let request = hyper::Request::post("http://x/").body(Full::new(Bytes::new())).unwrap();
    let asked = tokio::spawn(sender.send_request(request));
    tokio::task::spawn_blocking(move || {
        receiver.capture();
        asked.abort();
        has_gone.recv_timeout(SOON).expect("the stream was reset");
    })
    .await
    .unwrap();
}

#[test]
fn who_is_told_of_a_stop_can_still_answer() {
    let mut receiver = Running::replying(|_, sender: Sender| async move {
        sender.stopping().await;
        Ok(Reply::Answer(Answer::json(299, "{}")))
    });
    let mut sender = Connection::open(receiver.address);
    sender.post("/", &[], b"{}");
    receiver.capture();
    receiver.ask_to_stop();
    assert_eq!(sender.response().status, 299);
    receiver.join();
}
