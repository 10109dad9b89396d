//! Opening a database, alone and with other programs.

use hookglass_clock::Clock;
use hookglass_store::{FILE_NAME, INDEX_FILE_NAME, OpenError, Store};
use std::{fs, path::Path, thread};

use crate::support::{Db, event, found};

#[tokio::test]
async fn two_stores_on_one_file_see_each_others_events() {
    let db = Db::new();
    let window = db.open();
    let command = db.open();
    let before = window.data_version().await.unwrap();
    let first = window.events_mut().append(event("/", b"1")).await.unwrap();
    let second = command.events_mut().append(event("/", b"2")).await.unwrap();
    assert_ne!(first, second);
    assert_ne!(window.data_version().await.unwrap(), before, "another store's commit changes the version");
    assert_eq!(found(&window, "").await, [first, second]);
}

#[test]
fn many_programs_can_create_the_same_database_at_once() {
    let db = Db::new();
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let dir = db.path().to_owned();
            thread::spawn(move || Store::open(&dir, Clock::system()).map(drop))
        })
        .collect();
    for thread in threads {
        thread.join().unwrap().unwrap();
    }
}

#[cfg(unix)]
#[test]
fn folder_and_files_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let db = Db::new();
    let folder = db.path().join("new/hookglass");
    let store = Store::open(&folder, Clock::system()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for file in [FILE_NAME.to_owned(), format!("{FILE_NAME}-wal"), format!("{FILE_NAME}-shm")] {
        assert_eq!(mode(&folder.join(&file)), 0o600, "{file}");
    }
    drop(store);
}

#[cfg(unix)]
#[test]
fn files_that_others_can_open_are_closed_to_them() {
    use std::os::unix::fs::PermissionsExt;
    let db = Db::new();
    let folder = db.path().join("shared");
    let store = Store::open(&folder, Clock::system()).unwrap();
    let set = |name: &str, mode| fs::set_permissions(folder.join(name), fs::Permissions::from_mode(mode)).unwrap();
    let mode = |name: &str| fs::metadata(folder.join(name)).unwrap().permissions().mode() & 0o777;
    let files: Vec<_> = ["", "-wal", "-shm"].map(|suffix| format!("{FILE_NAME}{suffix}")).into();
    fs::write(folder.join(INDEX_FILE_NAME), "").unwrap();
    let close = |expected: u32| {
        files.iter().for_each(|file| set(file, 0o666));
        set(INDEX_FILE_NAME, 0o644);
        set("", 0o777);
        Store::open(&folder, Clock::system()).unwrap();
        for file in files.iter().map(String::as_str).chain([INDEX_FILE_NAME]) {
            assert_eq!(mode(file), 0o600, "{file}");
        }
        assert_eq!(mode(""), expected);
    };
    close(0o700);
    // The log of a running program stays, so its files are checked too.
    fs::write(folder.join("photo.png"), "").unwrap();
    close(0o777);
    drop(store);
}

#[test]
fn a_foreign_file_is_not_modified() {
    let db = Db::new();
    let file = db.path().join(FILE_NAME);
    let text = "dear diary, ".repeat(100);
    fs::write(&file, &text).unwrap();
    assert!(matches!(Store::open(db.path(), Clock::system()), Err(OpenError::NotADatabase { .. })));
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    fs::remove_file(&file).unwrap();

    let other = db.raw();
    other.execute_batch("CREATE TABLE notes (a)").unwrap();
    drop(other);
    let before = fs::read(&file).unwrap();
    assert!(matches!(Store::open(db.path(), Clock::system()), Err(OpenError::NotADatabase { .. })));
    assert!(fs::read(&file).unwrap() == before, "a foreign database stays out of WAL mode");
}

#[test]
fn newer_and_read_only_databases_are_rejected() {
    let db = Db::new();
    drop(db.open());
    let file = db.path().join(FILE_NAME);
    let raw = db.raw();
    raw.pragma_update(None, "user_version", 99).unwrap();
    drop(raw);
    let error = Store::open(db.path(), Clock::system()).unwrap_err();
    assert!(matches!(error, OpenError::Newer { .. }));
    let message = error.to_string();
    assert!(message.contains("newer version") && !message.contains("--"), "a fact without advice: {message}");

    let mut permissions = fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).unwrap();
    assert!(matches!(Store::open(db.path(), Clock::system()), Err(OpenError::ReadOnly { .. })));

    let blocked = db.path().join("file");
    fs::write(&blocked, "").unwrap();
    assert!(matches!(Store::open(&blocked.join("folder"), Clock::system()), Err(OpenError::Folder { .. })));
}

#[tokio::test]
async fn another_programs_lock_blocks_writers_and_no_readers() {
    let db = Db::new();
    let store = db.open();
    store.events_mut().append(event("/", b"1")).await.unwrap();
    let holder = db.raw();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let append = store.events_mut();
    let append = append.append(event("/", b"2"));
    tokio::pin!(append);
    tokio::select! {
        biased;
        _ = &mut append => panic!("the lock is held"),
        ids = found(&store, "") => assert_eq!(ids, [1], "reading needs no lock"),
    }
    holder.execute_batch("ROLLBACK").unwrap();
    assert_eq!(append.await.unwrap(), 2, "the write continues once the lock is free");
}

#[tokio::test]
async fn a_database_with_a_planted_trigger_or_view_is_rejected() {
    for planted in [
        "CREATE TRIGGER planted AFTER INSERT ON events BEGIN DELETE FROM events; END",
        "CREATE VIEW planted AS SELECT 1",
    ] {
        let db = Db::new();
        drop(db.open());
        db.raw().execute_batch(planted).unwrap();
        let error = Store::open(db.path(), Clock::system()).unwrap_err();
        assert!(
            matches!(error, OpenError::UnexpectedSchema { .. }) && error.to_string().contains("planted"),
            "{error}"
        );
    }
}
