//! The decision desk: what an answer may hold, what comes of one, and the reasons given last.

use hookglass_app::view::{AnswerCheck, AnswerDraft, AnswerForm, DenialReason};

use super::{Answer, App, told};

#[tauri::command]
pub(super) async fn answer_form(app: App<'_>, event_id: i64) -> Answer<AnswerForm> {
    told(app.get()?.answer_form(event_id).await)
}

#[tauri::command]
pub(super) async fn check_answer(app: App<'_>, event_id: i64, answer: AnswerDraft) -> Answer<AnswerCheck> {
    told(app.get()?.check_answer(event_id, answer).await)
}

#[tauri::command]
pub(super) async fn recent_reasons(app: App<'_>) -> Answer<Vec<DenialReason>> {
    told(app.get()?.recent_reasons().await)
}

#[tauri::command]
pub(super) async fn remember_reason(app: App<'_>, given: DenialReason) -> Answer<()> {
    told(app.get()?.remember_reason(given).await)
}
