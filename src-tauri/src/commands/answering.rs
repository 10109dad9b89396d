//! Events whose senders wait, and the rules that decide answers.

use hookglass_app::view::{AnswerDraft, HeldRow, RuleProblem, RuleRow, rule::Rule};
use hookglass_command_macro::command;

use super::{Answer, AppState, told};

/// The events that the window holds, ordered by the time of their automatic answer, and those whose senders have just
/// disconnected.
#[command(provides(Held))]
pub(super) async fn held(app: AppState<'_>) -> Answer<Vec<HeldRow>> {
    Ok(app.get()?.decide.held())
}

/// Answers a held event. An answer that its sender would reject is sent only with `anyway`; otherwise the error code is
/// `refused_answer`.
#[command(invalidates(Held, Event(event_id)))]
pub(super) async fn answer_held(app: AppState<'_>, event_id: i64, answer: AnswerDraft, anyway: bool) -> Answer<()> {
    told(app.get()?.decide.answer_held(event_id, &answer, anyway).await)
}

/// The stored rules in their order, and how often each decided.
#[command(provides(Rules))]
pub(super) async fn rules(app: AppState<'_>) -> Answer<Vec<RuleRow>> {
    told(app.get()?.decide.rules().await)
}

/// Replaces the stored rules. A rule with an error changes nothing.
#[command(provides(Rules), invalidates(RuleTrial))]
pub(super) async fn save_rules(app: AppState<'_>, rules: Vec<Rule>) -> Answer<Vec<RuleRow>> {
    told(app.get()?.decide.save_rules(rules).await)
}

/// What is wrong with a rule by itself.
#[command(provides(RuleCheck))]
pub(super) async fn check_rule(app: AppState<'_>, rule: Rule) -> Answer<Option<RuleProblem>> {
    Ok(app.get()?.decide.check_rule(rule))
}

/// Appends the rules of a file to the stored ones, or replaces them. An error changes nothing.
#[command(provides(Rules), invalidates(RuleTrial))]
pub(super) async fn import_rules(app: AppState<'_>, text: String, replace: bool) -> Answer<Vec<RuleRow>> {
    told(app.get()?.decide.import_rules(text, replace).await)
}

/// The stored rules as the text of a file.
#[command(provides(RuleFile))]
pub(super) async fn export_rules(app: AppState<'_>) -> Answer<String> {
    told(app.get()?.decide.export_rules().await)
}
