//! Test harness: a running application, its receiver and a client.

use hookglass_app::{
    App, AppError, ConfigDir, ContextError, DataDir, Keychain, NoKeychain,
    view::{DataDirSource, ForwardMode, ForwardTarget, Problem},
};
use hookglass_clock::Clock;
use hookglass_testkit::{
    HANG_GUARD, ManualClock,
    corpus::{self, SECRET},
    wire,
};
use jiff::Timestamp;
use std::{path::Path, sync::Arc};
use tempfile::TempDir;
use tokio::time::timeout;

/// A target that gets events in the background, without retries.
pub(crate) fn background(url: impl Into<String>) -> ForwardTarget {
    ForwardTarget {
        id: 0,
        url: url.into(),
        filter: String::new(),
        on: true,
        mode: ForwardMode::Background,
        retry: false,
        verify_tls: true,
        deadline_ms: None,
    }
}

pub(crate) struct Running {
    pub(crate) app: Arc<App>,
    pub(crate) dir: TempDir,
}

pub(crate) async fn open(dir: &Path) -> Arc<App> {
    open_with(dir, Arc::new(NoKeychain)).await
}

pub(crate) async fn open_with(dir: &Path, keychain: Arc<dyn Keychain>) -> Arc<App> {
    open_on(dir, keychain, Clock::system()).await
}

pub(crate) async fn open_on(dir: &Path, keychain: Arc<dyn Keychain>, clock: Clock) -> Arc<App> {
    open_configured(dir, ConfigDir::at(dir.join("config")), keychain, clock).await
}

/// Opens a database with the confirmations in another folder, as on another computer.
pub(crate) async fn open_elsewhere(dir: &Path, config: &Path) -> Arc<App> {
    open_configured(dir, ConfigDir::at(config), Arc::new(NoKeychain), Clock::system()).await
}

async fn open_configured(dir: &Path, config: ConfigDir, keychain: Arc<dyn Keychain>, clock: Clock) -> Arc<App> {
    let data_dir = DataDir { path: dir.to_owned(), source: DataDirSource::Option };
    Arc::new(App::open_with(data_dir, config, keychain, clock).await.unwrap())
}

impl Running {
    pub(crate) async fn start() -> Self {
        Self::start_with(Arc::new(NoKeychain)).await
    }

    pub(crate) async fn start_with(keychain: Arc<dyn Keychain>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let app = open_with(dir.path(), keychain).await;
        app.listen(Some("127.0.0.1:0")).await.unwrap();
        Self { app, dir }
    }

    /// Starts an application with a clock that the test advances. Timers wait until the test
    /// advances it.
    pub(crate) async fn start_manual() -> (Self, ManualClock) {
        let (manual, dir) = (ManualClock::at(Timestamp::now()), tempfile::tempdir().unwrap());
        let app = open_on(dir.path(), Arc::new(NoKeychain), manual.clock()).await;
        (Self::with_app(app, dir).await, manual)
    }

    /// Starts the receiver of an open application.
    pub(crate) async fn with_app(app: Arc<App>, dir: TempDir) -> Self {
        app.listen(Some("127.0.0.1:0")).await.unwrap();
        Self { app, dir }
    }

    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Closes the application and returns its folder.
    pub(crate) async fn stop(self) -> TempDir {
        self.app.close().await;
        self.dir
    }

    pub(crate) async fn post(&self, target: &str, headers: &[(&str, &str)], body: &[u8]) -> wire::Response {
        let address = self.app.pages.address().unwrap();
        let headers: Vec<(String, String)> = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let (target, body) = (target.to_owned(), body.to_vec());
        tokio::task::spawn_blocking(move || {
            let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            wire::post(address, &target, &headers, &body)
        })
        .await
        .unwrap()
    }

    pub(crate) async fn post_fixture(&self, name: &str) -> Vec<u8> {
        let fixture = corpus::events().into_iter().find(|fixture| fixture.name == name).unwrap();
        let body = corpus::compact(&fixture.bytes);
        let signature = corpus::sign(SECRET, &body);
        self.post("/authgear", &[("X-Authgear-Body-Signature", &signature)], &body).await;
        body
    }
}

/// An error as the window shows it.
pub(crate) fn problem(error: impl Into<AppError>) -> Problem {
    error.into().problem()
}

/// The error of a context as the window shows it.
pub(crate) trait AsProblem {
    fn problem(self) -> Problem;
}

impl<E: ContextError> AsProblem for E {
    fn problem(self) -> Problem {
        AppError::from(self).problem()
    }
}

/// Calls `find` now and after each commit, until it finds something.
pub(crate) async fn after_commits<T>(app: &App, mut find: impl AsyncFnMut() -> Option<T>) -> T {
    // Subscribed before the first call, so that no commit is missed.
    let mut changes = app.pages.changes();
    let found = async {
        loop {
            if let Some(found) = find().await {
                return found;
            }
            changes.changed().await.unwrap();
        }
    };
    timeout(HANG_GUARD, found).await.expect("the expected commit arrives")
}

/// Waits until a condition is met. It is checked now and after each commit.
pub(crate) async fn eventually(app: &App, is_met: impl AsyncFn() -> bool, what: &str) {
    let mut changes = app.pages.changes();
    let wait = async {
        while !is_met().await {
            changes.changed().await.unwrap();
        }
    };
    timeout(HANG_GUARD, wait).await.expect(what);
}
