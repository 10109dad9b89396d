//! `hookglass coverage`.

use hookglass_app::{App, view::Coverage};
use hookglass_json::display::visible;
use std::process::ExitCode;

use crate::{
    args,
    output::{Failure, json, line, note},
};

pub(crate) async fn run(app: &App, args: args::Coverage) -> Result<ExitCode, Failure> {
    let targets = match args.to {
        Some(target) => vec![target],
        None => app.samples.coverage_targets().await?,
    };
    if targets.is_empty() {
        note_no_samples();
    }
    for target in targets {
        let coverage = app.samples.coverage(Some(&target)).await?;
        if args.json { json(&coverage)? } else { print(&coverage)? }
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn note_no_samples() {
    note("no samples were sent yet", Some("hookglass trigger --tour --to URL"));
}

fn print(coverage: &Coverage) -> Result<(), Failure> {
    line(visible(&coverage.target))?;
    for entry in &coverage.entries {
        let mark = if entry.ok { "ok    " } else { "failed" };
        line(format_args!("  {mark}  {}  {:<48}  {}", entry.sent_at, entry.name, visible(&entry.sentence)))?;
    }
    line(format_args!("  {}", total(coverage)))
}

/// `41 of 85 types, 2 failed`
pub(crate) fn total(coverage: &Coverage) -> String {
    format!("{} of {} types, {} failed", coverage.sent, coverage.types, coverage.failed)
}
