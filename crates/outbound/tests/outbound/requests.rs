//! What the target receives.

use hookglass_request::headers::Headers;
use hookglass_testkit::{
    corpus::{self, SECRET},
    target::{Reply, Target},
};

use crate::support::{post, response};

#[tokio::test]
async fn every_hostile_body_is_sent_verbatim() {
    let target = Target::answering(Reply::status(200, "{}"));
    for fixture in corpus::hostile() {
        let mut outgoing = post(target.url(), &fixture.bytes);
        outgoing.headers = Headers::from_pairs([("Content-Type", &fixture.content_type)]);
        assert_eq!(response(&outgoing).await.status, 200);
        let received = target.received().pop().unwrap();
        assert_eq!(received.body, fixture.bytes, "{}", fixture.name);
    }
}

#[tokio::test]
async fn a_resent_signature_still_verifies() {
    let target = Target::answering(Reply::status(200, "{}"));
    let event = corpus::events().swap_remove(20);
    let body = corpus::compact(&event.bytes);
    let mut outgoing = post(target.url(), &body);
    outgoing.headers = Headers::from_pairs(corpus::authgear_headers(&body, SECRET));
    response(&outgoing).await;
    let received = target.received().pop().unwrap();
    assert_eq!(received.header("x-authgear-body-signature"), Some(corpus::sign(SECRET, &received.body).as_str()));
}

#[tokio::test]
async fn the_head_is_verbatim_with_a_host_and_a_length() {
    let target = Target::answering(Reply::status(200, "{}"));
    let mut outgoing = post(format!("{}/a//b?c=%7B&d", target.url()), b"{}");
    outgoing.headers = Headers::from_pairs([
        ("X-B", &b"1"[..]),
        ("x-a", b"2"),
        ("X-b", b"\xff"),
        ("User-Agent", b"Go-http-client/1.1"),
    ]);
    response(&outgoing).await;
    let received = target.received().pop().unwrap();
    let expected = [
        format!("POST /a//b?c=%7B&d HTTP/1.1\r\nHost: {}\r\n", target.address()).as_bytes(),
        b"X-B: 1\r\nx-a: 2\r\nX-b: \xff\r\nUser-Agent: Go-http-client/1.1\r\nContent-Length: 2\r\n\r\n",
    ]
    .concat();
    assert_eq!(received.head, expected);
}

#[tokio::test]
async fn a_large_body_is_sent_whole() {
    let target = Target::answering(Reply::status(200, "{}"));
    let body: Vec<u8> = (0..10 << 20).map(|n: u32| (n / 251) as u8).collect();
    response(&post(target.url(), &body)).await;
    assert!(target.received().pop().unwrap().body == body);
}

#[tokio::test]
async fn every_method_is_sent_with_its_body() {
    let target = Target::answering(Reply::status(200, "body"));
    for (method, body) in [("GET", &b""[..]), ("DELETE", b"{}"), ("PURGE", b"x"), ("HEAD", b"")] {
        let mut outgoing = post(target.url(), body);
        outgoing.method = method.to_owned();
        let response = response(&outgoing).await;
        let received = target.received().pop().unwrap();
        assert_eq!(received.method, method);
        assert_eq!(received.body, body);
        assert_eq!(received.header("content-length").is_some(), !body.is_empty());
        assert_eq!(response.size, if method == "HEAD" { 0 } else { 4 });
    }
}

#[tokio::test]
async fn each_address_of_a_host_name_is_tried() {
    let target = Target::answering(Reply::status(200, "{}"));
    // `localhost` is ::1 and 127.0.0.1 on many computers; the target listens only on the second.
    let outgoing = post(format!("http://localhost:{}/", target.address().port()), b"");
    assert_eq!(response(&outgoing).await.status, 200);
}
