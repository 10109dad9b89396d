//! The list of events: filters, saved searches, annotations and deletion.

use hookglass_app::{
    Inbox,
    view::{Deleted, Deletion, FilterCompletion, FilterToken, Listing, ListingWindow, RowAnchor, Sidebar},
};
use hookglass_command_macro::command;

use super::{Answer, AppState, reply};

/// Counts by sender and type, and the saved searches.
#[command(provides(Sidebar))]
pub(super) async fn sidebar(app: AppState<'_>) -> Answer<Sidebar> {
    reply(app.get()?.inbox.sidebar().await)
}

/// Opens a listing of the events that match a filter. With `grouped`, events with the same sender,
/// application and event id are one row: the newest of them.
///
/// The window chooses the ticket. A listing with a ticket opens with the rows found so far, and
/// cancels a listing that is still opening under the same ticket. Without a ticket, the listing
/// opens once it is complete.
#[command]
pub(super) async fn open_listing(
    app: AppState<'_>,
    filter: String,
    grouped: bool,
    ticket: Option<u32>,
) -> Answer<Listing> {
    reply(app.get()?.inbox.open(&filter, grouped, ticket).await)
}

/// A window of a listing, including events that arrived after it opened; `MAX_LISTING_ROWS` at
/// most. With `anchor`, the window moves with the row of this event, unless it starts at 0.
#[command]
pub(super) async fn listing_window(
    app: AppState<'_>,
    listing: u32,
    start: u64,
    len: u64,
    anchor: Option<RowAnchor>,
) -> Answer<ListingWindow> {
    reply(app.get()?.inbox.anchored_window(listing, start, len, anchor).await)
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

/// Completions at a cursor. The cursor counts characters.
#[command]
pub(super) async fn complete_filter(app: AppState<'_>, text: String, cursor: u64) -> Answer<FilterCompletion> {
    reply(app.get()?.inbox.complete(&text, cursor).await)
}

/// Adds stars to events, or removes them.
#[command(invalidates(Sidebar, Event(ids)))]
pub(super) async fn star(app: AppState<'_>, ids: Vec<i64>, starred: bool) -> Answer<()> {
    reply(app.get()?.inbox.star(ids, starred).await)
}

/// Sets the note of an event; an empty one removes it. `MAX_NOTE_CHARS` characters at most.
#[command(invalidates(Sidebar, Event(id)))]
pub(super) async fn set_note(app: AppState<'_>, id: i64, note: String) -> Answer<()> {
    reply(app.get()?.inbox.set_note(id, &note).await)
}

/// Deletes events, including starred ones. `undo_delete` restores them.
#[command(invalidates(Sidebar, Status, Users))]
pub(super) async fn delete_events(app: AppState<'_>, what: Deletion) -> Answer<Deleted> {
    reply(app.get()?.inbox.delete(what).await)
}

/// Restores deleted events, and returns their number.
#[command(invalidates(Sidebar, Status, Users))]
pub(super) async fn undo_delete(app: AppState<'_>, undo: i64) -> Answer<u64> {
    reply(app.get()?.inbox.undo_delete(undo).await)
}

/// Saves a search, and replaces the one with the same name.
#[command(invalidates(Sidebar))]
pub(super) async fn save_search(app: AppState<'_>, name: String, filter: String) -> Answer<()> {
    reply(app.get()?.inbox.save_search(&name, &filter).await)
}

/// Removes a saved search.
#[command(invalidates(Sidebar))]
pub(super) async fn remove_search(app: AppState<'_>, name: String) -> Answer<()> {
    reply(app.get()?.inbox.remove_search(&name).await)
}

/// The recently used filters, newest first.
#[command(provides(RecentSearches))]
pub(super) async fn recent_searches(app: AppState<'_>) -> Answer<Vec<String>> {
    reply(app.get()?.inbox.recent_searches().await)
}

/// Stores a filter as the most recent one. An empty or malformed filter is not stored.
#[command(invalidates(RecentSearches))]
pub(super) async fn remember_search(app: AppState<'_>, filter: String) -> Answer<()> {
    reply(app.get()?.inbox.remember_search(&filter).await)
}
