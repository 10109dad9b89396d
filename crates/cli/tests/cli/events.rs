//! The 54 documented events: posted, listed, shown and compared.

use hookglass_testkit::{corpus, expected::EVENTS, wire};
use std::collections::BTreeSet;

use crate::support::{Serve, json_lines, run};

/// A fixture in the form that Authgear sends.
fn bytes_of(file: &str) -> Vec<u8> {
    let fixture = corpus::events().into_iter().find(|fixture| fixture.name == file);
    corpus::compact(&fixture.unwrap_or_else(|| panic!("no fixture {file}")).bytes)
}

#[test]
fn every_documented_event_is_stored_exactly_and_recognized() {
    let serve = Serve::fresh();
    for &(file, event_type, seq, _) in EVENTS {
        let target = if seq.is_some() { "/authgear".to_owned() } else { format!("/fastgen?event={event_type}") };
        let response = serve.post_signed(&target, &bytes_of(file));
        assert_eq!(response.status, 200, "{file}");
        let blocking = event_type.contains(".pre_");
        let expected: &[u8] = if blocking { br#"{"is_allowed":true}"# } else { b"{}" };
        assert_eq!(response.body, expected, "{file}");
        assert_eq!(response.header("content-type"), Some("application/json"), "{file}");
    }
    let mut rows = json_lines(serve.dir(), &["list", "--json"]);
    assert_eq!(rows.len(), EVENTS.len());
    rows.reverse();
    for (row, &(file, event_type, seq, subject)) in rows.iter().zip(EVENTS) {
        assert_eq!(row["vendor"], if seq.is_some() { "authgear" } else { "fastgen" }, "{file}");
        assert_eq!(row["type"], event_type, "{file}");
        assert_eq!(row["seq"].as_str(), seq, "{file}: the exact digits, or null");
        assert_eq!(row["subject"], subject, "{file}");
        assert_eq!(row["signature"], "valid", "{file}");
        assert_eq!(row["status"], 200, "{file}");
        let shown = run(serve.dir(), &["show", &row["id"].to_string(), "--body", "--reveal"]);
        assert!(shown.stdout == bytes_of(file), "{file}: the exact bytes are stored");
    }
    for args in [
        ["list", "type:identity.*.updated", "--json", "--limit", "2"],
        ["list", "--json", "-vendor:fastgen", "--limit", "2"],
    ] {
        assert_eq!(json_lines(serve.dir(), &args).len(), 2, "{args:?}");
    }
}

#[test]
fn a_diff_lists_exactly_the_changed_members() {
    let serve = Serve::fresh();
    let login_id = "https:~1~1authgear.com~1claims~1login_id~1";
    for (file, claim) in [
        ("identity.email.updated", "email"),
        ("identity.phone.updated", "phone_number"),
        ("identity.username.updated", "preferred_username"),
    ] {
        serve.post_signed("/", &bytes_of(file));
        let row = &json_lines(serve.dir(), &["list", "--json", "--limit", "1"])[0];
        let output = run(serve.dir(), &["diff", &row["id"].to_string(), "--json"]);
        assert_eq!(output.status.code(), Some(1), "{file}: they differ");
        let changes: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let paths: BTreeSet<&str> =
            changes.as_array().unwrap().iter().map(|change| change["path"].as_str().unwrap()).collect();
        let claims = [claim.to_owned(), format!("{login_id}value"), format!("{login_id}original_value")];
        let mut expected: BTreeSet<String> = claims.into_iter().map(|claim| format!("/claims/{claim}")).collect();
        expected.insert("/updated_at".to_owned());
        assert_eq!(paths, expected.iter().map(String::as_str).collect(), "{file}");
        let document: serde_json::Value = serde_json::from_slice(&bytes_of(file)).unwrap();
        for change in changes.as_array().unwrap() {
            let path = change["path"].as_str().unwrap();
            assert_eq!(change["op"], "changed");
            assert_eq!(Some(&change["old"]), document["payload"]["old_identity"].pointer(path), "{file} {path}");
            assert_eq!(Some(&change["new"]), document["payload"]["new_identity"].pointer(path), "{file} {path}");
        }
    }
}

#[test]
fn two_events_can_be_compared() {
    let serve = Serve::fresh();
    serve.post_signed("/", br#"{"a":1.0,"b":[1,2]}"#);
    serve.post_signed("/", br#"{"b":[1],"a":1}"#);
    let output = run(serve.dir(), &["diff", "1", "2", "--json"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains(r#""old":1.0,"new":1,"note":"the same number, written differently""#), "{text}");
    assert_eq!(run(serve.dir(), &["diff", "1", "1"]).status.code(), Some(0));
    let patch = run(serve.dir(), &["diff", "1", "2", "--patch"]).stdout;
    let patch: serde_json::Value = serde_json::from_slice(&patch).unwrap();
    assert_eq!(patch[0]["op"], "remove");
    let nothing = run(serve.dir(), &["diff", "1"]);
    assert_eq!(nothing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&nothing.stderr).contains("'payload'"));
}

#[test]
fn show_prints_headers_in_order_and_the_body_as_text_in_json() {
    let serve = Serve::fresh();
    let body = bytes_of("user.pre_create");
    serve.post_signed("/hook?x=1", &body);
    let shown = &json_lines(serve.dir(), &["show", "1", "--json"])[0];
    assert_eq!(shown["body"].as_str().unwrap().as_bytes(), body);
    assert_eq!((shown["target"].as_str(), shown["path"].as_str()), (Some("/hook?x=1"), Some("/hook")));
    assert_eq!(shown["answer"]["body"], r#"{"is_allowed":true}"#);
    assert_eq!(shown["answer"]["decided_by"], "default");
    let sent = corpus::authgear_headers(&body, corpus::SECRET);
    let names: Vec<&str> = shown["headers"].as_array().unwrap().iter().map(|pair| pair[0].as_str().unwrap()).collect();
    let positions: Vec<_> = sent.iter().map(|(name, _)| names.iter().position(|shown| shown == name)).collect();
    assert!(positions.iter().all(Option::is_some) && positions.is_sorted(), "{names:?}");
    assert_eq!(shown["envelope"]["triggered_by"], "user");
    assert_eq!(shown["findings"], serde_json::json!([]));
}

#[test]
fn a_diff_can_be_printed_in_every_format() {
    let serve = Serve::fresh();
    serve.post_signed("/", br#"{"a":1.0,"l":[1,2,3],"x":"a|b`c"}"#);
    serve.post_signed("/", br#"{"a":1,"l":[3,1,2],"x":"d"}"#);
    serve.post_signed("/", br#"{"a":1.0,"l":[1,2,3],"x":null}"#);
    serve.post_signed("/", br#"{"a":1e0,"l":[1,2,3],"x":"a|b`c"}"#);
    let text = |args: &[&str], code: i32| {
        let output = run(serve.dir(), args);
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    let json = text(&["diff", "1", "2", "--json"], 1);
    assert!(json.contains(r#""op":"moved","path":"/l/0","from":"/l/2""#), "{json}");
    assert!(json.contains(r#""op":"rewritten","path":"/a""#), "{json}");
    assert!(text(&["diff", "1", "4"], 0).contains("no differences"), "a different spelling is not a difference");
    assert_eq!(text(&["diff", "1", "2", "--merge-patch"], 1).trim(), r#"{"a":1,"l":[3,1,2],"x":"d"}"#);
    assert!(text(&["diff", "1", "3", "--merge-patch"], 2).contains("cannot set /x to null"));
    let table = text(&["diff", "1", "2", "--markdown"], 1);
    assert!(table.contains(r#"| changed | `/x` | `"a\u007cb\u0060c"` | `"d"` |  |"#), "{table}");
    assert!(table.contains("| moved | `/l/0` from `/l/2` |"), "{table}");
    assert!(table.starts_with("`event 1` → `event 2`\n\n| change |"), "a report names both sides: {table}");
    serve.post_signed("/", b"null");
    assert!(text(&["diff", "1", "5"], 1).starts_with("~ the whole value  (an object became null)\n"));
    serve.post_signed("/", b"hello");
    assert!(text(&["diff", "5", "6"], 1).starts_with("~ the body  (line 1)\n"));
    assert!(
        text(&["diff", "5", "6", "--markdown"], 1)
            .contains("| changed | the body | `\"null\"` | `\"hello\"` | line 1 |")
    );
    assert!(text(&["diff", "1", "4", "--spelling"], 1).contains("~ /a"), "--spelling counts it as a difference");
    assert!(text(&["diff", "1", "4", "--patch"], 1).contains("1e0"), "a patch reproduces the spelling");
    assert_eq!(text(&["diff", "1", "4", "--merge-patch"], 1).trim(), r#"{"a":1e0}"#);
    assert_eq!(text(&["diff", "1", "1", "--patch"], 0).trim(), "[]");
    assert_eq!(text(&["diff", "1", "1", "--merge-patch"], 0).trim(), "{}");
}

#[test]
fn a_diff_can_include_request_lines_and_headers() {
    let serve = Serve::fresh();
    let body = br#"{"a":1}"#;
    wire::post(serve.address, "/one", &[("X-Kept", "k"), ("X-A", "a|1")], body);
    wire::post(serve.address, "/two", &[("x-kept", "k"), ("X-B", "2")], body);
    let text = |args: &[&str], code: i32| {
        let output = run(serve.dir(), args);
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    assert!(text(&["diff", "1", "2"], 0).contains("no differences, 1 member equal"), "the bodies are equal");
    let lines = text(&["diff", "1", "2", "--headers"], 1);
    for line in [
        "~ Target\n    - \"/one\"\n    + \"/two\"",
        "= header x-kept  (the name is written differently)",
        "- header X-A\n    - a|1",
        "+ header X-B\n    + 2",
        "no differences in the bodies",
    ] {
        assert!(lines.contains(line), "{line} in {lines}");
    }
    let table = text(&["diff", "1", "2", "--headers", "--markdown"], 1);
    assert!(table.contains("| removed | header `X-A` | `a\\u007c1` |  |  |"), "{table}");
    assert!(table.contains("| changed | Target | `\"/one\"` | `\"/two\"` |  |"), "{table}");
    text(&["diff", "1", "1", "--headers"], 0);
    text(&["diff", "1", "2", "--headers", "--json"], 2);
    text(&["diff", "1", "--headers"], 2);
}

#[test]
fn an_event_can_be_compared_with_the_sample_of_its_type() {
    let serve = Serve::fresh();
    serve.post_signed("/", &bytes_of("user.created"));
    serve.post_signed("/", b"{}");
    let output = run(serve.dir(), &["diff", "1", "--sample"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.code() == Some(1) && text.starts_with("sample of user.created -> event 1\n"), "{text}");
    assert!(text.contains("~ /payload/user/id"), "{text}");
    let none = run(serve.dir(), &["diff", "2", "--sample"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&none.stderr).contains("no sample to compare with"));
}

#[test]
fn bodies_that_are_not_json_are_compared_as_text_or_bytes() {
    let serve = Serve::fresh();
    serve.post_signed("/", b"one\ntwo\nthree\n");
    serve.post_signed("/", b"one\nthree\n");
    serve.post_signed("/", b"one\xff");
    let text = |args: &[&str], code: i32| {
        let output = run(serve.dir(), args);
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    let lines = text(&["diff", "1", "2"], 1);
    assert!(
        lines.contains(r#"- "two\n""#) && lines.contains("line 2") && lines.contains("compared as text"),
        "{lines}"
    );
    let bytes = text(&["diff", "1", "3"], 1);
    assert!(bytes.contains("first difference is at byte 3") && bytes.contains("4 bytes, SHA-256"), "{bytes}");
    assert!(text(&["diff", "1", "2", "--patch"], 2).contains("not JSON"));
    text(&["diff", "3", "3"], 0);
}
