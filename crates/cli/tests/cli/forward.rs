//! `serve --forward-to`: forwarding for one run.

use crate::support::{LoggedServe, json_lines, run};
use hookglass_app::{
    App, ConfigDir, DataDir, NoKeychain,
    view::{DataDirSource, ForwardMode, ForwardTarget},
};
use hookglass_clock::Clock;
use hookglass_testkit::{
    corpus,
    target::{Reply, Target},
    wire,
};
use std::sync::Arc;

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

/// A data folder with a target that was added on another computer.
fn folder_from_elsewhere(url: &str) -> tempfile::TempDir {
    let (dir, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let data_dir = DataDir { path: dir.path().to_owned(), source: DataDirSource::Option };
        let config_dir = ConfigDir::at(elsewhere.path());
        let app = App::open_with(data_dir, config_dir, Arc::new(NoKeychain), Clock::system()).await.unwrap();
        let (url, filter, mode) = (url.to_owned(), String::new(), ForwardMode::Background);
        let target =
            ForwardTarget { id: 0, url, filter, on: true, mode, retry: false, verify_tls: true, deadline_ms: None };
        app.forward.save(target, false).await.unwrap();
        app.close().await;
    });
    dir
}

#[test]
fn a_target_from_another_computer_is_paused_until_it_is_confirmed_on_this_one() {
    let target = Target::answering(Reply::status(200, ""));
    let url = target.url();
    let (dir, config) = (folder_from_elsewhere(&url), tempfile::tempdir().unwrap());
    let path = dir.path().to_owned();
    let serve = |args: &[&str]| {
        // Each run has its own data folder, which is removed when the run ends.
        let copy = tempfile::tempdir().unwrap();
        std::fs::copy(path.join("hookglass.db"), copy.path().join("hookglass.db")).unwrap();
        LoggedServe::configured(copy, config.path(), args)
    };
    let mut paused = serve(&[]);
    let note = format!("note: 1 forwarding target not confirmed on this computer, so paused: {url}.");
    assert_eq!(paused.next_line(), format!("{note} Try: --confirm-targets, if you know them"));
    assert_eq!(paused.next_line(), format!("note: forwarding to {url}: Paused: it is not confirmed on this computer."));
    wire::post(paused.address(), "/", &[], b"paused");
    let mut confirmed = serve(&["--confirm-targets"]);
    assert_eq!(confirmed.next_line(), format!("note: 1 forwarding target confirmed on this computer: {url}"));
    assert_eq!(confirmed.next_line(), format!("note: forwarding to {url}"));
    wire::post(confirmed.address(), "/", &[], b"confirmed");
    let mut later = serve(&[]);
    assert_eq!(later.next_line(), format!("note: forwarding to {url}"));
    assert_eq!(target.wait_for(1)[0].body, b"confirmed");
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
