//! The decision desk: what an answer may hold, what comes of one, and the reasons given last.

use hookglass_app::view::{AnswerCheck, AnswerDraft, AnswerForm, DenialReason};

use super::{Answer, AppState, told};

#[tauri::command]
pub(super) async fn answer_form(app: AppState<'_>, event_id: i64) -> Answer<AnswerForm> {
    told(app.get()?.decide.answer_form(event_id).await)
}

#[tauri::command]
pub(super) async fn check_answer(app: AppState<'_>, event_id: i64, answer: AnswerDraft) -> Answer<AnswerCheck> {
    told(app.get()?.decide.check_answer(event_id, answer).await)
}

#[tauri::command]
pub(super) async fn recent_reasons(app: AppState<'_>) -> Answer<Vec<DenialReason>> {
    told(app.get()?.decide.recent_reasons().await)
}

#[tauri::command]
pub(super) async fn remember_reason(app: AppState<'_>, given: DenialReason) -> Answer<()> {
    told(app.get()?.decide.remember_reason(given).await)
}
