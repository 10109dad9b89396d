//! Golden files: the help of every command, and the output and exit codes of the commands that
//! read.
//!
//! After an intended change, run `TRYCMD=overwrite cargo test -p hookglass --test cli golden` and
//! review the diff.

use crate::support::{Serve, command, json_lines, run};
use std::{fs, io::Write as _, process::Stdio};
use trycmd::TestCases;

const GOLDEN: &str = "tests/cli/golden";

/// The seed determines these events: their ids, the times in the bodies, and names.
const SAMPLES: [&str; 6] = [
    "user.created",
    "user.authenticated",
    "identity.email.updated",
    "user.disabled",
    "user.pre_create",
    "auth.password_reset.requested",
];

const RULES: &str = r#"{"version": 1, "rules": [
    {"name": "closed", "when": {"type": "user.pre_create"}, "then": {"do": "deny", "title": "Closed", "reason": "Not for {{/type}}"}},
    {"name": "teapot", "when": {"path": "/tea"}, "then": {"do": "respond", "status": 418}}]}"#;

const SCENARIO: &str = r#"{"version": 1, "name": "sign-up", "about": "A user signs up.", "steps": [
    {"name": "created", "request": {"json": {"a": 1}}, "expect": {"status": "2xx"}},
    {"name": "no place", "request": {"json": 1}, "edits": [{"set": "/a/b", "to": 1}]}]}"#;

/// Variable texts and their placeholders. Placeholders contain letters only.
#[derive(Default)]
struct Placeholders(Vec<(String, String)>);

impl Placeholders {
    fn add(&mut self, name: &str, number: usize, text: Option<&str>) {
        let letter = char::from(b'A' + u8::try_from(number).unwrap());
        if let Some(text) = text {
            self.0.push((format!("[{name}_{letter}]"), text.to_owned()));
        }
    }

    fn register(self, cases: &TestCases) {
        for (name, text) in self.0 {
            // trycmd needs static names. The test ends soon, so the leak is small.
            cases.insert_var(String::leak(name), text).unwrap();
        }
    }
}

#[test]
fn help_matches_the_golden_file() {
    TestCases::new()
        .register_bin("hookglass", assert_cmd::cargo::cargo_bin!("hookglass"))
        .case(format!("{GOLDEN}/help.trycmd"));
}

#[test]
fn output_matches_the_golden_files() {
    let serve = Serve::fresh();
    let dir = serve.dir();
    let url = format!("http://{}", serve.address);
    let sent = run(dir, &[&["trigger", "--seed", "7", "--to", &url], &SAMPLES[..]].concat());
    assert!(sent.status.success(), "{}", String::from_utf8_lossy(&sent.stderr));
    let plain = [("Content-Type", "text/plain")];
    hookglass_testkit::wire::post(serve.address, "/plain?a=1", &plain, b"not JSON\n");
    for (name, what, text) in [("rules.json", "rules", RULES), ("scenario.json", "scenario", SCENARIO)] {
        let file = dir.join(name);
        fs::write(&file, text).unwrap();
        let imported = run(dir, &[what, "import", file.to_str().unwrap()]);
        assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    }
    let mut add = command(dir, false);
    let mut add = add.args(["secret", "add", "Hub", "--scheme", "github"]).stdin(Stdio::piped()).spawn().unwrap();
    add.stdin.take().unwrap().write_all(b"hub").unwrap();
    assert!(add.wait().unwrap().success());

    let mut placeholders = Placeholders::default();
    placeholders.add("RECEIVER", 0, Some(&serve.address.to_string()));
    placeholders.add("DIR", 0, dir.to_str());
    for number in 1..=SAMPLES.len() + 1 {
        let shown = json_lines(dir, &["show", &number.to_string(), "--json"]).remove(0);
        let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
        placeholders.add("RECEIVED", number, text(&shown["received_at"]).as_deref());
        placeholders.add("BEGAN", number, text(&shown["began_at"]).as_deref());
        placeholders.add("PEER", number, text(&shown["peer"]).as_deref());
    }
    let coverage = json_lines(dir, &["coverage", "--json"]).remove(0);
    for (number, entry) in coverage["entries"].as_array().unwrap().iter().enumerate() {
        placeholders.add("SENT", number, entry["sent_at"].as_str());
    }
    let cases = TestCases::new();
    cases
        .register_bin("hookglass", assert_cmd::cargo::cargo_bin!("hookglass"))
        .env("HOOKGLASS_DATA_DIR", dir.to_str().unwrap())
        .env("HOOKGLASS_CONFIG_DIR", dir.join("config").to_str().unwrap())
        .env("HOOKGLASS_KEYCHAIN", "off")
        .env("HOOKGLASS_LOG", "off")
        .env("HOOKGLASS_AUTHGEAR_SECRET", hookglass_testkit::corpus::SECRET);
    placeholders.register(&cases);
    for area in ["events", "diff", "users", "rules", "scenarios", "samples", "secrets"] {
        cases.case(format!("{GOLDEN}/{area}.trycmd"));
    }
    cases.run();
}

#[test]
fn output_without_a_database_matches_the_golden_file() {
    let dir = tempfile::tempdir().unwrap();
    let cases = TestCases::new();
    cases
        .register_bin("hookglass", assert_cmd::cargo::cargo_bin!("hookglass"))
        .env("HOOKGLASS_DATA_DIR", dir.path().to_str().unwrap())
        .env("HOOKGLASS_CONFIG_DIR", dir.path().join("config").to_str().unwrap())
        .env("HOOKGLASS_KEYCHAIN", "off")
        .insert_var("[DIR]", dir.path().to_str().unwrap().to_owned())
        .unwrap();
    cases.case(format!("{GOLDEN}/no_database.trycmd"));
    cases.run();
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0, "a command that reads creates no database");
}
