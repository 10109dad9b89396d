//! The list of events, what narrows it, and what a person marks or deletes in it.

use hookglass_app::{
    Hookglass,
    view::{Deleted, Deletion, FilterCompletion, FilterToken, Listing, ListingWindow, Sidebar},
};

use super::{Answer, App, told};

#[tauri::command]
pub(super) async fn sidebar(app: App<'_>) -> Answer<Sidebar> {
    told(app.get()?.sidebar().await)
}

#[tauri::command]
pub(super) async fn open_listing(app: App<'_>, filter: String, grouped: bool, ticket: Option<u32>) -> Answer<Listing> {
    told(app.get()?.open_listing(&filter, grouped, ticket).await)
}

#[tauri::command]
pub(super) async fn listing_window(app: App<'_>, listing: u32, start: u64, len: u64) -> Answer<ListingWindow> {
    told(app.get()?.listing_window(listing, start, len).await)
}

#[tauri::command]
pub(super) async fn close_listing(app: App<'_>, listing: u32) -> Answer<()> {
    app.get()?.close_listing(listing);
    Ok(())
}

#[tauri::command]
pub(super) async fn filter_tokens(text: String) -> Answer<Vec<FilterToken>> {
    Ok(Hookglass::filter_tokens(&text))
}

#[tauri::command]
pub(super) async fn complete_filter(app: App<'_>, text: String, cursor: u64) -> Answer<FilterCompletion> {
    told(app.get()?.complete_filter(&text, cursor).await)
}

#[tauri::command]
pub(super) async fn star(app: App<'_>, ids: Vec<i64>, starred: bool) -> Answer<()> {
    told(app.get()?.star(ids, starred).await)
}

#[tauri::command]
pub(super) async fn set_note(app: App<'_>, id: i64, note: String) -> Answer<()> {
    told(app.get()?.set_note(id, &note).await)
}

#[tauri::command]
pub(super) async fn delete_events(app: App<'_>, what: Deletion) -> Answer<Deleted> {
    told(app.get()?.delete_events(what).await)
}

#[tauri::command]
pub(super) async fn undo_delete(app: App<'_>, undo: i64) -> Answer<u64> {
    told(app.get()?.undo_delete(undo).await)
}

#[tauri::command]
pub(super) async fn save_search(app: App<'_>, name: String, filter: String) -> Answer<()> {
    told(app.get()?.save_search(&name, &filter).await)
}

#[tauri::command]
pub(super) async fn remove_search(app: App<'_>, name: String) -> Answer<()> {
    told(app.get()?.remove_search(&name).await)
}

#[tauri::command]
pub(super) async fn recent_searches(app: App<'_>) -> Answer<Vec<String>> {
    told(app.get()?.recent_searches().await)
}

#[tauri::command]
pub(super) async fn remember_search(app: App<'_>, filter: String) -> Answer<()> {
    told(app.get()?.remember_search(&filter).await)
}
