//! Requests that are not HTTP, and targets that HTTP does not allow but servers accept.

use hookglass_request::refusal::RefusalReason;
use hookglass_testkit::wire;
use std::{
    io::Write as _,
    net::{Shutdown, TcpStream},
    time::Duration,
};

use crate::support::Running;

#[test]
fn a_refused_request_is_reported_with_its_first_bytes_and_the_reason() {
    let receiver = Running::start();
    let many_lines = [b"GET / HTTP/1.1\r\n".to_vec(), b"A: b\r\n".repeat(513), b"\r\n".to_vec()].concat();
    let long_target = [b"GET /".to_vec(), vec![b'a'; 70_000], b" HTTP/1.1\r\n\r\n".to_vec()].concat();
    for (request, reason) in [
        (&b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03"[..], RefusalReason::Tls),
        (b"EHLO example.com\r\n", RefusalReason::NotHttp),
        (b"GET /\r\n\r\n", RefusalReason::NotHttp),
        (b"POST /v HTTP/1.2\r\nHost: x\r\n\r\n", RefusalReason::Version),
        (b"POST /a b HTTP/1.1\r\nHost: x\r\n\r\n", RefusalReason::Target),
        (b"POST /<a>\x01 HTTP/1.1\r\nHost: x\r\n\r\n", RefusalReason::Target),
        (b"POST <relative>/path HTTP/1.1\r\nHost: x\r\n\r\n", RefusalReason::Target),
        (b"POST / HTTP/1.1\r\nX: 1\r\n folded\r\n\r\n", RefusalReason::FoldedLine),
        (b"POST / HTTP/1.1\r\nX Y: 1\r\n\r\n", RefusalReason::HeaderLine),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", RefusalReason::Framing),
        (b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", RefusalReason::Framing),
        (&many_lines, RefusalReason::TooLarge),
        (&long_target, RefusalReason::TooLarge),
    ] {
        wire::raw(receiver.address, request);
        let refusal = receiver.refusal();
        let start = &request[..request.len().min(512)];
        let name = String::from_utf8_lossy(start);
        assert_eq!(refusal.reason, reason, "{name}");
        assert_eq!(refusal.first_bytes, start, "{name}");
        assert!(refusal.peer.ip().is_loopback());
    }
    assert!(receiver.captured_no_more());
}

#[test]
fn a_request_refused_on_a_used_connection_is_reported_alone() {
    let receiver = Running::start();
    wire::raw(receiver.address, b"GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.2\r\n\r\n");
    assert_eq!(receiver.capture().target, b"/1");
    let refusal = receiver.refusal();
    assert_eq!(refusal.first_bytes, b"GET /2 HTTP/1.2\r\n\r\n");
    assert_eq!(refusal.reason, RefusalReason::Version);
}

#[test]
fn an_unfinished_head_is_reported() {
    let receiver = Running::start();
    let mut socket = TcpStream::connect(receiver.address).unwrap();
    socket.write_all(b"POST /half HTTP/1.1\r\nHo").unwrap();
    socket.shutdown(Shutdown::Both).unwrap();
    let refusal = receiver.refusal();
    assert_eq!(refusal.first_bytes, b"POST /half HTTP/1.1\r\nHo");
    assert_eq!(refusal.reason, RefusalReason::Unfinished);

    let mut socket = TcpStream::connect(receiver.address).unwrap();
    socket.write_all(b"POST /slow").unwrap();
    receiver.wait_for_timer(Duration::from_secs(30));
    receiver.clock.advance(Duration::from_secs(30));
    let refusal = receiver.refusal();
    assert_eq!(refusal.first_bytes, b"POST /slow");
    assert_eq!(refusal.reason, RefusalReason::TimedOut);
}

#[test]
fn connections_without_a_request_and_broken_bodies_are_not_refused_requests() {
    let receiver = Running::start();
    wire::raw(receiver.address, b"");
    wire::raw(receiver.address, b"\r\n");
    wire::raw(receiver.address, b"POST /cut HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx");
    assert_eq!(receiver.capture().target, b"/cut");
    wire::raw(receiver.address, b"POST /chunk HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nno");
    assert_eq!(receiver.capture().target, b"/chunk");
    // Reported after all of these.
    wire::raw(receiver.address, b"last\r\n");
    assert_eq!(receiver.refusal().first_bytes, b"last\r\n");
}

#[test]
fn a_target_with_unencoded_characters_is_captured_as_sent() {
    let receiver = Running::start();
    for target in [
        &b"/<script>?q=\"a\"&b={c|d}\\^`"[..],
        b"/caf\xe9?\xff\xfe",
        "/caf\u{e9}?<\u{1f4a9}>".as_bytes(),
        b"http://example.com/a|b?<",
        b"/a#<fragment\xff>",
    ] {
        let request = [b"POST ", target, b" HTTP/1.1\r\nX-Kept: <\xe9>\r\n\r\n"].concat();
        let response = wire::raw(receiver.address, &request);
        assert!(response.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&response));
        let capture = receiver.capture();
        assert_eq!(capture.target, target, "{}", String::from_utf8_lossy(target));
        assert_eq!(capture.headers.block(), b"X-Kept: <\xe9>\r\n", "the head is verbatim");
    }
}
