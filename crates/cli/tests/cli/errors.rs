//! Invalid input and failures of the system: one line, exit code 2, nothing overwritten.

use hookglass_testkit::wire;
use std::{fs, path::Path};

use crate::support::{Serve, command, error_line, json_lines, run};

#[test]
fn an_error_names_the_address_that_is_in_use() {
    let serve = Serve::fresh();
    let other = tempfile::tempdir().unwrap();
    let address = serve.address.to_string();
    let output = run(other.path(), &["serve", "--listen", &address]);
    assert!(error_line(&output).contains(&address));
}

#[test]
fn a_file_that_is_not_a_database_stays_unchanged() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("hookglass.db");
    fs::write(&file, "not a database, but a person's notes").unwrap();
    let before = fs::read(&file).unwrap();
    for args in [&["serve", "--listen", "127.0.0.1:0"][..], &["list"], &["show", "1"]] {
        assert!(error_line(&run(dir.path(), args)).contains("is not a Hookglass database"), "{args:?}");
    }
    assert_eq!(fs::read(&file).unwrap(), before);
    let blocked = run(Path::new("/dev/null/hookglass"), &["serve", "--listen", "127.0.0.1:0"]);
    assert!(error_line(&blocked).contains("cannot make the data folder"));
}

#[test]
fn an_error_names_the_invalid_argument() {
    let serve = Serve::fresh();
    wire::post(serve.address, "/", &[], b"{}");
    let dir = serve.dir();
    assert!(error_line(&run(dir, &["show", "99"])).contains("no event 99"));
    assert!(error_line(&run(dir, &["resend", "1", "--to", "ftp://x/"])).contains("ftp"));
    assert!(error_line(&run(dir, &["resend", "1", "--to", "http://127.0.0.1:1", "--set", "/a/b=1"])).contains("/a/b"));
    assert!(
        error_line(&run(dir, &["resend", "1", "--to", "http://127.0.0.1:1", "--body", "/no/such"]))
            .contains("/no/such")
    );
    assert!(
        error_line(&run(dir, &["resend", "1", "--to", "http://127.0.0.1:1", "--header", "bad name: x"]))
            .contains("bad name")
    );
    assert!(error_line(&run(dir, &["resend", "1", "--set", "/a=b"])).contains("quotes"));
    assert!(error_line(&run(dir, &["list", "--jsn"])).contains("--jsn"));
    assert!(
        error_line(&run(dir, &["resend", "1", "--to", "http://127.0.0.1:1", "--header", "A: 1\nB: 2"])).contains("'A'")
    );
    assert!(
        error_line(&run(dir, &["resend", "1", "--to", "http://127.0.0.1:1", "--fresh", "id"])).contains("Authgear")
    );
    let file = dir.join("hookglass.db");
    assert!(error_line(&run(&file, &["list"])).contains("cannot make the data folder"));
    assert!(error_line(&run(dir, &["serve", "--listen", "nowhere"])).contains("nowhere"));
}

#[test]
fn an_error_marks_the_invalid_part_of_a_filter() {
    // A database is not needed.
    let dir = tempfile::tempdir().unwrap();
    let long = format!("{} tpye:x", "word ".repeat(30));
    for (filter, sentence, excerpt, marker) in [
        (
            "é colour:red b",
            "character 3: 'colour:' is not a filter; expected one of type, user",
            "  é colour:red b",
            "    ^^^^^^^",
        ),
        ("type:", "character 6: type: needs a value", "  type:", "       ^"),
        ("\u{1b}[1m tpye:x", "did you mean type:?", "  \\u{1b}[1m tpye:x", "            ^^^^^"),
        ("is:held", "expected one of duplicate, truncated, sample", "  is:held", "     ^^^^"),
        (
            &long,
            "character 152",
            "  …ord word word word word word word word  tpye:x",
            "                                           ^^^^^",
        ),
    ] {
        let output = run(dir.path(), &["list", filter]);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{text}");
        let lines: Vec<_> = text.lines().collect();
        assert!(lines[0].starts_with("error: filter, ") && lines[0].contains(sentence), "{text}");
        assert_eq!(lines.len(), 3, "{text}");
        assert_eq!(lines[1].trim_end(), excerpt, "{text}");
        assert_eq!(lines[2], marker, "{text}");
    }
}

#[test]
fn a_list_of_an_empty_folder_is_empty_and_creates_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let output = run(dir.path(), &["list", "--json"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    assert!(error_line(&run(dir.path(), &["show", "1"])).contains("no database"));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn the_data_folder_can_come_from_the_environment() {
    let serve = Serve::fresh();
    wire::post(serve.address, "/env", &[], b"{}");
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("hookglass"));
    command.env("HOOKGLASS_KEYCHAIN", "off").env("HOOKGLASS_CONFIG_DIR", serve.dir().join("config"));
    let output = command.env("HOOKGLASS_DATA_DIR", serve.dir()).args(["list", "--json"]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("/env"));
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    use std::process::Stdio;
    let serve = Serve::fresh();
    let body = vec![b'a'; 4 << 20];
    wire::post(serve.address, "/", &[], &body);
    let mut child = command(serve.dir(), false).args(["show", "1", "--body"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_body_over_the_limit_is_rejected_and_its_start_is_stored() {
    let serve = Serve::fresh();
    let body = vec![b'x'; (32 << 20) + 1];
    let response = wire::post(serve.address, "/large", &[], &body);
    assert_eq!(response.status, 413);
    let row = &json_lines(serve.dir(), &["list", "--json"])[0];
    assert_eq!((row["size"].as_u64(), row["truncated"].as_str()), (Some(1 << 20), Some("over_limit")));
    assert_eq!(row["status"], 413);
}

#[cfg(unix)]
#[test]
fn sigterm_stops_the_receiver_cleanly() {
    let mut serve = Serve::fresh();
    wire::post(serve.address, "/", &[], b"{}");
    let ended = std::process::Command::new("kill").arg("-TERM").arg(serve.child.id().to_string()).status().unwrap();
    assert!(ended.success());
    assert_eq!(serve.child.wait().unwrap().code(), Some(0));
    // The signal also works immediately after the line with the address.
    for _ in 0..10 {
        let mut serve = Serve::fresh();
        std::process::Command::new("kill").arg("-TERM").arg(serve.child.id().to_string()).status().unwrap();
        assert_eq!(serve.child.wait().unwrap().code(), Some(0));
    }
}
