//! Running the command, and a `serve` that ends with the test.

use hookglass_testkit::corpus::{self, SECRET};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Output, Stdio},
};
use tempfile::TempDir;

/// A command with a data folder, and the key when `secret`.
pub(crate) fn command(dir: &Path, secret: bool) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("hookglass"));
    command.env_remove("HOOKGLASS_DATA_DIR").env_remove("HOOKGLASS_AUTHGEAR_SECRET").env("HOOKGLASS_LOG", "off");
    // No test reads or writes this computer's keychain.
    command.env("HOOKGLASS_KEYCHAIN", "off");
    if secret {
        command.env("HOOKGLASS_AUTHGEAR_SECRET", SECRET);
    }
    command.arg("--data-dir").arg(dir);
    command
}

/// Runs a command to its end.
pub(crate) fn run(dir: &Path, args: &[&str]) -> Output {
    command(dir, true).args(args).output().unwrap()
}

/// Runs a command that has to succeed, and reads a JSON value from each line.
pub(crate) fn json_lines(dir: &Path, args: &[&str]) -> Vec<Value> {
    let output = run(dir, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// `hookglass serve`, on a port of its own.
pub(crate) struct Serve {
    pub(crate) address: SocketAddr,
    pub(crate) child: Child,
    dir: Option<TempDir>,
}

impl Serve {
    /// With a fresh data folder.
    pub(crate) fn fresh() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut serve = Self::on(dir.path());
        serve.dir = Some(dir);
        serve
    }

    /// On a folder that the test keeps.
    pub(crate) fn on(dir: &Path) -> Self {
        Self::start(dir, true)
    }

    /// On a folder, with the key of the corpus when `secret`.
    pub(crate) fn start(dir: &Path, secret: bool) -> Self {
        Self::start_with(dir, secret, &[])
    }

    /// With a data folder that goes with it, and more arguments.
    pub(crate) fn with(dir: TempDir, args: &[&str]) -> Self {
        let mut serve = Self::start_with(dir.path(), true, args);
        serve.dir = Some(dir);
        serve
    }

    /// The same as [`Serve::start`] with more arguments.
    pub(crate) fn start_with(dir: &Path, secret: bool, args: &[&str]) -> Self {
        let mut command = command(dir, secret);
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(args);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").expect("serve says where it listens");
        Self { address: address.parse().unwrap(), child, dir: None }
    }

    pub(crate) fn dir(&self) -> &Path {
        self.dir.as_ref().unwrap().path()
    }

    /// Posts a body as Authgear does, signed.
    pub(crate) fn post_signed(&self, target: &str, body: &[u8]) -> hookglass_testkit::wire::Response {
        let headers = corpus::authgear_headers(body, SECRET);
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        hookglass_testkit::wire::post(self.address, target, &headers, body)
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
