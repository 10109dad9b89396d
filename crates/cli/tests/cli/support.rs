//! The harness: commands as child processes, a `serve` that stops with its test, and waiting for
//! commits.

use hookglass_app::{App, ConfigDir, DataDir, NoKeychain, view::DataDirSource};
use hookglass_clock::Clock;
use hookglass_testkit::{
    HANG_GUARD,
    corpus::{self, SECRET},
};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Lines},
    net::SocketAddr,
    path::Path,
    pin::pin,
    process::{Child, ChildStderr, Command, Output, Stdio},
    sync::Arc,
};
use tempfile::TempDir;
use tokio::sync::watch;

/// A command with a data folder and, if `secret`, the secret of the corpus.
pub(crate) fn command(dir: &Path, secret: bool) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("hookglass"));
    command.env_remove("HOOKGLASS_DATA_DIR").env_remove("HOOKGLASS_AUTHGEAR_SECRET").env("HOOKGLASS_LOG", "off");
    // Tests must not touch the keychain and the confirmations of the computer they run on.
    command.env("HOOKGLASS_KEYCHAIN", "off").env("HOOKGLASS_CONFIG_DIR", dir.join("config"));
    if secret {
        command.env("HOOKGLASS_AUTHGEAR_SECRET", SECRET);
    }
    command.arg("--data-dir").arg(dir);
    command
}

/// Runs a command and waits for its exit.
pub(crate) fn run(dir: &Path, args: &[&str]) -> Output {
    command(dir, true).args(args).output().unwrap()
}

/// Runs a command that must succeed. Parses each line of its output as JSON.
pub(crate) fn json_lines(dir: &Path, args: &[&str]) -> Vec<Value> {
    let output = run(dir, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

/// The error of a command that must fail with exit code 2 and print one line.
pub(crate) fn error_line(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{text}");
    assert_eq!(text.trim_end().lines().count(), 1, "an error is one line: {text}");
    assert!(text.starts_with("error: "), "scripts find errors by their prefix: {text}");
    text
}

/// Repeats `check` after each commit to the database by any process, until it returns a value.
pub(crate) fn after_commits<T>(dir: &Path, what: &str, mut check: impl FnMut() -> Option<T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let data_dir = DataDir { path: dir.to_owned(), source: DataDirSource::Option };
        let app = Arc::new(
            App::open_with(data_dir, ConfigDir::at(dir.join("config")), Arc::new(NoKeychain), Clock::system())
                .await
                .unwrap(),
        );
        let commits = watch::Sender::new(());
        let mut commit = commits.subscribe();
        let mut watched = pin!(app.pages.watch(|_| commits.send_replace(())));
        let found = loop {
            if let Some(found) = check() {
                break found;
            }
            tokio::select! {
                () = &mut watched => panic!("the database was closed while waiting for: {what}"),
                changed = tokio::time::timeout(HANG_GUARD, commit.changed()) => {
                    assert!(changed.is_ok(), "no commit led to this: {what}");
                }
            }
        };
        app.close().await;
        found
    })
}

/// `hookglass serve` on a free port.
pub(crate) struct Serve {
    pub(crate) address: SocketAddr,
    pub(crate) child: Child,
    dir: Option<TempDir>,
}

impl Serve {
    /// In a new data folder.
    pub(crate) fn fresh() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut serve = Self::on(dir.path());
        serve.dir = Some(dir);
        serve
    }

    /// In a folder that the test owns.
    pub(crate) fn on(dir: &Path) -> Self {
        Self::start(dir, true)
    }

    /// In a folder, with the secret of the corpus if `secret`.
    pub(crate) fn start(dir: &Path, secret: bool) -> Self {
        Self::start_with(dir, secret, &[])
    }

    /// In a data folder that it owns, with additional arguments.
    pub(crate) fn with(dir: TempDir, args: &[&str]) -> Self {
        let mut serve = Self::start_with(dir.path(), true, args);
        serve.dir = Some(dir);
        serve
    }

    /// Like [`Serve::start`], with additional arguments.
    pub(crate) fn start_with(dir: &Path, secret: bool, args: &[&str]) -> Self {
        let mut command = command(dir, secret);
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(args);
        Self::spawn(command)
    }

    /// In a folder, on an address or a port.
    pub(crate) fn listening_on(dir: &Path, listen: &str) -> Self {
        let mut command = command(dir, true);
        command.args(["serve", "--listen", listen]);
        Self::spawn(command)
    }

    /// A prepared command that runs `serve`.
    pub(crate) fn spawn(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").expect("serve prints its address");
        Self { address: address.parse().unwrap(), child, dir: None }
    }

    pub(crate) fn dir(&self) -> &Path {
        self.dir.as_ref().unwrap().path()
    }

    /// Posts a signed body as Authgear does.
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

/// `hookglass serve` whose standard error the test reads line by line.
pub(crate) struct LoggedServe {
    serve: Serve,
    log: Lines<BufReader<ChildStderr>>,
}

impl LoggedServe {
    /// In a new data folder, with additional arguments.
    pub(crate) fn with(args: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let config = dir.path().join("config");
        Self::configured(dir, &config, args)
    }

    /// In a data folder, with the confirmations in another folder.
    pub(crate) fn configured(dir: TempDir, config: &Path, args: &[&str]) -> Self {
        let mut command = command(dir.path(), true);
        command.env("HOOKGLASS_CONFIG_DIR", config);
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(args).stderr(Stdio::piped());
        let mut serve = Serve::spawn(command);
        serve.dir = Some(dir);
        let log = BufReader::new(serve.child.stderr.take().unwrap()).lines();
        Self { serve, log }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.serve.address
    }

    pub(crate) fn dir(&self) -> &Path {
        self.serve.dir()
    }

    /// Blocks until the program prints the next line.
    pub(crate) fn next_line(&mut self) -> String {
        self.log.next().unwrap().unwrap()
    }
}
