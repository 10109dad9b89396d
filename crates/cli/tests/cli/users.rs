//! Users: the change since the previous event, the history, and the list.

use crate::support::{Serve, json_lines, run};

fn text(serve: &Serve, args: &[&str]) -> String {
    String::from_utf8(run(serve.dir(), args).stdout).unwrap()
}

fn triggered(names: &[&str]) -> Serve {
    let serve = Serve::fresh();
    let to = format!("http://{}/", serve.address);
    let output = run(serve.dir(), &[&["trigger", "--seed", "7", "--to", &to], names].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serve
}

#[test]
fn an_event_with_one_state_is_compared_with_the_previous_state() {
    let serve = triggered(&["user.authenticated", "user.disabled"]);
    let output = run(serve.dir(), &["diff", "2"]);
    assert_eq!(output.status.code(), Some(1));
    let diff = String::from_utf8(output.stdout).unwrap();
    assert!(diff.starts_with("user in event 1 -> user in event 2\n"), "{diff}");
    assert!(diff.contains("~ /is_disabled  Disabled\n    - false\n    + true\n"), "{diff}");
    let changes: serde_json::Value = serde_json::from_str(&text(&serve, &["diff", "2", "--json"])).unwrap();
    assert!(changes.as_array().unwrap().iter().any(|change| change["path"] == "/is_disabled"));
    let first = run(serve.dir(), &["diff", "1"]);
    assert_eq!(first.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&first.stderr).contains("No earlier event contains the state of this user"));
}

#[test]
fn users_and_their_history_are_printed_as_text_and_as_json() {
    let serve = triggered(&["user.created", "user.authenticated", "user.disabled"]);
    let users = json_lines(serve.dir(), &["users", "--json"]);
    assert_eq!(
        (users.len(), users[0]["events"].as_i64(), users[0]["last_type"].as_str()),
        (1, Some(3), Some("user.disabled"))
    );
    let id = users[0]["user_id"].as_str().unwrap();
    let email = users[0]["email"].as_str().unwrap();
    assert!(text(&serve, &["users", email]).contains(id));
    let history = json_lines(serve.dir(), &["history", id, "--json"]);
    let ids: Vec<_> = history.iter().map(|entry| entry["id"].as_i64().unwrap()).collect();
    assert_eq!(ids, [3, 2, 1]);
    assert_eq!((history[0]["before"].as_i64(), history[2]["turns"][0]["turn"].as_str()), (Some(2), Some("came")));
    let lines = text(&serve, &["history", email, "--limit", "2"]);
    assert!(lines.contains("Disabled") && lines.contains("+ session ") && !lines.contains("user.created"), "{lines}");
    let unknown = run(serve.dir(), &["history", "unknown"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("hookglass users"));
    let empty = tempfile::tempdir().unwrap();
    assert!(run(empty.path(), &["users"]).status.success());
}

#[test]
fn a_state_that_does_not_match_the_previous_one_is_a_finding_on_both_events() {
    let serve = triggered(&["identity.email.updated", "identity.email.updated", "identity.email.updated"]);
    let missing = Serve::fresh();
    for id in ["1", "3"] {
        missing.post_signed("/", &run(serve.dir(), &["show", id, "--body"]).stdout);
    }
    for (id, other, side) in [("1", 2, "new_identity"), ("2", 1, "old_identity")] {
        let shown = &json_lines(missing.dir(), &["show", id, "--json"])[0];
        let findings = shown["findings"].as_array().unwrap();
        let found = findings.iter().find(|finding| finding["related"] == other).unwrap();
        assert_eq!(found["pointer"], format!("/payload/{side}"));
        assert!(found["sentence"].as_str().unwrap().contains("an event was missed"), "{found}");
    }
    let user = json_lines(missing.dir(), &["users", "--json"])[0]["user_id"].as_str().unwrap().to_owned();
    let history = json_lines(missing.dir(), &["history", &user, "--json"]);
    let breaks = |at: usize| history[at]["breaks"].as_array().unwrap().len();
    assert_eq!((breaks(0), breaks(1)), (1, 0), "the history reports it on the later event");
    let lines = text(&missing, &["history", &user]);
    let reports: Vec<_> = lines.lines().filter(|line| line.contains("an event was missed")).collect();
    assert!(matches!(reports[..], [one] if one.starts_with("        ! Before this event: ")), "{lines}");
}
