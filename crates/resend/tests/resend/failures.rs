//! Trouble on the way is a result with a sentence.

use crate::harness::{failure, post};
use hookglass_request::outgoing::{FailureKind, Outcome};
use hookglass_resend::{InvalidRequest, Options, send};
use hookglass_testkit::target::{Reply, Target};
use std::net::TcpListener;
use std::time::{Duration, Instant};

async fn failing(reply: Reply) -> (FailureKind, String) {
    let target = Target::answering(reply);
    let failure = failure(&post(target.url(), b"{}"), &Options::default()).await;
    let sentence = failure.sentence.replace(&target.address().to_string(), "TARGET");
    assert!(failure.sentence != sentence && sentence.ends_with('.'), "a sentence that names the target: {sentence}");
    (failure.why, sentence)
}

#[tokio::test]
async fn a_refused_connection() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let failure = failure(&post(format!("http://{free}/"), b""), &Options::default()).await;
    assert_eq!(failure.why, FailureKind::Refused);
    assert_eq!(
        failure.sentence,
        format!("Connection refused by {free}: nothing listens there. Start the target or change the URL.")
    );
}

#[tokio::test]
async fn a_name_that_is_not_known() {
    // RFC 6761: `.invalid` never exists.
    let failure = failure(&post("http://nowhere.invalid/", b""), &Options::default()).await;
    assert_eq!(failure.why, FailureKind::NameNotFound);
    assert!(failure.sentence.contains("nowhere.invalid"), "{}", failure.sentence);
}

#[tokio::test]
async fn an_answer_that_does_not_come() {
    let options = Options { timeout: Duration::from_millis(100), ..Options::default() };
    let silent = Target::answering(Reply::Hang);
    let began = Instant::now();
    let late = failure(&post(silent.url(), b"{}"), &options).await;
    assert_eq!(late.why, FailureKind::Timeout);
    assert_eq!(
        late.sentence,
        format!("No answer from {} within 0.1 s: the connection was made, but nothing came back.", silent.address())
    );
    assert!(began.elapsed() < Duration::from_secs(10));

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        // A response to nothing yet would be a broken one.
        let _ = std::io::Read::read(&mut socket, &mut [0; 1024]).unwrap();
        std::io::Write::write_all(&mut socket, b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf").unwrap();
        std::thread::sleep(Duration::from_secs(30));
    });
    let late = failure(&post(url, b""), &options).await;
    assert_eq!(late.why, FailureKind::Timeout);
    assert!(late.sentence.contains("4 of 9 bytes of its body"), "{}", late.sentence);
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
async fn a_response_that_is_broken() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf".to_vec();
    for (reply, said) in [
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
        assert!(sentence.contains(said), "{sentence:?} says {said:?}");
    }
}

#[tokio::test]
async fn a_person_who_cancels_does_not_wait() {
    let target = Target::answering(Reply::Hang);
    let began = Instant::now();
    let outgoing = post(target.url(), b"{}");
    // In a task of its own, as the window does it.
    let sending = tokio::spawn(async move {
        send(&outgoing, &Options::default(), tokio::time::sleep(Duration::from_millis(50))).await
    });
    let attempt = sending.await.unwrap().unwrap();
    assert!(began.elapsed() < Duration::from_secs(5));
    match attempt.outcome {
        Outcome::Failed(failure) => assert_eq!(failure.why, FailureKind::Cancelled),
        Outcome::Response(response) => panic!("{response:?}"),
    }
}

#[tokio::test]
async fn what_http_does_not_allow_is_not_sent() {
    let target = Target::answering(Reply::status(200, ""));
    let mut outgoing = post(target.url(), b"");
    outgoing.method = "PO ST".to_owned();
    let error = send(&outgoing, &Options::default(), std::future::pending()).await;
    assert_eq!(error, Err(InvalidRequest::Method { method: "PO ST".to_owned() }));
    assert!(target.received().is_empty());
}
