//! `hookglass repair`: checks the database, and moves a damaged one aside.

use hookglass_app::DataDir;
use hookglass_clock::Clock;
use hookglass_json::display::visible;
use hookglass_store::{complaints, move_aside};
use std::process::ExitCode;

use crate::{
    args::Repair,
    output::{Failure, line},
};

pub(crate) fn run(data_dir: &DataDir, args: &Repair) -> Result<ExitCode, Failure> {
    let folder = data_dir.path.display();
    let found = complaints(&data_dir.path);
    if found.is_empty() {
        line(format_args!("the database in {folder} is intact"))?;
        return Ok(ExitCode::SUCCESS);
    }
    for complaint in &found {
        line(visible(complaint))?;
    }
    if !args.move_aside {
        return Err(Failure::with_hint(
            format!("the database in {folder} is damaged"),
            "copy the folder, then start with a new database: hookglass repair --move-aside",
        ));
    }
    let aside = move_aside(&data_dir.path, Clock::system().wall())
        .map_err(|error| Failure::error(format!("the database in {folder} cannot be moved aside: {error}")))?;
    line(format_args!(
        "moved the database to {}; the next start creates a new one",
        visible(&aside.display().to_string())
    ))?;
    Ok(ExitCode::SUCCESS)
}
