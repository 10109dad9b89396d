//! Held events, their answers, and the recent reasons for denials.

use hookglass_app::view::{AnswerCheck, AnswerDraft, AnswerForm, DenialReason, HeldRow};
use hookglass_command_macro::command;

use super::{Answer, AppState, reply};

/// The events that the window holds, ordered by the time of their automatic answer, and those whose
/// senders have just disconnected.
#[command(provides(Held))]
pub(super) async fn held(app: AppState<'_>) -> Answer<Vec<HeldRow>> {
    Ok(app.get()?.decide.held())
}

/// Answers a held event. An answer that its sender would reject is sent only with `anyway`;
/// otherwise the error code is `refused_answer`.
#[command(invalidates(Held, Event(event_id)))]
pub(super) async fn answer_held(app: AppState<'_>, event_id: i64, answer: AnswerDraft, anyway: bool) -> Answer<()> {
    reply(app.get()?.decide.answer_held(event_id, &answer, anyway).await)
}

/// The members that an answer to an event can have, and a default answer.
#[command(provides(AnswerForm(event_id)))]
pub(super) async fn answer_form(app: AppState<'_>, event_id: i64) -> Answer<AnswerForm> {
    reply(app.get()?.decide.answer_form(event_id).await)
}

/// The verdict of the event's sender on an answer. Sends nothing.
#[command(provides(AnswerCheck(event_id)))]
pub(super) async fn check_answer(app: AppState<'_>, event_id: i64, answer: AnswerDraft) -> Answer<AnswerCheck> {
    reply(app.get()?.decide.check_answer(event_id, answer).await)
}

/// The recent reasons for a denial, newest first.
#[command(provides(RecentReasons))]
pub(super) async fn recent_reasons(app: AppState<'_>) -> Answer<Vec<DenialReason>> {
    reply(app.get()?.decide.recent_reasons().await)
}

/// Stores a reason as the newest one. An empty or very long reason is not stored.
#[command(invalidates(RecentReasons))]
pub(super) async fn remember_reason(app: AppState<'_>, given: DenialReason) -> Answer<()> {
    reply(app.get()?.decide.remember_reason(given).await)
}
