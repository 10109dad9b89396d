//! Bodies: exact with any framing; cut and marked if they are too large or break off.

use hookglass_receiver::{Config, NotStored, Reply, RoomCheck};
use hookglass_request::capture::{Capture, Truncation};
use hookglass_testkit::{
    corpus,
    wire::{self, Connection},
};

use crate::support::{Running, default_answer};

const MIB: usize = 1 << 20;

/// Bytes in which a shift or a repetition shows.
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
fn every_hostile_body_is_captured_verbatim() {
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
fn a_body_of_ten_mebibytes_is_captured_whole() {
    let receiver = Running::start();
    let body = noise(10 * MIB);
    assert_eq!(wire::post(receiver.address, "/", &[], &body).status, 200);
    let capture = receiver.capture();
    assert!(capture.body == body, "every byte, in order");
    assert_eq!(capture.cut, None);
}

#[test]
fn a_caller_that_expects_100_continue_gets_it() {
    let receiver = Running::start();
    let mut caller = Connection::open(receiver.address);
    caller.send(b"POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    assert_eq!(caller.response().status, 100);
    caller.send(b"hello");
    assert_eq!(caller.response().status, 200);
    assert_eq!(&receiver.capture().body[..], b"hello");
}

fn assert_over_limit(response: &wire::Response, capture: &Capture, body: &[u8], kept: usize) {
    assert_eq!(response.status, 413);
    assert_eq!(response.header("connection"), Some("close"));
    assert_eq!(capture.cut, Some(Truncation::OverLimit));
    assert!(capture.body == body[..kept], "exactly the first part is kept");
}

#[test]
fn a_body_announced_over_the_limit_is_rejected_and_its_first_mebibyte_kept() {
    let receiver = Running::start();
    receiver.limits.set_body_limit(2 * MIB);
    let body = noise(20 * MIB);
    let mut caller = Connection::open(receiver.address);
    assert!(caller.post("/", &[], &body), "a caller that writes everything before it reads gets no reset");
    assert_over_limit(&caller.response(), &receiver.capture(), &body, MIB);
}

#[test]
fn a_chunked_body_over_the_limit_is_rejected_the_same_way() {
    let receiver = Running::start();
    receiver.limits.set_body_limit(2 * MIB);
    let body = noise(20 * MIB);
    let mut caller = Connection::open(receiver.address);
    assert!(caller.send(&chunked(&body, 70_000)), "the whole body can be written");
    assert_over_limit(&caller.response(), &receiver.capture(), &body, MIB);
}

#[test]
fn a_small_limit_bounds_what_is_kept() {
    let receiver = Running::start();
    receiver.limits.set_body_limit(10);
    for body in [&b"0123456789"[..], b"0123456789+"] {
        let whole = body.len() == 10;
        let response = wire::post(receiver.address, "/", &[], body);
        let capture = receiver.capture();
        assert_eq!(response.status, if whole { 200 } else { 413 });
        assert_eq!(&capture.body[..], b"0123456789");
        assert_eq!(capture.cut.is_none(), whole);

        let mut caller = Connection::open(receiver.address);
        caller.send(&chunked(body, 4));
        assert_eq!(caller.response().status, if whole { 200 } else { 413 });
        assert_eq!(&receiver.capture().body[..], b"0123456789");
    }
}

#[test]
fn the_received_part_of_a_broken_off_body_is_kept() {
    let receiver = Running::start();
    for request in [
        &b"POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf"[..],
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nbroken\r\n",
    ] {
        let mut caller = Connection::open(receiver.address);
        caller.send(request);
        drop(caller);
        let capture = receiver.capture();
        assert_eq!(&capture.body[..], b"half");
        assert_eq!(capture.cut, Some(Truncation::SenderLeft));
    }
}

#[test]
fn a_caller_that_half_closes_too_early_gets_an_answer() {
    let receiver = Running::start();
    let response = wire::raw(receiver.address, b"POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf");
    assert!(response.starts_with(b"HTTP/1.1 400"));
}

#[test]
fn a_body_whose_trailers_break_off_is_complete() {
    let receiver = Running::start();
    for trailers in ["", "A: b\n", "A: b\n\r\n", "A: b\r\n"] {
        let request =
            format!("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n{trailers}");
        let response = wire::raw(receiver.address, request.as_bytes());
        let capture = receiver.capture();
        assert_eq!(&capture.body[..], b"ok", "{trailers:?}");
        assert_eq!(capture.cut, None, "{trailers:?}: every chunk has arrived");
        assert!(response.starts_with(b"HTTP/1.1 200"), "{trailers:?}");
    }
}

#[test]
fn a_body_without_room_is_rejected_by_its_announced_length() {
    let room = RoomCheck::new(|bytes| match bytes {
        ..=1000 => Ok(()),
        bytes => Err(NotStored::full(format!("no room for {bytes} bytes"))),
    });
    let config = Config { room, ..Config::default() };
    let receiver =
        Running::configured(config, |capture, _| std::future::ready(Ok(Reply::Answer(default_answer(&capture)))));
    let mut caller = Connection::open(receiver.address);
    caller.send(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n");
    let response = caller.response();
    assert_eq!(response.status, 507, "without an invitation to send the body");
    assert_eq!(response.body, br#"{"error":"no room for 1001 bytes"}"#);
    assert_eq!(caller.rest(), b"");

    let large = vec![b'x'; 4 << 20];
    assert_eq!(wire::post(receiver.address, "/", &[], &large).status, 507, "also to a caller that sends all of it");
    assert!(receiver.captured_no_more(), "no body was read");
    assert_eq!(wire::post(receiver.address, "/", &[], &large[..1000]).status, 200);
    receiver.capture();
    receiver.limits.set_body_limit(900);
    assert_eq!(wire::post(receiver.address, "/", &[], &large).status, 413, "the start that is kept has room");
}
