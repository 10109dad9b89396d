//! Samples of every type, signed and reproducible with a seed; the coverage; the catalog.

use hookglass_testkit::{
    corpus::{self, SECRET},
    target::{Reply, Target},
};
use serde_json::Value;
use std::{collections::BTreeSet, path::Path};

use crate::support::{Serve, command, error_line, json_lines, run};

/// How many types the catalog has. A new type needs no change in the tests.
fn known() -> usize {
    hookglass_senders::catalog::all().len()
}

fn names(dir: &Path) -> Vec<String> {
    let types = json_lines(dir, &["types", "--json"]);
    types.iter().map(|view| view["name"].as_str().unwrap().to_owned()).collect()
}

fn error_of(dir: &Path, args: &[&str]) -> String {
    error_line(&run(dir, args))
}

#[test]
fn a_sample_of_every_type_is_signed_and_recognized() {
    let serve = Serve::fresh();
    let names = names(serve.dir());
    assert_eq!(names.len(), known());
    let mut args = vec!["trigger", "--json"];
    args.extend(names.iter().map(String::as_str));
    let sent = json_lines(serve.dir(), &args);
    let mut rows = json_lines(serve.dir(), &["list", "--json"]);
    rows.reverse();
    assert_eq!((sent.len(), rows.len()), (known(), known()));
    for ((name, sent), row) in names.iter().zip(&sent).zip(&rows) {
        let fastgen = row["vendor"] == "fastgen";
        assert!(name.starts_with(row["type"].as_str().unwrap()), "{name}");
        assert_eq!(row["signature"], if fastgen { "unsigned" } else { "valid" }, "{name}");
        assert_eq!((&row["warnings"], &row["status"]), (&0.into(), &200.into()), "{name}");
        assert!(row["kind"].is_string() && row["subject"].is_string(), "{name}");
        assert_eq!(
            (&sent["name"], &sent["ok"], &sent["signed"]),
            (&name.as_str().into(), &true.into(), &(!fastgen).into())
        );
        let id = row["id"].to_string();
        let shown = run(serve.dir(), &["show", &id, "--body", "--reveal"]).stdout;
        assert_eq!(sent["body"].as_str().unwrap().as_bytes(), shown, "{name}: --json prints the exact body");
        let detail = &json_lines(serve.dir(), &["show", &id, "--json"])[0];
        assert_eq!(detail["findings"], serde_json::json!([]), "{name}");
        let header = |wanted: &str| {
            let pairs = detail["headers"].as_array().unwrap();
            pairs.iter().find(|pair| pair[0] == wanted).map(|pair| pair[1].as_str().unwrap().to_owned())
        };
        if !fastgen {
            assert_eq!(header("X-Authgear-Body-Signature"), Some(corpus::sign(SECRET, &shown)), "{name}");
            assert_eq!(header("User-Agent").as_deref(), Some("Go-http-client/1.1"));
            let order = ["User-Agent", "Content-Type", "Traceparent", "X-Authgear-Body-Signature", "Accept-Encoding"];
            let names: Vec<_> =
                detail["headers"].as_array().unwrap().iter().map(|pair| pair[0].as_str().unwrap()).collect();
            let places: Vec<_> = order.iter().map(|name| names.iter().position(|other| other == name)).collect();
            assert!(places.is_sorted() && places[0].is_some(), "{names:?}");
        }
    }
    let types = json_lines(serve.dir(), &["types", "--json"]);
    assert!(types.iter().all(|view| view["seen"] == 1), "each of the two password resets counts once");
    let seqs: Vec<i64> = rows.iter().filter_map(|row| row["seq"].as_str()?.parse().ok()).collect();
    assert!(seqs.is_sorted_by(|a, b| a < b), "{seqs:?}");
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let bodies = |seed: &str| {
        let serve = Serve::fresh();
        let types = ["user.created", "user.authenticated", "identity.email.updated", "auth.password_reset.completed"];
        let mut args = vec!["trigger", "--seed", seed];
        args.extend(types);
        assert_eq!(run(serve.dir(), &args).status.code(), Some(0));
        let rows = json_lines(serve.dir(), &["list", "--json"]);
        let of = |row: &Value| {
            let id = row["id"].to_string();
            let headers = json_lines(serve.dir(), &["show", &id, "--json"])[0]["headers"].clone();
            let traced: Vec<Value> =
                headers.as_array().unwrap().iter().filter(|pair| pair[0] != "Host").cloned().collect();
            (run(serve.dir(), &["show", &id, "--body", "--reveal"]).stdout, traced)
        };
        rows.iter().map(of).collect::<Vec<_>>()
    };
    let first = bodies("7");
    assert_eq!(first, bodies("7"));
    assert_ne!(first, bodies("8"));
}

#[test]
fn the_samples_of_a_run_are_consistent_and_the_next_run_continues_the_numbers() {
    let serve = Serve::fresh();
    let types = ["user.created", "user.authenticated", "identity.email.updated"];
    let mut args = vec!["trigger", "--json"];
    args.extend(types);
    let before = jiff::Timestamp::now().as_second();
    let sent: Vec<Value> = json_lines(serve.dir(), &args)
        .iter()
        .chain(&json_lines(serve.dir(), &["trigger", "user.created", "--json"]))
        .map(|sent| serde_json::from_str(sent["body"].as_str().unwrap()).unwrap())
        .collect();
    assert_eq!(sent[2]["payload"]["old_identity"], sent[0]["payload"]["identities"][0]);
    assert!(sent.iter().map(|event| event["seq"].as_i64().unwrap()).is_sorted_by(|a, b| a < b));
    let now = sent[3]["context"]["timestamp"].as_i64().unwrap();
    let after = jiff::Timestamp::now().as_second();
    // The times of a run end at the time of the send.
    assert!((before - 60..=after).contains(&now), "without a seed, the time is the current time: {now}");
    assert_ne!(sent[3]["payload"]["user"]["id"], sent[0]["payload"]["user"]["id"], "another run has another user");
}

#[test]
fn set_edits_the_sample_before_it_is_signed() {
    let serve = Serve::fresh();
    let args =
        ["trigger", "user.created", "--set", "/payload/user/id=\"x\"", "--set", "/payload/user/new=1", "--seed", "1"];
    assert_eq!(run(serve.dir(), &args).status.code(), Some(0));
    let body = String::from_utf8(run(serve.dir(), &["show", "1", "--body", "--reveal"]).stdout).unwrap();
    assert!(body.contains(r#""payload":{"user":{"id":"x","#) && body.contains(r#","new":1}"#), "{body}");
    assert_eq!(json_lines(serve.dir(), &["list", "--json"])[0]["signature"], "valid");
    let nowhere =
        error_of(serve.dir(), &["trigger", "user.created", "user.deleted", "--set", "/payload/identities/0/id=1"]);
    assert!(nowhere.contains("/payload/identities/0/id leads nowhere"), "{nowhere}");
    assert_eq!(json_lines(serve.dir(), &["list", "--json"]).len(), 1, "nothing is sent if one sample cannot be edited");
}

#[test]
fn invalid_types_and_targets_are_reported_in_one_line() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let mistyped = error_of(dir, &["trigger", "user.creatd"]);
    assert!(mistyped.contains("did you mean user.created"), "{mistyped}");
    assert!(error_of(dir, &["trigger", "project.app.created"]).contains("not in the catalog"));
    assert!(error_of(dir, &["trigger"]).contains("--tour"));
    assert!(error_of(dir, &["trigger", "user.created", "--tour"]).contains("cannot be used"));
    assert!(error_of(dir, &["trigger", "user.created", "--to", "nonsense"]).contains("not an absolute URL"));
}

#[test]
fn the_running_receiver_is_the_default_target_and_an_error_names_one_that_is_down() {
    let dir = tempfile::tempdir().unwrap();
    let serve = Serve::on(dir.path());
    assert_eq!(run(dir.path(), &["trigger", "user.created"]).status.code(), Some(0));
    let url = format!("http://{}", serve.address);
    assert_eq!(json_lines(dir.path(), &["coverage", "--json"])[0]["target"], url);
    // The drop kills the receiver, which therefore cannot announce its end.
    drop(serve);
    let down = error_of(dir.path(), &["trigger", "user.created", "user.deleted"]);
    assert!(down.contains(&format!("nothing listens on {url}")), "{down}");
    assert!(down.contains("hookglass serve") && down.contains("--to"), "{down}");
}

#[test]
fn an_ambiguous_name_selects_the_first_event_with_a_note() {
    let serve = Serve::fresh();
    let output = run(serve.dir(), &["trigger", "auth.password_reset"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("sending auth.password_reset.requested"));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Fastgen does not sign"));
    let body = run(serve.dir(), &["show", "1", "--body", "--reveal"]).stdout;
    assert!(String::from_utf8_lossy(&body).contains("/set-new-password?token="));
}

#[test]
fn without_a_secret_a_sample_is_sent_unsigned_with_a_note() {
    let dir = tempfile::tempdir().unwrap();
    let target = Target::answering(Reply::status(204, ""));
    let url = format!("{}/hooks?x=1", target.url());
    let output = command(dir.path(), false).args(["trigger", "user.created", "--to", &url]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("unsigned (no Authgear secret)"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("HOOKGLASS_AUTHGEAR_SECRET"));
    let got = &target.wait_for(1)[0];
    assert_eq!(got.target, "/hooks?x=1", "the URL is used unchanged");
    assert_eq!(got.header("x-authgear-body-signature"), None);
}

#[test]
fn a_refused_connection_is_an_error_and_ends_the_run() {
    let dir = tempfile::tempdir().unwrap();
    let args = ["trigger", "user.created", "user.deleted", "--to", "http://127.0.0.1:1/hooks"];
    let error = error_of(dir.path(), &args);
    assert!(error.contains("127.0.0.1:1") && error.contains("Start the target"), "{error}");
    let output = run(dir.path(), &[&args[..], &["--json"]].concat());
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 1, "the other samples would be refused too: {text}");
    let sent: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&sent["ok"], &sent["status"]), (&false.into(), &Value::Null));
    assert!(sent["sentence"].as_str().unwrap().contains("127.0.0.1:1"), "{sent}");
}

#[test]
fn a_late_answer_and_a_redirect_count_as_not_delivered() {
    let dir = tempfile::tempdir().unwrap();
    let redirecting = Target::answering(Reply::status(302, ""));
    let output = run(dir.path(), &["trigger", "user.created", "--to", &redirecting.url()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("does not follow redirects"));
    let late = Target::answering(Reply::Hang);
    let args = ["trigger", "user.pre_create", "--to", &late.url(), "--timeout", "100ms"];
    assert_eq!(run(dir.path(), &args).status.code(), Some(1));
}

#[test]
fn a_tour_sends_every_type_and_counts_failures() {
    let dir = tempfile::tempdir().unwrap();
    let mut script = vec![Reply::status(200, "{}"); known()];
    script[3] = Reply::status(500, "no");
    script[40] = Reply::Reset(Vec::new());
    let target = Target::scripted(script);
    let output = run(dir.path(), &["trigger", "--tour", "--to", &target.url()]);
    assert_eq!(output.status.code(), Some(1), "two failed");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.ends_with(&format!("{0} of {0} types, 2 failed\n", known())), "{text}");
    let got = target.received();
    assert_eq!(got.len(), known());
    let types: BTreeSet<_> = got.iter().map(|got| event_type(&got.body)).collect();
    assert_eq!(types.len(), 84, "the two password resets share a name");
    for got in &got {
        // Fastgen's samples have no user agent, because it is unknown, and no signature, because
        // Fastgen does not sign.
        let signed = got.header("user-agent").map(|_| corpus::sign(SECRET, &got.body));
        assert_eq!(got.header("x-authgear-body-signature"), signed.as_deref());
    }
    let coverage = &json_lines(dir.path(), &["coverage", "--to", &target.url(), "--json"])[0];
    assert_eq!(
        (&coverage["types"], &coverage["sent"], &coverage["failed"]),
        (&known().into(), &known().into(), &2.into())
    );
    let entries = coverage["entries"].as_array().unwrap();
    let failed: Vec<_> = entries.iter().filter(|entry| entry["ok"] == false).collect();
    let statuses: BTreeSet<_> = failed.iter().map(|entry| entry["status"].to_string()).collect();
    assert_eq!(statuses, BTreeSet::from(["500".to_owned(), "null".to_owned()]));
    let names: Vec<_> = entries.iter().map(|entry| entry["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, self::names(dir.path()), "the order is the order of the catalog");
    // A later sample replaces the result of its type.
    let again = failed[0]["name"].as_str().unwrap();
    assert_eq!(run(dir.path(), &["trigger", again, "--to", &target.url()]).status.code(), Some(0));
    let text = String::from_utf8(run(dir.path(), &["coverage"]).stdout).unwrap();
    assert!(
        text.starts_with(&target.url()) && text.ends_with(&format!("{0} of {0} types, 1 failed\n", known())),
        "{text}"
    );
}

fn event_type(body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).unwrap();
    body.get("type").or_else(|| body.get("event")).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn the_catalog_needs_no_database() {
    let dir = tempfile::tempdir().unwrap();
    let views = json_lines(dir.path(), &["types", "identity.*", "--json"]);
    assert!(views.len() > 10 && views.iter().all(|view| view["family"] == "identity" && view["seen"] == 0));
    assert!(views[0]["payload"][0]["description"].is_string());
    let text = String::from_utf8(run(dir.path(), &["types"]).stdout).unwrap();
    assert!(text.starts_with("authgear, admin api\n") && text.contains("\n\nfastgen, user management\n"), "{text}");
    let row = text.lines().find(|line| line.contains(" user.pre_create ")).unwrap();
    assert!(row.contains("blocking") && row.contains("webhook") && row.contains("sign-up"), "{row}");
    assert!(!dir.path().join("hookglass.db").exists(), "a command that reads creates no database");
    let none = run(dir.path(), &["types", "nothing"]);
    assert!(none.status.success() && none.stdout.is_empty() && !none.stderr.is_empty());
    let no_samples = run(dir.path(), &["coverage"]);
    assert!(no_samples.status.success() && String::from_utf8_lossy(&no_samples.stderr).contains("trigger --tour"));
    assert!(!dir.path().join("hookglass.db").exists());
}
