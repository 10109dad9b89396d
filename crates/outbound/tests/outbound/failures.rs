//! A failure on the way is a result with a sentence.

use hookglass_outbound::{Confirmed, InvalidRequest, Options, send};
use hookglass_request::outgoing::FailureKind;
use hookglass_testkit::target::{Reply, Target};
use std::{net::TcpListener, time::Duration};

use crate::support::{failure, into_failure, options_with_timeout, patient_options, post};

async fn failing(reply: Reply) -> (FailureKind, String) {
    let target = Target::answering(reply);
    let failure = failure(&post(target.url(), b"{}"), &patient_options()).await;
    let sentence = failure.sentence.replace(&target.address().to_string(), "TARGET");
    assert!(failure.sentence != sentence && sentence.ends_with('.'), "a sentence that names the target: {sentence}");
    (failure.why, sentence)
}

#[tokio::test]
async fn a_refused_connection() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let failure = failure(&post(format!("http://{free}/"), b""), &patient_options()).await;
    assert_eq!(failure.why, FailureKind::Refused);
    assert_eq!(
        failure.sentence,
        format!("Connection refused by {free}: nothing listens there. Start the target or change the URL.")
    );
}

#[tokio::test]
async fn an_unknown_host_name() {
    // RFC 6761: `.invalid` never exists.
    let failure = failure(&post("http://nowhere.invalid/", b""), &patient_options()).await;
    assert_eq!(failure.why, FailureKind::NameNotFound);
    assert!(failure.sentence.contains("nowhere.invalid"), "{}", failure.sentence);
}

#[tokio::test]
async fn no_answer_within_the_timeout() {
    let timeout = Duration::from_millis(100);
    let (clock, options) = options_with_timeout(timeout);
    let silent = Target::answering(Reply::Hang);
    let outgoing = post(silent.url(), b"{}");
    let late = async {
        silent.receives(1).await;
        clock.advance(timeout);
    };
    let (late, ()) = tokio::join!(failure(&outgoing, &options), late);
    assert_eq!(late.why, FailureKind::Timeout);
    assert_eq!(
        late.sentence,
        format!("No answer from {} within 0.1 s: the connection was made, but nothing came back.", silent.address())
    );
}

#[tokio::test]
async fn a_connection_that_ends_without_a_response() {
    let (why, sentence) = failing(Reply::Reset(Vec::new())).await;
    assert_eq!(why, FailureKind::Reset);
    assert!(sentence.starts_with("TARGET reset the connection"), "{sentence}");
    let (why, sentence) = failing(Reply::Bytes(Vec::new())).await;
    assert_eq!(why, FailureKind::Reset);
    assert!(sentence.starts_with("TARGET closed the connection"), "{sentence}");
}

#[tokio::test]
async fn a_broken_response() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf".to_vec();
    for (reply, expected) in [
        (Reply::Bytes(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec()), "is not an HTTP/1 response"),
        (Reply::Bytes(b"\x00\xff\x00garbage\n\n".to_vec()), "is not an HTTP/1 response"),
        (Reply::Bytes(b"HTTP/1.1 200 OK\r\nX-A: ".to_vec()), "inside the head"),
        (Reply::half_body(b"half"), "ended too early: 4 of 8 bytes"),
        (Reply::Reset(head), "4 of 9 bytes"),
        (
            Reply::Bytes(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\nx\r\n".to_vec()),
            "broken chunks: 4 bytes",
        ),
        (Reply::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nlonger".to_vec()), "longer than it says"),
    ] {
        let (why, sentence) = failing(reply).await;
        assert_eq!(why, FailureKind::BrokenResponse, "{sentence}");
        assert!(sentence.contains(expected), "{sentence:?} contains {expected:?}");
    }
}

#[tokio::test]
async fn a_cancelled_request_ends_at_once() {
    let target = Target::answering(Reply::Hang);
    let outgoing = post(target.url(), b"{}");
    let (cancel, cancelled) = tokio::sync::oneshot::channel::<()>();
    // Spawned, so that the future has to be `Send`.
    let sending = tokio::spawn(async move {
        send(&outgoing, &patient_options(), async move {
            let _ = cancelled.await;
        })
        .await
    });
    target.receives(1).await;
    drop(cancel);
    let attempt = sending.await.unwrap().unwrap();
    assert_eq!(into_failure(attempt).why, FailureKind::Cancelled);
}

#[tokio::test]
async fn an_invalid_request_is_not_sent() {
    let target = Target::answering(Reply::status(200, ""));
    let mut outgoing = post(target.url(), b"");
    outgoing.method = "PO ST".to_owned();
    let error = send(&outgoing, &Options::default(), std::future::pending()).await;
    assert_eq!(error, Err(InvalidRequest::Method { method: "PO ST".to_owned() }));
    assert!(target.received().is_empty());
}

/// An address that is checked after the name is resolved cannot change between check and
/// connection.
#[tokio::test]
async fn an_unconfirmed_address_of_another_computer_is_not_connected() {
    let confirmed = Confirmed::default();
    let options = Options { confirmed: Some(confirmed.clone()), ..patient_options() };
    let other = post("http://192.0.2.7:9/", b"");
    let refused = failure(&other, &options).await;
    assert_eq!(refused.why, FailureKind::Unreachable);
    assert!(refused.sentence.contains("192.0.2.7, which is not this computer"), "{}", refused.sentence);
    confirmed.set("https://192.0.2.7", true);
    assert_eq!(failure(&other, &options).await.sentence, refused.sentence, "https does not confirm http");

    let target = Target::answering(Reply::status(200, ""));
    send(&post(target.url(), b""), &options, std::future::pending()).await.unwrap();
    assert_eq!(target.received().len(), 1, "this computer needs no confirmation");
}
