//! `hookglass secret`: reads secrets from standard input, lists them without their text, and
//! verifies stored events.

use hookglass_testkit::{corpus::SECRET, wire};
use serde_json::Value;
use std::{
    io::Write,
    path::Path,
    process::{Output, Stdio},
};

use crate::support::{Serve, after_commits, command, error_line};

/// `printf '{}' | openssl dgst -sha256 -hmac hub`
const HUB: &str = "sha256=74be2b9d34011e43883ab168a84beee95352e00b41a5226d93614dd119990cc7";

fn run(dir: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut command = command(dir, false);
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that reads no input may have ended already.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn succeed(dir: &Path, args: &[&str], input: &[u8]) -> String {
    let output = run(dir, args, input);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn add(dir: &Path, name: &str, scheme: &str, secret: &str) -> Output {
    run(dir, &["secret", "add", name, "--scheme", scheme], secret.as_bytes())
}

#[test]
fn a_secret_is_added_listed_shown_and_removed_by_its_name() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(succeed(dir.path(), &["secret", "list", "--json"], b""), "");
    assert!(!dir.path().join("hookglass.db").exists(), "a command that reads creates no database");
    let added = succeed(dir.path(), &["secret", "add", "My portal", "--scheme", "authgear"], b" hidden-words\r\n");
    assert_eq!(added, "stored 'My portal' (authgear) in the database\n");
    assert!(add(dir.path(), "Hub", "github", "hub").status.success());
    let listed = succeed(dir.path(), &["secret", "list"], b"");
    assert!(listed.contains("My portal") && listed.contains("github") && !listed.contains("hidden-words"), "{listed}");
    let listed = succeed(dir.path(), &["secret", "list", "--json"], b"");
    let rows: Vec<Value> = listed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((rows.len(), &rows[0]["name"], &rows[0]["place"]), (2, &"My portal".into(), &"database".into()));
    assert!(!listed.contains("hidden-words"), "{listed}");
    assert_eq!(succeed(dir.path(), &["secret", "show", "My portal"], b""), "hidden-words\n");
    succeed(dir.path(), &["secret", "remove", "My portal"], b"");
    assert!(
        error_line(&run(dir.path(), &["secret", "show", "My portal"], b"")).contains("no secret called 'My portal'")
    );
}

#[test]
fn an_invalid_secret_is_rejected_without_being_printed() {
    let dir = tempfile::tempdir().unwrap();
    assert!(add(dir.path(), "Hub", "github", "hub").status.success());
    for (name, scheme, secret, part) in [
        ("Hub", "stripe", "whsec_hidden", "a secret called 'Hub' already"),
        ("Std", "standard_webhooks", "whsec_hidden*", "must be base64"),
        ("Std", "standard_webhooks", "whpk_hidden", "asymmetric"),
        ("Jwk", "authgear", r#"{"kty":"oct","k":"*hidden*"}"#, "not base64url"),
        ("None", "stripe", " \n", "the secret is empty"),
        ("Bad", "gitlab", "hidden", "standard_webhooks"),
    ] {
        let error = error_line(&add(dir.path(), name, scheme, secret));
        assert!(error.contains(part) && !error.contains("hidden"), "{error}");
    }
    assert!(error_line(&run(dir.path(), &["secret", "remove", "Std"], b"")).contains("hookglass secret list"));
    assert!(error_line(&run(dir.path(), &["secret", "add", "Raw", "--scheme", "stripe"], b"\xff")).contains("UTF-8"));
}

#[test]
fn an_invalid_secret_in_the_environment_stops_the_start() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = command(dir.path(), false);
    command.env("HOOKGLASS_AUTHGEAR_SECRET", r#"{"kty":"oct","k":"*hidden*"}"#);
    let error = error_line(&command.args(["serve", "--listen", "127.0.0.1:0"]).output().unwrap());
    assert!(error.contains("HOOKGLASS_AUTHGEAR_SECRET") && !error.contains("hidden"), "{error}");
}

#[test]
fn a_secret_added_while_serving_verifies_old_and_new_events() {
    let dir = tempfile::tempdir().unwrap();
    let serve = Serve::start(dir.path(), false);
    let body = br#"{"id":"1","seq":1,"type":"user.created","payload":{},"context":{}}"#;
    serve.post_signed("/authgear", body);
    let hub = [("X-Hub-Signature-256", HUB)];
    wire::post(serve.address, "/hub", &hub, b"{}");
    let signatures = || -> Vec<String> {
        let rows = succeed(dir.path(), &["list", "--json"], b"");
        let rows = rows.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        rows.map(|row| row["signature"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(signatures(), ["no_secret", "no_secret"]);
    assert!(add(dir.path(), "Portal", "authgear", SECRET).status.success());
    assert!(add(dir.path(), "Hub", "github", "hub").status.success());
    assert_eq!(signatures(), ["valid", "valid"], "stored events are verified before the command ends");
    let all_verified = || (!signatures().contains(&"no_secret".to_owned())).then_some(());
    // The receiver notices the new secrets soon after, and verifies again the events that arrived
    // in between.
    wire::post(serve.address, "/hub", &hub, b"{}");
    after_commits(dir.path(), "an event in between is verified", all_verified);
    wire::post(serve.address, "/hub", &hub, b"{ }");
    after_commits(dir.path(), "the next event is verified", all_verified);
    let now = signatures();
    assert_eq!(now[..2], ["invalid", "valid"]);
    assert!(!now.contains(&"no_secret".to_owned()), "events that arrived in between are verified too");
    succeed(dir.path(), &["secret", "remove", "Hub"], b"");
    assert_eq!(signatures()[0], "no_secret", "a removed secret verifies nothing");
}

#[test]
fn a_secret_in_the_environment_verifies_stored_events() {
    let dir = tempfile::tempdir().unwrap();
    let serve = Serve::start(dir.path(), false);
    assert_eq!(serve.post_signed("/", b"{}").status, 200);
    drop(serve);
    drop(succeed(dir.path(), &["secret", "add", "Hub", "--scheme", "github"], b"hub"));
    let _serve = Serve::start(dir.path(), true);
    let signature = || -> Value {
        let shown: Value = serde_json::from_str(&succeed(dir.path(), &["list", "--json"], b"")).unwrap();
        shown["signature"].clone()
    };
    after_commits(dir.path(), "the stored event is verified", || (signature() == "valid").then_some(()));
}

#[test]
fn an_event_explains_why_its_signature_is_invalid() {
    let dir = tempfile::tempdir().unwrap();
    let serve = Serve::start(dir.path(), false);
    assert!(add(dir.path(), "Hub", "github", "hub").status.success());
    let headers = [("X-Hub-Signature-256", HUB)];
    assert_eq!(wire::post(serve.address, "/", &headers, b"{}\n").status, 200);
    let shown: Value = serde_json::from_str(&succeed(dir.path(), &["show", "1", "--json"], b"")).unwrap();
    let detail = &shown["signature_detail"];
    assert_eq!(
        (&shown["signature"], &detail["verdict"], &detail["scheme"]),
        (&"invalid".into(), &"invalid".into(), &"github".into())
    );
    let sentence = detail["sentence"].as_str().unwrap();
    assert!(sentence.contains("without the final line break"), "{sentence}");
    assert!(succeed(dir.path(), &["show", "1"], b"").contains(sentence), "the text output has the same explanation");
}
