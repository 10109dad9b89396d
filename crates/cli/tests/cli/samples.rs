//! Samples: every type, signed, reproducible by a seed; coverage; the catalog.

use hookglass_testkit::{
    corpus::{self, SECRET},
    target::{Reply, Target},
};
use serde_json::Value;
use std::{collections::BTreeSet, path::Path};

use crate::support::{Serve, command, json_lines, run};

/// Types in the catalog: adding one is adding an entry, and no test has to know.
fn known() -> usize {
    hookglass_senders::catalog::all().len()
}

fn names(dir: &Path) -> Vec<String> {
    let types = json_lines(dir, &["types", "--json"]);
    types.iter().map(|view| view["name"].as_str().unwrap().to_owned()).collect()
}

fn complaint(dir: &Path, args: &[&str]) -> String {
    let output = run(dir, args);
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(text.lines().count(), 1, "one clear line: {text}");
    text
}

#[test]
fn a_sample_of_every_type_arrives_signed_and_is_understood() {
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
        let shown = run(serve.dir(), &["show", &id, "--body"]).stdout;
        assert_eq!(sent["body"].as_str().unwrap().as_bytes(), shown, "{name}: --json has the exact body");
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
    assert!(types.iter().all(|view| view["seen"] == 1), "each of the two password resets was seen once");
    let seqs: Vec<i64> = rows.iter().filter_map(|row| row["seq"].as_str()?.parse().ok()).collect();
    assert!(seqs.is_sorted_by(|a, b| a < b), "{seqs:?}");
}

#[test]
fn one_seed_is_the_same_bytes() {
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
            (run(serve.dir(), &["show", &id, "--body"]).stdout, traced)
        };
        rows.iter().map(of).collect::<Vec<_>>()
    };
    let first = bodies("7");
    assert_eq!(first, bodies("7"));
    assert_ne!(first, bodies("8"));
}

#[test]
fn a_run_is_one_story_and_the_next_goes_on_behind_it() {
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
    // The run has one story, whose times end with the send.
    assert!((before - 60..=after).contains(&now), "without a seed the time is now, and not later: {now}");
    assert_ne!(sent[3]["payload"]["user"]["id"], sent[0]["payload"]["user"]["id"], "another run, another person");
}

#[test]
fn a_set_is_made_before_the_signature() {
    let serve = Serve::fresh();
    let args =
        ["trigger", "user.created", "--set", "/payload/user/id=\"x\"", "--set", "/payload/user/new=1", "--seed", "1"];
    assert_eq!(run(serve.dir(), &args).status.code(), Some(0));
    let body = String::from_utf8(run(serve.dir(), &["show", "1", "--body"]).stdout).unwrap();
    assert!(body.contains(r#""payload":{"user":{"id":"x","#) && body.contains(r#","new":1}"#), "{body}");
    assert_eq!(json_lines(serve.dir(), &["list", "--json"])[0]["signature"], "valid");
    let nowhere =
        complaint(serve.dir(), &["trigger", "user.created", "user.deleted", "--set", "/payload/identities/0/id=1"]);
    assert!(nowhere.contains("/payload/identities/0/id leads nowhere"), "{nowhere}");
    assert_eq!(json_lines(serve.dir(), &["list", "--json"]).len(), 1, "nothing is sent when one cannot be edited");
}

#[test]
fn what_cannot_be_sent_is_said_in_one_line() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let mistyped = complaint(dir, &["trigger", "user.creatd"]);
    assert!(mistyped.contains("did you mean user.created"), "{mistyped}");
    assert!(complaint(dir, &["trigger", "project.app.created"]).contains("not in the catalog"));
    assert!(complaint(dir, &["trigger"]).contains("--tour"));
    assert!(complaint(dir, &["trigger", "user.created", "--tour"]).contains("cannot be used"));
    assert!(complaint(dir, &["trigger", "user.created", "--to", "nonsense"]).contains("not an absolute URL"));
}

#[test]
fn a_receiver_that_runs_is_found_and_one_that_does_not_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let serve = Serve::on(dir.path());
    assert_eq!(run(dir.path(), &["trigger", "user.created"]).status.code(), Some(0));
    let url = format!("http://{}", serve.address);
    assert_eq!(json_lines(dir.path(), &["coverage", "--json"])[0]["target"], url);
    // Killed, so that it cannot say that it is gone.
    drop(serve);
    let nobody = complaint(dir.path(), &["trigger", "user.created", "user.deleted"]);
    assert!(nobody.contains(&format!("nothing listens on {url}")), "{nobody}");
    assert!(nobody.contains("hookglass serve") && nobody.contains("--to"), "{nobody}");
}

#[test]
fn a_name_that_two_events_have_means_the_first() {
    let serve = Serve::fresh();
    let output = run(serve.dir(), &["trigger", "auth.password_reset"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("this is auth.password_reset.requested"));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Fastgen does not sign"));
    let body = run(serve.dir(), &["show", "1", "--body"]).stdout;
    assert!(String::from_utf8_lossy(&body).contains("/set-new-password?token="));
}

#[test]
fn without_a_key_a_sample_goes_out_unsigned_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let target = Target::answering(Reply::status(204, ""));
    let url = format!("{}/hooks?x=1", target.url());
    let output = command(dir.path(), false).args(["trigger", "user.created", "--to", &url]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("unsigned (no Authgear secret)"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("HOOKGLASS_AUTHGEAR_SECRET"));
    let got = &target.wait_for(1)[0];
    assert_eq!(got.target, "/hooks?x=1", "the URL as it was given");
    assert_eq!(got.header("x-authgear-body-signature"), None);
}

#[test]
fn a_target_that_refuses_is_trouble_and_ends_the_run() {
    let dir = tempfile::tempdir().unwrap();
    let args = ["trigger", "user.created", "user.deleted", "--to", "http://127.0.0.1:1/hooks"];
    let complaint = complaint(dir.path(), &args);
    assert!(complaint.contains("127.0.0.1:1") && complaint.contains("Start the target"), "{complaint}");
    let output = run(dir.path(), &[&args[..], &["--json"]].concat());
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 1, "the others would be refused too: {text}");
    let sent: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&sent["ok"], &sent["status"]), (&false.into(), &Value::Null));
    assert!(sent["sentence"].as_str().unwrap().contains("127.0.0.1:1"), "{sent}");
}

#[test]
fn a_late_answer_and_a_redirect_are_not_what_the_sender_needs() {
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
fn a_tour_sends_one_of_each_and_counts_what_failed() {
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
    assert_eq!(types.len(), 84, "the two password resets have one name");
    for got in &got {
        // Fastgen's samples have no user agent, for nobody knows theirs, and no signature, for they do not sign.
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
    assert_eq!(names, self::names(dir.path()), "in the order of the catalog");
    // A single sample afterwards takes the place of the one of its type.
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
    assert!(!dir.path().join("hookglass.db").exists(), "looking makes no database");
    let none = run(dir.path(), &["types", "nothing"]);
    assert!(none.status.success() && none.stdout.is_empty() && !none.stderr.is_empty());
    let nothing_yet = run(dir.path(), &["coverage"]);
    assert!(nothing_yet.status.success() && String::from_utf8_lossy(&nothing_yet.stderr).contains("trigger --tour"));
    assert!(!dir.path().join("hookglass.db").exists());
}
