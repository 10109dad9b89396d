//! The command line itself: help, addresses, and messages about wrong arguments.

use std::process::{Command, Output};

use crate::support::{Serve, error_line};

/// Runs `hookglass` with no other arguments, so without a data folder.
fn hookglass(args: &[&str]) -> Output {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("hookglass"));
    command.env_remove("HOOKGLASS_DATA_DIR").env("HOOKGLASS_KEYCHAIN", "off").args(args);
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn hookglass_without_arguments_prints_its_help() {
    for (alone, help) in [(&[][..], &["--help"][..]), (&["rules"], &["rules", "--help"])] {
        let output = hookglass(alone);
        assert_eq!(output.status.code(), Some(0), "{alone:?}: {}", text(&output.stderr));
        assert_eq!(text(&output.stdout), text(&hookglass(help).stdout), "{alone:?}");
        assert!(output.stderr.is_empty(), "help is not an error: {}", text(&output.stderr));
    }
}

#[test]
fn help_groups_the_options_and_explains_the_exit_codes() {
    let help = text(&hookglass(&["resend", "--help"]).stdout);
    let headings: Vec<_> = help.lines().filter(|line| line.ends_with(':') && !line.starts_with(' ')).collect();
    let expected = ["Arguments:", "Sending:", "Edits:", "Output:", "Global options:", "Examples:", "Exit codes:"];
    assert_eq!(headings, expected);
    assert!(help.contains("\n  1  no response arrived\n"), "{help}");
}

#[test]
fn a_port_alone_listens_on_this_computer() {
    let dir = tempfile::tempdir().unwrap();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let serve = Serve::listening_on(dir.path(), &free);
    assert_eq!(serve.address.to_string(), format!("127.0.0.1:{free}"));
    let error = error_line(&hookglass(&["serve", "--listen", "70000"]));
    assert!(error.contains("a port is a number from 0 to 65535. Try: hookglass serve --help"), "{error}");
}

#[test]
fn an_unquoted_filter_is_explained() {
    let error = error_line(&hookglass(&["list", "type:user.*", "ada", "--limit", "5"]));
    assert!(error.contains("quote a filter that has spaces"), "{error}");
    assert!(error.ends_with("Try: hookglass list 'type:user.* ada' --limit 5\n"), "{error}");
}

#[test]
fn a_mistyped_name_gets_a_suggestion() {
    for (args, name) in [(&["lits"][..], "list"), (&["show", "1", "--jsno"], "--json")] {
        let error = error_line(&hookglass(args));
        assert!(error.contains(&format!("did you mean '{name}'? Try: hookglass ")), "{error}");
    }
}
