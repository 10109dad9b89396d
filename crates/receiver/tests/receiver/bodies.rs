//! Bodies: exact, whatever the framing; cut and marked when they are too large or break off.

use crate::harness::Running;
use hookglass_request::capture::{Capture, Truncation};
use hookglass_testkit::corpus;
use hookglass_testkit::wire::{self, Connection};

const MIB: usize = 1 << 20;

/// Bytes that show a shift or a repeat.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 1u32;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    std::iter::repeat_with(next).take(length).collect()
}

fn chunked(body: &[u8], size: usize) -> Vec<u8> {
    let mut wire = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    for piece in body.chunks(size) {
        wire.extend_from_slice(format!("{:x};ext=1\r\n", piece.len()).as_bytes());
        wire.extend_from_slice(piece);
        wire.extend_from_slice(b"\r\n");
    }
    wire.extend_from_slice(b"0\r\nTrailer: x\r\n\r\n");
    wire
}

#[test]
fn every_hostile_body_arrives_as_it_was_sent() {
    let receiver = Running::start();
    for fixture in corpus::hostile() {
        let headers = [("Content-Type", fixture.content_type.as_str())];
        wire::post(receiver.address, "/", &headers, &fixture.bytes);
        assert_eq!(receiver.capture().body, fixture.bytes, "{}", fixture.name);
        wire::raw(receiver.address, &chunked(&fixture.bytes, 997));
        let capture = receiver.capture();
        assert_eq!(capture.body, fixture.bytes, "{} in chunks", fixture.name);
        assert_eq!(capture.cut, None);
    }
}

#[test]
fn ten_mebibytes_arrive_whole() {
    let receiver = Running::start();
    let body = noise(10 * MIB);
    assert_eq!(wire::post(receiver.address, "/", &[], &body).status, 200);
    let capture = receiver.capture();
    assert!(capture.body == body, "every byte, in order");
    assert_eq!(capture.cut, None);
}

#[test]
fn a_sender_that_asks_first_is_told_to_continue() {
    let receiver = Running::start();
    let mut sender = Connection::open(receiver.address);
    sender.send(b"POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    assert_eq!(sender.response().status, 100);
    sender.send(b"hello");
    assert_eq!(sender.response().status, 200);
    assert_eq!(&receiver.capture().body[..], b"hello");
}

fn assert_over_limit(response: &wire::Response, capture: &Capture, body: &[u8], kept: usize) {
    assert_eq!(response.status, 413);
    assert_eq!(response.header("connection"), Some("close"));
    assert_eq!(capture.cut, Some(Truncation::OverLimit));
    assert!(capture.body == body[..kept], "exactly the first part is kept");
}

#[test]
fn a_body_announced_over_the_limit_is_refused_readably_and_its_first_mebibyte_kept() {
    let receiver = Running::start();
    receiver.limits.set_body_limit(2 * MIB);
    let body = noise(20 * MIB);
    let mut sender = Connection::open(receiver.address);
    assert!(sender.post("/", &[], &body), "a sender that writes all before it reads finds no reset");
    assert_over_limit(&sender.response(), &receiver.capture(), &body, MIB);
}

#[test]
fn a_body_that_turns_out_over_the_limit_is_treated_the_same() {
    let receiver = Running::start();
    receiver.limits.set_body_limit(2 * MIB);
    let body = noise(20 * MIB);
    let mut sender = Connection::open(receiver.address);
    assert!(sender.send(&chunked(&body, 70_000)), "all of it can be written");
    assert_over_limit(&sender.response(), &receiver.capture(), &body, MIB);
}

#[test]
fn a_small_limit_keeps_no_more_than_itself() {
    let receiver = Running::start();
    receiver.limits.set_body_limit(10);
    for body in [&b"0123456789"[..], b"0123456789+"] {
        let whole = body.len() == 10;
        let response = wire::post(receiver.address, "/", &[], body);
        let capture = receiver.capture();
        assert_eq!(response.status, if whole { 200 } else { 413 });
        assert_eq!(&capture.body[..], b"0123456789");
        assert_eq!(capture.cut.is_none(), whole);

        let mut sender = Connection::open(receiver.address);
        sender.send(&chunked(body, 4));
        assert_eq!(sender.response().status, if whole { 200 } else { 413 });
        assert_eq!(&receiver.capture().body[..], b"0123456789");
    }
}

#[test]
fn what_came_from_a_sender_that_left_is_kept() {
    let receiver = Running::start();
    for request in [
        &b"POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf"[..],
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nbroken\r\n",
    ] {
        let mut sender = Connection::open(receiver.address);
        sender.send(request);
        drop(sender);
        let capture = receiver.capture();
        assert_eq!(&capture.body[..], b"half");
        assert_eq!(capture.cut, Some(Truncation::SenderLeft));
    }
}

#[test]
fn a_sender_that_only_stopped_sending_reads_why_it_was_refused() {
    let receiver = Running::start();
    let response = wire::raw(receiver.address, b"POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf");
    assert!(response.starts_with(b"HTTP/1.1 400"));
}
