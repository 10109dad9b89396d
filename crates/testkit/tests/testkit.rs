//! The behavior that other tests rely on.

use hookglass_testkit::corpus::{self, SECRET};
use hookglass_testkit::target::{Gate, Reply, Target};
use hookglass_testkit::{ManualClock, wire};
use std::time::Duration;

#[test]
fn a_target_records_the_exact_request_and_answers_from_its_script() {
    let target = Target::answering(Reply::Answer {
        status: 418,
        headers: vec![("X-One".to_owned(), "1".to_owned())],
        body: b"short and stout".to_vec(),
    });
    let response = wire::post(target.address(), "/a?b=1", &[("x-b", "1"), ("X-A", "2"), ("X-B", "3")], b"\x00\xff");
    assert_eq!(response.status, 418);
    assert_eq!(response.header("x-one"), Some("1"));
    assert_eq!(response.body, b"short and stout");

    let received = target.wait_for(1).remove(0);
    assert_eq!(received.method, "POST");
    assert_eq!(received.target, "/a?b=1");
    assert_eq!(received.body, b"\x00\xff");
    let names: Vec<&str> = received.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["Host", "x-b", "X-A", "X-B", "Content-Length"],
        "other tests check order, duplicates and case of names"
    );
    assert!(received.head.starts_with(b"POST /a?b=1 HTTP/1.1\r\nHost: "));
}

#[test]
fn a_target_keeps_its_connection_and_follows_its_script() {
    let target = Target::scripted(vec![Reply::status(503, "no"), Reply::status(200, "yes")]);
    let mut connection = wire::Connection::open(target.address());
    let statuses = [0; 3].map(|_| {
        connection.post("/", &[], b"{}");
        connection.response().status
    });
    assert_eq!(statuses, [503, 200, 200], "the last reply repeats");
    assert_eq!(target.received().len(), 3);
}

#[test]
fn a_target_reads_chunks() {
    let target = Target::answering(Reply::status(200, ""));
    wire::raw(
        target.address(),
        b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: 1\r\n\r\n",
    );
    assert_eq!(target.wait_for(1)[0].body, b"abcde");
}

#[test]
fn a_broken_reply_is_broken() {
    let post = b"POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n";
    let half = Target::answering(Reply::half_body(b"half"));
    assert!(wire::raw(half.address(), post).ends_with(b"content-length: 8\r\n\r\nhalf"));
    let reset = Target::answering(Reply::Reset(Vec::new()));
    assert_eq!(wire::raw(reset.address(), post), b"");
    let garbage = Target::answering(Reply::Bytes(b"not HTTP".to_vec()));
    assert_eq!(wire::raw(garbage.address(), post), b"not HTTP");
}

#[test]
fn a_gated_reply_waits_for_its_gate() {
    let gate = Gate::new();
    let target = Target::answering(Reply::Gated(gate.clone(), Box::new(Reply::status(200, "late"))));
    let mut connection = wire::Connection::open(target.address());
    connection.post("/", &[], b"");
    target.wait_for(1);
    gate.open();
    assert_eq!(connection.response().body, b"late");
}

#[test]
fn a_dropped_target_closes_connections_that_wait_for_a_reply() {
    let second = Duration::from_secs(1);
    for reply in [
        Reply::Hang,
        Reply::Gated(Gate::new(), Box::new(Reply::status(200, ""))),
        Reply::Later(3600 * second, Box::new(Reply::status(200, ""))),
    ] {
        let target = Target::answering(reply);
        let mut connection = wire::Connection::open(target.address());
        connection.post("/", &[], b"");
        target.wait_for(1);
        drop(target);
        assert_eq!(connection.rest(), b"");
    }
}

#[tokio::test]
async fn a_manual_clock_wakes_waits_whose_deadline_has_passed() {
    let manual = ManualClock::at(jiff::Timestamp::UNIX_EPOCH);
    let clock = manual.clock();
    let began = clock.now();
    let second = Duration::from_secs(1);
    let sleeping = tokio::spawn(async move {
        clock.sleep(second).await;
        (clock.now(), clock.wall())
    });
    manual.waiters(1).await;
    manual.advance(second);
    let (woke, wall) = sleeping.await.expect("the sleep ends");
    assert_eq!((woke - began, wall.as_second()), (second, 1));
}

#[tokio::test]
async fn a_manual_clock_advances_from_one_timer_to_the_next() {
    let manual = ManualClock::at(jiff::Timestamp::UNIX_EPOCH);
    let clock = manual.clock();
    let began = clock.now();
    let [first, second] = [1, 5].map(Duration::from_secs);
    let sleeping = async {
        clock.sleep(first).await;
        assert_eq!(clock.now() - began, first, "no further than to the first");
        clock.sleep(second).await;
    };
    let driving = async {
        manual.timer(first).await;
        manual.advance_to_next_timer().await;
        manual.timer(second).await;
        manual.advance_to_next_timer().await;
    };
    tokio::join!(sleeping, driving);
    assert_eq!(clock.now() - began, first + second);
}

#[test]
fn the_corpus_is_complete() {
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
fn compact_json_matches_the_output_of_go() {
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
