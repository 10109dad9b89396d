//! Secrets in what the program prints, copies and exports.

use flate2::{Compression, write::GzEncoder};
use hookglass_testkit::{
    corpus::{self, SECRET},
    target::{Reply, Target},
    wire,
};
use std::{io::Write as _, path::Path};

use crate::support::{Serve, json_lines, run};

/// Part of every secret below.
const CANARY: &str = "sesame";

const HEADERS: [(&str, &str); 6] = [
    ("Authorization", "Bearer sesame"),
    ("Proxy-Authorization", "Basic c2VzYW1l-sesame"),
    ("Cookie", "session=sesame"),
    ("Set-Cookie", "session=sesame"),
    ("X-Api-Key", "sesame"),
    ("Referer", "https://a.example/?token=sesame"),
];

/// The message of a custom SMS gateway, and an event.
const BODIES: [&str; 2] = [
    r#"{"to":"+1","body":"sesame","template_variables":{"password":"sesame","link":"https://a.example/sesame"}}"#,
    r#"{"id":"1","seq":1,"type":"user.created","payload":{"identification":{"id_token":"sesame"}},"context":{"audit_context":{"http_url":"https://a.example/?q=sesame"},"proof_of_phone_number_verification":"sesame"}}"#,
];

fn served() -> Serve {
    let serve = Serve::fresh();
    for body in BODIES {
        let signature = corpus::authgear_headers(body.as_bytes(), SECRET);
        let mut headers: Vec<_> = signature.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        headers.extend(HEADERS);
        assert_eq!(wire::post(serve.address, "/hook?token=sesame&a=1", &headers, body.as_bytes()).status, 200);
    }
    serve
}

/// Everything that a command prints.
fn printed(dir: &Path, args: &[&str]) -> String {
    let output = run(dir, args);
    assert_ne!(output.status.code(), Some(2), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[test]
fn no_command_prints_a_secret_unless_it_is_revealed() {
    let serve = served();
    let mut commands: Vec<Vec<&str>> =
        vec![vec!["diff", "1", "2", "--headers"], vec!["diff", "1", "2", "--headers", "--markdown"]];
    for format in ["--json", "--patch", "--merge-patch", "--markdown"] {
        commands.push(vec!["diff", "1", "2", format]);
    }
    for id in ["1", "2"] {
        commands.extend([vec!["show", id], vec!["show", id, "--json"], vec!["show", id, "--body"]]);
        for format in ["curl", "httpie", "http", "fetch"] {
            let to = "http://127.0.0.1:9/?access_token=sesame";
            commands.push(vec!["resend", id, "--to", to, "--copy", format]);
        }
    }
    for command in &commands {
        let hidden = printed(serve.dir(), command);
        assert!(!hidden.contains(CANARY), "{command:?}: {hidden}");
        let is_marked = hidden.contains("••••") || hidden.contains("REDACTED");
        assert!(is_marked, "{command:?} shows where a secret is: {hidden}");
        let shown = printed(serve.dir(), &[&command[..], &["--reveal"]].concat());
        assert!(shown.contains(CANARY) && !shown.contains("••••"), "{command:?}: {shown}");
    }
    for command in [&["list"][..], &["list", "--json"], &["users"]] {
        assert!(!printed(serve.dir(), command).contains(CANARY), "{command:?}");
    }
}

#[test]
fn the_json_of_an_event_names_what_is_redacted() {
    let serve = served();
    let shown = json_lines(serve.dir(), &["show", "1", "--json"]).remove(0);
    let names: Vec<_> = shown["redacted"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let head = HEADERS.map(|(name, _)| name);
    let body = ["request target", "/body", "/template_variables/password", "/template_variables/link"];
    assert_eq!(names, [&head[..], &body].concat());
    assert_eq!(shown["target"], "/hook?token=••••••••&a=1");
    assert!(serde_json::from_str::<serde_json::Value>(shown["body"].as_str().unwrap()).is_ok(), "still JSON");
    let revealed = json_lines(serve.dir(), &["show", "1", "--json", "--reveal"]).remove(0);
    assert!(revealed["redacted"].is_null() && revealed["body"] == BODIES[0], "{revealed}");
}

#[test]
fn a_header_that_is_not_utf8_reveals_no_other_header() {
    let serve = Serve::fresh();
    let head = b"POST / HTTP/1.1\r\nhost: a\r\nx-name: \xff\r\nauthorization: sesame\r\ncontent-length: 0\r\n\r\n";
    wire::raw(serve.address, head);
    let shown = json_lines(serve.dir(), &["show", "1", "--json"]).remove(0);
    assert!(shown["headers_base64"].is_null(), "the block has every header: {shown}");
    let revealed = json_lines(serve.dir(), &["show", "1", "--json", "--reveal"]).remove(0);
    assert!(revealed["headers_base64"].is_string(), "{revealed}");
}

#[test]
fn a_compressed_body_is_decoded_to_redact_it() {
    let serve = Serve::fresh();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(BODIES[0].as_bytes()).unwrap();
    let body = encoder.finish().unwrap();
    let mut headers: Vec<_> = corpus::authgear_headers(&body, SECRET);
    headers.push(("Content-Encoding".to_owned(), "gzip".to_owned()));
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    wire::post(serve.address, "/", &headers, &body);
    let hidden = printed(serve.dir(), &["show", "1", "--body"]);
    assert!(hidden.contains("••••") && !hidden.contains(CANARY), "{hidden}");
    assert_eq!(run(serve.dir(), &["show", "1", "--body", "--reveal"]).stdout, body, "exact bytes");
}

#[test]
fn the_answer_of_a_tried_rule_is_redacted_unless_it_is_revealed() {
    let serve = served();
    let rules = r#"{"version": 1, "rules": [
        {"name": "echo", "when": {"type": "user.created"}, "then": {"do": "respond", "status": 201,
            "headers": ["X-Copy: {{/payload/identification/id_token}}"],
            "body": "{{/payload/identification}} {{/context/proof_of_phone_number_verification}}"}},
        {"name": "call", "when": {}, "then": {"do": "forward", "to": "http://127.0.0.1:9/?token=sesame"}}
    ]}"#;
    let file = serve.dir().join("rules.json");
    std::fs::write(&file, rules).unwrap();
    for id in ["1", "2"] {
        for format in [&[][..], &["--json"]] {
            let test = [&["rules", "test", id, "--rules", file.to_str().unwrap()][..], format].concat();
            let hidden = printed(serve.dir(), &test);
            assert!(!hidden.contains(CANARY) && hidden.contains("••••"), "{test:?}: {hidden}");
            let shown = printed(serve.dir(), &[&test[..], &["--reveal"]].concat());
            assert!(shown.contains(CANARY) && !shown.contains("••••"), "{test:?}: {shown}");
        }
    }
}

#[test]
fn the_urls_of_a_scenario_and_of_samples_are_sent_whole_and_printed_redacted() {
    let serve = served();
    let target = Target::answering(Reply::status(200, ""));
    printed(serve.dir(), &["scenario", "record", "both", "1", "2"]);
    let run = ["scenario", "run", "both", "--to", &target.url(), "--json"];
    let hidden = printed(serve.dir(), &run);
    assert!(!hidden.contains(CANARY) && hidden.contains("••••"), "{hidden}");
    assert!(printed(serve.dir(), &[&run[..], &["--reveal"]].concat()).contains("token=sesame"));
    let to = format!("{}/?token=sesame", target.url());
    for format in [&[][..], &["--json"]] {
        let hidden = printed(serve.dir(), &[&["trigger", "user.created", "--to", &to][..], format].concat());
        assert!(!hidden.contains(CANARY) && hidden.contains("••••"), "{hidden}");
    }
    assert!(target.wait_for(6).iter().all(|sent| sent.target.contains("token=sesame")));
}

#[test]
fn a_resend_is_sent_whole_and_printed_redacted() {
    let serve = served();
    let reply = Reply::Answer {
        status: 200,
        headers: vec![("Set-Cookie".to_owned(), "session=sesame".to_owned())],
        body: b"{}".to_vec(),
    };
    let target = Target::answering(reply);
    let url = format!("{}/?api_key=sesame", target.url());
    let resend = ["resend", "1", "--to", &url];
    for format in [&[][..], &["--json"]] {
        let hidden = printed(serve.dir(), &[&resend[..], format].concat());
        assert!(!hidden.contains(CANARY) && hidden.contains("••••"), "{hidden}");
        assert!(printed(serve.dir(), &[&resend[..], format, &["--reveal"]].concat()).contains(CANARY));
    }
    for sent in target.wait_for(4) {
        assert_eq!((sent.target.as_str(), sent.header("authorization")), ("/?api_key=sesame", Some("Bearer sesame")));
        assert_eq!(sent.body, BODIES[0].as_bytes());
    }
}
