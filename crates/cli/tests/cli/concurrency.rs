//! Several programs that write to one database, and a disk that is full for a while.

use hookglass_app::{App, ConfigDir, DataDir, NoKeychain, view};
use hookglass_clock::Clock;
use hookglass_testkit::{HANG_GUARD, ManualClock, wire};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
    thread,
};
use tokio::time::timeout;

use crate::support::{Serve, command, json_lines, run};

async fn window(dir: &Path) -> Arc<App> {
    window_on(dir, Clock::system()).await
}

async fn window_on(dir: &Path, clock: Clock) -> Arc<App> {
    let data_dir = DataDir { path: dir.to_owned(), source: view::DataDirSource::Option };
    let app = Arc::new(
        App::open_with(data_dir, ConfigDir::at(dir.join("config")), Arc::new(NoKeychain), clock).await.unwrap(),
    );
    app.listen(Some("127.0.0.1:0")).await.unwrap();
    app
}

async fn post(app: &App, path: String, body: Vec<u8>) -> wire::Response {
    let address = app.pages.address().unwrap();
    tokio::task::spawn_blocking(move || wire::post(address, &path, &[], &body)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_and_three_commands_can_write_at_the_same_time() {
    const EACH: usize = 40;
    let dir = tempfile::tempdir().unwrap();
    let app = window(dir.path()).await;
    for number in 0..EACH {
        assert_eq!(post(&app, format!("/before/{number}"), b"{}".to_vec()).await.status, 200);
    }
    let listing = app.inbox.open("", false, None).await.unwrap().listing;
    let folder = dir.path().to_owned();
    let commands: Vec<_> = (0..3)
        .map(|command| {
            let folder = folder.clone();
            thread::spawn(move || match command {
                0 => {
                    let serve = Serve::on(&folder);
                    for number in 0..EACH {
                        assert_eq!(wire::post(serve.address, &format!("/serve/{number}"), &[], b"{}").status, 200);
                    }
                }
                1 => (1..=10).for_each(|id| {
                    let id = id.to_string();
                    assert!(run(&folder, &["star", &id]).status.success());
                    assert!(run(&folder, &["note", &id, "kept"]).status.success());
                }),
                _ => (11..=20).for_each(|id| {
                    let output = run(&folder, &["delete", &id.to_string(), "--yes"]);
                    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
                }),
            })
        })
        .collect();
    for number in 0..EACH {
        assert_eq!(post(&app, format!("/window/{number}"), b"{}".to_vec()).await.status, 200);
        let window = app.inbox.window(listing, 0, 200).await.unwrap();
        assert_eq!(window.total, window.rows.len() as u64, "no row is missing at any time");
    }
    for command in commands {
        command.join().unwrap();
    }
    let hidden = app.inbox.delete(view::Deletion::Ids { ids: vec![21] }).await.unwrap();
    let rows = app.inbox.window(listing, 0, 200).await.unwrap();
    assert_eq!(rows.total as usize, 3 * EACH - 10 - 1);
    assert_eq!(rows.rows.iter().filter(|row| row.starred && row.noted).count(), 10);
    assert_eq!(app.inbox.sidebar().await.unwrap().starred, 10);
    let listed = json_lines(dir.path(), &["list", "--json"]).len();
    assert_eq!(listed, 3 * EACH - 11, "an event in the trash is hidden in other programs too");
    assert!(run(dir.path(), &["prune", "--keep-events", "40"]).status.success());
    assert_eq!(app.inbox.window(listing, 0, 200).await.unwrap().total, 50, "with the ten starred events");
    assert_eq!(app.inbox.undo_delete(hidden.undo).await.unwrap(), 1, "an event in the trash is not pruned");
    let file = rusqlite::Connection::open(dir.path().join("hookglass.db")).unwrap();
    let check: String = file.pragma_query_value(None, "integrity_check", |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    app.close().await;
}

/// A small disk. The drop unmounts it.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn new(size: &str) -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "hookglass-test"])
            .arg(dir.path())
            .output();
        let disk = mounted.is_ok_and(|mounted| mounted.status.success()).then_some(Self(dir));
        if disk.is_none() {
            eprintln!("skipped: only root on Linux can mount a small disk for this test");
        }
        disk
    }

    fn data_dir(&self) -> PathBuf {
        self.0.path().join("data")
    }

    /// Fills 12 MiB of the disk with a file, and returns the file.
    fn fill(&self) -> PathBuf {
        let filler = self.0.path().join("filler");
        fs::write(&filler, vec![0; 12 << 20]).unwrap();
        filler
    }
}

/// Sends events until one is rejected. Returns the paths of the accepted events, and the answer to
/// the rejected one.
async fn post_until_rejected(app: &App) -> (Vec<String>, wire::Response) {
    let mut acknowledged = Vec::new();
    loop {
        let path = format!("/{}", acknowledged.len());
        let response = post(app, path.clone(), vec![b'x'; 200_000]).await;
        if response.status != 200 {
            return (acknowledged, response);
        }
        acknowledged.push(path);
        assert!(acknowledged.len() < 200, "200 events do not fit on the disk");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0.path()).status();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_reported_and_the_receiver_recovers_when_there_is_room() {
    let Some(disk) = SmallDisk::new("24m") else { return };
    let dir = disk.data_dir();
    let app = window(&dir).await;
    assert_eq!(app.pages.status().await.unwrap().free_space_problem, None);
    let filler = disk.fill();
    let (mut acknowledged, rejected) = post_until_rejected(&app).await;
    let reason = String::from_utf8_lossy(&rejected.body).into_owned();
    assert_eq!(rejected.status, 507, "{reason}");
    assert!(reason.contains("the disk is full"), "{reason}");
    let problem = app.pages.status().await.unwrap().free_space_problem.unwrap();
    assert!(problem.contains("The disk is full") && problem.contains(&dir.display().to_string()), "{problem}");
    assert_eq!(post(&app, "/still".into(), vec![b'x'; 200_000]).await.status, 507);
    fs::remove_file(&filler).unwrap();
    // A rejected sender repeats its request.
    let repeated = async { while post(&app, "/after".into(), vec![b'x'; 200_000]).await.status != 200 {} };
    timeout(HANG_GUARD, repeated).await.expect("the receiver accepts events again");
    assert_eq!(app.pages.status().await.unwrap().free_space_problem, None);
    acknowledged.push("/after".into());
    let stored = json_lines(&dir, &["list", "--json"]);
    let stored: Vec<_> = stored.iter().rev().map(|row| row["path"].as_str().unwrap().to_owned()).collect();
    assert_eq!(stored, acknowledged, "exactly the acknowledged events are stored");
    let file = rusqlite::Connection::open(dir.join("hookglass.db")).unwrap();
    let check: String = file.pragma_query_value(None, "integrity_check", |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    app.close().await;
}

#[test]
fn a_body_that_does_not_fit_on_the_disk_is_rejected_before_it_is_sent() {
    let Some(disk) = SmallDisk::new("24m") else { return };
    let serve = Serve::on(&disk.data_dir());
    let mut caller = wire::Connection::open(serve.address);
    caller.send(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20971520\r\nExpect: 100-continue\r\n\r\n");
    let response = caller.response();
    let reason = String::from_utf8_lossy(&response.body).into_owned();
    assert_eq!(response.status, 507, "without an invitation to send the body: {reason}");
    assert!(reason.contains("the disk is full"), "{reason}");
    assert_eq!(wire::post(serve.address, "/", &[], b"{}").status, 200, "a small one fits");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_receiver_recovers_from_a_full_disk_without_another_request() {
    let Some(disk) = SmallDisk::new("24m") else { return };
    let manual = ManualClock::at("2026-03-10T12:00:00Z".parse().unwrap());
    let app = window_on(&disk.data_dir(), manual.clock()).await;
    let filler = disk.fill();
    let mut changes = app.pages.receiver_changes();
    let is_full = async || app.pages.status().await.unwrap().free_space_problem.is_some();
    let (_, rejected) = post_until_rejected(&app).await;
    assert_eq!((rejected.status, is_full().await), (507, true));
    timeout(HANG_GUARD, changes.changed()).await.expect("the window is notified").unwrap();
    fs::remove_file(&filler).unwrap();
    let recovered = async {
        loop {
            tokio::select! {
                changed = changes.changed() => {
                    changed.unwrap();
                    if !is_full().await {
                        return;
                    }
                }
                // The disk is probed at intervals.
                () = manual.advance_to_next_timer() => {}
            }
        }
    };
    timeout(HANG_GUARD, recovered).await.expect("the window is notified of the free space");
    assert_eq!(post(&app, "/after".into(), vec![b'x'; 200_000]).await.status, 200);
    app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_healed_by_deleting() {
    let Some(disk) = SmallDisk::new("64m") else { return };
    let dir = disk.data_dir();
    let app = window(&dir).await;
    assert_eq!(post(&app, "/large".into(), vec![b'x'; 12 << 20]).await.status, 200);
    assert_eq!(post(&app, "/small".into(), b"{}".to_vec()).await.status, 200);
    let mut filler = fs::File::create(disk.0.path().join("filler")).unwrap();
    while std::io::Write::write(&mut filler, &[0; 4096]).is_ok_and(|written| written > 0) {}
    assert_eq!(post(&app, "/rejected".into(), vec![b'x'; 200_000]).await.status, 507);
    let listed = json_lines(&dir, &["list", "--json"]);
    assert_eq!(listed.len(), 2, "listing needs no room");
    let deleted = run(&dir, &["delete", "path:/large", "--yes"]);
    assert!(deleted.status.success(), "{}", String::from_utf8_lossy(&deleted.stderr));
    // A rejected sender repeats its request.
    let repeated = async { while post(&app, "/after".into(), vec![b'x'; 200_000]).await.status != 200 {} };
    timeout(HANG_GUARD, repeated).await.expect("the receiver accepts events again");
    let stored = json_lines(&dir, &["list", "--json"]);
    let stored: Vec<_> = stored.iter().map(|row| row["path"].as_str().unwrap().to_owned()).collect();
    assert_eq!(stored, ["/after", "/small"]);
    app.close().await;
}

#[test]
fn a_full_disk_is_logged_once() {
    let Some(disk) = SmallDisk::new("24m") else { return };
    let mut serve = command(&disk.data_dir(), true);
    serve.args(["serve", "--listen", "127.0.0.1:0"]).env("HOOKGLASS_LOG", "warn").stderr(Stdio::piped());
    let mut serve = Serve::spawn(serve);
    disk.fill();
    let (address, body) = (serve.address, vec![b'x'; 4 << 20]);
    let statuses: Vec<_> = (0..20).map(|_| wire::post(address, "/", &[], &body).status).collect();
    assert!(statuses.iter().filter(|status| **status == 507).count() >= 10, "{statuses:?}");
    serve.child.kill().unwrap();
    let mut log = String::new();
    std::io::Read::read_to_string(&mut serve.child.stderr.take().unwrap(), &mut log).unwrap();
    assert_eq!(log.matches("the disk is full").count(), 1, "{log}");
}

#[cfg(unix)]
#[test]
fn the_size_limit_of_files_does_not_end_the_receiver() {
    let dir = tempfile::tempdir().unwrap();
    let serve = command(dir.path(), true);
    let mut limited = Command::new("sh");
    // 512-byte blocks: 4 MiB.
    limited.args(["-c", "ulimit -f 8192; exec \"$@\"", "sh"]).arg(serve.get_program()).args(serve.get_args());
    for (name, value) in serve.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    let serve = Serve::spawn({
        limited.args(["serve", "--listen", "127.0.0.1:0"]);
        limited
    });
    let body = vec![b'x'; 1 << 20];
    let statuses: Vec<_> = (0..8).map(|_| wire::post(serve.address, "/", &[], &body).status).collect();
    assert!(statuses[0] == 200 && statuses[7] >= 500, "{statuses:?}");
    let stored = json_lines(dir.path(), &["list", "--json"]).len();
    assert_eq!(stored, statuses.iter().filter(|status| **status == 200).count(), "what was acknowledged is stored");
}
