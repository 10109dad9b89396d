use proptest::{collection::vec, prelude::*};

use super::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

fn feed(tracker: &mut Tracker, bytes: &[u8], arrived_at: Timestamp) {
    tracker.feed(&mut bytes.to_vec(), arrived_at);
}

fn tracked(pieces: &[&[u8]]) -> Vec<Head> {
    let heads = Arc::new(HeadQueue::default());
    let mut tracker = Tracker::new(Arc::clone(&heads));
    for (second, piece) in pieces.iter().enumerate() {
        feed(&mut tracker, piece, at(second as i64));
    }
    heads.drain()
}

#[test]
fn a_head_is_verbatim_and_has_the_time_of_its_first_byte() {
    let heads = tracked(&[b"\r\n", b"P", b"OST /a?b#c HTTP/1.1\r\nX-B: \xff\r\nx-a:1\r", b"\nX-B:  2 \r\n\r\n"]);
    assert_eq!(heads.len(), 1);
    assert_eq!(heads[0].began_at, at(1), "an empty line before a head is not part of it");
    assert_eq!(heads[0].target, b"/a?b#c");
    assert_eq!(heads[0].block, b"X-B: \xff\r\nx-a:1\r\nX-B:  2 \r\n");
}

#[test]
fn heads_may_use_bare_line_feeds_and_have_no_headers() {
    let heads = tracked(&[b"GET / HTTP/1.0\n\nGET /2 HTTP/1.1\nA: b\n\n"]);
    let blocks: Vec<&[u8]> = heads.iter().map(|head| head.block.as_slice()).collect();
    assert_eq!(blocks, [&b""[..], b"A: b\n"]);
    assert_eq!(heads[0].version, Version::Http10);
}

#[test]
fn an_http_2_connection_is_not_tracked() {
    let mut bytes = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
    bytes.extend_from_slice(b"GET / HTTP/1.1\r\n\r\n");
    assert_eq!(tracked(&[&bytes]), []);
    let single: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(tracked(&single), []);
}

#[test]
fn a_head_over_the_size_limit_is_dropped() {
    let heads = Arc::new(HeadQueue::default());
    let mut tracker = Tracker::new(Arc::clone(&heads));
    feed(&mut tracker, b"GET / HTTP/1.1\r\nA: ", at(0));
    for _ in 0..=MAX_HEAD / 1024 {
        feed(&mut tracker, &[b'x'; 1024], at(0));
    }
    assert_eq!(tracker.position, Position::Untracked);
    assert_eq!(tracker.partial.capacity(), 0, "its memory is released");
}

fn announced(head: &str) -> http::request::Parts {
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap().split(' ');
    let mut request = http::Request::builder().method(first.next().unwrap()).uri(first.next().unwrap());
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        request = request.header(name, value);
    }
    request.body(()).unwrap().into_parts().0
}

#[test]
fn a_head_that_does_not_match_its_request_is_never_used() {
    let sent = "POST /1 HTTP/1.1\r\nHost: a\r\nX-A: 1\r\nContent-Length: 1\r\n\r\n";
    for (other, why) in [
        ("POST /other HTTP/1.1\r\nHost: a\r\nX-A: 1\r\nContent-Length: 1\r\n\r\n", "another target"),
        ("PUT /1 HTTP/1.1\r\nHost: a\r\nX-A: 1\r\nContent-Length: 1\r\n\r\n", "another method"),
        ("POST /1 HTTP/1.1\r\nHost: b\r\nX-A: 1\r\nContent-Length: 1\r\n\r\n", "another host"),
        ("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n", "fewer lines"),
        ("POST /1 HTTP/1.1\r\nHost: a\r\nX-A: 1\r\nContent-Length: 2\r\n\r\n", "another length"),
    ] {
        let heads = Arc::new(HeadQueue::default());
        let mut tracker = Tracker::new(Arc::clone(&heads));
        feed(&mut tracker, format!("{sent}x{sent}x{sent}x").as_bytes(), at(0));
        assert!(heads.take(&announced(sent)).is_some());
        assert!(heads.take(&announced(other)).is_none(), "{why}");
        assert!(heads.take(&announced(sent)).is_none(), "once out of step, the next head may be wrong too");
    }
}

#[test]
fn lengths_that_hyper_drops_do_not_count() {
    let heads = Arc::new(HeadQueue::default());
    let mut tracker = Tracker::new(Arc::clone(&heads));
    feed(&mut tracker, b"POST / HTTP/1.1\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", at(0));
    assert!(heads.take(&announced("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")).is_some());
    feed(&mut tracker, b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx", at(0));
    assert!(heads.take(&announced("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n")).is_some());
}

#[test]
fn trailer_lines_end_where_hyper_ends_them() {
    let post = "POST /1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n";
    let hidden = "GET /hidden HTTP/1.1\r\nX: y";
    for trailers in ["A: b\n", "A: b\n\n", "\n\r\n", "A: b\r\nC: d\n"] {
        // For hyper a bare LF is part of a trailer line, so the hidden request consists of
        // trailers.
        let wire = format!("{post}{trailers}{hidden}\r\n\r\nGET /2 HTTP/1.1\r\n\r\n");
        let targets: Vec<_> = tracked(&[wire.as_bytes()]).into_iter().map(|head| head.target).collect();
        assert_eq!(targets, [b"/1", b"/2"], "{trailers:?}");
    }
}

#[test]
fn a_body_is_known_to_be_complete_after_its_last_chunk() {
    let heads = Arc::new(HeadQueue::default());
    let mut tracker = Tracker::new(Arc::clone(&heads));
    feed(&mut tracker, b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r", at(0));
    assert!(!heads.is_in_trailers());
    feed(&mut tracker, b"\nA: b\n", at(0));
    assert!(heads.is_in_trailers());
    feed(&mut tracker, b"\r\n\r\n", at(0));
    assert!(!heads.is_in_trailers(), "the body has ended");
}

/// A request as bytes on the wire, with the target and the header block that the tracker must find.
fn request() -> impl Strategy<Value = (Vec<u8>, Vec<u8>, Vec<u8>)> {
    let name = "[A-Za-z][A-Za-z0-9-]{0,8}";
    let lines = vec((name, "[ -~]{0,12}"), 0..6);
    let data = vec(any::<u8>(), 0..200);
    ("/[a-z?=&#]{0,12}", lines, data, 0..3, 1..40usize).prop_map(|(target, lines, data, framing, chunk)| {
        let mut block = Vec::new();
        for (name, value) in lines {
            block.extend_from_slice(format!("X{name}: {value}\r\n").as_bytes());
        }
        let mut body = Vec::new();
        match framing {
            0 => {}
            1 => {
                block.extend_from_slice(format!("content-LENGTH: {}\r\n", data.len()).as_bytes());
                body = data;
            }
            _ => {
                block.extend_from_slice(b"Transfer-Encoding: gzip, chunked\r\n");
                for piece in data.chunks(chunk) {
                    body.extend_from_slice(format!("{:X};a=\"b\"\r\n", piece.len()).as_bytes());
                    body.extend_from_slice(piece);
                    body.extend_from_slice(b"\r\n");
                }
                body.extend_from_slice(b"0\r\n");
                if chunk % 2 == 0 {
                    body.extend_from_slice(b"Trailer: x\r\nAnother: y\r\n");
                }
                body.extend_from_slice(b"\r\n");
            }
        }
        let mut wire = format!("POST {target} HTTP/1.1\r\n").into_bytes();
        wire.extend_from_slice(&block);
        wire.extend_from_slice(b"\r\n");
        wire.extend_from_slice(&body);
        (wire, target.into_bytes(), block)
    })
}

proptest! {
    #[test]
    fn pipelined_heads_do_not_depend_on_how_the_bytes_are_split(
        requests in vec(request(), 1..6),
        cuts in vec(any::<prop::sample::Index>(), 0..40),
    ) {
        let wire: Vec<u8> = requests.iter().flat_map(|(wire, _, _)| wire.clone()).collect();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(wire.len())).collect();
        cuts.extend([0, wire.len()]);
        cuts.sort_unstable();
        let pieces: Vec<&[u8]> = cuts.windows(2).map(|cut| &wire[cut[0]..cut[1]]).collect();
        let heads = tracked(&pieces);
        let found: Vec<_> = heads.into_iter().map(|head| (head.target, head.block)).collect();
        let sent: Vec<_> = requests.into_iter().map(|(_, target, block)| (target, block)).collect();
        prop_assert_eq!(found, sent);
    }

    #[test]
    fn arbitrary_bytes_do_not_panic(pieces in vec(vec(any::<u8>(), 0..64), 0..20)) {
        let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
        tracked(&pieces);
    }

    #[test]
    fn almost_valid_http_does_not_panic(
        text in "(GET|PRI) [/*] HTTP/[12].[01]\r?\n((content-length|transfer-encoding): ?[0-9a-z]{0,20}\r?\n){0,3}\r?\n[0-9a-f;\r\n]{0,30}",
        cut in any::<prop::sample::Index>(),
    ) {
        let (a, b) = text.as_bytes().split_at(cut.index(text.len()));
        tracked(&[a, b]);
    }
}
