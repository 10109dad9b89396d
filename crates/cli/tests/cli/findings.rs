//! Findings: in the list, in filters and in the details of an event.

use hookglass_testkit::{corpus, wire};
use serde_json::Value;

use crate::support::{Serve, json_lines, run};

const JSON: (&str, &str) = ("Content-Type", "application/json");

fn findings(serve: &Serve, id: usize) -> Vec<Value> {
    let shown = json_lines(serve.dir(), &["show", &id.to_string(), "--json"]).remove(0);
    shown["findings"].as_array().unwrap().clone()
}

#[test]
fn documented_events_have_no_warnings() {
    let serve = Serve::fresh();
    let folders = [corpus::events(), corpus::events_newer(), corpus::events_2024_08(), corpus::fastgen_forwarded()];
    let all: Vec<_> = folders.into_iter().flatten().collect();
    for fixture in &all {
        let response = serve.post_signed(&format!("/hook/{}", fixture.name), &corpus::compact(&fixture.bytes));
        assert_eq!(response.status, 200);
    }
    let rows = json_lines(serve.dir(), &["list", "--json"]);
    assert_eq!(rows.len(), all.len());
    for (row, fixture) in rows.iter().rev().zip(&all) {
        assert_eq!(row["warnings"], 0, "{}", fixture.name);
        let name = row["type"].as_str().unwrap();
        assert!(fixture.name == name || fixture.name.starts_with(&format!("{name}.")), "{name} of {}", fixture.name);
        for member in ["family", "kind", "subject"] {
            let is_known = row[member].is_string() || (member == "subject" && row["user_id"].is_null());
            assert!(is_known, "{}: {member} of {row}", fixture.name);
        }
        for finding in findings(&serve, row["id"].as_u64().unwrap() as usize) {
            assert_eq!(finding["severity"], "information", "{}: {finding}", fixture.name);
        }
    }
    assert!(json_lines(serve.dir(), &["list", "--json", "has:warning"]).is_empty());
}

#[test]
fn events_with_warnings_are_marked_and_found() {
    let serve = Serve::fresh();
    serve.post_signed("/", br#"{"id":null,"seq":[],"type":42,"payload":["user"],"context":"none"}"#);
    serve.post_signed("/", b"{}");
    wire::post(serve.address, "/", &[JSON], b"{}");
    wire::post(serve.address, "/", &[JSON], b"{\"a\":1");
    let rows = json_lines(serve.dir(), &["list", "--json"]);
    let warnings: Vec<_> = rows.iter().rev().map(|row| row["warnings"].as_u64().unwrap()).collect();
    assert_eq!(warnings, [5, 1, 0, 1]);
    let found = json_lines(serve.dir(), &["list", "--json", "has:warning"]);
    let ids: Vec<_> = found.iter().map(|row| row["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, [4, 2, 1]);
    assert_eq!(json_lines(serve.dir(), &["list", "--json", "-has:warning"]).len(), 1);
    assert!(String::from_utf8(run(serve.dir(), &["show", "4"]).stdout).unwrap().contains("warning "));
}

#[test]
fn repeats_and_order_are_found_by_comparing_with_earlier_events() {
    let serve = Serve::fresh();
    let event = |seq: i64, id: &str, more: &str| {
        format!(r#"{{"id":"{id}","seq":{seq},"type":"user.created","payload":{{}},"context":{{"app_id":"a"}}{more}}}"#)
    };
    for body in
        [event(9, "x", ""), event(9, "x", ""), event(9, "x", r#","more":1"#), event(5, "y", ""), event(700, "z", "")]
    {
        serve.post_signed("/", body.as_bytes());
    }
    let related = |id: usize| -> Vec<(String, Option<u64>)> {
        let found = findings(&serve, id).into_iter().filter(|finding| finding["related"].is_u64());
        found.map(|finding| (finding["sentence"].as_str().unwrap().to_owned(), finding["related"].as_u64())).collect()
    };
    assert_eq!(related(1), []);
    assert!(related(2)[0].0.contains("same id, same bytes") && related(2)[0].1 == Some(1));
    assert!(related(3)[0].0.contains("different bytes") && related(3)[0].1 == Some(2));
    assert!(related(4)[0].0.contains("Out of order") && related(4)[0].1 == Some(1));
    assert_eq!(related(5), [], "a gap in seq does not mean a lost event");
}

#[test]
fn a_repeat_points_at_its_id() {
    let serve = Serve::fresh();
    let github = [JSON, ("X-GitHub-Event", "push"), ("X-GitHub-Delivery", "7")];
    let structured = br#"{"specversion":"1.0","type":"a","source":"/s","id":"1"}"#;
    for _ in 0..2 {
        wire::post(serve.address, "/", &github, b"{}");
        wire::post(serve.address, "/", &[JSON], structured);
    }
    let pointer = |id: usize| findings(&serve, id)[0]["pointer"].clone();
    assert_eq!((pointer(3), pointer(4)), ("".into(), "/id".into()), "GitHub's id is in a header");
}

#[test]
fn a_token_is_redacted_unless_revealed() {
    let serve = Serve::fresh();
    let body = br#"{"event":"auth.password_reset","param":{"userId":"1","token":"sesame","link":"https://a.example/set-new-password?token=sesame"}}"#;
    wire::post(serve.address, "/", &[JSON], body);
    let text = |args: &[&str]| String::from_utf8(run(serve.dir(), args).stdout).unwrap();
    let shown = text(&["show", "1"]);
    assert!(!shown.contains("sesame") && shown.contains("••••••••"), "{shown}");
    assert!(shown.contains("token and link valid until"), "{shown}");
    assert!(text(&["show", "1", "--reveal"]).contains("sesame"));
    assert_eq!(run(serve.dir(), &["show", "1", "--body", "--reveal"]).stdout, body);
    wire::post(serve.address, "/", &[JSON], br#"{"event":"auth.password_reset","param":{"token":"open","link":"l"}}"#);
    let changed = text(&["diff", "1", "2"]);
    assert!(changed.contains("~ /param/token") && !changed.contains("sesame"), "{changed}");
    assert!(
        text(&["diff", "1", "2", "--reveal"]).contains("sesame")
            && text(&["diff", "1", "2", "--json", "--reveal"]).contains("sesame")
    );
    serve.post_signed("/", br#"{"migration_token":"sesame"}"#);
    let shown = text(&["show", "3"]);
    assert!(!shown.contains("sesame") && shown.contains("/migration_token (--reveal"), "{shown}");
}

#[test]
fn a_type_that_only_appears_in_the_audit_log_is_accepted_with_a_note() {
    let serve = Serve::fresh();
    let event = corpus::events().into_iter().find(|fixture| fixture.name == "user.signed_out").unwrap();
    assert_eq!(serve.post_signed("/", &corpus::compact(&event.bytes)).status, 200);
    let shown = String::from_utf8(run(serve.dir(), &["show", "1"]).stdout).unwrap();
    assert!(shown.contains("Audit log only"), "{shown}");
}
