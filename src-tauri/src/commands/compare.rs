//! Two sides compared.

use hookglass_app::view::{ChangeList, ChangeView, Compared, LineRow, MemberView, Narrowing, Sides, TextForm};

use super::{Answer, AppState, told};

#[tauri::command]
pub(super) async fn open_comparison(
    app: AppState<'_>,
    ticket: u64,
    sides: Sides,
    narrowing: Narrowing,
) -> Answer<Compared> {
    told(app.get()?.compare.open_comparison(ticket, sides, narrowing).await)
}

#[tauri::command]
pub(super) async fn narrow_comparison(app: AppState<'_>, ticket: u64, narrowing: Narrowing) -> Answer<Compared> {
    told(app.get()?.compare.narrow_comparison(ticket, narrowing).await)
}

#[tauri::command]
pub(super) async fn close_comparison(app: AppState<'_>, ticket: u64) -> Answer<()> {
    app.get()?.compare.close_comparison(ticket);
    Ok(())
}

#[tauri::command]
pub(super) async fn compared_changes(
    app: AppState<'_>,
    ticket: u64,
    list: ChangeList,
    start: u64,
    len: u64,
) -> Answer<Vec<ChangeView>> {
    told(app.get()?.compare.compared_changes(ticket, list, start, len).await)
}

#[tauri::command]
pub(super) async fn compared_unchanged(
    app: AppState<'_>,
    ticket: u64,
    start: u64,
    len: u64,
) -> Answer<Vec<MemberView>> {
    told(app.get()?.compare.compared_unchanged(ticket, start, len).await)
}

#[tauri::command]
pub(super) async fn compared_lines(app: AppState<'_>, ticket: u64, start: u64, len: u64) -> Answer<Vec<LineRow>> {
    told(app.get()?.compare.compared_lines(ticket, start, len).await)
}

#[tauri::command]
pub(super) async fn unfold_lines(app: AppState<'_>, ticket: u64, fold: Option<u64>) -> Answer<u64> {
    told(app.get()?.compare.unfold_lines(ticket, fold))
}

#[tauri::command]
pub(super) async fn fold_lines(app: AppState<'_>, ticket: u64) -> Answer<u64> {
    told(app.get()?.compare.fold_lines(ticket).await)
}

#[tauri::command]
pub(super) async fn changed_line(app: AppState<'_>, ticket: u64, from: i64, back: bool) -> Answer<Option<u64>> {
    told(app.get()?.compare.changed_line(ticket, from, back))
}

#[tauri::command]
pub(super) async fn comparison_text(app: AppState<'_>, ticket: u64, form: TextForm) -> Answer<String> {
    told(app.get()?.compare.comparison_text(ticket, form).await)
}
