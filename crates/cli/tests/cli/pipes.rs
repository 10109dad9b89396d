//! Readers that close stdout or stderr: nothing panics, every command does its work, and exit codes
//! stay.

use hookglass_testkit::{
    target::{Reply, Target},
    wire,
};
use std::{
    io::Read as _,
    path::Path,
    process::{Command, Stdio},
};

use crate::support::{Serve, after_commits, command, json_lines, run};

/// A pipe without a reader.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

/// A command whose output has no reader.
fn unread(dir: &Path) -> Command {
    let mut command = command(dir, true);
    command.stdout(closed()).stderr(closed()).env("HOOKGLASS_LOG", "trace");
    command
}

fn exit_code(dir: &Path, args: &[&str]) -> Option<i32> {
    unread(dir).args(args).status().unwrap().code()
}

fn served() -> Serve {
    let serve = Serve::fresh();
    for body in [r#"{"a":1}"#, r#"{"a":2}"#] {
        wire::post(serve.address, "/", &[("Content-Type", "application/json")], body.as_bytes());
    }
    serve
}

#[test]
fn exit_codes_stay_right_if_the_output_has_no_reader() {
    let serve = served();
    let dir = serve.dir();
    for (expected, args) in [
        (0, &["list"][..]),
        (0, &["list", "--json"]),
        (0, &["show", "1"]),
        (0, &["show", "1", "--body"]),
        (0, &["users"]),
        (0, &["types"]),
        (0, &["--help"]),
        (0, &["--version"]),
        (0, &["star", "1"]),
        (0, &["diff", "1", "1"]),
        (1, &["diff", "1", "2"]),
        (1, &["diff", "1", "2", "--patch"]),
        (1, &["delete", "99", "--yes"]),
        (2, &["delete", "1"]),
        (2, &["show", "99"]),
        (2, &["list", "colour:red"]),
        (2, &["frobnicate"]),
    ] {
        assert_eq!(exit_code(dir, args), Some(expected), "{args:?}");
    }
    assert_eq!(json_lines(dir, &["list", "--json", "is:starred"]).len(), 1, "the work is done");
}

#[test]
fn a_command_sends_everything_if_the_output_has_no_reader() {
    let (serve, target) = (served(), Target::answering(Reply::status(500, "")));
    let to = target.url();
    assert_eq!(exit_code(serve.dir(), &["resend", "1", "--to", &to, "--repeat", "3"]), Some(0));
    assert_eq!(target.received().len(), 3);
    let file = serve.dir().join("scenario.json");
    let step = r#"{"request":{"json":1},"expect":{"status":"2xx"}}"#;
    std::fs::write(&file, format!(r#"{{"version":1,"name":"s","steps":[{step},{step}]}}"#)).unwrap();
    assert_eq!(exit_code(serve.dir(), &["scenario", "run", file.to_str().unwrap(), "--to", &to]), Some(1));
    assert_eq!(target.received().len(), 5, "both steps are sent");
    assert_eq!(exit_code(serve.dir(), &["bulk", "", "--to", &to, "--yes"]), Some(0));
    assert_eq!(target.received().len(), 7);
}

#[cfg(unix)]
#[test]
fn a_receiver_keeps_receiving_if_its_output_has_no_reader() {
    let dir = tempfile::tempdir().unwrap();
    let refuses = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut command = command(dir.path(), true);
    command.args(["serve", "--listen", "127.0.0.1:0", "--forward-to", &format!("http://{refuses}/")]);
    command.env("HOOKGLASS_LOG", "trace").stderr(closed());
    let mut serve = Serve::spawn(command);
    for number in 1..=3 {
        assert_eq!(wire::post(serve.address, "/", &[], b"{}").status, 200);
        // Each failed delivery is printed.
        after_commits(dir.path(), "a failed delivery", || {
            let row = json_lines(dir.path(), &["list", "--json", "--limit", "1"]).remove(0);
            (row["id"] == number && row["resends"] == 1).then_some(())
        });
    }
    let ended = Command::new("kill").arg("-TERM").arg(serve.child.id().to_string()).status().unwrap();
    assert!(ended.success());
    assert_eq!(serve.child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_log_that_is_not_a_terminal_has_no_colors() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = command(dir.path(), true);
    command.args(["serve", "--listen", "127.0.0.1:0"]).env("HOOKGLASS_LOG", "trace").stderr(Stdio::piped());
    let mut serve = Serve::spawn(command);
    wire::post(serve.address, "/", &[], b"{}");
    serve.child.kill().unwrap();
    let mut log = String::new();
    serve.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(log.contains("TRACE") || log.contains("DEBUG"), "the log has lines: {log:?}");
    assert!(!log.contains('\u{1b}'), "{log:?}");
}

#[test]
fn reading_does_not_wait_for_a_program_that_writes() {
    let serve = served();
    // The first list stores how many warnings each event has.
    json_lines(serve.dir(), &["list", "--json"]);
    let lock = rusqlite::Connection::open(serve.dir().join("hookglass.db")).unwrap();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    for args in [&["list"][..], &["list", "--json", "is:starred"], &["show", "1"], &["show", "2", "--json"]] {
        let output = run(serve.dir(), args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    lock.execute_batch("ROLLBACK").unwrap();
}
