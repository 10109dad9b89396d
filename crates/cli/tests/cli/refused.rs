//! Refused requests: in the list, beside a running receiver, and in its log.

use hookglass_testkit::wire;
use std::{
    io::{BufRead as _, BufReader},
    process::Stdio,
};

use crate::support::{Serve, after_commits, command, json_lines, run};

const TLS: &[u8] = b"\x16\x03\x01\x00\xa5\x01";

#[test]
fn a_refused_request_is_listed_while_the_receiver_runs_and_later() {
    let serve = Serve::fresh();
    wire::raw(serve.address, TLS);
    let listed = || Some(json_lines(serve.dir(), &["list", "--refused", "--json"])).filter(|rows| !rows.is_empty());
    let rows = after_commits(serve.dir(), "the refused request", listed);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["reason"], "tls");
    assert_eq!(rows[0]["first_bytes"], r"\x16\x03\x01\x00\xa5\x01");
    assert!(rows[0]["hint"].as_str().unwrap().contains("https"));
    let output = run(serve.dir(), &["list", "--refused"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("TLS on a port for plain HTTP\n    The sender uses https."), "{text}");
    assert!(text.contains(r"    \x16\x03\x01"), "{text}");
    assert!(json_lines(serve.dir(), &["list", "--json"]).is_empty(), "it is no event");
}

#[test]
fn the_log_has_a_line_for_a_refused_request_without_its_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = command(dir.path(), false);
    command.args(["serve", "--listen", "127.0.0.1:0"]).env("HOOKGLASS_LOG", "warn").stderr(Stdio::piped());
    let mut serve = Serve::spawn(command);
    let mut log = BufReader::new(serve.child.stderr.take().unwrap()).lines();
    wire::raw(serve.address, b"POST /?token=secret HTTP/1.2\r\n\r\n");
    let line = log.next().unwrap().unwrap();
    assert!(line.contains("refused a request: an HTTP version other than 1.0 and 1.1"), "{line}");
    assert!(line.contains("peer=127.0.0.1:") && !line.contains("secret"), "{line}");
}

#[test]
fn a_filter_does_not_apply_to_refused_requests() {
    let dir = tempfile::tempdir().unwrap();
    let output = command(dir.path(), false).args(["list", "--refused", "type:a"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}
