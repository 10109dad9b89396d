//! Responses are returned verbatim.

use hookglass_outbound::{ConnectionPool, Options};
use hookglass_request::outgoing::Outcome;
use hookglass_testkit::target::{Reply, Target};
use std::{
    future::pending,
    io::{BufReader, Read, Write},
    net::TcpListener,
};

use crate::support::{attempt, into_response, patient_options, post, response};

#[tokio::test]
async fn a_response_is_returned_verbatim() {
    let target = Target::answering(Reply::Bytes(
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 299 Odd\r\nX-B: 1\r\nx-a:2\r\nX-B: \xff\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8bxx"
            .to_vec(),
    ));
    let response = response(&post(target.url(), b"{}")).await;
    assert_eq!(response.status, 299);
    assert_eq!(response.version, "HTTP/1.1");
    assert_eq!(
        response.headers.block(),
        b"X-B: 1\r\nx-a:2\r\nX-B: \xff\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n",
        "order, duplicates, case and bytes are kept"
    );
    assert_eq!(&response.body[..], b"\x1f\x8bxx", "nothing is decoded");
}

#[tokio::test]
async fn a_redirect_is_returned_and_not_followed() {
    let elsewhere = Target::answering(Reply::status(200, "followed"));
    let target = Target::answering(Reply::Answer {
        status: 307,
        headers: vec![("Location".to_owned(), elsewhere.url())],
        body: Vec::new(),
    });
    let response = response(&post(target.url(), b"{}")).await;
    assert_eq!(response.status, 307);
    assert_eq!(response.headers.text("location"), Some(elsewhere.url().as_str()));
    assert!(elsewhere.received().is_empty());
}

#[tokio::test]
async fn bodies_of_every_framing_are_read() {
    for (bytes, version) in [
        (
            &b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1;x\r\nd\r\n0\r\nT: 1\r\n\r\n"[..],
            "HTTP/1.1",
        ),
        (b"HTTP/1.1 200 OK\r\n\r\nabcd", "HTTP/1.1"),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nabcd", "HTTP/1.0"),
    ] {
        let target = Target::answering(Reply::Bytes(bytes.to_vec()));
        let response = response(&post(target.url(), b"{}")).await;
        assert_eq!(&response.body[..], b"abcd");
        assert_eq!(response.size, 4);
        assert_eq!(response.version, version);
    }
}

#[tokio::test]
async fn a_huge_response_is_counted_whole_and_kept_up_to_the_limit() {
    let body: Vec<u8> = (0..18 << 20).map(|n: u32| (n / 251) as u8).collect();
    let target = Target::answering(Reply::status(200, body.clone()));
    let response = response(&post(target.url(), b"{}")).await;
    assert_eq!(response.size, body.len() as u64);
    assert!(response.body == body[..16 << 20]);
}

#[tokio::test]
async fn a_response_that_does_not_end_is_cut() {
    const MIB: usize = 1 << 20;
    for head in ["Transfer-Encoding: chunked", "Content-Length: 1000000000000", "Connection: close"] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let target = std::thread::spawn(move || {
            let accept = || {
                let (socket, _) = listener.accept().unwrap();
                let mut request = BufReader::new(&socket).bytes().map(Result::unwrap);
                assert!(request.any(|byte| byte == b'{') && request.any(|byte| byte == b'}'));
                socket
            };
            let mut socket = accept();
            write!(socket, "HTTP/1.1 200 OK\r\n{head}\r\n\r\n").unwrap();
            let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000));
            while socket.write_all(chunk.as_bytes()).is_ok() {}
            write!(accept(), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").unwrap();
        });
        let options = Options { max_kept_body: MIB, max_read_body: 2 * MIB as u64, ..patient_options() };
        let pool = ConnectionPool::new(options);
        let cut = into_response(pool.send(&post(url.clone(), b"{}"), pending()).await.unwrap());
        assert_eq!((cut.status, cut.body.len()), (200, MIB), "{head}");
        let announced = head.strip_prefix("Content-Length: ").map(|length| length.parse().unwrap());
        assert!(announced.map_or(cut.size > 2 * MIB as u64, |announced: u64| cut.size == announced), "{}", cut.size);
        let next = into_response(pool.send(&post(url, b"{}"), pending()).await.unwrap());
        assert_eq!(&next.body[..], b"ok", "the cut response closed its connection");
        target.join().unwrap();
    }
}

#[tokio::test]
async fn an_answer_that_comes_before_the_whole_request_is_read_is_returned() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut socket, _) = listener.accept().unwrap();
        socket.read_exact(&mut [0; 100]).unwrap();
        socket.write_all(b"HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno").unwrap();
        // Closing while request bytes are unread resets the connection.
    });
    let outcome = attempt(&post(url, &vec![7; 30 << 20]), &patient_options()).await.outcome;
    match outcome {
        Outcome::Response(response) => assert_eq!(response.status, 413),
        Outcome::Failed(failure) => panic!("the answer can be read: {failure:?}"),
    }
}
