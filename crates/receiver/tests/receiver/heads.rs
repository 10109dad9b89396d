//! The request line and the header lines, as sent.

use bytes::Bytes;
use hookglass_request::capture::Version;
use hookglass_testkit::wire;
use http_body_util::Full;
use hyper::header::HeaderValue;

use crate::support::Running;

const ONE_KIB: &str = match str::from_utf8(&[b'v'; 1024]) {
    Ok(text) => text,
    Err(_) => panic!(),
};

fn captured(request: &[u8]) -> hookglass_request::capture::Capture {
    let receiver = Running::start();
    wire::raw(receiver.address, request);
    receiver.capture()
}

#[test]
fn the_header_block_is_captured_verbatim() {
    let block = b"hOST: example.com\r\nX-B: 1\r\nX-A:2\r\nx-b:  3 \r\nX-Bytes: \xff\xfe\r\nEmpty:\r\nX-B: 1\r\n";
    let mut request = b"POST /hook HTTP/1.1\r\n".to_vec();
    request.extend_from_slice(block);
    request.extend_from_slice(b"\r\n");
    let capture = captured(&request);
    assert_eq!(capture.headers.block(), block, "order, interleaved duplicates, case and odd bytes are evidence");
    assert_eq!(capture.version, Version::Http11);
    assert!(capture.peer.ip().is_loopback());
    assert!(capture.began_at <= capture.received_at);
}

#[test]
fn the_target_is_captured_verbatim() {
    for (method, target) in [
        ("GET", "/"),
        ("POST", "/a//b/../c?x=%7b&y={}&&#fragment"),
        ("POST", "/caf\u{e9}?\u{1f4a9}"),
        ("PUT", "http://example.com:8080/path?q"),
        ("OPTIONS", "*"),
        ("PURGE", "/odd-method"),
        ("CONNECT", "example.com:443"),
    ] {
        let capture = captured(format!("{method} {target} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes());
        assert_eq!(capture.method, method);
        assert_eq!(String::from_utf8_lossy(&capture.target), target, "of {method}");
    }
}

#[test]
fn many_and_long_headers_are_captured() {
    let mut request = b"POST / HTTP/1.1\r\n".to_vec();
    for n in 0..500 {
        request.extend_from_slice(format!("X-{n}: {}\r\n", "v".repeat(600)).as_bytes());
    }
    request.extend_from_slice(b"\r\n");
    let capture = captured(&request);
    assert_eq!(capture.headers.iter().count(), 500);
    assert!(capture.headers.block().len() > 256 << 10);
}

#[test]
fn http_1_0_is_received() {
    let receiver = Running::start();
    let response = wire::raw(receiver.address, b"POST /old HTTP/1.0\r\nContent-Length: 2\r\n\r\nok");
    assert!(response.starts_with(b"HTTP/1.0 200"));
    let capture = receiver.capture();
    assert_eq!(capture.version, Version::Http10);
    assert_eq!(&capture.body[..], b"ok");
}

#[test]
fn a_request_inside_a_trailer_section_is_never_taken_for_a_head() {
    let receiver = Running::start();
    let mut wire = b"POST /1 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: b\n\r\n".to_vec();
    // hyper ends the trailer line at the CRLF, so this is the next trailer.
    wire.extend_from_slice(b"POST /hidden HTTP/1.1\r\nHost: hidden\r\n\r\n");
    wire.extend_from_slice(b"POST /2 HTTP/1.1\r\nHost: y\r\nX-Two: 2\r\nContent-Length: 1\r\n\r\nx");
    wire::raw(receiver.address, &wire);
    for (target, block) in [
        ("/1", &b"Host: x\r\nTransfer-Encoding: chunked\r\n"[..]),
        ("/2", b"Host: y\r\nX-Two: 2\r\nContent-Length: 1\r\n"),
    ] {
        let capture = receiver.capture();
        assert_eq!(capture.target, target.as_bytes());
        assert_eq!(capture.headers.block(), block, "the raw head of {target}");
    }
}

#[tokio::test]
async fn a_header_list_that_only_expands_to_many_bytes_is_rejected() {
    let receiver = Running::start();
    let mut sender = receiver.http2().await;
    let mut request = hyper::Request::post("http://localhost/").body(Full::<Bytes>::default()).unwrap();
    // HPACK sends the field once and then refers to it.
    for _ in 0..100 {
        request.headers_mut().append("x-repeated", HeaderValue::from_static(ONE_KIB));
    }
    let response = sender.send_request(request).await.unwrap();
    assert_eq!(response.status(), 431);
    let next = hyper::Request::post("http://localhost/next").body(Full::default()).unwrap();
    assert_eq!(sender.send_request(next).await.unwrap().status(), 200, "the connection stays usable");
    assert_eq!(receiver.next_capture().await.target, b"/next", "nothing is stored of the rejected one");
}
