//! `hookglass resend`: the exact bytes, or bytes that differ only in the given edits.

use hookglass_testkit::{
    corpus::{self, SECRET},
    target::{Reply, Target},
};
use std::{
    io::Write as _,
    process::{Output, Stdio},
};

use crate::support::{Serve, command, error_line, json_lines, run};

const BODY: &[u8] = br#"{"id":"000000000000bcf3","seq":9223372036854775807,"type":"user.created","payload":{"user":{"id":"u1","n":1.0}},"context":{"timestamp":1}}"#;

fn served() -> Serve {
    let serve = Serve::fresh();
    assert_eq!(serve.post_signed("/authgear", BODY).status, 200);
    serve
}

fn target() -> Target {
    Target::answering(Reply::status(201, "made"))
}

#[test]
fn an_unedited_event_is_resent_byte_for_byte_with_its_signature() {
    let (serve, target) = (served(), target());
    let url = format!("{}/hooks?x=1", target.url());
    let sent = json_lines(serve.dir(), &["resend", "1", "--to", &url, "--json"]);
    let got = &target.wait_for(1)[0];
    assert_eq!((got.method.as_str(), got.target.as_str()), ("POST", "/hooks?x=1"));
    assert_eq!(got.body, BODY);
    assert_eq!(got.header("X-Authgear-Body-Signature"), Some(corpus::sign(SECRET, BODY).as_str()));
    let original = corpus::authgear_headers(BODY, SECRET);
    for (name, value) in &original {
        assert!(got.header(name).is_some_and(|got| got == value || name == "Traceparent"), "{name}");
    }
    assert_eq!(sent[0]["outcome"]["status"], 201);
    assert_eq!(sent[0]["outcome"]["body"], "made");
    assert_eq!((sent[0]["edited"].as_bool(), sent[0]["signed"].as_str()), (Some(false), Some("original")));
    assert_eq!(json_lines(serve.dir(), &["list", "--json"])[0]["resends"], 1);
}

#[test]
fn set_changes_only_one_value_and_re_signs_the_body() {
    let (serve, target) = (served(), target());
    run(serve.dir(), &["resend", "1", "--to", &target.url(), "--set", "/payload/user/id=\"x\""]);
    let got = &target.wait_for(1)[0];
    let expected = String::from_utf8_lossy(BODY).replace(r#""id":"u1""#, r#""id":"x""#);
    assert_eq!(String::from_utf8_lossy(&got.body), expected);
    assert_eq!(got.header("x-authgear-body-signature"), Some(corpus::sign(SECRET, expected.as_bytes()).as_str()));
}

#[test]
fn without_a_secret_an_edited_event_keeps_its_original_signature() {
    let (serve, target) = (served(), target());
    let output = command(serve.dir(), false)
        .args(["resend", "1", "--to", &target.url(), "--unset", "/payload/user", "--json"])
        .output()
        .unwrap();
    assert!(output.status.success());
    let got = &target.wait_for(1)[0];
    assert!(String::from_utf8_lossy(&got.body).contains(r#""payload":{},"#));
    assert_eq!(got.header("x-authgear-body-signature"), Some(corpus::sign(SECRET, BODY).as_str()));
    assert!(String::from_utf8_lossy(&output.stdout).contains(r#""signed":"original""#));
}

#[test]
fn headers_and_the_body_can_be_replaced_and_each_repeat_generates_members() {
    let (serve, target) = (served(), target());
    let file = serve.dir().join("body.json");
    std::fs::write(&file, br#"{"id":"","seq":0,"context":{"timestamp":0}}"#).unwrap();
    let file = file.to_str().unwrap();
    let args = [
        "resend",
        "1",
        "--to",
        &target.url(),
        "--body",
        file,
        "--fresh",
        "id,seq,timestamp",
        "--header",
        "X-New: 1",
        "--repeat",
        "2",
    ];
    assert_eq!(run(serve.dir(), &args).status.code(), Some(0));
    let got = target.wait_for(2);
    let mut seqs = Vec::new();
    for got in &got {
        assert_eq!(got.header("x-new"), Some("1"));
        let body: serde_json::Value = serde_json::from_slice(&got.body).unwrap();
        let seq = body["seq"].as_i64().unwrap();
        assert_eq!(body["id"], format!("{seq:016x}"), "the id is the hexadecimal of the seq");
        assert!(body["context"]["timestamp"].as_i64().unwrap() > 1_700_000_000);
        seqs.push(seq);
    }
    assert_eq!(seqs[1], seqs[0] + 1, "each repeat is a new event");
}

#[test]
fn failed_resends_are_stored_with_their_cause() {
    let serve = served();
    let refused = run(serve.dir(), &["resend", "1", "--to", "http://127.0.0.1:1/", "--json"]);
    assert_eq!(refused.status.code(), Some(1), "no response");
    let result: serde_json::Value = serde_json::from_slice(&refused.stdout).unwrap();
    assert_eq!(
        (result["outcome"]["state"].as_str(), result["outcome"]["why"].as_str()),
        (Some("failed"), Some("refused"))
    );
    let hangs = Target::answering(Reply::Hang);
    let late = json_output(serve.dir(), &["resend", "1", "--to", &hangs.url(), "--timeout", "200ms", "--json"]);
    assert_eq!(late["outcome"]["why"], "timeout");
    let half = Target::answering(Reply::half_body(b"half"));
    let broken = json_output(serve.dir(), &["resend", "1", "--to", &half.url(), "--json"]);
    assert_eq!(broken["outcome"]["why"], "broken_response");
    assert_eq!(json_lines(serve.dir(), &["list", "--json"])[0]["resends"], 3);
}

/// The JSON that a command prints, whatever its exit code.
fn json_output(dir: &std::path::Path, args: &[&str]) -> serde_json::Value {
    serde_json::from_slice(&run(dir, args).stdout).unwrap()
}

#[test]
fn a_redirect_is_not_followed() {
    let serve = served();
    let elsewhere = target();
    let mut reply = Reply::status(302, "");
    if let Reply::Answer { headers, .. } = &mut reply {
        headers.push(("Location".to_owned(), elsewhere.url()));
    }
    let redirecting = Target::answering(reply);
    let sent = json_lines(serve.dir(), &["resend", "1", "--to", &redirecting.url(), "--json"]);
    assert_eq!(sent[0]["outcome"]["status"], 302);
    assert!(elsewhere.received().is_empty());
}

#[test]
fn the_last_target_is_the_default() {
    let (serve, target) = (served(), target());
    let none = run(serve.dir(), &["resend", "1"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&none.stderr).contains("--to"), "the error names the missing option");
    run(serve.dir(), &["resend", "1", "--to", &target.url()]);
    assert_eq!(run(serve.dir(), &["resend", "1"]).status.code(), Some(0));
    assert_eq!(target.wait_for(2).len(), 2);
}

/// `printf '{}' | openssl dgst -sha256 -hmac hub`. The signature below is the same for `{"a":1}`.
const HUB: &str = "sha256=74be2b9d34011e43883ab168a84beee95352e00b41a5226d93614dd119990cc7";

#[test]
fn an_edit_is_re_signed_with_the_scheme_of_the_event() {
    let (serve, target) = (Serve::fresh(), target());
    let headers = [("X-Hub-Signature-256", HUB), ("Content-Type", "application/json")];
    assert_eq!(hookglass_testkit::wire::post(serve.address, "/", &headers, b"{}").status, 200);
    let send = || String::from_utf8(run(serve.dir(), &["resend", "1", "--to", &target.url(), "--set", "/a=1"]).stdout);
    let without = send().unwrap();
    assert!(without.contains("edited, not re-signed"), "{without}");
    add_secret(&serve, "Other", "github", "another");
    add_secret(&serve, "Hub", "github", "hub");
    let with = send().unwrap();
    assert!(with.contains("edited, re-signed"), "{with}");
    let got = target.wait_for(2);
    assert_eq!(got[0].header("x-hub-signature-256"), Some(HUB));
    assert_eq!(got[1].body, br#"{"a":1}"#);
    let re_signed = Some("sha256=844443e51ca173ab6b32380757ca791c2ac54c96851f9212bb77e2e50e80373c");
    assert_eq!(
        got[1].header("x-hub-signature-256"),
        re_signed,
        "the secret is the one that verifies the event, not the first one"
    );
}

fn add_secret(serve: &Serve, name: &str, scheme: &str, secret: &str) {
    let mut add = command(serve.dir(), false);
    add.args(["secret", "add", name, "--scheme", scheme]).stdin(Stdio::piped()).stderr(Stdio::null());
    let mut add = add.stdout(Stdio::null()).spawn().unwrap();
    add.stdin.take().unwrap().write_all(secret.as_bytes()).unwrap();
    assert!(add.wait().unwrap().success());
}

/// Runs a command with this standard input.
fn piped(serve: &Serve, args: &[&str], input: &str) -> Output {
    let mut child = command(serve.dir(), true);
    let mut child =
        child.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_timing_and_the_verdict_are_printed() {
    let serve = Serve::fresh();
    let blocking = corpus::events().into_iter().find(|fixture| fixture.name == "user.pre_create").unwrap();
    serve.post_signed("/authgear", &blocking.bytes);
    let denies = Target::answering(Reply::status(200, r#"{"is_allowed":false,"title":"No","reason":"not today"}"#));
    let sent = &json_lines(serve.dir(), &["resend", "1", "--to", &denies.url(), "--json"])[0];
    assert_eq!((sent["verdict"]["outcome"].as_str(), sent["verdict"]["title"].as_str()), (Some("denied"), Some("No")));
    let timing = &sent["timing"];
    assert!(timing["resolve_us"].is_null() && timing["tls_us"].is_null() && timing["connect_us"].is_u64(), "{timing}");
    assert!(timing["first_byte_us"].as_u64().unwrap() <= timing["total_us"].as_u64().unwrap(), "{timing}");
    let lines = text(&run(serve.dir(), &["resend", "1"]).stdout);
    assert!(lines.contains("\nconnection ") && lines.contains(" ms, first byte "), "{lines}");
    assert!(lines.contains("\ndenied: Authgear stops the operation"), "{lines}");
    assert!(lines.contains("\n  title: No\n  reason: not today\n"), "{lines}");
    let wrong = Target::answering(Reply::status(200, r#"{"is_allowed":1}"#));
    let lines = text(&run(serve.dir(), &["resend", "1", "--to", &wrong.url()]).stdout);
    assert!(lines.contains("\n  error: /is_allowed "), "{lines}");
}

#[test]
fn the_signature_can_be_chosen_by_name() {
    let (serve, target) = (served(), target());
    add_secret(&serve, "Hub", "github", "hub");
    let send = |sign: &str| {
        let set = "/payload/user/id=\"x\"";
        let sent =
            &json_lines(serve.dir(), &["resend", "1", "--to", &target.url(), "--set", set, "--sign", sign, "--json"])
                [0];
        let got = target.received().pop().unwrap();
        let of = |name| got.header(name).map(str::to_owned);
        (sent["signed"].as_str().unwrap().to_owned(), of("x-authgear-body-signature"), of("x-hub-signature-256"))
    };
    assert_eq!(send("original"), ("original".into(), Some(corpus::sign(SECRET, BODY)), None));
    assert_eq!(send("none"), ("none".into(), None, None));
    let (signed, authgear, hub) = send("Hub");
    assert!(signed == "anew" && authgear.is_none() && hub.is_some_and(|hub| hub.len() == 71));
    let (signed, authgear, _) = send("wrong");
    let right = corpus::sign(SECRET, &target.received().pop().unwrap().body);
    assert!(signed == "wrong" && authgear.is_some_and(|wrong| wrong.len() == 64 && wrong != right));
    let unknown = error_line(&run(serve.dir(), &["resend", "1", "--sign", "Unknown"]));
    assert!(unknown.contains("'Unknown'"), "{unknown}");
}

#[test]
fn a_request_to_another_computer_needs_confirmation() {
    let serve = served();
    let elsewhere = ["resend", "1", "--to", "http://192.0.2.7:9/", "--timeout", "50ms"];
    let error = error_line(&run(serve.dir(), &elsewhere));
    assert!(error.contains("192.0.2.7 is not this computer") && error.contains("--yes"), "{error}");
    assert_eq!(json_lines(serve.dir(), &["list", "--json"])[0]["resends"], 0);
    assert_eq!(run(serve.dir(), &[&elsewhere[..], &["--yes"]].concat()).status.code(), Some(1), "--yes sends it");
    assert_eq!(run(serve.dir(), &elsewhere).status.code(), Some(1), "a host is confirmed once");
}

#[test]
fn proxy_variables_of_the_environment_are_ignored() {
    let (serve, target, proxy) = (served(), target(), target());
    let mut command = command(serve.dir(), true);
    for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env(name, proxy.url());
    }
    assert!(command.args(["resend", "1", "--to", &target.url()]).output().unwrap().status.success());
    assert_eq!((target.received().len(), proxy.received().len()), (1, 0));
}

#[test]
fn a_request_can_be_copied_to_another_tool_and_imported_from_curl() {
    let (serve, target) = (served(), target());
    let to = format!("{}/x?y=1", target.url());
    let copy = |format: &str| run(serve.dir(), &["resend", "1", "--to", &to, "--copy", format]);
    for (format, start) in [("curl", "curl "), ("http", "POST http"), ("fetch", "")] {
        let copied = copy(format);
        assert!(copied.status.success(), "{format}: {}", text(&copied.stderr));
        let copied = text(&copied.stdout);
        assert!(copied.starts_with(start) && copied.contains("/x?y=1"), "{copied}");
    }
    assert!(target.received().is_empty(), "a copy sends nothing");
    let curl = text(&copy("curl").stdout);
    let sent = piped(&serve, &["resend", "1", "--curl", "--json"], &curl);
    assert!(sent.status.success(), "{}", text(&sent.stderr));
    let got = target.received().pop().unwrap();
    assert_eq!((got.body.as_slice(), got.target.as_str()), (BODY, "/x?y=1"));
    assert_eq!(got.header("x-authgear-body-signature"), Some(corpus::sign(SECRET, BODY).as_str()));
    let wrong = piped(&serve, &["resend", "1", "--curl"], "wget http://a/");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("column 1"), "{}", text(&wrong.stderr));
}

#[test]
fn a_connection_header_is_not_sent_and_a_note_reports_it() {
    let (serve, target) = (served(), target());
    let sent = run(
        serve.dir(),
        &["resend", "1", "--to", &target.url(), "--header", "Keep-Alive: 5", "--header", "Host: shop.test"],
    );
    assert!(text(&sent.stderr).contains("Keep-Alive"), "{}", text(&sent.stderr));
    let got = target.received().pop().unwrap();
    assert_eq!((got.header("keep-alive"), got.header("host")), (None, Some("shop.test")));
}
