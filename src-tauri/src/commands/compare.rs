//! Comparisons of two sides, such as two events.

use hookglass_app::view::{
    ChangeList, ChangeSelection, ChangeView, Compared, ComparisonTextFormat, LineRow, MemberView, Sides,
};
use hookglass_command_macro::command;

use super::{Answer, AppState, reply};

/// Compares two sides, and keeps the comparison open under a ticket that the window chooses.
#[command]
pub(super) async fn open_comparison(
    app: AppState<'_>,
    ticket: u64,
    sides: Sides,
    narrowing: ChangeSelection,
) -> Answer<Compared> {
    reply(app.get()?.compare.open(ticket, sides, narrowing).await)
}

/// Filters the changes of an open comparison. The sides are not compared again.
#[command]
pub(super) async fn filter_comparison(app: AppState<'_>, ticket: u64, narrowing: ChangeSelection) -> Answer<Compared> {
    reply(app.get()?.compare.narrow(ticket, narrowing).await)
}

/// Closes a comparison, or cancels it.
#[command]
pub(super) async fn close_comparison(app: AppState<'_>, ticket: u64) -> Answer<()> {
    app.get()?.compare.close(ticket);
    Ok(())
}

/// A window of a list of changes; `MAX_COMPARISON_ROWS` at most.
#[command]
pub(super) async fn comparison_changes(
    app: AppState<'_>,
    ticket: u64,
    list: ChangeList,
    start: u64,
    len: u64,
) -> Answer<Vec<ChangeView>> {
    reply(app.get()?.compare.changes(ticket, list, start, len).await)
}

/// A window of the members that are equal; `MAX_COMPARISON_ROWS` at most.
#[command]
pub(super) async fn comparison_unchanged(
    app: AppState<'_>,
    ticket: u64,
    start: u64,
    len: u64,
) -> Answer<Vec<MemberView>> {
    reply(app.get()?.compare.unchanged(ticket, start, len).await)
}

/// A window of the rows, with unchanged rows folded; `MAX_COMPARISON_ROWS` at most.
#[command]
pub(super) async fn comparison_rows(app: AppState<'_>, ticket: u64, start: u64, len: u64) -> Answer<Vec<LineRow>> {
    reply(app.get()?.compare.lines(ticket, start, len).await)
}

/// Expands a fold, or all folds with null, and returns the new number of rows.
#[command]
pub(super) async fn expand_rows(app: AppState<'_>, ticket: u64, fold: Option<u64>) -> Answer<u64> {
    reply(app.get()?.compare.unfold(ticket, fold))
}

/// Collapses all folds, and returns the new number of rows.
#[command]
pub(super) async fn collapse_rows(app: AppState<'_>, ticket: u64) -> Answer<u64> {
    reply(app.get()?.compare.fold(ticket).await)
}

/// The next row after `from` that differs, or with `back` the previous one. −1 is the position
/// before the first row.
#[command]
pub(super) async fn changed_line(app: AppState<'_>, ticket: u64, from: i64, back: bool) -> Answer<Option<u64>> {
    reply(app.get()?.compare.next_change(ticket, from, back))
}

/// A comparison as text, redacted like the comparison. A patch contains every difference, the table
/// the shown changes.
#[command]
pub(super) async fn comparison_text(app: AppState<'_>, ticket: u64, form: ComparisonTextFormat) -> Answer<String> {
    reply(app.get()?.compare.text(ticket, form).await)
}
