//! Events whose senders wait, and the rules that decide answers.

use hookglass_app::view::{AnswerDraft, HeldRow, RuleProblem, RuleRow, rule::Rule};

use super::{Answer, AppState, told};

#[tauri::command]
pub(super) async fn held(app: AppState<'_>) -> Answer<Vec<HeldRow>> {
    Ok(app.get()?.decide.held())
}

#[tauri::command]
pub(super) async fn answer_held(app: AppState<'_>, event_id: i64, answer: AnswerDraft, anyway: bool) -> Answer<()> {
    told(app.get()?.decide.answer_held(event_id, &answer, anyway).await)
}

#[tauri::command]
pub(super) async fn rules(app: AppState<'_>) -> Answer<Vec<RuleRow>> {
    told(app.get()?.decide.rules().await)
}

#[tauri::command]
pub(super) async fn save_rules(app: AppState<'_>, rules: Vec<Rule>) -> Answer<Vec<RuleRow>> {
    told(app.get()?.decide.save_rules(rules).await)
}

#[tauri::command]
pub(super) async fn check_rule(app: AppState<'_>, rule: Rule) -> Answer<Option<RuleProblem>> {
    Ok(app.get()?.decide.check_rule(rule))
}

#[tauri::command]
pub(super) async fn import_rules(app: AppState<'_>, text: String, replace: bool) -> Answer<Vec<RuleRow>> {
    told(app.get()?.decide.import_rules(text, replace).await)
}

#[tauri::command]
pub(super) async fn export_rules(app: AppState<'_>) -> Answer<String> {
    told(app.get()?.decide.export_rules().await)
}
