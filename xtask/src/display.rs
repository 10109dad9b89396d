//! A virtual display for one command: an X server without a screen, and a session bus.
//!
//! The command's window opens only there, even on a Wayland desktop. Everything stops with the
//! command. `xvfb-run` starts the command after the server signals that it accepts connections, so
//! a busy computer only takes longer. `packages.rs` lists the packages.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::step::{Failure, Outcome};

const SCREEN: &str = "-screen 0 1600x1000x24";

/// Whether a desktop can show the window.
pub(crate) fn present() -> bool {
    !cfg!(target_os = "linux") || is_set(|name| std::env::var_os(name))
}

fn is_set<V: AsRef<OsStr>>(variable: impl Fn(&str) -> Option<V>) -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| variable(name).is_some_and(|value| !value.as_ref().is_empty()))
}

/// Runs `work` with the command wrapped in a virtual display.
pub(crate) fn virtually(command: &Command, work: impl FnOnce(Command) -> Outcome) -> Outcome {
    let key = Key::new()?;
    work(wrap(command, key.0.as_os_str()))
}

/// The file with the display's access key. xvfb-run leaves its own file behind when a signal stops
/// it. It does not support paths with spaces, so the file is not in the checkout.
struct Key(PathBuf);

impl Key {
    fn new() -> Result<Self, Failure> {
        let path = std::env::temp_dir().join(format!("hookglass-display-{}", std::process::id()));
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        // A program with the key can read the display and type into it.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(_) => Ok(Self(path)),
            Err(error) => Err(Failure::Failed(format!(
                "cannot create the display's key {}: {error}; remove the file or set TMPDIR to a writable folder",
                path.display()
            ))),
        }
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        // A leftover key is harmless, because its display no longer exists.
        let _ = fs::remove_file(&self.0);
    }
}

fn wrap(command: &Command, key: &OsStr) -> Command {
    let mut wrapped = Command::new("xvfb-run");
    wrapped.arg("-a").arg("-f").arg(key).args(["-s", SCREEN, "dbus-run-session", "--"]);
    wrapped.arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        wrapped.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => wrapped.env(name, value),
            None => wrapped.env_remove(name),
        };
    }
    // The display has no graphics card, and GTK must not prefer the desktop's Wayland.
    wrapped.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1").env("GDK_BACKEND", "x11").env_remove("WAYLAND_DISPLAY");
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_variable_does_not_count_as_a_display() {
        assert!(!is_set(|_| None::<String>));
        assert!(!is_set(|_| Some("")), "`DISPLAY= cargo xtask run` uses the virtual display");
        assert!(is_set(|name| (name == "WAYLAND_DISPLAY").then_some("wayland-0")));
        assert!(is_set(|name| (name == "DISPLAY").then_some(":0")));
    }

    #[test]
    fn the_wrapped_command_keeps_its_arguments_folder_and_environment() {
        let mut command = Command::new("app");
        command.args(["--data-dir", "/a b"]).current_dir("/tmp").env("HOOKGLASS_E2E", "1");
        let wrapped = wrap(&command, OsStr::new("key"));
        let args: Vec<_> = wrapped.get_args().collect();
        let expected =
            ["-a", "-f", "key", "-s", SCREEN, "dbus-run-session", "--", "app", "--data-dir", "/a b"].map(OsStr::new);
        assert_eq!(args, expected);
        assert_eq!(wrapped.get_current_dir(), Some(std::path::Path::new("/tmp")));
        let env: Vec<_> = wrapped.get_envs().collect();
        assert!(env.contains(&(OsStr::new("HOOKGLASS_E2E"), Some(OsStr::new("1")))));
        assert!(env.contains(&(OsStr::new("WAYLAND_DISPLAY"), None)), "GTK prefers Wayland if the variable is set");
    }
}
