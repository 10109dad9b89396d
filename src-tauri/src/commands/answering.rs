//! Events whose senders wait, and the rules that decide answers.

use hookglass_app::view::{AnswerDraft, HeldRow, RuleProblem, RuleRow, rule::Rule};

use super::{Answer, App, told};

#[tauri::command]
pub(super) async fn held(app: App<'_>) -> Answer<Vec<HeldRow>> {
    Ok(app.get()?.held())
}

#[tauri::command]
pub(super) async fn answer_held(app: App<'_>, event_id: i64, answer: AnswerDraft, anyway: bool) -> Answer<()> {
    told(app.get()?.answer_held(event_id, &answer, anyway).await)
}

#[tauri::command]
pub(super) async fn rules(app: App<'_>) -> Answer<Vec<RuleRow>> {
    told(app.get()?.rules().await)
}

#[tauri::command]
pub(super) async fn save_rules(app: App<'_>, rules: Vec<Rule>) -> Answer<Vec<RuleRow>> {
    told(app.get()?.save_rules(rules).await)
}

#[tauri::command]
pub(super) async fn check_rule(app: App<'_>, rule: Rule) -> Answer<Option<RuleProblem>> {
    Ok(app.get()?.check_rule(rule))
}

#[tauri::command]
pub(super) async fn import_rules(app: App<'_>, text: String, replace: bool) -> Answer<Vec<RuleRow>> {
    told(app.get()?.import_rules(text, replace).await)
}

#[tauri::command]
pub(super) async fn export_rules(app: App<'_>) -> Answer<String> {
    told(app.get()?.export_rules().await)
}
