//! A malicious web page: the requests that a browser sends for it are stored and cause no action.

use hookglass_app::view::{
    ForwardMode, ForwardTarget, HoldSettings, ProblemCode, Retention, SettingsChange, UnknownHost,
};
use hookglass_request::trust::Distrust;
use hookglass_senders::signature::Scheme;
use hookglass_testkit::{
    corpus::{self, SECRET},
    target::{Reply, Target},
    wire::{Connection, Response},
};
use std::time::Duration;

use crate::support::{AsProblem, Running, background, eventually};

/// What a browser sends for a page of `https://evil.example`, and how it is marked. `{host}` is the
/// receiver.
const PAGE: &[(&str, Distrust)] = &[
    // fetch(url, { method: "POST", mode: "no-cors" }), also from browsers without fetch metadata.
    (
        "POST /page HTTP/1.1\r\nHost: {host}\r\nOrigin: https://evil.example\r\nContent-Type: text/plain",
        Distrust::WebPage,
    ),
    (
        "POST /page HTTP/1.1\r\nHost: {host}\r\nOrigin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors",
        Distrust::WebPage,
    ),
    // A form in a sandboxed frame.
    (
        "POST /page HTTP/1.1\r\nHost: {host}\r\nOrigin: null\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate",
        Distrust::WebPage,
    ),
    // An image.
    (
        "GET /page?x=1 HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: image",
        Distrust::WebPage,
    ),
    // The preflight of a request with its own method and headers.
    (
        "OPTIONS /page HTTP/1.1\r\nHost: {host}\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: DELETE\r\nAccess-Control-Request-Headers: x-own",
        Distrust::WebPage,
    ),
    // After DNS rebinding, the page has the receiver's origin.
    ("POST /page HTTP/1.1\r\nHost: evil.example:4665\r\nOrigin: http://evil.example:4665", Distrust::WebPage),
    ("GET /page HTTP/1.1\r\nHost: evil.example:4665\r\nSec-Fetch-Site: same-origin", Distrust::UnknownHost),
    ("GET http://evil.example/page HTTP/1.1\r\nHost: {host}", Distrust::UnknownHost),
];

/// Sends a head of [`PAGE`] with a body, and returns the response.
async fn send(running: &Running, head: &str, body: &str) -> Response {
    let address = running.app.pages.address().unwrap();
    let head = head.replace("{host}", &address.to_string());
    let bytes = format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    tokio::task::spawn_blocking(move || {
        let mut connection = Connection::open(address);
        connection.send(bytes.as_bytes());
        connection.response()
    })
    .await
    .unwrap()
}

/// Sends all requests of [`PAGE`]. Each gets the default answer, which the page cannot read.
async fn play_page(running: &Running) {
    for (head, _) in PAGE {
        let response = send(running, head, "{}").await;
        assert_eq!((response.status, &response.body[..]), (200, &b"{}"[..]), "{head}");
        let readable =
            response.headers.iter().any(|(name, _)| name.to_ascii_lowercase().starts_with("access-control-"));
        assert!(!readable, "{head}");
    }
}

fn target(url: &str, mode: ForwardMode, retry: bool) -> ForwardTarget {
    ForwardTarget { mode, retry, ..background(url) }
}

async fn import(running: &Running, rules: &str) {
    running.app.decide.import_rules(rules.to_owned(), true).await.unwrap();
}

/// The mark of an event.
async fn mark(running: &Running, id: usize) -> Option<Distrust> {
    running.app.inbox.event(id as i64).await.unwrap().row.untrusted
}

#[tokio::test(flavor = "multi_thread")]
async fn its_requests_are_stored_and_marked() {
    let running = Running::start().await;
    play_page(&running).await;
    for (id, (head, why)) in (1..).zip(PAGE) {
        assert_eq!(mark(&running, id).await, Some(*why), "{head}");
    }
    running.post("/", &[], b"{}").await;
    assert_eq!(mark(&running, PAGE.len() + 1).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_drives_no_forwarding_target() {
    let running = Running::start().await;
    let (once, retried) = (Target::answering(Reply::status(200, "")), Target::answering(Reply::status(200, "")));
    running.app.forward.save(target(&once.url(), ForwardMode::Background, false), false).await.unwrap();
    running.app.forward.save(target(&retried.url(), ForwardMode::Background, true), false).await.unwrap();
    play_page(&running).await;
    running.post("/", &[], b"trusted").await;
    // Events are forwarded in order, so an earlier one would have come first.
    for target in [&once, &retried] {
        assert_eq!(target.receives(1).await[0].body, b"trusted");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_drives_no_answering_target_and_no_rule_that_calls_out() {
    let running = Running::start().await;
    let answers = Target::answering(Reply::status(202, "secret"));
    running.app.forward.save(target(&answers.url(), ForwardMode::Answer, false), false).await.unwrap();
    play_page(&running).await;
    assert_eq!(answers.received().len(), 0);
    assert_eq!(running.post("/", &[], b"{}").await.body, b"secret");

    let called = Target::answering(Reply::status(203, "called"));
    let rules = format!(
        r#"{{"version": 1, "rules": [{{"name": "call", "when": {{}}, "then": {{"do": "forward", "to": "{}"}}}}]}}"#,
        called.url()
    );
    import(&running, &rules).await;
    play_page(&running).await;
    assert_eq!((called.received().len(), answers.received().len()), (0, 1), "nor the target after the rule");
    assert_eq!(running.post("/", &[], b"{}").await.body, b"called");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_cannot_hold_senders_or_shift_counting_rules() {
    let running = Running::start().await;
    let rules = r#"{"version": 1, "rules": [
        {"name": "second", "when": {"path": "/count", "every": 2}, "then": {"do": "respond", "status": 201}},
        {"name": "hold", "when": {"path": "/page"}, "then": {"do": "hold"}}
    ]}"#;
    import(&running, rules).await;
    let hold = HoldSettings { deadline_ms: 600_000, ..HoldSettings::default() };
    running.app.pages.change_settings(SettingsChange { hold: Some(hold), ..Default::default() }).await.unwrap();
    // Held requests would get no response.
    play_page(&running).await;
    assert_eq!(running.app.decide.held_count(), 0);
    let page = "POST /count HTTP/1.1\r\nHost: {host}\r\nOrigin: https://evil.example";
    assert_eq!(send(&running, page, "").await.status, 200);
    assert_eq!(running.post("/count", &[], b"").await.status, 200, "the request of the page does not count");
    assert_eq!(send(&running, page, "").await.status, 201, "a rule that only answers applies to every request");
    assert_eq!(running.post("/count", &[], b"").await.status, 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_to_an_allowed_host_are_forwarded_from_then_on() {
    let running = Running::start().await;
    let got = Target::answering(Reply::status(200, ""));
    running.app.forward.save(target(&got.url(), ForwardMode::Background, true), false).await.unwrap();
    let tunnel = "POST / HTTP/1.1\r\nHost: Abc.Example:443";
    send(&running, tunnel, "before").await;
    send(&running, "POST / HTTP/1.1\r\nHost: run.example", "before").await;
    let unknown = running.app.pages.status().await.unwrap().unknown_hosts;
    let expected = ["run.example", "abc.example"].map(|host| UnknownHost { host: host.into(), requests: 1 });
    assert_eq!(unknown, expected);

    running.app.pages.allow_host("abc.example".into()).await.unwrap();
    running.app.receive.allow_host_for_this_run("RUN.example").unwrap();
    assert_eq!(running.app.pages.status().await.unwrap().unknown_hosts, []);
    assert_eq!(running.app.pages.settings().await.unwrap().allowed_hosts, ["abc.example"]);
    let page = format!("{tunnel}\r\nOrigin: https://evil.example");
    send(&running, &page, "page").await;
    send(&running, tunnel, "after").await;
    send(&running, "POST / HTTP/1.1\r\nHost: run.example", "after, too").await;
    let bodies: Vec<_> = got.receives(2).await.into_iter().map(|got| got.body).collect();
    assert_eq!(bodies, [&b"after"[..], b"after, too"], "what was stored before stays unforwarded");

    let problem = running.app.pages.allow_host("https://abc.example/".into()).await.unwrap_err().problem();
    assert_eq!(problem.code, ProblemCode::InvalidInput);
    assert!(running.app.receive.allow_host_for_this_run("").is_err());
    running.app.pages.disallow_host("abc.example".into()).await.unwrap();
    send(&running, tunnel, "").await;
    assert_eq!(mark(&running, 6).await, Some(Distrust::UnknownHost));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_valid_signature_is_trusted_whatever_the_host() {
    let running = Running::start().await;
    running.app.secrets.add("Portal", Scheme::Authgear, SECRET).await.unwrap();
    let got = Target::answering(Reply::status(200, ""));
    running.app.forward.save(target(&got.url(), ForwardMode::Background, false), false).await.unwrap();
    let signature = corpus::sign(SECRET, b"{\"signed\":1}");
    let head = format!("POST / HTTP/1.1\r\nHost: abc.example\r\nX-Authgear-Body-Signature: {signature}");
    send(&running, &head, "{\"signed\":2}").await;
    send(&running, &head, "{\"signed\":1}").await;
    assert_eq!(got.receives(1).await[0].body, b"{\"signed\":1}", "an invalid signature proves nothing");
    assert_eq!([mark(&running, 1).await, mark(&running, 2).await], [Some(Distrust::UnknownHost), None]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relayed_answer_has_no_cors_headers_and_no_cookies() {
    let running = Running::start().await;
    let headers = [
        ("Access-Control-Allow-Origin", "*"),
        ("access-control-allow-credentials", "true"),
        ("Timing-Allow-Origin", "*"),
        ("Set-Cookie", "session=1"),
        ("X-Own", "kept"),
    ];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let answers = Target::answering(Reply::Answer { status: 200, headers, body: b"answer".to_vec() });
    running.app.forward.save(target(&answers.url(), ForwardMode::Answer, false), false).await.unwrap();
    let response = running.post("/", &[], b"{}").await;
    assert_eq!((response.header("x-own"), &response.body[..]), (Some("kept"), &b"answer"[..]));
    for (name, _) in &response.headers {
        let name = name.to_ascii_lowercase();
        assert!(!name.starts_with("access-control") && !name.contains("cookie") && !name.contains("timing"), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_cannot_flush_the_history() {
    let (running, manual) = Running::start_manual().await;
    let retention = Some(Retention { events: Some(100), days: None, bytes: None });
    running.app.pages.change_settings(SettingsChange { retention, ..Default::default() }).await.unwrap();
    running.post("/", &[], b"trusted").await;
    let page = "POST /page HTTP/1.1\r\nHost: abc.example";
    for _ in 0..10 {
        assert_eq!(send(&running, page, "").await.status, 200);
    }
    let rejected = send(&running, page, "").await;
    assert_eq!((rejected.status, rejected.header("retry-after")), (429, Some("3600")));
    assert!(String::from_utf8_lossy(&rejected.body).contains("Allow the host abc.example"));
    assert_eq!(running.post("/", &[], b"trusted").await.status, 200);
    let count = async |filter: &str| running.app.inbox.newest(filter, 100).await.unwrap().len();
    assert_eq!((count("path:/page").await, count("").await), (10, 12), "what was rejected is not stored");

    running.app.inbox.star(vec![2], true).await.unwrap();
    manual.advance(Duration::from_secs(3_600));
    for _ in 0..10 {
        assert_eq!(send(&running, page, "").await.status, 200);
    }
    // Ten stay, one more until the next request, and the one with a star.
    eventually(&running.app, async || count("path:/page").await <= 11, "the oldest are removed").await;
    assert_eq!(count("-path:/page").await, 2, "trusted events stay");
    assert_eq!(count("is:starred").await, 1);
}
