//! `hookglass star`, `unstar` and `note`.

use hookglass_app::App;
use hookglass_json::display::visible;
use std::process::ExitCode;

use crate::{
    args::Note,
    output::{Failure, line},
};

pub(crate) async fn star(app: &App, ids: Vec<i64>, starred: bool) -> Result<ExitCode, Failure> {
    app.inbox.star(ids, starred).await?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn note(app: &App, args: Note) -> Result<ExitCode, Failure> {
    match args.text {
        Some(text) => app.inbox.set_note(args.id, &text).await?,
        None => {
            if let Some(note) = app.inbox.event(args.id).await?.note {
                note.lines().try_for_each(|text| line(visible(text)))?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
