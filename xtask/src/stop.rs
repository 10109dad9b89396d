//! Stops the programs that xtask started, after Ctrl-C or SIGTERM.
//!
//! On Unix, a child leads its own process group, so that one signal reaches the app, its display
//! and every compiler under cargo. The children have a grace period; a second Ctrl-C kills them. On
//! Windows, the console signals the children. A child that uses the terminal (a package manager
//! that may prompt for a password) stays in xtask's group and gets Ctrl-C from the terminal.

use std::io;
use std::process::{Command, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long signaled programs may take to stop before they are killed.
const GRACE_PERIOD: Duration = Duration::from_secs(10);
const POLL_INTERVAL: Duration = Duration::from_millis(20);

static REQUESTED: AtomicBool = AtomicBool::new(false);
/// The running process group. The lock is held while a child starts, so that no signal can arrive
/// between the start and the assignment.
static RUNNING: Mutex<Option<u32>> = Mutex::new(None);

/// Installs the handler. Call it once, before the first child starts.
pub(crate) fn listen() {
    if let Err(error) = ctrlc::set_handler(on_signal) {
        eprintln!("warning: Ctrl-C may leave programs running: {error}");
    }
}

/// Whether Ctrl-C or SIGTERM arrived.
pub(crate) fn requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}

/// Starts the command in its own process group, without the terminal's input, and waits for its
/// exit.
pub(crate) fn wait(mut command: Command) -> io::Result<ExitStatus> {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.stdin(std::process::Stdio::null());
    let mut child = {
        let mut running = running();
        if requested() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let child = command.spawn()?;
        *running = Some(child.id());
        child
    };
    let group = child.id();
    let status = child.wait();
    if requested() {
        wait_for_group(group);
    }
    *running() = None;
    status
}

/// Waits for the other processes of a stopped group: the display's wrapper exits immediately, but
/// the app closes its database first. They are not children of xtask, so it polls.
fn wait_for_group(group: u32) {
    let began = Instant::now();
    while is_running(group) {
        if began.elapsed() > GRACE_PERIOD {
            signal(group, "KILL");
            return;
        }
        std::thread::sleep(POLL_INTERVAL);
    }
}

/// Whether a process of the group still runs. A system without `/proc` also has no display wrapper,
/// so the child that already exited was the whole group.
fn is_running(group: u32) -> bool {
    let Ok(processes) = std::fs::read_dir("/proc") else {
        return false;
    };
    processes
        .flatten()
        .filter_map(|process| std::fs::read_to_string(process.path().join("stat")).ok())
        .any(|stat| is_in_group(&stat, group))
}

/// Whether a line of proc(5) `stat` (`pid (name) state parent group ...`) is of a running process
/// of the group. Zombies do not count.
fn is_in_group(stat: &str, group: u32) -> bool {
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let mut fields = after_name.split_whitespace();
    let dead = matches!(fields.next(), None | Some("Z" | "X"));
    !dead && fields.nth(1).is_some_and(|of| of.parse() == Ok(group))
}

/// Starts the command with the terminal's input, in xtask's own group, and waits for its exit.
pub(crate) fn wait_with_terminal(mut command: Command) -> io::Result<ExitStatus> {
    if requested() {
        return Err(io::ErrorKind::Interrupted.into());
    }
    command.status()
}

fn running() -> MutexGuard<'static, Option<u32>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

fn on_signal() {
    let again = REQUESTED.swap(true, Ordering::SeqCst);
    let Some(group) = *running() else { return };
    signal(group, if again { "KILL" } else { "TERM" });
    std::thread::spawn(move || {
        std::thread::sleep(GRACE_PERIOD);
        if *running() == Some(group) {
            signal(group, "KILL");
        }
    });
}

/// Uses the shell's built-in `kill`, because the program is not on every Unix.
#[cfg(unix)]
fn signal(group: u32, name: &str) {
    let line = format!("kill -s {name} -- -{group}");
    if let Err(error) = Command::new("sh").args(["-c", &line]).stderr(std::process::Stdio::null()).status() {
        eprintln!("warning: programs may still run, because `{line}` could not be started: {error}");
    }
}

#[cfg(not(unix))]
fn signal(_group: u32, _name: &str) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zombies_and_other_groups_do_not_count() {
        assert!(is_in_group("41 (hookglass-deskt) S 40 39 39 0 -1", 39));
        assert!(is_in_group("41 (a) b) (c) R 40 39 39 0 -1", 39), "a process may have any name");
        assert!(!is_in_group("41 (Xvfb) Z 1 39 39 0 -1", 39), "a container may have no init to reap zombies");
        assert!(!is_in_group("39 (sh) S 40 38 39 0 -1", 39));
        assert!(!is_in_group("", 39), "a process may exit while its line is read");
    }
}
