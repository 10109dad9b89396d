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
    told(app.get()?.compare.open(ticket, sides, narrowing).await)
}

#[tauri::command]
pub(super) async fn narrow_comparison(app: AppState<'_>, ticket: u64, narrowing: Narrowing) -> Answer<Compared> {
    told(app.get()?.compare.narrow(ticket, narrowing).await)
}

#[tauri::command]
pub(super) async fn close_comparison(app: AppState<'_>, ticket: u64) -> Answer<()> {
    app.get()?.compare.close(ticket);
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
    told(app.get()?.compare.changes(ticket, list, start, len).await)
}

#[tauri::command]
pub(super) async fn compared_unchanged(
    app: AppState<'_>,
    ticket: u64,
    start: u64,
    len: u64,
) -> Answer<Vec<MemberView>> {
    told(app.get()?.compare.unchanged(ticket, start, len).await)
}

#[tauri::command]
pub(super) async fn compared_lines(app: AppState<'_>, ticket: u64, start: u64, len: u64) -> Answer<Vec<LineRow>> {
    told(app.get()?.compare.lines(ticket, start, len).await)
}

#[tauri::command]
pub(super) async fn unfold_lines(app: AppState<'_>, ticket: u64, fold: Option<u64>) -> Answer<u64> {
    told(app.get()?.compare.unfold(ticket, fold))
}

#[tauri::command]
pub(super) async fn fold_lines(app: AppState<'_>, ticket: u64) -> Answer<u64> {
    told(app.get()?.compare.fold(ticket).await)
}

#[tauri::command]
pub(super) async fn changed_line(app: AppState<'_>, ticket: u64, from: i64, back: bool) -> Answer<Option<u64>> {
    told(app.get()?.compare.next_change(ticket, from, back))
}

#[tauri::command]
pub(super) async fn comparison_text(app: AppState<'_>, ticket: u64, form: TextForm) -> Answer<String> {
    told(app.get()?.compare.text(ticket, form).await)
}
