//! `star`, `note`, `delete`, `prune` and `repair`.

use hookglass_testkit::wire;
use std::{fs, path::Path};

use crate::support::{Serve, error_line, json_lines, run};

fn printed(dir: &Path, args: &[&str]) -> String {
    let output = run(dir, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn ids(dir: &Path, filter: &str) -> Vec<i64> {
    json_lines(dir, &["list", filter, "--json"]).iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

fn with(count: usize) -> Serve {
    let serve = Serve::fresh();
    for number in 1..=count {
        wire::post(serve.address, &format!("/{number}"), &[], b"{}");
    }
    serve
}

#[test]
fn starred_and_annotated_events_can_be_found_and_are_not_pruned() {
    let serve = with(6);
    let dir = serve.dir();
    printed(dir, &["star", "1", "2"]);
    printed(dir, &["unstar", "2"]);
    printed(dir, &["note", "3", "ask\u{1b}[31m\nZoë"]);
    assert_eq!(printed(dir, &["note", "3"]), "ask\\u{1b}[31m\nZoë\n", "control characters are escaped");
    assert_eq!(
        (ids(dir, "is:starred"), ids(dir, "has:note"), ids(dir, "-is:starred -has:note")),
        (vec![1], vec![3], vec![6, 5, 4, 2])
    );
    assert!(error_line(&run(dir, &["star", "4", "9"])).contains("no event 9"));
    assert_eq!(ids(dir, "is:starred"), [1], "an error changes nothing");
    assert!(error_line(&run(dir, &["note", "9", "x"])).contains("no event 9"));
    let invalid = run(dir, &["list", "is:red"]);
    assert_eq!(invalid.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&invalid.stderr).contains("starred"), "the error lists the valid values");
    assert_eq!(printed(dir, &["prune", "--keep-events", "1", "--dry-run"]), "would delete 3 events\n");
    assert_eq!(ids(dir, "").len(), 6, "a dry run deletes nothing");
    let output = run(dir, &["prune", "--keep-events", "1"]);
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("deleted 3 events, received up to 20"));
    let notes = String::from_utf8_lossy(&output.stderr);
    assert!(notes.contains("note: 2 events have a star or a note and stay"), "{notes}");
    assert_eq!(ids(dir, ""), [6, 3, 1]);
    assert_eq!(printed(dir, &["prune"]), "deleted 0 events\n", "without options, the limits of the settings apply");
    assert!(error_line(&run(dir, &["prune", "--keep-bytes", "5"])).contains("1 MiB"));
}

#[test]
fn delete_is_permanent_and_needs_confirmation() {
    let serve = with(5);
    let dir = serve.dir();
    assert!(error_line(&run(dir, &["delete", "2"])).contains("--yes"), "without a terminal, the answer is no");
    assert_eq!(printed(dir, &["delete", "2", "4", "--yes"]), "deleted 2 events\n");
    assert_eq!(ids(dir, ""), [5, 3, 1]);
    assert!(error_line(&run(dir, &["show", "2"])).contains("no event 2"));
    for args in [&["delete", "2", "--yes"][..], &["delete", "2"], &["delete", "path:/none", "--yes"]] {
        let nothing = run(dir, args);
        assert_eq!(nothing.status.code(), Some(1), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&nothing.stderr), "note: no event matches, so nothing was deleted\n");
    }
    let unquoted = error_line(&run(dir, &["delete", "path:/1", "path:/3", "--yes"]));
    assert!(unquoted.contains("in quotes. Try: 'path:/1 path:/3'"), "{unquoted}");
    assert!(error_line(&run(dir, &["delete", "colour:red", "--yes"])).contains("character 1"));
    assert_eq!(printed(dir, &["delete", "--yes", "--", "-path:/5"]), "deleted 2 events\n");
    assert_eq!(printed(dir, &["delete", "", "--yes"]), "deleted 1 event\n");
    assert_eq!(ids(dir, ""), [] as [i64; 0]);
    let file = rusqlite::Connection::open(dir.join("hookglass.db")).unwrap();
    let left: i64 = file.query_row("SELECT count(*) FROM events", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0, "the rows are deleted, not only hidden");
    wire::post(serve.address, "/again", &[], b"{}");
    assert_eq!(ids(dir, ""), [6], "an id is never reused");
}

#[test]
fn a_damaged_database_is_reported_and_moved_aside_only_on_request() {
    let serve = with(40);
    let dir = serve.dir().to_owned();
    assert!(printed(&dir, &["repair"]).contains("is intact"));
    assert!(printed(&dir, &["repair", "--move-aside"]).contains("is intact"), "an intact database is not moved");
    let file = dir.join("hookglass.db");
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("hookglass.db");
    rusqlite::Connection::open(&file).unwrap().execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
    rusqlite::Connection::open(&copy).unwrap().pragma_update(None, "journal_mode", "WAL").unwrap();
    let mut bytes = fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[8192..middle].fill(0xA5);
    fs::write(&copy, &bytes).unwrap();
    let dir = folder.path();
    let error = error_line(&run(dir, &["list"]));
    assert!(error.contains("damaged") && error.contains("hookglass repair"), "{error}");
    assert!(fs::read(&copy).unwrap() == bytes, "the damaged file is unchanged");
    let output = run(dir, &["repair"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!output.stdout.is_empty() && String::from_utf8_lossy(&output.stderr).contains("--move-aside"));
    fs::write(dir.join("hookglass.db.damaged-1"), "an older one").unwrap();
    let moved = printed(dir, &["repair", "--move-aside"]);
    assert!(moved.contains("hookglass.db.damaged-2"), "{moved}");
    assert!(fs::read(dir.join("hookglass.db.damaged-2/hookglass.db")).unwrap() == bytes, "the moved file is unchanged");
    assert_eq!(fs::read(dir.join("hookglass.db.damaged-1")).unwrap(), b"an older one");
    let fresh = Serve::on(dir);
    wire::post(fresh.address, "/new", &[], b"{}");
    assert!(matches!(ids(dir, "")[..], [id] if id > 40), "an id is never reused");
}

#[test]
fn pruning_ends_although_a_damaged_event_stays() {
    const PAGE: usize = 8192;
    let serve = Serve::fresh();
    for number in 1..=4 {
        let body = format!("{} end{number}", "x".repeat(5 * PAGE));
        wire::post(serve.address, &format!("/{number}"), &[], body.as_bytes());
    }
    let folder = tempfile::tempdir().unwrap();
    let (dir, copy) = (folder.path(), folder.path().join("hookglass.db"));
    let file = rusqlite::Connection::open(serve.dir().join("hookglass.db")).unwrap();
    file.execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
    let file = rusqlite::Connection::open(&copy).unwrap();
    file.execute_batch("PRAGMA journal_mode = WAL; UPDATE events SET received_at = 1 WHERE id <= 3").unwrap();
    drop(file);
    // Breaks the chain of pages of the second body, and what the second page of the file says of
    // it.
    let mut bytes = fs::read(&copy).unwrap();
    let at = bytes.windows(5).position(|window| window == b" end2").unwrap() / PAGE;
    let page = u32::try_from(at + 1).unwrap().to_be_bytes();
    let before = bytes.chunks(PAGE).position(|chunk| chunk[..4] == page).unwrap() * PAGE;
    bytes[before..before + 4].fill(0xff);
    bytes[PAGE + 5 * (at - 2)] = 0;
    fs::write(&copy, bytes).unwrap();
    printed(dir, &["prune", "--keep-days", "1"]);
    assert_eq!(ids(dir, ""), [4, 2]);
}
