use super::section::{name_error, reach};
use super::*;
use crate::catalog;
use crate::chain::Limits;
use crate::envelope::{Kind, Vendor};
use crate::verdict::Severity;
use proptest::prelude::*;
use std::time::Duration;

const DOCUMENTED: &str = r#"id: myapp
http:
  public_origin: "https://myapp.authgear.cloud"
hook:
  sync_hook_timeout_seconds: 3
  blocking_handlers:
    - event: "user.pre_create"
      url: "https://myapp.com/check_user_create"
    - event: "user.pre_create"
      url: "authgeardeno:///deno/randomstring.ts"
  non_blocking_handlers:
    - events: ["*"]
      url: 'https://myapp.com/all_events'
    - events: ["*"]
      url: "authgeardeno:///deno/randomstring.ts"
    - events: ["user.created"]
      url: 'https://myapp.com/sync_user_creation'
"#;

fn hooks(text: &str) -> Hooks {
    read(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A file with these lines in its section.
fn section(lines: &str) -> String {
    let indented: Vec<_> = lines.lines().map(|line| format!("  {line}")).collect();
    format!("hook:\n{}\n", indented.join("\n"))
}

fn error(text: &str) -> (usize, usize, String) {
    let error = read(text.as_bytes()).expect_err(text);
    (error.place.line, error.place.column, error.what)
}

#[test]
fn the_example_in_the_specification_is_read() {
    let hooks = hooks(DOCUMENTED);
    let handlers: Vec<_> = hooks
        .handlers
        .iter()
        .map(|handler| (handler.kind, handler.number, handler.reach(), handler.place.line))
        .collect();
    assert_eq!(
        handlers,
        [
            (Kind::Blocking, 1, Reach::Webhook, 8),
            (Kind::Blocking, 2, Reach::Deno, 10),
            (Kind::NonBlocking, 1, Reach::Webhook, 13),
            (Kind::NonBlocking, 2, Reach::Deno, 15),
            (Kind::NonBlocking, 3, Reach::Webhook, 17),
        ]
    );
    assert_eq!(hooks.limits, Limits { each: Duration::from_secs(3), total: Duration::from_secs(10) });
    let notes: Vec<_> = hooks.notes.iter().map(|note| (note.severity, note.place.line)).collect();
    assert_eq!(
        notes,
        [(Severity::Information, 10), (Severity::Information, 15)],
        "handlers that run inside Authgear get a note"
    );
    let chain: Vec<_> = hooks.chain("user.pre_create").iter().map(|handler| handler.number).collect();
    assert_eq!(chain, [1, 2]);
}

#[test]
fn each_handler_gets_the_types_that_authgear_sends_it() {
    let survey = hooks(DOCUMENTED).survey([
        "user.pre_create",
        "user.created",
        "identity.email.verified",
        "user.signed_out",
        "wallet.linked",
        "user.profile.pre_update",
    ]);
    let all = ["user.created", "identity.email.verified", "wallet.linked"];
    assert_eq!(survey.gets[0], ["user.pre_create"], "a blocking event does not reach the handlers of *");
    assert_eq!(survey.gets[2], all);
    assert_eq!(survey.gets[3], all);
    assert_eq!(survey.gets[4], ["user.created"]);
    assert_eq!(survey.twice, [], "delivery to two URLs is not a duplicate");
    let unheard: Vec<_> = survey.unheard.iter().map(|one| (one.event.as_str(), one.why.as_str())).collect();
    assert_eq!(
        unheard,
        [
            ("user.signed_out", "Audit log only: Authgear never delivers it to a webhook."),
            ("user.profile.pre_update", "No blocking handler subscribes to it."),
        ]
    );
}

#[test]
fn a_type_that_arrives_twice_at_one_url_is_reported() {
    let hooks = hooks(&section(
        "blocking_handlers:
- {event: user.pre_create, url: 'http://a/x'}
- {event: user.pre_create, url: 'http://a/x'}
non_blocking_handlers:
- {events: ['*'], url: 'http://a/x'}
- {events: [user.created, user.created, identity.email.verified], url: 'http://a/x'}
- {events: ['*', user.created], url: 'http://b'}
- {events: ['*'], url: 'authgeardeno:///d.ts'}
- {events: [user.created], url: 'authgeardeno:///d.ts'}",
    ));
    let survey = hooks.survey(["user.created", "user.deleted", "user.pre_create", "identity.email.verified"]);
    let twice: Vec<_> =
        survey.twice.iter().map(|twice| (twice.event.as_str(), twice.url.as_str(), &twice.handlers[..])).collect();
    assert_eq!(twice, [("user.created", "http://a/x", &[2, 3][..]), ("user.pre_create", "http://a/x", &[0, 1])]);
    let notes: Vec<_> = hooks.notes.iter().map(|note| note.sentence.as_str()).collect();
    assert!(notes.contains(&"'user.created' appears twice; the handler gets it once."), "{notes:#?}");
    assert!(notes.contains(&"'user.created' has no effect beside '*', which subscribes to all events."), "{notes:#?}");
    assert!(notes.iter().any(|note| note.contains("'identity.email.verified' cannot be named")), "{notes:#?}");
}

#[test]
fn names_that_authgear_rejects_are_errors_with_their_lines() {
    let hooks = hooks(&section(
        "blocking_handlers:
- {event: user.created, url: 'http://a'}
- {event: '*', url: 'http://a'}
- {event: user.pre_creat, url: 'http://a'}
non_blocking_handlers:
- events:
  - user.pre_create
  - user.signed_out
  - project.app.created
  - wallet.linked
  url: http://a",
    ));
    let notes: Vec<_> =
        hooks.notes.iter().map(|note| (note.severity, note.place.line, note.sentence.as_str())).collect();
    for (at, (line, part)) in [
        (3, "non-blocking event; it belongs under non_blocking_handlers"),
        (4, "'*' is for non-blocking events only"),
        (5, "Hookglass does not know the type 'user.pre_creat'"),
        (8, "blocking event; it belongs under blocking_handlers"),
        (9, "audit log only"),
        (10, "a handler cannot name it"),
        (11, "Hookglass does not know the type 'wallet.linked'"),
    ]
    .into_iter()
    .enumerate()
    {
        let (severity, at_line, sentence) = notes[at];
        assert_eq!((severity, at_line), (Severity::Error, line), "{notes:#?}");
        assert!(sentence.contains(part), "{sentence}");
    }
    assert_eq!(notes.len(), 7);
}

#[test]
fn the_configuration_accepts_the_names_in_the_catalog() {
    let accepted = |kind| {
        let names = catalog::all().iter().filter(|entry| entry.vendor == Vendor::Authgear).map(|entry| entry.name);
        names.filter(|name| name_error(kind, name).is_none()).count()
    };
    assert_eq!(accepted(Kind::Blocking), 9, "authgear-server, pkg/lib/config/hook.go");
    assert_eq!(accepted(Kind::NonBlocking), 27, "authgear-server, pkg/lib/config/hook.go, without *");
}

#[test]
fn a_url_decides_how_authgear_calls_a_handler() {
    for (url, expected) in [
        ("http://a", Reach::Webhook),
        ("HTTPS://a:1/x?y#z", Reach::Webhook),
        ("authgeardeno:///deno/a.ts", Reach::Deno),
        ("authgeardeno://host/a.ts", Reach::Nowhere),
        ("http:///a", Reach::Nowhere),
        ("http://:80", Reach::Nowhere),
        ("http:a", Reach::Nowhere),
        ("ftp://a", Reach::Nowhere),
        ("a.example/hooks", Reach::Nowhere),
        ("http://a b", Reach::Nowhere),
        ("http://a\n", Reach::Nowhere),
        ("", Reach::Nowhere),
    ] {
        assert_eq!(reach(url), expected, "{url:?}");
    }
    let hooks = hooks(&section("non_blocking_handlers:\n- {events: ['*'], url: 'ftp://a'}"));
    assert!(hooks.notes[0].sentence.contains("http, https and authgeardeno URLs, not 'ftp://a'"), "{:?}", hooks.notes);
    assert_eq!(hooks.notes[0].place, Place { line: 3, column: 26 });
    let survey = hooks.survey(["user.created"]);
    assert_eq!(survey.unheard[0].why, "Only handlers that are not webhooks get it.");
}

#[test]
fn mistakes_are_errors_with_line_and_column() {
    for (lines, line, column, part) in [
        ("blocking_handlers: 1", 2, 22, "'blocking_handlers' is a number; expected a list"),
        ("blocking_handlers:\n- x", 3, 5, "a blocking handler is a string; expected a map"),
        ("blocking_handlers:\n- url: http://a", 3, 5, "a blocking handler needs 'event'"),
        ("blocking_handlers:\n- event: user.pre_create", 3, 5, "a blocking handler needs 'url'"),
        ("blocking_handlers:\n- event: true\n  url: http://a", 3, 12, "the name of an event is true or false"),
        ("blocking_handlers:\n- event: a\n  event: b\n  url: http://a", 4, 5, "'event' appears twice"),
        ("non_blocking_handlers:\n- events: user.created\n  url: http://a", 3, 13, "'events' is a string"),
        ("non_blocking_handlers:\n- events: ['*', ~]\n  url: http://a", 3, 19, "the name of an event is null"),
        ("non_blocking_handlers:\n- events: ['*']\n  url: [a]", 4, 10, "'url' is a list"),
        ("sync_hook_timeout_seconds: soon", 2, 30, "whole number of seconds"),
        ("sync_hook_timeout_seconds: '5'", 2, 30, "whole number of seconds"),
        ("sync_hook_timeout_seconds: 99999999999", 2, 30, "whole number of seconds"),
        ("sync_hook_timeout_seconds: -1", 2, 30, "whole number of seconds"),
        ("blocking_handlers:\n- <<: {event: a}\n  url: http://a", 3, 5, "merge keys"),
    ] {
        let (at_line, at_column, what) = error(&section(lines));
        assert!(what.contains(part), "{lines}: {what}");
        assert_eq!((at_line, at_column), (line, column), "{lines}: {what}");
    }
    let (line, _, _) = error("hook:\n  blocking_handlers: [\n");
    assert!(line >= 2, "a YAML syntax error has a line");
    assert_eq!(error("a: 1\n---\nb: 2\n").0, 2);
    assert!(error("- 1").2.contains("the file is a list"));
    assert!(error("hook: 1").2.contains("'hook' is a number"));
    let invalid = read(b"hook:\n  \xff").unwrap_err();
    assert_eq!(invalid.to_string(), "line 2, column 3: the file is not UTF-8");
}

#[test]
fn a_file_without_handlers_has_no_handlers_and_a_note() {
    assert_eq!(hooks(""), Hooks::default());
    assert_eq!(hooks("# only a comment\n"), Hooks::default());
    assert!(hooks("id: x\n").notes[0].sentence.contains("no 'hook' section"));
    assert_eq!(hooks("hook:\n").handlers, []);
    assert_eq!(hooks("hook: {}\n"), Hooks::default());
    assert_eq!(hooks(&section("blocking_handlers:\nsync_hook_total_timeout_seconds: 0")), Hooks::default());
}

#[test]
fn the_section_can_be_the_whole_file_and_unknown_members_are_noted() {
    let hooks = hooks("non_blocking_handlers:\n- events: [user.created]\n  url: http://a\n  secret: x\nmode: y\n");
    assert_eq!(hooks.handlers.len(), 1);
    let notes: Vec<_> = hooks.notes.iter().map(|note| (note.place.line, note.sentence.as_str())).collect();
    assert_eq!(notes.len(), 2);
    assert!(notes[0].0 == 4 && notes[0].1.contains("rejects 'secret' in a non-blocking handler"), "{notes:?}");
    assert!(notes[1].0 == 5 && notes[1].1.contains("rejects 'mode' in 'hook'"), "{notes:?}");
}

#[test]
fn aliases_are_resolved() {
    let hooks = hooks(&section(
        "blocking_handlers:
- event: user.pre_create
  url: &here http://a
non_blocking_handlers:
- &all {events: ['*'], url: *here}
- *all",
    ));
    assert_eq!(hooks.handlers.len(), 3);
    assert!(hooks.handlers.iter().all(|handler| handler.url == "http://a"));
    assert_eq!(hooks.survey(["user.created"]).twice[0].handlers, [1, 2]);
}

#[test]
fn hostile_files_do_not_panic() {
    let nested = |open: &str, close: &str, count: usize| format!("hook: {}{}", open.repeat(count), close.repeat(count));
    for text in [
        nested("[", "]", 100_000),
        nested("{a: ", "}", 50_000),
        "- ".repeat(20_000),
        "? ".repeat(20_000),
        "[".repeat(100_000),
        "&a ".repeat(10_000),
        format!("hook: &a [{}]", "*a,".repeat(50_000)),
        "hook:\n  blocking_handlers: &a [*a]".to_owned(),
        "a: ".to_owned() + &"x".repeat(1 << 20),
        format!("\"{}", "\\".repeat(100_000)),
    ] {
        // Any result is fine, but reading must end.
        let _ = read(text.as_bytes());
    }
    let names = "user.created,".repeat(1_000);
    let many = section(&format!(
        "non_blocking_handlers:\n- &a {{events: [{names}], url: http://a}}\n- [{}]",
        "*a,".repeat(10)
    ));
    assert!(read(many.as_bytes()).is_err());
    let aliases = section(&format!(
        "non_blocking_handlers:\n- &a {{events: &e [{names}], url: http://a}}\n{}",
        "- *a\n".repeat(10_000)
    ));
    let (_, _, what) = error(&aliases);
    assert!(what.contains("more than 100000 values"), "{what}");
    assert!(error(&" ".repeat((8 << 20) + 1)).2.contains("larger than 8 MiB"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_read_or_rejected_with_a_position(text in "([a-z*&!|>%@`'\"#:,\\-?\\[\\]{} \n\t~0-9]|\u{feff}|é){0,60}") {
        match read(text.as_bytes()) {
            Ok(hooks) => prop_assert!(hooks.survey(["user.created"]).gets.len() == hooks.handlers.len()),
            Err(error) => prop_assert!(error.place.line >= 1 && error.place.column >= 1 && !error.what.is_empty()),
        }
    }

    #[test]
    fn a_file_with_a_changed_byte_is_read_or_rejected(at: prop::sample::Index, byte: u8, cut: bool) {
        let mut bytes = DOCUMENTED.as_bytes().to_vec();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        if let Err(error) = read(&bytes) {
            let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 2;
            prop_assert!(error.place.line >= 1 && error.place.line <= lines, "{}", error);
        }
    }
}
