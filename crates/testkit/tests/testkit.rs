//! The kit's own promises: other tests lean on them.

use hookglass_testkit::corpus::{self, SECRET};
use hookglass_testkit::target::{Reply, Target};
use hookglass_testkit::wire;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(10);

#[test]
fn a_target_records_the_exact_request_and_answers_as_told() {
    let target = Target::answering(Reply::Answer {
        status: 418,
        headers: vec![("X-One".to_owned(), "1".to_owned())],
        body: b"short and stout".to_vec(),
    });
    let response = wire::post(target.address(), "/a?b=1", &[("x-b", "1"), ("X-A", "2"), ("X-B", "3")], b"\x00\xff");
    assert_eq!(response.status, 418);
    assert_eq!(response.header("x-one"), Some("1"));
    assert_eq!(response.body, b"short and stout");

    let received = target.wait_for(1, SOON).remove(0);
    assert_eq!(received.method, "POST");
    assert_eq!(received.target, "/a?b=1");
    assert_eq!(received.body, b"\x00\xff");
    let names: Vec<&str> = received.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["Host", "x-b", "X-A", "X-B", "Content-Length"],
        "order, duplicates and case of names are what other tests check with it"
    );
    assert!(received.head.starts_with(b"POST /a?b=1 HTTP/1.1\r\nHost: "));
}

#[test]
fn a_target_keeps_a_connection_and_follows_its_script() {
    let target = Target::scripted(vec![Reply::status(503, "no"), Reply::status(200, "yes")]);
    let mut connection = wire::Connection::open(target.address());
    let statuses = [0; 3].map(|_| {
        connection.post("/", &[], b"{}");
        connection.response().status
    });
    assert_eq!(statuses, [503, 200, 200], "the last reply stands for the rest");
    assert_eq!(target.received().len(), 3);
}

#[test]
fn a_target_reads_chunks() {
    let target = Target::answering(Reply::status(200, ""));
    wire::raw(
        target.address(),
        b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: 1\r\n\r\n",
    );
    assert_eq!(target.wait_for(1, SOON)[0].body, b"abcde");
}

#[test]
fn a_broken_reply_is_broken() {
    let post = b"POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n";
    let half = Target::answering(Reply::half_body(b"half"));
    assert!(wire::raw(half.address(), post).ends_with(b"content-length: 8\r\n\r\nhalf"));
    let reset = Target::answering(Reply::Reset(Vec::new()));
    assert_eq!(wire::raw(reset.address(), post), b"");
    let late = Target::answering(Reply::Later(Duration::from_millis(50), Box::new(Reply::Bytes(b"not HTTP".to_vec()))));
    assert_eq!(wire::raw(late.address(), post), b"not HTTP");
}

#[test]
fn the_corpus_is_all_there() {
    assert_eq!(corpus::events().len(), 44 + 10, "Authgear's types and Fastgen's");
    assert_eq!(corpus::events_2024_08().len(), 2);
    assert_eq!(corpus::fastgen_forwarded().len(), 10);
    assert!(corpus::events_newer().len() >= 20);
    let hostile = corpus::hostile();
    assert_eq!(hostile.len(), 38);
    let gzip = hostile.iter().find(|f| f.name == "35-gzip-encoded").expect("the gzip case");
    assert_eq!(gzip.content_encoding.as_deref(), Some("gzip"));
}

#[test]
fn compact_is_what_go_writes() {
    let pretty = "{ \"b\" : 1.50,\n\t\"a\": \"< & > \\\" \\\\\u{2028}\u{2029} x\" }\n";
    let expected = r#"{"b":1.50,"a":"\u003c \u0026 \u003e \" \\\u2028\u2029 x"}"#;
    assert_eq!(corpus::compact(pretty.as_bytes()), expected.as_bytes());
    for event in corpus::events() {
        let compact = corpus::compact(&event.bytes);
        let parse = |bytes| serde_json::from_slice::<serde_json::Value>(bytes).expect("JSON");
        assert_eq!(parse(&compact), parse(&event.bytes), "{} keeps its meaning", event.name);
    }
}

#[test]
fn the_signature_is_hmac_sha256_in_lower_case() {
    // RFC 4231, test case 2.
    assert_eq!(
        corpus::sign("Jefe", b"what do ya want for nothing?"),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
    let headers = corpus::authgear_headers(b"{}", SECRET);
    let signature = headers.iter().find(|(name, _)| name == "X-Authgear-Body-Signature");
    assert_eq!(signature.map(|(_, value)| value.as_str()), Some(corpus::sign(SECRET, b"{}").as_str()));
}
