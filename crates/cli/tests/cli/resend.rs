//! Sending again: the same bytes, or bytes that differ only where it was said.

use hookglass_testkit::{
    corpus::{self, SECRET},
    target::{Reply, Target},
};
use std::{
    io::Write as _,
    process::{Output, Stdio},
};

use crate::support::{Serve, command, json_lines, run};

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
fn an_unedited_event_goes_out_byte_for_byte_with_its_signature() {
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
fn a_set_changes_that_value_only_and_signs_anew() {
    let (serve, target) = (served(), target());
    run(serve.dir(), &["resend", "1", "--to", &target.url(), "--set", "/payload/user/id=\"x\""]);
    let got = &target.wait_for(1)[0];
    let expected = String::from_utf8_lossy(BODY).replace(r#""id":"u1""#, r#""id":"x""#);
    assert_eq!(String::from_utf8_lossy(&got.body), expected);
    assert_eq!(got.header("x-authgear-body-signature"), Some(corpus::sign(SECRET, expected.as_bytes()).as_str()));
}

#[test]
fn without_a_key_an_edited_event_keeps_its_old_signature() {
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
fn headers_body_fresh_members_and_repeats() {
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
fn what_goes_wrong_is_a_result_that_is_kept() {
    let serve = served();
    let refused = run(serve.dir(), &["resend", "1", "--to", "http://127.0.0.1:1/", "--json"]);
    assert_eq!(refused.status.code(), Some(1), "no response");
    let result: serde_json::Value = serde_json::from_slice(&refused.stdout).unwrap();
    assert_eq!(
        (result["outcome"]["state"].as_str(), result["outcome"]["why"].as_str()),
        (Some("failed"), Some("refused"))
    );
    let hangs = Target::answering(Reply::Hang);
    let late = json_lines_any(serve.dir(), &["resend", "1", "--to", &hangs.url(), "--timeout", "200ms", "--json"]);
    assert_eq!(late["outcome"]["why"], "timeout");
    let half = Target::answering(Reply::half_body(b"half"));
    let broken = json_lines_any(serve.dir(), &["resend", "1", "--to", &half.url(), "--json"]);
    assert_eq!(broken["outcome"]["why"], "broken_response");
    assert_eq!(json_lines(serve.dir(), &["list", "--json"])[0]["resends"], 3);
}

fn json_lines_any(dir: &std::path::Path, args: &[&str]) -> serde_json::Value {
    serde_json::from_slice(&run(dir, args).stdout).unwrap()
}

#[test]
fn a_redirect_is_a_response_and_not_followed() {
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
fn the_last_target_is_remembered_and_needed() {
    let (serve, target) = (served(), target());
    let none = run(serve.dir(), &["resend", "1"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&none.stderr).contains("--to"), "it says what to do");
    run(serve.dir(), &["resend", "1", "--to", &target.url()]);
    assert_eq!(run(serve.dir(), &["resend", "1"]).status.code(), Some(0));
    assert_eq!(target.wait_for(2).len(), 2);
}

/// `printf '{}' | openssl dgst -sha256 -hmac hub`; the other one below is that of `{"a":1}`.
const HUB: &str = "sha256=74be2b9d34011e43883ab168a84beee95352e00b41a5226d93614dd119990cc7";

#[test]
fn an_edit_is_signed_by_the_scheme_it_came_with() {
    let (serve, target) = (Serve::fresh(), target());
    let headers = [("X-Hub-Signature-256", HUB), ("Content-Type", "application/json")];
    assert_eq!(hookglass_testkit::wire::post(serve.address, "/", &headers, b"{}").status, 200);
    let send = || String::from_utf8(run(serve.dir(), &["resend", "1", "--to", &target.url(), "--set", "/a=1"]).stdout);
    let without = send().unwrap();
    assert!(without.contains("edited, signature not made anew"), "{without}");
    add_secret(&serve, "Other", "github", "another");
    add_secret(&serve, "Hub", "github", "hub");
    let with = send().unwrap();
    assert!(with.contains("edited, signed anew"), "{with}");
    let got = target.wait_for(2);
    assert_eq!(got[0].header("x-hub-signature-256"), Some(HUB));
    assert_eq!(got[1].body, br#"{"a":1}"#);
    let anew = Some("sha256=844443e51ca173ab6b32380757ca791c2ac54c96851f9212bb77e2e50e80373c");
    assert_eq!(
        got[1].header("x-hub-signature-256"),
        anew,
        "with the secret that the event verifies with, not the first"
    );
}

fn add_secret(serve: &Serve, name: &str, scheme: &str, secret: &str) {
    let mut add = command(serve.dir(), false);
    add.args(["secret", "add", name, "--scheme", scheme]).stdin(Stdio::piped()).stderr(Stdio::null());
    let mut add = add.stdout(Stdio::null()).spawn().unwrap();
    add.stdin.take().unwrap().write_all(secret.as_bytes()).unwrap();
    assert!(add.wait().unwrap().success());
}

/// Runs a command with this text on its standard input.
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
fn the_steps_and_what_the_sender_makes_of_it_are_told() {
    let serve = Serve::fresh();
    let blocking = corpus::events().into_iter().find(|fixture| fixture.name == "user.pre_create").unwrap();
    serve.post_signed("/authgear", &blocking.bytes);
    let denies = Target::answering(Reply::status(200, r#"{"is_allowed":false,"title":"No","reason":"not today"}"#));
    let sent = &json_lines(serve.dir(), &["resend", "1", "--to", &denies.url(), "--json"])[0];
    assert_eq!((sent["verdict"]["outcome"].as_str(), sent["verdict"]["title"].as_str()), (Some("denied"), Some("No")));
    let timing = &sent["timing"];
    assert!(timing["resolve_us"].is_null() && timing["tls_us"].is_null() && timing["connect_us"].is_u64(), "{timing}");
    assert!(timing["first_byte_us"].as_u64().unwrap() <= timing["total_us"].as_u64().unwrap(), "{timing}");
    let told = text(&run(serve.dir(), &["resend", "1"]).stdout);
    assert!(told.contains("\nconnection ") && told.contains(" ms, first byte "), "{told}");
    assert!(told.contains("\ndenied: Authgear stops the operation"), "{told}");
    assert!(told.contains("\n  title: No\n  reason: not today\n"), "{told}");
    let wrong = Target::answering(Reply::status(200, r#"{"is_allowed":1}"#));
    let told = text(&run(serve.dir(), &["resend", "1", "--to", &wrong.url()]).stdout);
    assert!(told.contains("\n  error: /is_allowed "), "{told}");
}

#[test]
fn the_signature_is_chosen_by_name() {
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
    let nobody = run(serve.dir(), &["resend", "1", "--sign", "Nobody"]);
    assert_eq!(nobody.status.code(), Some(2));
    assert!(text(&nobody.stderr).contains("'Nobody'"));
}

#[test]
fn what_leaves_this_computer_is_confirmed() {
    let serve = served();
    let elsewhere = ["resend", "1", "--to", "http://192.0.2.7:9/", "--timeout", "50ms"];
    let refused = run(serve.dir(), &elsewhere);
    assert_eq!(refused.status.code(), Some(2));
    let said = text(&refused.stderr);
    assert!(
        said.contains("192.0.2.7 is not this computer") && said.contains("--yes") && said.lines().count() == 1,
        "{said}"
    );
    assert_eq!(json_lines(serve.dir(), &["list", "--json"])[0]["resends"], 0);
    assert_eq!(run(serve.dir(), &[&elsewhere[..], &["--yes"]].concat()).status.code(), Some(1), "it goes out");
    assert_eq!(run(serve.dir(), &elsewhere).status.code(), Some(1), "once is enough");
}

#[test]
fn a_proxy_of_the_environment_is_not_used() {
    let (serve, target, proxy) = (served(), target(), target());
    let mut command = command(serve.dir(), true);
    for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env(name, proxy.url());
    }
    assert!(command.args(["resend", "1", "--to", &target.url()]).output().unwrap().status.success());
    assert_eq!((target.received().len(), proxy.received().len()), (1, 0));
}

#[test]
fn a_request_is_carried_to_another_tool_and_back() {
    let (serve, target) = (served(), target());
    let to = format!("{}/x?y=1", target.url());
    let copy = |form: &str| run(serve.dir(), &["resend", "1", "--to", &to, "--copy", form]);
    for (form, begins) in [("curl", "curl "), ("http", "POST http"), ("fetch", "")] {
        let copied = copy(form);
        assert!(copied.status.success(), "{form}: {}", text(&copied.stderr));
        let copied = text(&copied.stdout);
        assert!(copied.starts_with(begins) && copied.contains("/x?y=1"), "{copied}");
    }
    assert!(target.received().is_empty(), "nothing was sent");
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
fn a_header_of_the_connection_is_said_to_stay_behind() {
    let (serve, target) = (served(), target());
    let sent = run(
        serve.dir(),
        &["resend", "1", "--to", &target.url(), "--header", "Keep-Alive: 5", "--header", "Host: shop.test"],
    );
    assert!(text(&sent.stderr).contains("Keep-Alive"), "{}", text(&sent.stderr));
    let got = target.received().pop().unwrap();
    assert_eq!((got.header("keep-alive"), got.header("host")), (None, Some("shop.test")));
}
