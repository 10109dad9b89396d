use super::*;
use bytes::Bytes;
use hookglass_filter::{Columns, Facts, Needs, Now};
use hookglass_json::Document;
use hookglass_request::answer::{Answer, Decider, Fault};
use hookglass_request::capture::{Capture, Version};
use hookglass_request::headers::Headers;
use hookglass_senders::envelope::recognize;
use hookglass_senders::signature::Verdict;
use jiff::{Timestamp, tz::TimeZone};
use proptest::prelude::*;

const EVENT: &str = r#"{"id":"00000000000001b3","seq":9007199254740993,"type":"user.pre_create","payload":{"user":{"id":"u-1",
    "is_verified":false,"standard_attributes":{"email":"ada@example.org","name":"A \"q\"\n"}}},"context":{"user_id":null}}"#;

fn capture(body: &str) -> Capture {
    Capture {
        began_at: Timestamp::UNIX_EPOCH,
        received_at: Timestamp::UNIX_EPOCH,
        peer: ([127, 0, 0, 1], 1).into(),
        version: Version::Http11,
        method: "POST".into(),
        target: b"/hooks/a?x=1".to_vec(),
        headers: Headers::from_pairs([("X-Foo", "bar"), ("Content-Type", "application/json")]),
        body: Bytes::copy_from_slice(body.as_bytes()),
        cut: None,
    }
}

/// The name of the rule that decides, and its reply.
fn decided(rules: &RuleSet, body: &str, counts: &mut MatchCounts) -> Option<(String, Reply)> {
    let capture = capture(body);
    let document = Document::parse(capture.body.clone()).ok();
    let envelope = recognize(&capture, document.as_ref().map(|document| document.root()));
    let columns = Columns::of(1, &capture, &envelope, Verdict::Unsigned);
    let body = hookglass_filter::Body::of(&capture.headers, &capture.body);
    let facts = Facts { columns: &columns, headers: Some(&capture.headers), body: Some(&body) };
    let now = Now { at: Timestamp::UNIX_EPOCH, zone: TimeZone::UTC };
    let decision = rules.first(&facts, &now, counts)?;
    Some((decision.rule().name.clone(), decision.reply(body.document())))
}

fn rule_set(rules: &str) -> RuleSet {
    file(&format!(r#"{{"version":1,"rules":[{rules}]}}"#)).unwrap_or_else(|error| panic!("{rules}: {error}"))
}

fn file(text: &str) -> Result<RuleSet, RuleFileError> {
    read(&Bytes::copy_from_slice(text.as_bytes()))
}

fn reply(then: &str, body: &str) -> Reply {
    let rules = rule_set(&format!(r#"{{"name":"r","then":{then}}}"#));
    decided(&rules, body, &mut MatchCounts::default()).unwrap().1
}

fn answered(then: &str) -> (Answer, String, Vec<String>) {
    match reply(then, EVENT) {
        Reply::Answer { answer, missing } => {
            let body = String::from_utf8(answer.body.clone()).unwrap();
            (answer, body, missing)
        }
        other => panic!("{then}: {other:?}"),
    }
}

#[test]
fn a_filter_cannot_test_what_is_known_only_after_the_answer() {
    for filter in ["status:2xx", "type:a has:note", "-is:duplicate", "(is:sample,starred OR type:b)", "is:truncated"] {
        let condition = Condition { filter: filter.to_owned(), ..Condition::default() };
        let wrong = super::condition::filter(&condition).unwrap_err();
        assert!(wrong.pointer == "/when/filter" && wrong.what.contains("not known yet"), "{filter}: {wrong:?}");
    }
    let sample = Condition { filter: "is:sample size:>1k".to_owned(), ..Condition::default() };
    assert!(super::condition::filter(&sample).is_ok());
}

#[test]
fn the_first_enabled_rule_that_matches_decides() {
    let rules = rule_set(
        r#"{"name":"off","on":false,"then":{"do":"hold"}},
           {"name":"other","when":{"type":"user.created"},"then":{"do":"hold"}},
           {"name":"mine","when":{"type":["x","user.pre_*"]},"then":{"do":"forward","to":"http://localhost:3000/h"}},
           {"name":"all","then":{"do":"hold"}}"#,
    );
    let (name, reply) = decided(&rules, EVENT, &mut MatchCounts::default()).unwrap();
    assert_eq!((name.as_str(), reply), ("mine", Reply::Forward { to: "http://localhost:3000/h".into() }));
    assert_eq!(decided(&rules, "not JSON", &mut MatchCounts::default()).unwrap().0, "all");
    assert_eq!(decided(&RuleSet::default(), EVENT, &mut MatchCounts::default()), None);
    assert_eq!(rules.needs(), Some(Needs::Columns));
    assert_eq!(RuleSet::default().needs(), None);
}

#[test]
fn every_kind_of_condition_is_tested() {
    for (when, met) in [
        (r#"{"vendor":"authgear"}"#, true),
        (r#"{"vendor":["github","stripe"]}"#, false),
        (r#"{"type":"user.pre_*"}"#, true),
        (r#"{"type":"user.pre"}"#, false),
        (r#"{"method":"post","path":"/hooks/*"}"#, true),
        (r#"{"method":"post","path":"/hook"}"#, false),
        (r#"{"header":"x-foo=b*"}"#, true),
        (r#"{"header":["x-foo","x-nope"]}"#, false),
        (r#"{"member":"/payload/user/is_verified=false"}"#, true),
        (r#"{"member":["/payload/user/id=u-*","/seq>9007199254740993"]}"#, false),
        (r#"{"member":"/seq>=9007199254740993"}"#, true),
        (r#"{"member":"/payload/user=*"}"#, true),
        (r#"{"filter":"kind:blocking -ada"}"#, false),
        (r#"{"filter":"kind:blocking ada OR type:x"}"#, true),
        (r#"{"type":"user.pre_create","filter":"type:x OR type:y"}"#, false),
        ("{}", true),
    ] {
        let rules = rule_set(&format!(r#"{{"name":"r","when":{when},"then":{{"do":"hold"}}}}"#));
        assert_eq!(decided(&rules, EVENT, &mut MatchCounts::default()).is_some(), met, "{when}");
    }
}

#[test]
fn every_third_event_counts_only_events_that_reach_the_rule() {
    let rules = rule_set(
        r#"{"name":"third","when":{"type":"user.*","every":3},"then":{"do":"hold"}},
           {"name":"rest","then":{"do":"hold"}}"#,
    );
    let mut counts = MatchCounts::default();
    let names: Vec<_> =
        (0..7).map(|at| decided(&rules, if at == 1 { "{}" } else { EVENT }, &mut counts).unwrap().0).collect();
    assert_eq!(names, ["rest", "rest", "rest", "third", "rest", "rest", "third"]);
}

#[test]
fn an_authgear_answer_has_the_given_members() {
    assert_eq!(answered(r#"{"do":"allow"}"#).1, r#"{"is_allowed":true}"#);
    let (answer, body, _) = answered(
        r#"{"do":"allow","mutations":{"user":{"custom_attributes":{"n":1.50,"seq":"{{/seq}}"}}},"rate_limits":{}}"#,
    );
    let expected = r#"{"is_allowed":true,"mutations":{"user":{"custom_attributes":{"n":1.50,"seq":9007199254740993}}},"rate_limits":{}}"#;
    assert_eq!(body, expected);
    assert_eq!((answer.status, answer.headers.text("content-type")), (200, Some("application/json")));
    assert_eq!(answer.decided_by, Decider::Rule);
    let (_, body, missing) =
        answered(r#"{"do":"deny","title":"T","reason":"{{/payload/user/standard_attributes/name}}: {{/no}}"}"#);
    assert_eq!(body, r#"{"is_allowed":false,"title":"T","reason":"A \"q\"\n: "}"#);
    assert_eq!(missing, ["/no"]);
    assert_eq!(answered(r#"{"do":"deny"}"#).1, r#"{"is_allowed":false}"#);
}

#[test]
fn a_custom_answer_has_the_given_status_headers_and_body() {
    let (answer, body, _) = answered(
        r#"{"do":"respond","status":418,"headers":["X-Seq: {{/seq}}","x-seq: 2","X-Empty:"],"body":"it's {{/payload/user/id}}"}"#,
    );
    assert_eq!((answer.status, body.as_str()), (418, "it's u-1"));
    let expected = b"content-type: text/plain; charset=utf-8\r\nX-Seq: 9007199254740993\r\nx-seq: 2\r\nX-Empty: \r\n";
    assert_eq!(answer.headers.block(), expected);
    let (answer, body, _) = answered(r#"{"do":"respond","body":"{\"a\":\"{{/seq}}\",\"b\":{{/seq}}}"}"#);
    assert_eq!(body, r#"{"a":"9007199254740993","b":9007199254740993}"#);
    assert_eq!(answer.headers.text("content-type"), Some("application/json"));
    let (answer, body, _) = answered(r#"{"do":"respond","status":204}"#);
    assert!(answer.headers.block().is_empty() && body.is_empty());
    let (answer, body, _) =
        answered(r#"{"do":"respond","headers":"Content-Type: text/html","json":["{{/context/user_id | x}}"]}"#);
    assert_eq!((answer.headers.text("content-type"), body.as_str()), (Some("text/html"), "[null]"));
}

#[test]
fn every_failure_has_its_status_and_form() {
    let fail = |how: Failure| reply(&format!(r#"{{"do":"fail","how":"{}"}}"#, how.word()), EVENT);
    for how in Failure::ALL {
        let status = match (how, fail(how)) {
            (Failure::NoAnswer, Reply::Fault(Fault::NoAnswer)) | (Failure::Reset, Reply::Fault(Fault::Reset)) => {
                continue;
            }
            (Failure::HalfBody, Reply::Fault(Fault::HalfBody(answer))) => {
                assert!(answer.body.len() > 1, "a body of one byte cannot be sent in part");
                continue;
            }
            (_, Reply::Answer { answer, .. }) => {
                let is_json = Document::parse(answer.body.clone().into()).is_ok();
                assert_eq!(is_json, how == Failure::Status500, "{how:?}");
                answer.status
            }
            (_, other) => panic!("{how:?}: {other:?}"),
        };
        let expected = match how {
            Failure::Status500 => 500,
            Failure::Status301 => 301,
            Failure::Status204 => 204,
            _ => 200,
        };
        assert_eq!(status, expected, "{how:?}");
    }
}

#[test]
fn one_invalid_rule_rejects_the_file_and_the_error_names_it() {
    let good = r#"{"name":"good","then":{"do":"hold"}}"#;
    for (bad, pointer, what) in [
        (r#"{"name":"b","then":{"do":"hold"},"whne":{}}"#, "/rules/1/whne", "not known here"),
        (r#"{"then":{"do":"hold"}}"#, "/rules/1", "needs a name"),
        (r#"{"name":" ","then":{"do":"hold"}}"#, "/rules/1/name", "needs a name"),
        (r#"{"name":"good","then":{"do":"hold"}}"#, "/rules/1/name", "another rule"),
        (r#"{"name":"b"}"#, "/rules/1", "needs 'then'"),
        (r#"{"name":"b","on":1,"then":{"do":"hold"}}"#, "/rules/1/on", "true or false"),
        (r#"{"name":"b","then":{}}"#, "/rules/1/then", "needs 'do'"),
        (r#"{"name":"b","then":7}"#, "/rules/1/then", "is a number"),
        (r#"{"name":"b","then":{"do":"alow"}}"#, "/rules/1/then/do", "use one of allow, deny"),
        (r#"{"name":"b","then":{"do":"hold","to":"x"}}"#, "/rules/1/then/to", "not known here"),
        (r#"{"name":"b","then":{"do":"hold","do":"fail"}}"#, "/rules/1/then/do", "appears twice"),
        (r#"{"name":"b","then":{"do":"hold","delay_ms":-1}}"#, "/rules/1/then/delay_ms", "whole number"),
        (r#"{"name":"b","then":{"do":"hold","delay_ms":1e400}}"#, "/rules/1/then/delay_ms", "whole number"),
        (r#"{"name":"b","then":{"do":"hold","delay_ms":600001}}"#, "/rules/1/then/delay_ms", "maximum delay"),
        (r#"{"name":"b","then":{"do":"fail","how":"oops"}}"#, "/rules/1/then/how", "no_answer, reset"),
        (r#"{"name":"b","then":{"do":"forward"}}"#, "/rules/1/then", "enter an HTTP URL"),
        (r#"{"name":"b","then":{"do":"forward","to":"file:///x"}}"#, "/rules/1/then/to", "enter an HTTP URL"),
        (r#"{"name":"b","then":{"do":"respond","status":99}}"#, "/rules/1/then/status", "from 200 to 599"),
        (
            r#"{"name":"b","then":{"do":"respond","status":204,"body":"x"}}"#,
            "/rules/1/then/status",
            "cannot have a body",
        ),
        (r#"{"name":"b","then":{"do":"respond","body":"x","json":1}}"#, "/rules/1/then/json", "remove one"),
        (r#"{"name":"b","then":{"do":"respond","headers":["a b: c"]}}"#, "/rules/1/then/headers/0", "name of a header"),
        (r#"{"name":"b","then":{"do":"respond","headers":"content-length: 1"}}"#, "/rules/1/then/headers", "remove it"),
        (
            r#"{"name":"b","then":{"do":"respond","headers":["a: b\nc: d"]}}"#,
            "/rules/1/then/headers/0",
            "control character",
        ),
        (r#"{"name":"b","then":{"do":"allow","mutations":null}}"#, "/rules/1/then/mutations", "expected an object"),
        (
            r#"{"name":"b","then":{"do":"allow","mutations":{"a":"{{x}}"}}}"#,
            "/rules/1/then/mutations",
            "start with '/'",
        ),
        (r#"{"name":"b","then":{"do":"deny","reason":"{{/x"}}"#, "/rules/1/then/reason", "not closed"),
        (r#"{"name":"b","when":{"vendor":"authgaer"},"then":{"do":"hold"}}"#, "/rules/1/when/vendor", "unknown sender"),
        (r#"{"name":"b","when":{"type":["x",""]},"then":{"do":"hold"}}"#, "/rules/1/when/type/1", "empty"),
        (r#"{"name":"b","when":{"path":"hooks"},"then":{"do":"hold"}}"#, "/rules/1/when/path", "must start with"),
        (r#"{"name":"b","when":{"header":"=x"},"then":{"do":"hold"}}"#, "/rules/1/when/header", "not a header name"),
        (r#"{"name":"b","when":{"member":"type:x"},"then":{"do":"hold"}}"#, "/rules/1/when/member", "one member test"),
        (r#"{"name":"b","when":{"member":"/a /b=1"},"then":{"do":"hold"}}"#, "/rules/1/when/member", "one member test"),
        (
            r#"{"name":"b","when":{"filter":"tpye:x"},"then":{"do":"hold"}}"#,
            "/rules/1/when/filter",
            "did you mean type",
        ),
        (r#"{"name":"\ud800","then":{"do":"hold"}}"#, "/rules/1/name", "not Unicode"),
    ] {
        let error = file(&format!("{{\"version\":1,\"rules\":[{good},\n{bad}]}}"))
            .map(|_| panic!("{bad} was accepted"))
            .unwrap_err();
        assert_eq!((error.pointer.as_str(), error.line), (pointer, 2), "{bad}: {error}");
        assert!(error.what.contains(what), "{bad}: {error}");
        assert_eq!(error.rule.as_ref().map(|(number, _)| *number), Some(2), "{bad}");
    }
    let error =
        file(r#"{"version":1,"rules":[{"name":"late","then":{"do":"hold"}},{"name":"Nr 2","then":{}}]}"#).unwrap_err();
    assert!(error.to_string().contains("rule 2 ('Nr 2'), at /rules/1/then: 'then' needs 'do'"), "{error}");
}

#[test]
fn an_invalid_file_is_an_error_with_its_position() {
    for (text, line, what) in [
        ("", 1, "not JSON"),
        ("{\n\"version\":1,}", 2, "trailing commas"),
        ("[]", 1, "expected an object"),
        ("{}", 1, "\"version\": 1"),
        ("{\"version\":2}", 1, "unsupported format version"),
        ("{\"version\":1}", 1, "needs \"rules\""),
        ("{\"version\":1,\n\"rules\":{}}", 2, "expected a list"),
        ("{\"version\":1,\"rules\":[7]}", 1, "expected an object"),
        ("{\"version\":1,\"version\":1}", 1, "twice"),
    ] {
        let error = file(text).unwrap_err();
        assert_eq!(error.line, line, "{text}: {error}");
        assert!(error.what.contains(what), "{text}: {error}");
    }
    let deep = format!(r#"{{"version":1,"rules":{}{}}}"#, "[".repeat(200_000), "]".repeat(200_000));
    assert!(file(&deep).is_err(), "nesting does not use the stack");
    let mutations = format!("{}1{}", r#"{"a":"#.repeat(50_000), "}".repeat(50_000));
    let rule = format!(r#"{{"version":1,"rules":[{{"name":"d","then":{{"do":"allow","mutations":{mutations}}}}}]}}"#);
    assert_eq!(file(&rule).unwrap().rules().len(), 1);
}

#[test]
fn the_example_in_the_docs_reads_and_writes_unchanged() {
    let page = include_str!("../../../../docs/answer.md");
    let example = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let rules = file(example).unwrap();
    assert_eq!(write(rules.rules()), example);
    assert_eq!(decided(&rules, EVENT, &mut MatchCounts::default()).unwrap().0, "No sign-ups from example.org");
    for how in Failure::ALL {
        assert!(page.contains(&format!("`{}`", how.word())), "the page does not name {how:?}");
    }
}

#[test]
fn a_rule_survives_serialization() {
    let page = include_str!("../../../../docs/answer.md");
    let example = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    for rule in file(example).unwrap().rules() {
        let form = serde_json::to_string(rule).unwrap();
        assert_eq!(serde_json::from_str::<Rule>(&form).unwrap(), *rule, "{form}");
    }
}

/// Any text that begins no placeholder.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~é\u{202e}]{0,12}", any::<String>()].prop_map(|text: String| text.replace('{', "{ "))
}

fn any_json() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        Just("null".to_owned()),
        Just("-0.10e+400".to_owned()),
        Just("12345678901234567890".to_owned()),
        any_text().prop_map(|text| hookglass_json::encode_string(&text)),
        Just("\"\\ud800\"".to_owned()),
        Just("\"{{/payload/user/id | x}} and more\"".to_owned()),
    ];
    scalar.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|all| format!("[{}]", all.join(", "))),
            prop::collection::vec((any_text(), inner), 0..4).prop_map(|all| {
                let members: Vec<_> =
                    all.iter().map(|(name, json)| format!("{}:{json}", hookglass_json::encode_string(name))).collect();
                format!("{{{}}}", members.join(" ,"))
            }),
        ]
    })
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let object = || prop::option::of(any_json().prop_map(|json| format!("{{\"a\": {json}}}")));
    let header = "[A-WYZa-w][a-z-]{0,6}: [!-z]{0,8}";
    let action = prop_oneof![
        (object(), object(), object(), object()).prop_map(|(mutations, constraints, bot_protection, rate_limits)| {
            Action::Allow { mutations, constraints, bot_protection, rate_limits }
        }),
        (any_text(), any_text()).prop_map(|(title, reason)| Action::Deny { title, reason }),
        (
            (200u16..600).prop_filter("without a body", |status| ![204, 304].contains(status)),
            prop::collection::vec(header, 0..3),
            prop_oneof![Just(Body::Empty), any_text().prop_map(Body::Text), any_json().prop_map(Body::Json)]
        )
            .prop_map(|(status, headers, body)| Action::Respond { status, headers, body }),
        "https?://[a-z]{1,5}/[!-z]{0,5}".prop_map(|to| Action::Forward { to }),
        Just(Action::Hold),
        (0..Failure::ALL.len()).prop_map(|at| Action::Fail { how: Failure::ALL[at] }),
    ];
    let some = |strategy: BoxedStrategy<String>| prop::collection::vec(strategy, 0..3);
    let condition = (
        some("(authgear|github|s\\*)".boxed()),
        some("[a-z.*]{1,8}".boxed()),
        some("(get|POST)".boxed()),
        some("/[a-z*\"]{0,6}".boxed()),
        some("x-[a-z]{1,3}(=[ -~]{0,5})?".boxed()),
        some("/[a-z]{1,3}(=[a-z0-9*]{1,3}|>=[1-9][0-9]{0,29})".boxed()),
        prop_oneof![Just(String::new()), Just("type:a OR -b".to_owned())],
        any::<u32>(),
    )
        .prop_map(|(vendor, event_type, method, path, header, member, filter, every)| Condition {
            vendor,
            event_type,
            method,
            path,
            header,
            member,
            filter,
            every,
        });
    let name = any_text().prop_filter("a name", |name| !name.trim().is_empty() && !name.chars().any(char::is_control));
    (name, any::<bool>(), condition, 0u32..600_001, action).prop_map(|(name, on, when, delay_ms, action)| Rule {
        name,
        on,
        when,
        then: Then { delay_ms, action },
    })
}

proptest! {
    #[test]
    fn a_written_file_reads_back(mut rules in prop::collection::vec(any_rule(), 0..4)) {
        rules.iter_mut().enumerate().for_each(|(at, rule)| rule.name.push_str(&at.to_string()));
        let text = write(&rules);
        let read = file(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        prop_assert_eq!(read.rules().cloned().collect::<Vec<_>>(), rules.clone());
        for rule in &rules {
            let form = serde_json::to_string(rule).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Rule>(&form).unwrap(), rule);
        }
    }

    #[test]
    fn a_json_answer_is_valid_json_for_any_event(rule in any_rule(), body in any_json()) {
        let is_json = match &rule.then.action {
            Action::Allow { .. } | Action::Deny { .. } => true,
            Action::Respond { body, .. } => matches!(body, Body::Json(_)),
            _ => false,
        };
        let rules = RuleSet::new(vec![Rule { when: Condition::default(), on: true, ..rule }]).unwrap();
        let event = format!(r#"{{"payload":{{"user":{{"id":{body}}}}}}}"#);
        let (_, reply) = decided(&rules, &event, &mut MatchCounts::default()).unwrap();
        if let (true, Reply::Answer { answer, .. }) = (is_json, reply) {
            let text = String::from_utf8_lossy(&answer.body).into_owned();
            prop_assert!(Document::parse(answer.body.into()).is_ok(), "{text}");
        }
    }

    #[test]
    fn reading_any_file_does_not_panic(text in any::<String>(), inner in "[\\[\\]{}:,\"a-z0-9 \\\\]{0,60}") {
        let _ = file(&text);
        let _ = file(&format!(r#"{{"version":1,"rules":[{{"name":"x","then":{inner}}}]}}"#));
    }
}
