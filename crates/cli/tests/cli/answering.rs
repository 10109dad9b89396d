//! Answers by rules, as an independent sender receives them.

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

use crate::support::{Serve, after_commits, json_lines, run};

fn with_rules(rules: &str, more: &[&str]) -> Serve {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("rules.json");
    fs::write(&file, rules).unwrap();
    let mut args = vec!["--rules", file.to_str().unwrap()];
    args.extend(more);
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

/// A fixture of every blocking type.
fn blocking() -> Vec<(String, PathBuf)> {
    let fixtures = corpus::fixtures();
    let found = ["events", "events-newer"].into_iter().flat_map(|folder| {
        let files = fs::read_dir(fixtures.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|path| path.extension().is_some_and(|extension| extension == "json")).collect::<Vec<_>>()
    });
    let named = found.map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path));
    let is_blocking = |name: &str| name.contains(".pre_") || name.ends_with("post_identified");
    let found: Vec<_> = named.filter(|(name, _)| is_blocking(name)).collect();
    assert_eq!(found.len(), 9, "all that Authgear has: {found:?}");
    found
}

/// Sends every blocking type to a path with an independent sender. Returns its verdicts by type.
fn judged(serve: &Serve, path: &str, timeout: &str) -> BTreeMap<String, String> {
    let output = Command::new("python3")
        .arg(corpus::fixtures().join("sign.py"))
        .arg(format!("http://{}/{path}", serve.address))
        .args(blocking().iter().map(|(_, file)| file))
        .args(["--json", "--timeout", timeout, "--concurrency", "9"])
        .output()
        .expect("python3, which sends as Authgear does");
    let text = String::from_utf8(output.stdout).unwrap();
    let said = text.lines().map(|line| {
        let line: Value = serde_json::from_str(line).unwrap();
        let name = line["file"].as_str().unwrap().trim_end_matches(".json").to_owned();
        (name, line["says"].as_str().unwrap().to_owned())
    });
    let said: BTreeMap<_, _> = said.collect();
    assert_eq!(said.len(), 9, "{path}: {}", String::from_utf8_lossy(&output.stderr));
    said
}

#[test]
fn every_kind_of_answer_is_what_authgear_makes_of_it_for_every_blocking_type() {
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
            on_path("nobody", r#"{"do": "forward", "to": "http://127.0.0.1:1/"}"#),
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
        ("nobody", "ALLOW"),
    ];
    let expected = expected.map(|(path, judgement)| (path, judgement, "120"));
    let failing = FAILURES.map(|(how, judgement)| (how, judgement, if how == "no_answer" { "1" } else { "120" }));
    let late = [("too-late", "HookDeliveryTimeout", "1")];
    for (path, judgement, timeout) in expected.into_iter().chain(failing).chain(late) {
        for (name, said) in judged(&serve, path, timeout) {
            assert!(said.starts_with(judgement), "/{path}, {name}: {said}");
            let exact = judgement == "ALLOW";
            assert!(!exact || said == "ALLOW", "/{path}, {name}: {said}");
        }
    }
    assert_eq!(denying.received().len(), 9, "the target was asked once for each");

    // What stands beside the events.
    let of = |path: &str| -> Vec<Value> {
        let rows = json_lines(serve.dir(), &["list", &format!("path:/{path}"), "--json"]);
        assert_eq!(rows.len(), 9, "every event is there, whatever its sender got: /{path}");
        let ids: Vec<_> = rows.iter().map(|row| row["id"].to_string()).collect();
        // The receiver notices that a sender has gone some time after the sender has.
        after_commits(serve.dir(), "every event has an answer", || {
            let shown =
                ids.iter().map(|id| json_lines(serve.dir(), &["show", id, "--json"]).remove(0)["answer"].take());
            let answers: Vec<_> = shown.collect();
            answers.iter().all(|answer| answer["state"] != "waiting").then_some(answers)
        })
    };
    let states = |path: &str, state: &str, by: Option<&str>| {
        for answer in of(path) {
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
    states("nobody", "answered", Some("default"));
    states("reset", "broken", Some("rule"));
    states("no_answer", "broken", Some("rule"));
    states("half_body", "broken", Some("rule"));
    states("too-late", "gone", None);
    assert!(of("late").iter().all(|answer| answer["after_us"].as_u64().unwrap() >= 700_000), "the delay is told");
    let gone = of("too-late");
    assert!(gone.iter().all(|answer| answer["note"].as_str().unwrap().contains("hung up after")), "{gone:?}");
    let nobody = of("nobody");
    assert!(
        nobody.iter().all(|answer| answer["note"].as_str().unwrap().contains("default answer was sent")),
        "{nobody:?}"
    );
}

/// The ways in which an answer can fail, and the verdict of Authgear on each.
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

fn sent(serve: &Serve, path: &str) -> TcpStream {
    let mut socket = TcpStream::connect(serve.address).unwrap();
    socket.set_read_timeout(Some(HANG_GUARD)).unwrap();
    socket.write_all(format!("POST /{path} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{{}}").as_bytes()).unwrap();
    socket
}

#[test]
fn every_failure_is_the_one_that_was_asked_for() {
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

    let error = sent(&serve, "reset").read(&mut [0; 64]).expect_err("nothing is answered");
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
    assert_eq!(silent.read(&mut [0]).unwrap(), 0, "the connection ends when the sender goes");
}

/// How many senders wait at once, and how many send meanwhile.
const HELD: usize = 200;
const OTHERS: usize = 4;

#[test]
fn two_hundred_held_events_get_the_automatic_answer_while_others_arrive() {
    const HOLD: Duration = Duration::from_secs(4);
    // The automatic answer goes out half a second before the sender's deadline.
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
            assert!(took >= HOLD - MARGIN, "the event was held, not answered at once: {took:?}");
        }
        is_over.store(true, Ordering::SeqCst);
        others.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert!(others > 0, "other senders are answered meanwhile");
    let stored = json_lines(serve.dir(), &["list", "--json", "--limit", "100000"]);
    assert_eq!(stored.len(), HELD + others, "and nothing is lost");
    assert!(stored.iter().all(|row| row["status"] == 200 && row["waiting"] == false));
    let held = stored.iter().filter(|row| row["path"] == "/hold").map(|row| row["id"].to_string());
    for id in held.step_by(20) {
        let answer = json_lines(serve.dir(), &["show", &id, "--json"]).remove(0)["answer"].take();
        let how = (answer["state"].as_str(), answer["decided_by"].as_str());
        assert_eq!(how, (Some("answered"), Some("deadline")), "no sender had given up: {answer}");
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
    after_commits(&data, "an event is stored before it is decided", || {
        (!json_lines(&data, &["list", "path:/hold", "--json"]).is_empty()).then_some(())
    });
    serve.child.kill().unwrap();
    serve.child.wait().unwrap();
    drop(waiting);
    let held = shown();
    assert_eq!((held["waiting"].as_bool(), held["status"].is_null()), (Some(true), true), "{held}");
    assert_eq!(held["answer"]["state"], "waiting");
    let serve = Serve::start_with(&data, true, &[]);
    // An event without an answer is interrupted once its deadline has passed. Let that be long ago.
    let database = rusqlite::Connection::open(data.join(hookglass_store::FILE_NAME)).unwrap();
    assert_eq!(database.execute("UPDATE decisions SET deadline = 0 WHERE event_id = 2", []).unwrap(), 1);
    let held = shown();
    assert_eq!(held["answer"]["state"], "interrupted", "{held}");
    assert_eq!((held["waiting"].as_bool(), held["answer"]["rule"].as_str()), (Some(false), Some("hold")));
    assert_eq!(held["body"], "{}", "nothing of it is lost");
    drop(serve);
    assert_eq!(json_lines(&data, &["list", "--json"]).len(), 2);
}

#[test]
fn a_member_that_an_event_does_not_have_is_said_beside_it() {
    let rules = file(&[
        on_path("a", r#"{"do": "deny", "title": "Hello {{/payload/user/name | nobody}}", "reason": "{{/nothing}}!"}"#),
        on_path("b", r#"{"do": "respond", "json": {"is_allowed": true, "seq": "{{/seq}}"}}"#),
    ]);
    let serve = with_rules(&rules, &[]);
    let answered = |path: &str| {
        let mut connection = Connection::open(serve.address);
        connection.post(path, &[], b"not json at all");
        String::from_utf8(connection.response().body).unwrap()
    };
    assert_eq!(answered("/a"), r#"{"is_allowed":false,"title":"Hello nobody","reason":"!"}"#);
    assert_eq!(answered("/b"), r#"{"is_allowed": true, "seq": null}"#);
    let note = |id: &str| {
        let shown = json_lines(serve.dir(), &["show", id, "--json"]).remove(0);
        shown["answer"]["note"].as_str().unwrap_or_else(|| panic!("{shown}")).to_owned()
    };
    assert!(note("1").contains("/nothing"), "{}", note("1"));
    assert!(note("2").contains("/seq"), "{}", note("2"));
}

#[test]
fn a_file_with_one_bad_rule_is_not_taken_and_the_rule_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let good = dir.path().join("good.json");
    let bad = dir.path().join("bad.json");
    fs::write(&good, file(&[on_path("one", r#"{"do": "allow"}"#)])).unwrap();
    let rules = [on_path("two", r#"{"do": "allow"}"#), on_path("three", r#"{"do": "respond", "status": 99}"#)];
    fs::write(&bad, file(&rules)).unwrap();
    let data = dir.path().join("data");
    let path = |file: &Path| file.to_str().unwrap().to_owned();
    assert_eq!(run(&data, &["rules", "list"]).status.code(), Some(0), "no rules are no trouble");
    assert!(run(&data, &["rules", "import", &path(&good)]).status.success());
    for args in [vec!["rules", "import"], vec!["rules", "import", "--replace"], vec!["serve", "--rules"]] {
        let bad = path(&bad);
        let output = run(&data, &[&args[..], &[&bad]].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains("rule 2 ('three')") && told.contains("/rules/1/then/status"), "{told}");
        assert!(told.contains("bad.json") && told.lines().count() == 1, "{told}");
    }
    let kept = json_lines(&data, &["rules", "list", "--json"]);
    assert_eq!(kept.len(), 1, "what was there stays");
    assert_eq!(kept[0]["rule"]["name"], "one");
    let again = run(&data, &["rules", "import", &path(&good)]);
    assert!(String::from_utf8(again.stderr).unwrap().contains("another rule has this name"));
    let exported = run(&data, &["rules", "export"]).stdout;
    fs::write(&good, &exported).unwrap();
    assert!(run(&data, &["rules", "import", "--replace", &path(&good)]).status.success(), "what is exported is read");
    assert_eq!(run(&data, &["rules", "export"]).stdout, exported);
}

#[test]
fn kept_rules_are_followed_counted_and_tried() {
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
    // Each request is a commit, so the next one follows it.
    after_commits(&data, "the receiver uses another program's rules", || (post("/a") == 418).then_some(()));
    assert_eq!([post("/a"), post("/a"), post("/b"), post("/a"), post("/a")], [200, 418, 200, 200, 418]);
    let used = json_lines(&data, &["rules", "list", "--json"]).remove(0);
    assert_eq!(used["uses"], 3, "{used}");
    assert!(used["last_used_at"].is_string());

    let decides = run(&data, &["rules", "test", "1"]);
    assert_eq!(decides.status.code(), Some(0));
    let told = String::from_utf8(decides.stdout).unwrap();
    assert!(told.contains("'every second' decides") && told.contains("418"), "{told}");
    fs::write(&rules, file(&[])).unwrap();
    let none = run(&data, &["rules", "test", "1", "--rules", rules.to_str().unwrap(), "--json"]);
    assert_eq!(none.status.code(), Some(1));
    let told: Value = serde_json::from_slice(&none.stdout).unwrap();
    assert_eq!((told["rule"].is_null(), told["status"].as_u64()), (true, Some(200)), "{told}");
    assert_eq!(run(&data, &["rules", "test", "999"]).status.code(), Some(2));
}
