//! `hookglass users`.

use hookglass_app::{App, view::UserRow};
use hookglass_json::display::visible;
use std::process::ExitCode;

use crate::{
    args::Users,
    output::{Failure, is_closed, json, line, note},
};

/// How many rows are printed by default.
const DEFAULT_LIMIT: usize = 50;
/// How many users are read from the database at a time.
const CHUNK: usize = 100;

pub(crate) async fn run(app: &App, args: Users) -> Result<ExitCode, Failure> {
    let limit = args.limit.unwrap_or(if args.json { usize::MAX } else { DEFAULT_LIMIT });
    let mut shown = 0;
    loop {
        let window = app.users.users(&args.query, shown as u64, CHUNK.min(limit - shown) as u64).await?;
        shown += window.rows.len();
        for row in &window.rows {
            if args.json { json(row)? } else { line(text(row))? }
        }
        if window.rows.is_empty() || shown >= limit || is_closed() {
            if args.limit.is_none() && window.total > shown as u64 {
                note(&format!("showing {shown} of {} users", window.total), Some("--limit N"));
            }
            return Ok(ExitCode::SUCCESS);
        }
    }
}

fn text(row: &UserRow) -> String {
    let known = [&row.email, &row.phone, &row.username, &row.name].into_iter().flatten().next();
    let columns = format!(
        "{}  {:<36}  {:<34}  {:>6}  {:>6}  {}",
        row.last_received_at,
        visible(&row.user_id),
        visible(known.map_or("-", String::as_str)),
        row.events,
        row.last_event,
        visible(row.last_type.as_deref().unwrap_or("-")),
    );
    columns.trim_end().to_owned()
}
