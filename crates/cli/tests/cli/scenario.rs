//! Scenarios: recorded, stored, shared as files, and run against a target.

use hookglass_testkit::{
    corpus::{self, SECRET},
    target::{Reply, Target},
};
use serde_json::Value;
use std::{
    path::Path,
    process::{Output, Stdio},
    time::Duration,
};

use crate::support::{Serve, command, error_line, json_lines, run};

const CREATED: &[u8] = br#"{"id":"000000000000bcf3","seq":48371,"type":"user.created","payload":{"user":{"id":"u1","n":1.0}},"context":{"timestamp":1}}"#;
const UPDATED: &[u8] =
    br#"{"id":"000000000000bcf4","seq":48372,"type":"user.profile.updated","payload":{},"context":{"timestamp":2}}"#;

fn served() -> Serve {
    let serve = Serve::fresh();
    assert_eq!(serve.post_signed("/hooks?x=1", CREATED).status, 200);
    assert_eq!(serve.post_signed("/hooks", UPDATED).status, 200);
    serve
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The output of a command that must succeed.
fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// Writes a scenario file into a folder.
fn file(dir: &Path, name: &str, steps: &str) -> String {
    let file = dir.join(format!("{name}.json"));
    std::fs::write(&file, format!(r#"{{"version":1,"name":"{name}","steps":[{steps}]}}"#)).unwrap();
    file.to_str().unwrap().to_owned()
}

#[test]
fn recorded_requests_are_sent_byte_for_byte_and_in_order() {
    let (serve, target) = (served(), Target::answering(Reply::status(204, "")));
    let recorded = stdout(&run(serve.dir(), &["scenario", "record", "sign-up", "type:user.*", "--expect", "2xx"]));
    assert_eq!(recorded, "stored 'sign-up' with 2 steps\n");
    let report = stdout(&run(serve.dir(), &["scenario", "run", "sign-up", "--to", &format!("{}/app", target.url())]));
    let lines: Vec<_> = report.lines().collect();
    assert!(lines[0].starts_with("ok        1. user.created  204  "), "{report}");
    assert!(lines[0].ends_with("Expected status 2xx, got 204."), "{report}");
    assert!(lines[1].starts_with("ok        2. user.profile.updated  204  "), "{report}");
    assert_eq!(lines[2..], ["sign-up: 2 steps, 2 passed"]);
    let got = target.received();
    let seen: Vec<_> = got.iter().map(|got| (got.target.as_str(), got.body.as_slice())).collect();
    assert_eq!(seen, [("/app?x=1", CREATED), ("/app", UPDATED)]);
    assert_eq!(got[0].header("X-Authgear-Body-Signature"), Some(corpus::sign(SECRET, CREATED).as_str()));
    let row = &json_lines(serve.dir(), &["list", "--json"])[0];
    assert_eq!(row["resends"], 0, "a step does not count as a resend of an event");
}

#[test]
fn a_scenario_can_be_exported_and_imported_on_another_computer() {
    let (serve, elsewhere) = (served(), tempfile::tempdir().unwrap());
    let record = ["scenario", "record", "both", "2", "1", "--fresh", "id,seq", "--sign", "none", "--about", "why"];
    stdout(&run(serve.dir(), &record));
    let again = run(serve.dir(), &record);
    assert_eq!(again.status.code(), Some(2), "an existing scenario is not replaced by accident");
    assert!(text(&again.stderr).contains("--replace"));
    stdout(&run(serve.dir(), &[&record[..], &["--replace"]].concat()));
    let file = elsewhere.path().join("both.json");
    stdout(&run(serve.dir(), &["scenario", "export", "both", file.to_str().unwrap()]));
    let printed = stdout(&run(serve.dir(), &["scenario", "export", "both"]));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), printed);
    let fresh = elsewhere.path().join("data");
    assert_eq!(stdout(&run(&fresh, &["scenario", "list"])), "", "an empty list is not an error");
    stdout(&run(&fresh, &["scenario", "import", file.to_str().unwrap()]));
    assert_eq!(stdout(&run(&fresh, &["scenario", "export", "both"])), printed);
    let listed = json_lines(&fresh, &["scenario", "list", "--json"]);
    assert_eq!(listed, [serde_json::json!({"name": "both", "about": "why", "steps": 2})]);
    let target = Target::answering(Reply::status(200, "{}"));
    stdout(&run(&fresh, &["scenario", "run", "both", "--to", &target.url()]));
    let got = target.received();
    assert!(got.iter().all(|got| got.header("X-Authgear-Body-Signature").is_none()));
    let seqs: Vec<_> =
        got.iter().map(|got| serde_json::from_slice::<Value>(&got.body).unwrap()["seq"].as_i64().unwrap()).collect();
    assert_eq!(seqs[1], seqs[0] + 1, "each step is a new event");
    assert!(text(&got[0].body).contains("user.profile.updated"), "ids keep their order");
    stdout(&run(&fresh, &["scenario", "remove", "both"]));
    assert_eq!(run(&fresh, &["scenario", "remove", "both"]).status.code(), Some(2));
}

#[test]
fn failed_expectations_are_reported_in_the_output_and_in_junit() {
    let dir = tempfile::tempdir().unwrap();
    let steps = r#"
        {"name": "fine", "request": {"json": {"a": 1}}, "expect": {"status": 200, "answer": [{"at": "/ok", "equals": true}]}},
        {"name": "other", "request": {"target": "/x", "json": {}}, "expect": {"status": "2xx"}},
        {"name": "no place", "request": {"json": 1}, "edits": [{"set": "/a/b", "to": 1}]},
        {"name": "slow", "request": {"json": {}}, "expect": {"within_ms": 1}}"#;
    let file = file(dir.path(), "mixed", steps);
    let slow = Reply::Later(Duration::from_millis(30), Box::new(Reply::status(200, "")));
    let script = vec![Reply::status(200, r#"{"ok":true}"#), Reply::status(500, "<no>"), slow];
    let (target, junit) = (Target::scripted(script), dir.path().join("out.xml"));
    let args = ["scenario", "run", &file, "--to", &target.url(), "--junit", junit.to_str().unwrap()];
    let output = run(dir.path(), &args);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let report = text(&output.stdout);
    let lines: Vec<_> = report.lines().collect();
    assert!(lines[0].starts_with("ok        1. fine  200  "), "{report}");
    assert!(lines[1].starts_with("FAILED    2. other  500  ") && lines[1].contains("Expected status 2xx"), "{report}");
    assert!(lines[2].starts_with("NOT SENT  3. no place  "), "{report}");
    assert!(lines[3].starts_with("FAILED    4. slow  200  ") && lines[3].contains("within 1 ms"), "{report}");
    assert_eq!(lines[4..], ["mixed: 4 steps, 1 passed, 2 failed, 1 not sent"]);
    let xml = std::fs::read_to_string(junit).unwrap();
    let suite = xml.lines().find(|line| line.contains("<testsuite ")).expect("a test suite");
    for attribute in [r#"name="mixed""#, r#"tests="4""#, r#"failures="2""#, r#"errors="1""#, r#"skipped="0""#] {
        assert!(suite.contains(attribute), "{attribute} in {xml}");
    }
    assert!(xml.contains(r#"<testcase name="2. other""#) && xml.contains("<failure "), "{xml}");
}

#[test]
fn a_step_without_an_answer_fails() {
    let dir = tempfile::tempdir().unwrap();
    let one = file(dir.path(), "one", r#"{"request": {"json": {}}}"#);
    let gone = {
        let target = Target::answering(Reply::Hang);
        target.url()
    };
    let refused = run(dir.path(), &["scenario", "run", &one, "--to", &gone, "--json"]);
    assert_eq!(refused.status.code(), Some(1));
    let step: Value = serde_json::from_slice(&refused.stdout).unwrap();
    assert_eq!((step["state"].as_str(), step["status"].is_null()), (Some("failed"), true), "{step}");
    assert!(step["checks"][0]["sentence"].as_str().unwrap().contains("refused"), "{step}");
    let hangs = Target::answering(Reply::Hang);
    let late = run(dir.path(), &["scenario", "run", &one, "--to", &hangs.url(), "--timeout", "100ms"]);
    assert_eq!(late.status.code(), Some(1));
    assert!(text(&late.stdout).contains("no answer arrived in time"), "{}", text(&late.stdout));
}

#[test]
fn errors_are_reported_before_anything_is_sent() {
    let (dir, target) = (tempfile::tempdir().unwrap(), Target::answering(Reply::status(200, "")));
    let fails = |what: &str, to: &str, part: &str| {
        let error = error_line(&run(dir.path(), &["scenario", "run", what, "--to", to]));
        assert!(error.contains(part), "{what}: {error}");
    };
    fails("unknown", &target.url(), "no scenario called 'unknown', and no such file");
    let broken = dir.path().join("broken.json");
    std::fs::write(&broken, "{\n\"version\": 1,}").unwrap();
    fails(broken.to_str().unwrap(), &target.url(), "line 2");
    let unknown = r#"{"request": {}}, {"request": {}, "sign": {"with": "Missing"}}"#;
    let unknown = file(dir.path(), "unknown", unknown);
    fails(&unknown, &target.url(), "no secret named 'Missing'");
    let fine = file(dir.path(), "fine", r#"{"request": {}}"#);
    fails(&fine, "localhost:3000", "not a valid base URL");
    fails(&fine, "http://192.0.2.7:9", "--yes");
    assert!(target.received().is_empty());
    let serve = served();
    let nothing = run(serve.dir(), &["scenario", "record", "none", "type:nothing"]);
    assert_eq!(nothing.status.code(), Some(2));
    let missing = run(serve.dir(), &["scenario", "record", "none", "1", "7"]);
    assert!(text(&missing.stderr).contains("no event 7"), "{}", text(&missing.stderr));
}

#[cfg(unix)]
#[test]
fn ctrl_c_skips_the_remaining_steps() {
    let (dir, hangs) = (tempfile::tempdir().unwrap(), Target::answering(Reply::Hang));
    let two = file(dir.path(), "two", r#"{"name": "a", "request": {}}, {"name": "b", "request": {}}"#);
    let mut running = command(dir.path(), false);
    running.args(["scenario", "run", &two, "--to", &hangs.url()]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let running = running.spawn().unwrap();
    hangs.wait_for(1);
    std::process::Command::new("kill").args(["-INT", &running.id().to_string()]).status().unwrap();
    let output = running.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let report = text(&output.stdout);
    assert!(report.contains("two: 2 steps, 0 passed, 2 skipped"), "{report}");
    assert_eq!(hangs.received().len(), 1);
}
