//! The list of events, what narrows it, and what a person marks or deletes in it.

use hookglass_app::{
    Inbox,
    view::{Deleted, Deletion, FilterCompletion, FilterToken, Listing, ListingWindow, Sidebar},
};

use super::{Answer, AppState, told};

#[tauri::command]
pub(super) async fn sidebar(app: AppState<'_>) -> Answer<Sidebar> {
    told(app.get()?.inbox.sidebar().await)
}

#[tauri::command]
pub(super) async fn open_listing(
    app: AppState<'_>,
    filter: String,
    grouped: bool,
    ticket: Option<u32>,
) -> Answer<Listing> {
    told(app.get()?.inbox.open(&filter, grouped, ticket).await)
}

#[tauri::command]
pub(super) async fn listing_window(app: AppState<'_>, listing: u32, start: u64, len: u64) -> Answer<ListingWindow> {
    told(app.get()?.inbox.window(listing, start, len).await)
}

#[tauri::command]
pub(super) async fn close_listing(app: AppState<'_>, listing: u32) -> Answer<()> {
    app.get()?.inbox.close(listing);
    Ok(())
}

#[tauri::command]
pub(super) async fn filter_tokens(text: String) -> Answer<Vec<FilterToken>> {
    Ok(Inbox::filter_tokens(&text))
}

#[tauri::command]
pub(super) async fn complete_filter(app: AppState<'_>, text: String, cursor: u64) -> Answer<FilterCompletion> {
    told(app.get()?.inbox.complete(&text, cursor).await)
}

#[tauri::command]
pub(super) async fn star(app: AppState<'_>, ids: Vec<i64>, starred: bool) -> Answer<()> {
    told(app.get()?.inbox.star(ids, starred).await)
}

#[tauri::command]
pub(super) async fn set_note(app: AppState<'_>, id: i64, note: String) -> Answer<()> {
    told(app.get()?.inbox.set_note(id, &note).await)
}

#[tauri::command]
pub(super) async fn delete_events(app: AppState<'_>, what: Deletion) -> Answer<Deleted> {
    told(app.get()?.inbox.delete(what).await)
}

#[tauri::command]
pub(super) async fn undo_delete(app: AppState<'_>, undo: i64) -> Answer<u64> {
    told(app.get()?.inbox.undo_delete(undo).await)
}

#[tauri::command]
pub(super) async fn save_search(app: AppState<'_>, name: String, filter: String) -> Answer<()> {
    told(app.get()?.inbox.save_search(&name, &filter).await)
}

#[tauri::command]
pub(super) async fn remove_search(app: AppState<'_>, name: String) -> Answer<()> {
    told(app.get()?.inbox.remove_search(&name).await)
}

#[tauri::command]
pub(super) async fn recent_searches(app: AppState<'_>) -> Answer<Vec<String>> {
    told(app.get()?.inbox.recent_searches().await)
}

#[tauri::command]
pub(super) async fn remember_search(app: AppState<'_>, filter: String) -> Answer<()> {
    told(app.get()?.inbox.remember_search(&filter).await)
}
