//! The open database. If it cannot be opened, the window opens anyway, and the user can choose another
//! folder or move the database aside.

use hookglass_app::{App, AppError, DataDir, view::Problem};
use std::{
    io::{self, Write as _},
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
};
use tauri::AppHandle;

use crate::{signals, tray};

/// What the program was started with.
#[derive(Debug)]
pub(crate) struct Start {
    /// The value of `--data-dir`.
    pub(crate) data_dir: Option<PathBuf>,
    /// The value of `--listen`.
    pub(crate) listen: Option<String>,
}

/// The application, or the problem that prevented opening its database.
pub(crate) struct Opened {
    start: Start,
    app: RwLock<Result<Arc<App>, Problem>>,
}

impl Opened {
    /// Opens the database and starts the receiver.
    pub(crate) async fn open(start: Start) -> Self {
        let opened = open(start.data_dir.clone(), start.listen.as_deref()).await;
        Self { start, app: RwLock::new(opened) }
    }

    /// The application, or the problem for the window to show.
    pub(crate) fn get(&self) -> Result<Arc<App>, Problem> {
        self.app.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Opens the database after a failure, in `folder` if it is given. That folder is used from now on;
    /// `--data-dir` precedes it at the next start.
    pub(crate) async fn reopen(&self, handle: &AppHandle, folder: Option<String>) -> Result<(), Problem> {
        if self.get().is_ok() {
            return Ok(());
        }
        let folder = match folder {
            Some(folder) => {
                DataDir::choose_next(&folder).map_err(|error| AppError::from(error).problem())?;
                Some(PathBuf::from(folder))
            }
            None => self.start.data_dir.clone(),
        };
        let opened = open(folder, self.start.listen.as_deref()).await;
        let result = opened.as_ref().map(drop).map_err(Problem::clone);
        *self.app.write().unwrap_or_else(PoisonError::into_inner) = opened;
        result?;
        connect(handle, &self.get()?);
        Ok(())
    }

    /// Moves a database that cannot be opened into a folder beside it, and opens a new one. Returns that
    /// folder.
    pub(crate) async fn move_aside(&self, handle: &AppHandle) -> Result<PathBuf, Problem> {
        let moved = DataDir::choose(self.start.data_dir.clone()).and_then(|data_dir| data_dir.move_database_aside());
        let moved = moved.map_err(|error| AppError::from(error).problem())?;
        self.reopen(handle, None).await?;
        Ok(moved)
    }
}

/// If the port is in use, the window opens anyway and shows the problem.
async fn open(data_dir: Option<PathBuf>, listen: Option<&str>) -> Result<Arc<App>, Problem> {
    let open = async {
        let hookglass = Arc::new(App::open(DataDir::choose(data_dir)?).await?);
        match hookglass.listen(listen).await {
            // Stdout can be closed: a desktop starts the window without a terminal.
            Ok(address) => drop(writeln!(io::stdout().lock(), "listening on http://{address}")),
            Err(error) => print_error(&error),
        }
        Ok(hookglass)
    };
    open.await.map_err(|error: AppError| {
        print_error(&error);
        error.problem()
    })
}

/// Shows the application in the tray and sends its signals to the window.
pub(crate) fn connect(handle: &AppHandle, hookglass: &Arc<App>) {
    signals::connect(handle, hookglass);
    let (window, hookglass) = (handle.clone(), Arc::clone(hookglass));
    // The libraries of trays belong to the main thread.
    if let Err(error) = handle.run_on_main_thread(move || tray::start(&window, &hookglass)) {
        tracing::warn!(%error, "cannot show the tray icon");
    }
}

/// Prints an error and its hint, for users who start the window from a terminal.
fn print_error(error: &AppError) {
    let hint = error.remedy().map(|remedy| remedy.window_hint()).unwrap_or_default();
    crate::print_message(&format!("{error}{hint}"));
}
