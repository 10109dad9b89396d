//! Answers by rules, as an independent sender gets them.

use hookglass_testkit::{
    HANG_GUARD, corpus,
    target::{Reply, Target},
    wire::Connection,
};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    io::{ErrorKind, Read as _, Write as _},
    net::{Shutdown, TcpStream},
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Barrier,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use crate::support::{Serve, after_commits, error_line, json_lines, run};

fn with_rules(rules: &str, options: &[&str]) -> Serve {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("rules.json");
    fs::write(&file, rules).unwrap();
    let mut args = vec!["--rules", file.to_str().unwrap()];
    args.extend(options);
    Serve::with(dir, &args)
}

fn rule(name: &str, when: &str, then: &str) -> String {
    format!(r#"{{"name": "{name}", "when": {when}, "then": {then}}}"#)
}

fn file(rules: &[String]) -> String {
    format!(r#"{{"version": 1, "rules": [{}]}}"#, rules.join(",\n"))
}

fn on_path(path: &str, then: &str) -> String {
    rule(path, &format!(r#"{{"path": "/{path}"}}"#), then)
}

/// A fixture for every blocking type.
fn blocking() -> Vec<(String, PathBuf)> {
    let fixtures = corpus::fixtures();
    let found = ["events", "events-newer"].into_iter().flat_map(|folder| {
        let files = fs::read_dir(fixtures.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|path| path.extension().is_some_and(|extension| extension == "json")).collect::<Vec<_>>()
    });
    let named = found.map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path));
    let is_blocking = |name: &str| name.contains(".pre_") || name.ends_with("post_identified");
    let found: Vec<_> = named.filter(|(name, _)| is_blocking(name)).collect();
    assert_eq!(found.len(), 9, "Authgear has nine blocking types: {found:?}");
    found
}

/// Sends every blocking type to a path with an independent sender. Returns its verdicts by type.
fn verdicts(serve: &Serve, path: &str, timeout: &str) -> BTreeMap<String, String> {
    let output = Command::new("python3")
        .arg(corpus::fixtures().join("sign.py"))
        .arg(format!("http://{}/{path}", serve.address))
        .args(blocking().iter().map(|(_, file)| file))
        .args(["--json", "--timeout", timeout, "--concurrency", "9"])
        .output()
        .expect("python3 sends as Authgear does");
    let text = String::from_utf8(output.stdout).unwrap();
    let verdicts = text.lines().map(|line| {
        let line: Value = serde_json::from_str(line).unwrap();
        let name = line["file"].as_str().unwrap().trim_end_matches(".json").to_owned();
        (name, line["says"].as_str().unwrap().to_owned())
    });
    let verdicts: BTreeMap<_, _> = verdicts.collect();
    assert_eq!(verdicts.len(), 9, "{path}: {}", String::from_utf8_lossy(&output.stderr));
    verdicts
}

#[test]
fn authgear_reads_every_kind_of_answer_as_intended_for_every_blocking_type() {
    let denying = Target::answering(Reply::status(200, r#"{"is_allowed":false,"title":"t","reason":"by the target"}"#));
    let user = r#"["user.*"]"#;
    let mutating = [
        rule(
            "user",
            &format!(r#"{{"path": "/more", "type": {user}}}"#),
            r#"{"do": "allow", "mutations": {"user": {"custom_attributes": {"tier": "gold", "seq": "{{/seq}}"}}}}"#,
        ),
        rule(
            "jwt",
            r#"{"path": "/more", "type": "oidc.jwt.pre_create"}"#,
            r#"{"do": "allow", "mutations": {"jwt": {"payload": "{{/payload/jwt/payload}}"}}}"#,
        ),
        rule(
            "id token",
            r#"{"path": "/more", "type": "oidc.id_token.pre_create"}"#,
            r#"{"do": "allow", "mutations": {"id_token": {"payload": "{{/payload/id_token/payload}}"}}}"#,
        ),
        rule(
            "authentication",
            r#"{"path": "/more", "type": "authentication.*"}"#,
            r#"{"do": "allow", "constraints": {"amr": ["mfa"]}, "rate_limits": {"authentication.general": {"weight": 2}}}"#,
        ),
    ];
    let rules: Vec<_> = mutating
        .into_iter()
        .chain([
            on_path("allow", r#"{"do": "allow"}"#),
            on_path("deny", r#"{"do": "deny", "title": "Closed", "reason": "Not for {{/type}}"}"#),
            on_path("text", r#"{"do": "respond", "body": "{\"is_allowed\": true, \"tip\": \"{{/seq}}\"}"}"#),
            on_path("json", r#"{"do": "respond", "status": 201, "headers": ["X-Seq: {{/seq}}"], "json": {"is_allowed": false, "reason": "{{/id}}"}}"#),
            on_path("late", r#"{"do": "allow", "delay_ms": 700}"#),
            on_path("too-late", r#"{"do": "allow", "delay_ms": 600000}"#),
            on_path("hold", r#"{"do": "hold"}"#),
            on_path("forward", &format!(r#"{{"do": "forward", "to": "{}"}}"#, denying.url())),
            on_path("down", r#"{"do": "forward", "to": "http://127.0.0.1:1/"}"#),
        ])
        .chain(FAILURES.iter().map(|(how, _)| on_path(how, &format!(r#"{{"do": "fail", "how": "{how}"}}"#))))
        .collect();
    let serve = with_rules(&file(&rules), &["--hold-deadline", "3s"]);
    let expected = [
        ("", "ALLOW"),
        ("allow", "ALLOW"),
        ("more", "ALLOW with "),
        ("deny", "DENY HookDisallowed title='Closed' reason='Not for "),
        ("text", "FAIL HookInvalidResponse: approval of"),
        ("json", "DENY HookDisallowed title='' reason='"),
        ("late", "ALLOW"),
        ("hold", "ALLOW"),
        ("forward", "DENY HookDisallowed title='t' reason='by the target'"),
        ("down", "ALLOW"),
    ];
    let expected = expected.map(|(path, verdict)| (path, verdict, "120"));
    let failing = FAILURES.map(|(how, verdict)| (how, verdict, if how == "no_answer" { "1" } else { "120" }));
    let late = [("too-late", "HookDeliveryTimeout", "1")];
    for (path, expected, timeout) in expected.into_iter().chain(failing).chain(late) {
        for (name, verdict) in verdicts(&serve, path, timeout) {
            assert!(verdict.starts_with(expected), "/{path}, {name}: {verdict}");
            let exact = expected == "ALLOW";
            assert!(!exact || verdict == "ALLOW", "/{path}, {name}: {verdict}");
        }
    }
    assert_eq!(denying.received().len(), 9, "the target got one request for each event");

    // The answers that are stored with the events.
    let answers = |path: &str| -> Vec<Value> {
        let rows = json_lines(serve.dir(), &["list", &format!("path:/{path}"), "--json"]);
        assert_eq!(rows.len(), 9, "every event is stored, whatever its sender got: /{path}");
        let ids: Vec<_> = rows.iter().map(|row| row["id"].to_string()).collect();
        // The receiver notices some time later that a sender has disconnected.
        after_commits(serve.dir(), "every event has an answer", || {
            let shown =
                ids.iter().map(|id| json_lines(serve.dir(), &["show", id, "--json"]).remove(0)["answer"].take());
            let answers: Vec<_> = shown.collect();
            answers.iter().all(|answer| answer["state"] != "waiting").then_some(answers)
        })
    };
    let states = |path: &str, state: &str, by: Option<&str>| {
        for answer in answers(path) {
            assert_eq!(
                (answer["state"].as_str(), answer["decided_by"].as_str()),
                (Some(state), by),
                "/{path}: {answer}"
            );
            assert_eq!(answer["rule"].as_str(), Some(path), "{answer}");
        }
    };
    states("deny", "answered", Some("rule"));
    states("late", "answered", Some("rule"));
    states("hold", "answered", Some("deadline"));
    states("forward", "answered", Some("forward"));
    states("down", "answered", Some("default"));
    states("reset", "broken", Some("rule"));
    states("no_answer", "broken", Some("rule"));
    states("half_body", "broken", Some("rule"));
    states("too-late", "gone", None);
    let late = answers("late");
    assert!(late.iter().all(|answer| answer["after_us"].as_u64().unwrap() >= 700_000), "the delay is stored: {late:?}");
    let gone = answers("too-late");
    assert!(gone.iter().all(|answer| answer["note"].as_str().unwrap().contains("hung up after")), "{gone:?}");
    let down = answers("down");
    assert!(down.iter().all(|answer| answer["note"].as_str().unwrap().contains("default answer was sent")), "{down:?}");
}

/// The ways in which an answer can fail, and Authgear's verdict on each.
const FAILURES: [(&str, &str); 8] = [
    ("no_answer", "HookDeliveryTimeout"),
    ("reset", "HookDeliveryUnknownFailure"),
    ("half_body", "FAIL HookInvalidResponse: not one JSON value"),
    ("invalid_json", "FAIL HookInvalidResponse: not one JSON value"),
    ("status_500", "FAIL HookInvalidResponse: status 500"),
    ("status_301", "FAIL HookInvalidResponse: status 301"),
    ("status_204", "FAIL HookInvalidResponse: empty body"),
    ("empty", "FAIL HookInvalidResponse: empty body"),
];

/// Sends a request and returns its connection.
fn sent(serve: &Serve, path: &str) -> TcpStream {
    let mut socket = TcpStream::connect(serve.address).unwrap();
    socket.set_read_timeout(Some(HANG_GUARD)).unwrap();
    socket
        .write_all(format!("POST /{path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{{}}").as_bytes())
        .unwrap();
    socket
}

#[test]
fn every_failure_has_its_effect_on_the_wire() {
    let rules = FAILURES.map(|(how, _)| on_path(how, &format!(r#"{{"do": "fail", "how": "{how}"}}"#)));
    let serve = with_rules(&file(&rules), &[]);
    let answered = |path: &str| {
        let mut connection = Connection::open(serve.address);
        connection.post(&format!("/{path}"), &[], b"{}");
        connection.response()
    };
    let invalid = answered("invalid_json");
    assert_eq!(invalid.status, 200);
    assert!(serde_json::from_slice::<Value>(&invalid.body).is_err());
    assert_eq!(answered("status_500").status, 500);
    let redirect = answered("status_301");
    assert_eq!((redirect.status, redirect.header("location")), (301, Some("/")));
    let none = answered("status_204");
    assert_eq!((none.status, none.body.len()), (204, 0));
    let empty = answered("empty");
    assert_eq!((empty.status, empty.body.len()), (200, 0));

    let error = sent(&serve, "reset").read(&mut [0; 64]).expect_err("the connection is reset");
    assert_eq!(error.kind(), ErrorKind::ConnectionReset, "{error}");
    let mut half = Vec::new();
    sent(&serve, "half_body").read_to_end(&mut half).unwrap();
    let half = String::from_utf8(half).unwrap();
    let (head, body) = half.split_once("\r\n\r\n").unwrap();
    let announced: usize = head.split("content-length: ").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
    assert!(!body.is_empty() && body.len() < announced, "{half}");
    let mut silent = sent(&serve, "no_answer");
    after_commits(serve.dir(), "the silent rule has decided", || {
        let rows = json_lines(serve.dir(), &["list", "path:/no_answer", "--json"]);
        let id = rows.first()?["id"].to_string();
        (json_lines(serve.dir(), &["show", &id, "--json"])[0]["answer"]["rule"] == "no_answer").then_some(())
    });
    assert_eq!(answered("status_500").status, 500, "a later request is answered");
    silent.set_nonblocking(true).unwrap();
    let error = silent.read(&mut [0]).expect_err("the receiver sends nothing and keeps the connection open");
    assert_eq!(error.kind(), ErrorKind::WouldBlock, "{error}");
    silent.set_nonblocking(false).unwrap();
    silent.shutdown(Shutdown::Write).unwrap();
    assert_eq!(silent.read(&mut [0]).unwrap(), 0, "the connection ends when the sender disconnects");
}

/// Senders that wait at the same time.
const HELD: usize = 200;
/// Senders that send meanwhile.
const OTHERS: usize = 4;

#[test]
fn two_hundred_held_events_get_the_automatic_answer_while_others_arrive() {
    const HOLD: Duration = Duration::from_secs(4);
    // Hookglass sends the automatic answer half a second before the sender's deadline.
    const MARGIN: Duration = Duration::from_millis(500);
    let rules = file(&[on_path("hold", r#"{"do": "hold"}"#)]);
    let serve = with_rules(&rules, &["--hold-deadline", "4s"]);
    let address = serve.address;
    let body = corpus::compact(&fs::read(corpus::fixtures().join("events/user.pre_create.json")).unwrap());
    let (all_sent, is_over) = (&Barrier::new(HELD + OTHERS), &AtomicBool::new(false));
    let others: usize = thread::scope(|scope| {
        let held: Vec<_> = (0..HELD)
            .map(|_| {
                let body = &body;
                scope.spawn(move || {
                    let mut connection = Connection::open(address);
                    let began = Instant::now();
                    connection.post("/hold", &[], body);
                    all_sent.wait();
                    let response = connection.response();
                    (response.status, response.body, began.elapsed())
                })
            })
            .collect();
        let others: Vec<_> = (0..OTHERS)
            .map(|_| {
                let body = &body;
                scope.spawn(move || {
                    let mut connection = Connection::open(address);
                    all_sent.wait();
                    let mut sent = 0;
                    while !is_over.load(Ordering::SeqCst) {
                        connection.post("/other", &[], body);
                        assert_eq!(connection.response().status, 200);
                        sent += 1;
                    }
                    sent
                })
            })
            .collect();
        for thread in held {
            let (status, body, took) = thread.join().unwrap();
            assert_eq!((status, &body[..]), (200, &br#"{"is_allowed":true}"#[..]));
            assert!(took >= HOLD - MARGIN, "the event was held, not answered immediately: {took:?}");
        }
        is_over.store(true, Ordering::SeqCst);
        others.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert!(others > 0, "other senders get answers meanwhile");
    let stored = json_lines(serve.dir(), &["list", "--json", "--limit", "100000"]);
    assert_eq!(stored.len(), HELD + others, "every event is stored");
    assert!(stored.iter().all(|row| row["status"] == 200 && row["waiting"] == false));
    let held = stored.iter().filter(|row| row["path"] == "/hold").map(|row| row["id"].to_string());
    for id in held.step_by(20) {
        let answer = json_lines(serve.dir(), &["show", &id, "--json"]).remove(0)["answer"].take();
        let outcome = (answer["state"].as_str(), answer["decided_by"].as_str());
        assert_eq!(outcome, (Some("answered"), Some("deadline")), "no sender had disconnected: {answer}");
    }
}

#[test]
fn an_event_held_by_a_killed_program_is_interrupted() {
    let dir = tempfile::tempdir().unwrap();
    let rules = dir.path().join("rules.json");
    fs::write(&rules, file(&[on_path("hold", r#"{"do": "hold"}"#)])).unwrap();
    let data = dir.path().join("data");
    let mut serve = Serve::start_with(&data, true, &["--rules", rules.to_str().unwrap(), "--hold-deadline", "10m"]);
    let mut acknowledged = Connection::open(serve.address);
    acknowledged.post("/before", &[], b"{}");
    assert_eq!(acknowledged.response().status, 200);
    let waiting = sent(&serve, "hold");
    let shown = || json_lines(&data, &["show", "2", "--json"]).remove(0);
    after_commits(&data, "an event is stored before it is answered", || {
        (!json_lines(&data, &["list", "path:/hold", "--json"]).is_empty()).then_some(())
    });
    serve.child.kill().unwrap();
    serve.child.wait().unwrap();
    drop(waiting);
    let held = shown();
    assert_eq!((held["waiting"].as_bool(), held["status"].is_null()), (Some(true), true), "{held}");
    assert_eq!(held["answer"]["state"], "waiting");
    let serve = Serve::start_with(&data, true, &[]);
    // An event without an answer counts as interrupted after its deadline. Set a deadline in the
    // past.
    let database = rusqlite::Connection::open(data.join(hookglass_store::FILE_NAME)).unwrap();
    assert_eq!(database.execute("UPDATE decisions SET deadline = 0 WHERE event_id = 2", []).unwrap(), 1);
    let held = shown();
    assert_eq!(held["answer"]["state"], "interrupted", "{held}");
    assert_eq!((held["waiting"].as_bool(), held["answer"]["rule"].as_str()), (Some(false), Some("hold")));
    assert_eq!(held["body"], "{}", "the event itself is stored");
    drop(serve);
    assert_eq!(json_lines(&data, &["list", "--json"]).len(), 2);
}

#[test]
fn a_missing_member_is_noted_on_the_event() {
    let rules = file(&[
        on_path("a", r#"{"do": "deny", "title": "Hello {{/payload/user/name | guest}}", "reason": "{{/nothing}}!"}"#),
        on_path("b", r#"{"do": "respond", "json": {"is_allowed": true, "seq": "{{/seq}}"}}"#),
    ]);
    let serve = with_rules(&rules, &[]);
    let answered = |path: &str| {
        let mut connection = Connection::open(serve.address);
        connection.post(path, &[], b"not json at all");
        String::from_utf8(connection.response().body).unwrap()
    };
    assert_eq!(answered("/a"), r#"{"is_allowed":false,"title":"Hello guest","reason":"!"}"#);
    assert_eq!(answered("/b"), r#"{"is_allowed": true, "seq": null}"#);
    let note = |id: &str| {
        let shown = json_lines(serve.dir(), &["show", id, "--json"]).remove(0);
        shown["answer"]["note"].as_str().unwrap_or_else(|| panic!("{shown}")).to_owned()
    };
    assert!(note("1").contains("/nothing"), "{}", note("1"));
    assert!(note("2").contains("/seq"), "{}", note("2"));
}

#[test]
fn a_file_with_one_invalid_rule_is_rejected_as_a_whole() {
    let dir = tempfile::tempdir().unwrap();
    let good = dir.path().join("good.json");
    let bad = dir.path().join("bad.json");
    fs::write(&good, file(&[on_path("one", r#"{"do": "allow"}"#)])).unwrap();
    let rules = [on_path("two", r#"{"do": "allow"}"#), on_path("three", r#"{"do": "respond", "status": 99}"#)];
    fs::write(&bad, file(&rules)).unwrap();
    let data = dir.path().join("data");
    let path = |file: &Path| file.to_str().unwrap().to_owned();
    assert_eq!(run(&data, &["rules", "list"]).status.code(), Some(0), "an empty list is not an error");
    assert!(run(&data, &["rules", "import", &path(&good)]).status.success());
    for args in [vec!["rules", "import"], vec!["rules", "import", "--replace"], vec!["serve", "--rules"]] {
        let bad = path(&bad);
        let output = run(&data, &[&args[..], &[&bad]].concat());
        let error = error_line(&output);
        assert!(error.contains("rule 2 ('three')") && error.contains("/rules/1/then/status"), "{error}");
        assert!(error.contains("bad.json"), "{error}");
    }
    let stored = json_lines(&data, &["rules", "list", "--json"]);
    assert_eq!(stored.len(), 1, "the stored rules stay");
    assert_eq!(stored[0]["rule"]["name"], "one");
    let again = run(&data, &["rules", "import", &path(&good)]);
    assert!(String::from_utf8(again.stderr).unwrap().contains("another rule has this name"));
    let exported = run(&data, &["rules", "export"]).stdout;
    fs::write(&good, &exported).unwrap();
    let imported = run(&data, &["rules", "import", "--replace", &path(&good)]);
    assert!(imported.status.success(), "an exported file can be imported");
    assert_eq!(run(&data, &["rules", "export"]).stdout, exported);
}

#[test]
fn stored_rules_decide_answers_count_their_uses_and_can_be_tested() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let serve = Serve::on(&data);
    let post = |path: &str| {
        let mut connection = Connection::open(serve.address);
        connection.post(path, &[], b"{}");
        connection.response().status
    };
    assert_eq!(post("/a"), 200);
    let rules = dir.path().join("rules.json");
    let teapot = r#"{"do": "respond", "status": 418}"#;
    fs::write(&rules, file(&[rule("every second", r#"{"path": "/a", "every": 2}"#, teapot)])).unwrap();
    assert!(run(&data, &["rules", "import", rules.to_str().unwrap()]).status.success());
    // Each request is a commit, so `after_commits` sends another one.
    after_commits(&data, "the receiver uses another program's rules", || (post("/a") == 418).then_some(()));
    assert_eq!([post("/a"), post("/a"), post("/b"), post("/a"), post("/a")], [200, 418, 200, 200, 418]);
    let used = json_lines(&data, &["rules", "list", "--json"]).remove(0);
    assert_eq!(used["uses"], 3, "{used}");
    assert!(used["last_used_at"].is_string());

    let matching = run(&data, &["rules", "test", "1"]);
    assert_eq!(matching.status.code(), Some(0));
    let text = String::from_utf8(matching.stdout).unwrap();
    assert!(text.contains("'every second' matches") && text.contains("418"), "{text}");
    fs::write(&rules, file(&[])).unwrap();
    let none = run(&data, &["rules", "test", "1", "--rules", rules.to_str().unwrap(), "--json"]);
    assert_eq!(none.status.code(), Some(1));
    let trial: Value = serde_json::from_slice(&none.stdout).unwrap();
    assert_eq!((trial["rule"].is_null(), trial["status"].as_u64()), (true, Some(200)), "{trial}");
    assert_eq!(run(&data, &["rules", "test", "999"]).status.code(), Some(2));
}
