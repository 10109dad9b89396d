use super::check::{MAX_MS, MAX_NAME_CHARS};
use super::*;
use bytes::Bytes;
use hookglass_json::edit::Edit;
use hookglass_json::pointer::Pointer;
use hookglass_request::capture::Capture;
use hookglass_request::headers::Headers;
use hookglass_request::outgoing::{FailureKind, Signed};
use hookglass_senders::signature::{NamedSecret, Scheme, Secret, Verdict, check as check_signature};
use hookglass_senders::verdict::{Outcome, Reply};
use jiff::Timestamp;
use proptest::prelude::*;
use std::time::Duration;

fn file(text: &str) -> Result<Scenario, ScenarioFileError> {
    read(&Bytes::copy_from_slice(text.as_bytes()))
}

/// Reads a file of one step with these members.
fn step(members: &str) -> Result<Step, ScenarioFileError> {
    file(&format!(r#"{{"version":1,"name":"s","steps":[{{{members}}}]}}"#)).map(|mut read| read.steps.remove(0))
}

/// The expectations in a step that has nothing else.
fn expecting(expect: &str) -> Expect {
    step(&format!(r#""request":{{}},"expect":{{{expect}}}"#)).unwrap_or_else(|error| panic!("{expect}: {error}")).expect
}

#[test]
fn the_example_in_the_docs_reads_and_writes_unchanged() {
    let page = include_str!("../../../../docs/automate.md");
    let example = page.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let scenario = file(example).unwrap();
    assert_eq!(scenario.steps.len(), 2);
    assert_eq!(write(&scenario), example);
}

#[test]
fn absent_members_have_defaults() {
    let step = step(r#""request":{}"#).unwrap();
    let request = Request { method: "POST".into(), ..Request::default() };
    assert_eq!(step, Step { request, ..Step::default() });
}

#[test]
fn an_error_has_the_line_the_step_and_the_pointer() {
    let text = "{\"version\": 1, \"name\": \"x\", \"steps\": [\n  {\"request\": {}},\n  {\"name\": \"second\", \"request\": {\"method\": \"a b\"}}\n]}";
    let error = file(text).unwrap_err();
    assert_eq!((error.line, error.pointer.as_str()), (3, "/steps/1/request/method"));
    assert_eq!(error.step, Some((2, "second".into())));
    assert_eq!(
        error.to_string(),
        "line 3, column 44, step 2 ('second'), at /steps/1/request/method: 'a b' is not an HTTP method; the \
         file was not used"
    );
    let syntax = file("{\n  \"version\": 1,\n  oops\n}").unwrap_err();
    assert_eq!((syntax.line, syntax.column, syntax.step), (3, 3, None));
}

#[test]
fn every_error_names_the_problem_and_its_position() {
    for (members, pointer, part) in [
        (r#""name":"x""#, "", "needs a 'request'"),
        (r#""request":{},"wait":1"#, "/wait", "'wait' is not known here"),
        (r#""request":{},"request":{}"#, "/request", "appears twice"),
        (r#""request":[]"#, "/request", "expected an object"),
        (r#""request":{},"pause_ms":600001"#, "/pause_ms", "at most 600000"),
        (r#""request":{},"pause_ms":-1"#, "/pause_ms", "whole number"),
        (r#""request":{},"pause_ms":1e2"#, "/pause_ms", "whole number"),
        (r#""request":{"method":""}"#, "/request/method", "not an HTTP method"),
        (r#""request":{"target":"x"}"#, "/request/target", "invalid target"),
        (r#""request":{"target":"/ü"}"#, "/request/target", "invalid target"),
        (r#""request":{"target":"/a#b"}"#, "/request/target", "invalid target"),
        (r#""request":{"headers":"A: 1"}"#, "/request/headers", "expected a list"),
        (r#""request":{"headers":["A: 1","B"]}"#, "/request/headers/1", "'Name: value'"),
        (r#""request":{"headers":["A: 1","Host: x"]}"#, "/request/headers/1", "remove it"),
        (r#""request":{"headers":["A b: 1"]}"#, "/request/headers/0", "not a header name"),
        (r#""request":{"headers":[": 1"]}"#, "/request/headers/0", "not a header name"),
        (r#""request":{"headers":["A: 1\r\nB: 2"]}"#, "/request/headers/0", "line break"),
        (r#""request":{"headers":["A\n: 1"]}"#, "/request/headers/0", "line break"),
        (r#""request":{"headers":[{"name":"A"}]}"#, "/request/headers/0", "'value_base64'"),
        (r#""request":{"headers":[{"name":"A","value_base64":"DQo="}]}"#, "/request/headers", "not a header"),
        (r#""request":{"body":1}"#, "/request/body", "expected a string"),
        (r#""request":{"body":"\ud800"}"#, "/request/body", "not Unicode"),
        (r#""request":{"body_base64":"?"}"#, "/request/body_base64", "not base64"),
        (r#""request":{"body":"","json":{}}"#, "/request/json", "'body' and another body"),
        (r#""request":{},"fresh":["ID"]"#, "/fresh/0", "id, seq, timestamp"),
        (r#""request":{},"edits":[{"set":"/a"}]"#, "/edits/0", "'set' and 'to'"),
        (r#""request":{},"edits":[{"set":"/a","to":1,"unset":"/b"}]"#, "/edits/0", "'set' and 'to'"),
        (r#""request":{},"edits":[{"unset":"a"}]"#, "/edits/0/unset", "must start with '/'"),
        (r#""request":{},"sign":"maybe""#, "/sign", "\"original\""),
        (r#""request":{},"sign":{"with":" "}"#, "/sign/with", "name of a secret"),
        (r#""request":{},"expect":{"status":99}"#, "/expect/status", "99 is not a valid status"),
        (r#""request":{},"expect":{"status":"6xx"}"#, "/expect/status", "a class such as"),
        (r#""request":{},"expect":{"status":"+2xx"}"#, "/expect/status", "a class such as"),
        (r#""request":{},"expect":{"status":70000}"#, "/expect/status", "a status must be a number"),
        (r#""request":{},"expect":{"verdict":"fine"}"#, "/expect/verdict", "one of allowed, denied"),
        (r#""request":{},"expect":{"within_ms":600001}"#, "/expect/within_ms", "at most 600000"),
        (r#""request":{},"expect":{"answer":[{"equals":1}]}"#, "/expect/answer/0", "needs 'at'"),
        (r#""request":{},"expect":{"answer":[{"at":"/a"}]}"#, "/expect/answer/0", "one of 'equals'"),
        (r#""request":{},"expect":{"answer":[{"at":"/a","exists":1}]}"#, "/expect/answer/0/exists", "true or false"),
    ] {
        let error = step(members).expect_err(members);
        assert_eq!(error.pointer, format!("/steps/0{pointer}"), "{members}: {error}");
        assert!(error.what.contains(part), "{members}: {error}");
    }
    for (text, part) in [
        ("[]", "expected an object"),
        (r#"{"name":"x","steps":[]}"#, "the file needs \"version\": 1"),
        (r#"{"version":2,"name":"x","steps":[]}"#, "unsupported format version"),
        (r#"{"version":1,"steps":[]}"#, "needs a \"name\""),
        (r#"{"version":1,"name":" ","steps":[{"request":{}}]}"#, "needs a name"),
        (r#"{"version":1,"name":"x","steps":[]}"#, "needs at least one step"),
        (r#"{"version":1,"name":"x"}"#, "needs \"steps\""),
    ] {
        let error = file(text).expect_err(text);
        assert!(error.what.contains(part) && error.step.is_none(), "{text}: {error}");
    }
}

#[test]
fn a_json_body_keeps_every_byte() {
    let read = step("\"request\":{\"json\":{ \"seq\":9007199254740993,\n \"a\":1.0 }}").unwrap();
    assert_eq!(read.request.body, "{ \"seq\":9007199254740993,\n \"a\":1.0 }");
}

#[test]
fn a_received_request_becomes_a_step() {
    let capture = |target: &str| Capture {
        began_at: Timestamp::UNIX_EPOCH,
        received_at: Timestamp::UNIX_EPOCH,
        peer: ([127, 0, 0, 1], 1).into(),
        version: hookglass_request::capture::Version::Http11,
        method: "PUT".into(),
        target: target.into(),
        headers: Headers::from_block(b"Host: a\r\nX-A:  1 \r\nConnection: close\r\nx-a: \xff\n".to_vec()),
        body: Bytes::from_static(b"\xff\x00"),
        cut: None,
    };
    for (target, expected) in [
        ("/hooks?x=1", "/hooks?x=1"),
        ("http://host:1/a?b", "/a?b"),
        ("http://host", ""),
        ("*", "/*"),
        ("/a?u=http://x/y", "/a?u=http://x/y"),
        ("/é #f", "/%C3%A9%20"),
    ] {
        let step = Step::recorded("n", &capture(target));
        assert_eq!(step.request.target, expected, "{target}");
        assert_eq!(step.request.headers.block(), b"X-A: 1\r\nx-a: \xff\r\n");
        let scenario = Scenario { name: "s".into(), about: String::new(), steps: vec![step] };
        assert_eq!(scenario.check(), Ok(()));
        assert_eq!(file(&write(&scenario)), Ok(scenario));
    }
}

// --- requests

fn secrets() -> Vec<NamedSecret> {
    vec![NamedSecret { name: "staging".into(), secret: Secret::parse(Scheme::Authgear, "abc").unwrap() }]
}

fn build(step: &Step, base: &str) -> Result<(hookglass_request::outgoing::Outgoing, Signed), BuildError> {
    let now = Timestamp::from_second(1_773_222_545).unwrap();
    step.outgoing(RequestContext { base, seq: 435, now, secrets: &secrets() })
}

#[test]
fn a_request_gets_generated_members_edits_and_a_signature() {
    let text = r#""request":{"target":"/h?x","headers":["A: 1","X-Authgear-Body-Signature: ab"],
        "json":{"id":"0","seq":1,"context":{"timestamp":0},"a":1.0,"b":2}},
        "fresh":["id","seq","timestamp"],"edits":[{"set":"/b","to":[]},{"unset":"/a"},{"set":"/seq","to":7}],
        "sign":{"with":"staging"}"#;
    let (request, signed) = build(&step(text).unwrap(), "http://localhost:3000/").unwrap();
    assert_eq!(request.url, "http://localhost:3000/h?x");
    assert_eq!(request.body, r#"{"id":"00000000000001b3","seq":7,"context":{"timestamp":1773222545},"b":[]}"#);
    assert_eq!(signed, Signed::Resigned);
    let verdict = check_signature(&request.headers, &request.body, Timestamp::UNIX_EPOCH, &secrets());
    assert_eq!(verdict, Verdict::Valid);
}

#[test]
fn a_signature_is_kept_removed_or_broken() {
    let of = |sign: &str, header: &str| {
        let text = format!(r#""request":{{"headers":["A: 1"{header}],"body":"{{}}"}},"sign":"{sign}""#);
        let (request, signed) = build(&step(&text).unwrap(), "http://h").unwrap();
        (request.headers.text("x-authgear-body-signature").map(str::to_owned), signed)
    };
    let header = r#","X-Authgear-Body-Signature: abc""#;
    assert_eq!(of("original", header), (Some("abc".into()), Signed::Original));
    assert_eq!(of("original", ""), (None, Signed::None));
    assert_eq!(of("none", header), (None, Signed::None));
    assert_eq!(of("wrong", header), (Some("0bc".into()), Signed::Resigned));
    assert_eq!(of("wrong", ""), (Some("0".repeat(64)), Signed::Resigned));
}

#[test]
fn a_url_without_a_path_gets_the_path_of_the_step() {
    let url = |base: &str, target: &str| {
        let step = Step { request: Request { target: target.into(), ..Request::default() }, ..Step::default() };
        build(&step, base).map(|(request, _)| request.url)
    };
    assert_eq!(url("HTTP://h:1", "").unwrap(), "HTTP://h:1");
    assert_eq!(url("http://h/", "/a").unwrap(), "http://h/a");
    assert_eq!(url("https://h/a", "?b=1").unwrap(), "https://h/a?b=1");
    assert_eq!(url("https://h/a", "/b?c=1").unwrap(), "https://h/a?c=1", "as for forwarding");
    for base in ["", "h", "ftp://h", "http://", "http:///a", "http://h?x", "http://h#x", "http://h /"] {
        assert!(matches!(url(base, "/a"), Err(BuildError::Base(_))), "{base}");
    }
}

#[test]
fn a_request_that_cannot_be_built_is_an_error_with_a_remedy() {
    let error = |members: &str| build(&step(members).unwrap(), "http://h").unwrap_err().to_string();
    let unknown = error(r#""request":{},"sign":{"with":"prod"}"#);
    assert!(unknown.contains("no secret named 'prod'"), "{unknown}");
    let no_json = error(r#""request":{"body":"x"},"fresh":["id"]"#);
    assert!(no_json.contains("not JSON"), "{no_json}");
}

// --- expectations

fn checked(expect: &str, status: u16, body: &str, millis: u64, outcome: Option<Outcome>) -> Vec<(bool, String)> {
    let (headers, body) = (Headers::default(), Bytes::copy_from_slice(body.as_bytes()));
    let reply = Reply::Whole { status, headers: &headers, body: &body };
    let checks = expecting(expect).check(reply, Duration::from_millis(millis), outcome);
    checks.into_iter().map(|check| (check.met, check.sentence)).collect()
}

fn one(expect: &str, status: u16, body: &str) -> (bool, String) {
    let mut checks = checked(expect, status, body, 1, None);
    assert_eq!(checks.len(), 1, "{checks:?}");
    checks.remove(0)
}

#[test]
fn a_check_is_one_sentence_with_expectation_and_result() {
    let yes = |sentence: &str| (true, sentence.to_owned());
    let no = |sentence: &str| (false, sentence.to_owned());
    assert_eq!(one(r#""status":200"#, 200, ""), yes("Expected status 200, got 200."));
    assert_eq!(one(r#""status":"2xx""#, 500, ""), no("Expected status 2xx, got 500."));
    assert_eq!(one("", 500, ""), yes("Expected an answer, got one."));
    let late = checked(r#""within_ms":5"#, 200, "", 6, None);
    assert_eq!(late, [no("Expected an answer within 5 ms, got it after 6 ms.")]);
    let verdict = checked(r#""verdict":"allowed""#, 200, "", 1, Some(Outcome::Denied));
    assert_eq!(verdict, [no("Expected verdict 'allowed', got 'denied'.")]);
    let body = r#"{"a":{"b":[1.0,"x*y"]},"c":null}"#;
    for (expectation, expected) in [
        (r#"{"at":"/a/b/0","equals":1}"#, yes("Expected /a/b/0 to be 1, got 1.0.")),
        (
            r#"{"at":"/a","equals":{"b":[1e0,"x*y"]}}"#,
            yes(r#"Expected /a to be {"b":[1e0,"x*y"]}, got {"b":[1.0,"x*y"]}."#),
        ),
        (r#"{"at":"/c","equals":false}"#, no("Expected /c to be false, got null.")),
        (r#"{"at":"/c","exists":true}"#, yes("Expected /c to exist, got null.")),
        (r#"{"at":"/d","exists":true}"#, no("Expected /d to exist, but it is missing.")),
        (r#"{"at":"/d","exists":false}"#, yes("Expected /d to be absent, and it is.")),
        (r#"{"at":"/d/e/f","equals":1}"#, no("Expected /d/e/f to be 1, but the answer has no 'd'.")),
        (r#"{"at":"/a/b/1","matches":"x*"}"#, yes(r#"Expected /a/b/1 to match 'x*', got "x*y"."#)),
        (r#"{"at":"/a/b/0","matches":"1.?"}"#, no("Expected /a/b/0 to match '1.?', got 1.0.")),
        (r#"{"at":"/a/b/0","matches":"1.*"}"#, yes("Expected /a/b/0 to match '1.*', got 1.0.")),
        (r#"{"at":"","exists":true}"#, yes(&format!("Expected the answer to exist, got {body}."))),
    ] {
        assert_eq!(one(&format!(r#""answer":[{expectation}]"#), 200, body), expected, "{expectation}");
    }
    let digits = one(r#""answer":[{"at":"/n","equals":9007199254740993}]"#, 200, r#"{"n":9007199254740992}"#);
    assert!(!digits.0, "numbers compare by their digits: {digits:?}");
    assert!(one(r#""answer":[{"at":"/a","exists":false}]"#, 200, "<html>").1.contains("not JSON"));
    assert!(
        !one(r#""answer":[{"at":"/a","exists":false}]"#, 200, "").0,
        "a member of an answer that is not JSON is unknown, not absent"
    );
}

#[test]
fn an_encoded_answer_is_decoded() {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(br#"{"a":1}"#).unwrap();
    let (headers, body) = (Headers::from_pairs([("Content-Encoding", "gzip")]), Bytes::from(encoder.finish().unwrap()));
    let reply = Reply::Whole { status: 200, headers: &headers, body: &body };
    let checks = expecting(r#""answer":[{"at":"/a","equals":1}]"#).check(reply, Duration::ZERO, None);
    assert!(checks.iter().all(|check| check.met), "{checks:?}");
}

#[test]
fn a_missing_answer_fails_unless_a_verdict_is_expected() {
    let of = |expect: &str, reply: Reply<'_>| {
        expecting(expect).check(reply, Duration::from_secs(5), Some(Outcome::TimedOut))
    };
    for expect in ["", r#""status":"2xx""#, r#""within_ms":9000"#, r#""answer":[{"at":"","exists":false}]"#] {
        let checks = of(expect, Reply::Failed(FailureKind::Timeout));
        assert_eq!(checks.len(), 1, "{checks:?}");
        assert!(!checks[0].met && checks[0].sentence.contains("no answer arrived in time"), "{checks:?}");
    }
    assert!(of(r#""verdict":"timed_out""#, Reply::Failed(FailureKind::Timeout)).iter().all(|check| check.met));
    let half = of(r#""status":200"#, Reply::Half { status: 200 });
    assert_eq!(half.iter().map(|check| check.met).collect::<Vec<_>>(), [true, false], "{half:?}");
}

// --- laws

fn texts() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{1,8}", any::<String>(), Just("\u{0}\u{1b}\"\\\u{2028}\u{feff}".to_owned())]
}

fn json_texts() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("null".to_owned()),
        Just("{\"a\": [1.0,\n 9007199254740993]}".to_owned()),
        texts().prop_map(|text| hookglass_json::encode_string(&text)),
        any::<i64>().prop_map(|number| number.to_string()),
    ]
}

fn pointers() -> impl Strategy<Value = Pointer> {
    prop::collection::vec(texts(), 0..4).prop_map(Pointer::of_tokens)
}

fn headers() -> impl Strategy<Value = Headers> {
    let value = prop_oneof![prop::collection::vec(any::<u8>(), 0..12), texts().prop_map(String::into_bytes),];
    let clean = |value: Vec<u8>| -> Vec<u8> {
        let kept: Vec<u8> = value.into_iter().filter(|byte| !matches!(byte, b'\r' | b'\n' | 0)).collect();
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
        let start = kept.iter().position(|byte| !blank(byte)).unwrap_or(kept.len());
        let end = kept.iter().rposition(|byte| !blank(byte)).map_or(start, |at| at + 1);
        kept[start..end].to_vec()
    };
    prop::collection::vec(("X-[A-Za-z0-9-]{1,5}", value.prop_map(clean)), 0..5).prop_map(Headers::from_pairs)
}

fn requests() -> impl Strategy<Value = Request> {
    let body = prop_oneof![texts().prop_map(String::into_bytes), prop::collection::vec(any::<u8>(), 0..20)];
    ("[A-Z]{1,6}", "([/?][!-\"$-~]{0,9})?", headers(), body).prop_map(|(method, target, headers, body)| Request {
        method,
        target,
        headers,
        body: body.into(),
    })
}

fn expectations() -> impl Strategy<Value = Expect> {
    let status = prop_oneof![(100..600_u16).prop_map(Status::Exactly), (1..6_u8).prop_map(Status::Class)];
    let test = prop_oneof![
        json_texts().prop_map(Test::Equals),
        any::<bool>().prop_map(Test::Exists),
        texts().prop_map(Test::Matches)
    ];
    let expectation = (pointers(), test).prop_map(|(at, test)| Expectation { at, test });
    let outcome = prop::sample::select(Outcome::ALL.to_vec());
    (
        prop::option::of(status),
        prop::option::of(outcome),
        prop::option::of(0..MAX_MS),
        prop::collection::vec(expectation, 0..4),
    )
        .prop_map(|(status, verdict, within_ms, answer)| Expect { status, verdict, within_ms, answer })
}

fn steps() -> impl Strategy<Value = Step> {
    let edit = prop_oneof![
        (pointers(), json_texts()).prop_map(|(at, json)| Edit::Set { at, json }),
        pointers().prop_map(|at| Edit::Unset { at })
    ];
    let sign = prop_oneof![
        Just(Sign::Original),
        Just(Sign::None),
        Just(Sign::Wrong),
        texts().prop_map(|name| Sign::With(format!("{name}x")))
    ];
    let fresh = any::<(bool, bool, bool)>().prop_map(|(id, seq, timestamp)| GeneratedMembers { id, seq, timestamp });
    let edits = prop::collection::vec(edit, 0..3);
    (texts(), 0..MAX_MS, requests(), fresh, edits, sign, expectations()).prop_map(
        |(name, pause_ms, request, fresh, edits, sign, expect)| Step {
            name: name.chars().take(MAX_NAME_CHARS).collect(),
            pause_ms,
            request,
            fresh,
            edits,
            sign,
            expect,
        },
    )
}

proptest! {
    #[test]
    fn a_written_file_reads_back(about in texts(), steps in prop::collection::vec(steps(), 1..4)) {
        let scenario = Scenario { name: "n".into(), about, steps };
        prop_assert_eq!(scenario.check(), Ok(()));
        let written = write(&scenario);
        let read = file(&written);
        prop_assert_eq!(read.as_ref(), Ok(&scenario), "{}", written);
    }

    #[test]
    fn a_file_with_a_changed_byte_is_read_or_rejected_with_a_position(
        steps in prop::collection::vec(steps(), 1..3), at: prop::sample::Index, byte: u8, cut: bool
    ) {
        let scenario = Scenario { name: "n".into(), about: String::new(), steps };
        let mut bytes = write(&scenario).into_bytes();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        match read(&Bytes::from(bytes)) {
            Ok(read) => prop_assert_eq!(file(&write(&read)), Ok(read)),
            Err(error) => prop_assert!(error.line >= 1 && error.column >= 1 && !error.what.is_empty()),
        }
    }
}

#[test]
fn hostile_files_do_not_panic() {
    let deep = format!(r#"{{"version":1,"name":"x","steps":{}1{}}}"#, "[".repeat(200_000), "]".repeat(200_000));
    assert!(file(&deep).is_err());
    let json = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let nested = step(&format!(r#""request":{{"json":{json}}},"expect":{{"answer":[{{"at":"","equals":{json}}}]}}"#));
    let nested = nested.unwrap();
    let (headers, body) = (Headers::default(), Bytes::from(json));
    let reply = Reply::Whole { status: 200, headers: &headers, body: &body };
    assert!(nested.expect.check(reply, Duration::ZERO, None)[0].met);
    assert!(file("").is_err() && file("\u{feff}").is_err());
    let invalid =
        read(&Bytes::from_static(b"{\"version\":1,\"name\":\"\xff\",\"steps\":[{\"request\":{}}]}")).unwrap_err();
    assert!(invalid.what.contains("not Unicode"), "{invalid}");
}
