//! Users, their history and their state.

use hookglass_app::view::{HistoryWindow, StateView, UserLifetimes, UsersWindow};
use hookglass_command_macro::command;

use super::{Answer, AppState, reply};

/// A window of the users of the stored events, by newest event; `MAX_USER_ROWS` at most.
///
/// `query` matches a part of the id, of an event's subject, or of the user's labels. It ignores
/// case. An empty `query` matches all users.
#[command(provides(Users))]
pub(super) async fn users(app: AppState<'_>, query: String, start: u64, len: u64) -> Answer<UsersWindow> {
    reply(app.get()?.users.users(&query, start, len).await)
}

/// A window of the events about a user, newest first; `MAX_HISTORY_ENTRIES` at most.
#[command]
pub(super) async fn user_history(app: AppState<'_>, user_id: String, start: u64, len: u64) -> Answer<HistoryWindow> {
    reply(app.get()?.users.history(&user_id, start, len).await)
}

/// The identities and sessions of a user, according to the newest events about the user.
#[command(provides(UserLifetimes(user_id)))]
pub(super) async fn user_life(app: AppState<'_>, user_id: String) -> Answer<UserLifetimes> {
    reply(app.get()?.users.lifetimes(&user_id).await)
}

/// The last known state of a user after an event.
#[command(provides(UserState(user_id)))]
pub(super) async fn user_state(app: AppState<'_>, user_id: String, event: i64) -> Answer<StateView> {
    reply(app.get()?.users.state(&user_id, event).await)
}
