//! The list of events, what narrows it, and what a person marks or deletes in it.

use hookglass_app::{
    Inbox,
    view::{Deleted, Deletion, FilterCompletion, FilterToken, Listing, ListingWindow, Sidebar},
};
use hookglass_command_macro::command;

use super::{Answer, AppState, told};

/// Counts by sender and type, and the saved searches.
#[command(provides(Sidebar))]
pub(super) async fn sidebar(app: AppState<'_>) -> Answer<Sidebar> {
    told(app.get()?.inbox.sidebar().await)
}

/// Opens a listing of the events that match a filter. With `grouped`, events with the same sender, application and event
/// id are one row: the newest of them.
///
/// The window chooses a ticket. A listing with a ticket opens with the rows found so far, and cancels the one that is
/// being opened under the same ticket. Without a ticket, the listing opens once it is complete.
#[command]
pub(super) async fn open_listing(
    app: AppState<'_>,
    filter: String,
    grouped: bool,
    ticket: Option<u32>,
) -> Answer<Listing> {
    told(app.get()?.inbox.open(&filter, grouped, ticket).await)
}

/// A window of a listing, with the events that have arrived since it was opened; `MAX_LISTING_ROWS` at most.
#[command]
pub(super) async fn listing_window(app: AppState<'_>, listing: u32, start: u64, len: u64) -> Answer<ListingWindow> {
    told(app.get()?.inbox.window(listing, start, len).await)
}

/// Closes a listing.
#[command]
pub(super) async fn close_listing(app: AppState<'_>, listing: u32) -> Answer<()> {
    app.get()?.inbox.close(listing);
    Ok(())
}

/// The parts of a filter in order, for highlighting. Positions count characters, not UTF-16 units.
#[command]
pub(super) async fn filter_tokens(text: String) -> Answer<Vec<FilterToken>> {
    Ok(Inbox::filter_tokens(&text))
}

/// Completions at a cursor, which counts characters.
#[command]
pub(super) async fn complete_filter(app: AppState<'_>, text: String, cursor: u64) -> Answer<FilterCompletion> {
    told(app.get()?.inbox.complete(&text, cursor).await)
}

/// Adds stars to events, or removes them.
#[command(invalidates(Sidebar, Event(ids)))]
pub(super) async fn star(app: AppState<'_>, ids: Vec<i64>, starred: bool) -> Answer<()> {
    told(app.get()?.inbox.star(ids, starred).await)
}

/// Sets the note of an event; an empty one removes it. `MAX_NOTE_CHARS` characters at most.
#[command(invalidates(Sidebar, Event(id)))]
pub(super) async fn set_note(app: AppState<'_>, id: i64, note: String) -> Answer<()> {
    told(app.get()?.inbox.set_note(id, &note).await)
}

/// Deletes events, including starred ones. `undo_delete` restores them.
#[command(invalidates(Sidebar, Status, Users))]
pub(super) async fn delete_events(app: AppState<'_>, what: Deletion) -> Answer<Deleted> {
    told(app.get()?.inbox.delete(what).await)
}

/// Restores deleted events, and returns their number.
#[command(invalidates(Sidebar, Status, Users))]
pub(super) async fn undo_delete(app: AppState<'_>, undo: i64) -> Answer<u64> {
    told(app.get()?.inbox.undo_delete(undo).await)
}

/// Saves a search; replaces the one with that name.
#[command(invalidates(Sidebar))]
pub(super) async fn save_search(app: AppState<'_>, name: String, filter: String) -> Answer<()> {
    told(app.get()?.inbox.save_search(&name, &filter).await)
}

/// Removes a saved search.
#[command(invalidates(Sidebar))]
pub(super) async fn remove_search(app: AppState<'_>, name: String) -> Answer<()> {
    told(app.get()?.inbox.remove_search(&name).await)
}

/// The filters that were used last, the most recent first.
#[command(provides(RecentSearches))]
pub(super) async fn recent_searches(app: AppState<'_>) -> Answer<Vec<String>> {
    told(app.get()?.inbox.recent_searches().await)
}

/// Puts a filter first among the recent ones. An empty or malformed filter is not stored.
#[command(invalidates(RecentSearches))]
pub(super) async fn remember_search(app: AppState<'_>, filter: String) -> Answer<()> {
    told(app.get()?.inbox.remember_search(&filter).await)
}
