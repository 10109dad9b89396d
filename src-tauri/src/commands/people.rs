//! Users and their histories.

use hookglass_app::view::{HistoryWindow, StateView, UserLife, UsersWindow};
use hookglass_command_macro::command;

use super::{Answer, AppState, told};

/// A window of the users that events are about, the one with the newest event first; `MAX_USER_ROWS` at most. `query` is a
/// part of the id, of an event's subject, or of the user's labels, ignoring case; empty for all.
#[command(provides(Users))]
pub(super) async fn users(app: AppState<'_>, query: String, start: u64, len: u64) -> Answer<UsersWindow> {
    told(app.get()?.people.users(&query, start, len).await)
}

/// A window of the events about a user, newest first; `MAX_HISTORY_ENTRIES` at most.
#[command]
pub(super) async fn user_history(app: AppState<'_>, user_id: String, start: u64, len: u64) -> Answer<HistoryWindow> {
    told(app.get()?.people.history(&user_id, start, len).await)
}

/// A user's identities and sessions, by the newest events about the user.
#[command(provides(UserLife(user_id)))]
pub(super) async fn user_life(app: AppState<'_>, user_id: String) -> Answer<UserLife> {
    told(app.get()?.people.lifetimes(&user_id).await)
}

/// The state of a user as known after an event about them.
#[command(provides(UserState(user_id)))]
pub(super) async fn user_state(app: AppState<'_>, user_id: String, event: i64) -> Answer<StateView> {
    told(app.get()?.people.state(&user_id, event).await)
}
