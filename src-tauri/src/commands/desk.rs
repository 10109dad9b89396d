//! The decision desk: what an answer may hold, what comes of one, and the reasons given last.

use hookglass_app::view::{AnswerCheck, AnswerDraft, AnswerForm, DenialReason};
use hookglass_command_macro::command;

use super::{Answer, AppState, told};

/// The members that an answer to an event can have, and an answer to begin with.
#[command(provides(AnswerForm(event_id)))]
pub(super) async fn answer_form(app: AppState<'_>, event_id: i64) -> Answer<AnswerForm> {
    told(app.get()?.decide.answer_form(event_id).await)
}

/// The verdict of the event's sender on an answer. Sends nothing.
#[command(provides(AnswerCheck(event_id)))]
pub(super) async fn check_answer(app: AppState<'_>, event_id: i64, answer: AnswerDraft) -> Answer<AnswerCheck> {
    told(app.get()?.decide.check_answer(event_id, answer).await)
}

/// The recent reasons for a denial, newest first.
#[command(provides(RecentReasons))]
pub(super) async fn recent_reasons(app: AppState<'_>) -> Answer<Vec<DenialReason>> {
    told(app.get()?.decide.recent_reasons().await)
}

/// Stores a reason as the newest one. An empty or very long one is not stored.
#[command(invalidates(RecentReasons))]
pub(super) async fn remember_reason(app: AppState<'_>, given: DenialReason) -> Answer<()> {
    told(app.get()?.decide.remember_reason(given).await)
}
