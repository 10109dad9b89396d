//! `serve --forward-to`: forwarding for one run.

use crate::support::{LoggedServe, json_lines, run};
use hookglass_testkit::{
    corpus,
    target::{Reply, Target},
    wire,
};

#[test]
fn every_target_gets_the_exact_events_that_match() {
    let (one, other) = (Target::answering(Reply::status(200, "")), Target::answering(Reply::status(204, "")));
    let (to_one, to_other) = (format!("{}/hooks", one.url()), other.url());
    let mut serve =
        LoggedServe::with(&["--forward-to", &to_one, "--forward-to", &to_other, "--forward-filter", "path:/in*"]);
    let mut log = [serve.next_line(), serve.next_line()];
    log.sort();
    let mut expected = [&to_one, &to_other].map(|url| format!("note: forwarding to {url}"));
    expected.sort();
    assert_eq!(log, expected);
    let bodies: Vec<_> = corpus::hostile().into_iter().map(|fixture| fixture.bytes).collect();
    for body in &bodies {
        wire::post(serve.address(), "/in", &[], body);
        wire::post(serve.address(), "/elsewhere", &[], body);
    }
    for target in [&one, &other] {
        let got = target.wait_for(bodies.len());
        assert!(got.iter().map(|got| &got.body).eq(&bodies), "a target gets exact copies of the events that match");
    }
    let listed = json_lines(serve.dir(), &["list", "--json", "--limit", "1000"]);
    assert_eq!(listed.len(), 2 * bodies.len());
}

#[test]
fn a_failing_target_is_reported_once_and_again_when_it_recovers() {
    let refuses = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("http://{refuses}/");
    let mut serve = LoggedServe::with(&["--forward-to", &url, "--forward-retry"]);
    assert_eq!(serve.next_line(), format!("note: forwarding to {url}"));
    for _ in 0..5 {
        wire::post(serve.address(), "/in", &[], b"{}");
    }
    let line = serve.next_line();
    assert!(line.starts_with(&format!("note: {url}: Event 1 is waiting for a retry. Connection refused")), "{line}");
    let target = Target::at(refuses, vec![Reply::status(200, "")]);
    target.wait_for(5);
    assert_eq!(serve.next_line(), format!("note: {url} accepts events again"));
}

#[test]
fn an_invalid_target_fails_before_anything_is_received() {
    let dir = tempfile::tempdir().unwrap();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let refused = |args: &[&str]| {
        let output = run(dir.path(), &[&["serve", "--listen", &free], args].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty(), "no line announces an address");
        String::from_utf8(output.stderr).unwrap()
    };
    let own = refused(&["--forward-to", &format!("http://{free}/x")]);
    assert!(own.contains("Hookglass itself receives") && own.lines().count() == 1, "{own}");
    assert!(refused(&["--forward-to", "localhost:3000"]).contains("is not an absolute URL"));
    assert!(refused(&["--forward-to", "http://127.0.0.1:9/", "--forward-filter", "x:"]).contains("filter"));
    let elsewhere = refused(&["--forward-to", "http://192.0.2.7/hooks"]);
    assert!(elsewhere.contains("192.0.2.7 is not this computer") && elsewhere.contains("--yes"), "{elsewhere}");
    assert!(refused(&["--forward-filter", "x"]).contains("--forward-to"));
}
