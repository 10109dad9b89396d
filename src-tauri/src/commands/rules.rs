//! Rules that decide answers, and their trial on a stored event.

use hookglass_app::view::{RuleProblem, RuleRow, RuleTrial, rule::Rule};
use hookglass_command_macro::command;

use super::{Answer, AppState, reply};

/// The stored rules in order, each with the number of events that it decided.
#[command(provides(Rules))]
pub(super) async fn rules(app: AppState<'_>) -> Answer<Vec<RuleRow>> {
    reply(app.get()?.decide.rules().await)
}

/// Replaces the stored rules. If a rule has an error, nothing changes.
#[command(provides(Rules), invalidates(RuleTrial, Status))]
pub(super) async fn save_rules(app: AppState<'_>, rules: Vec<Rule>) -> Answer<Vec<RuleRow>> {
    reply(app.get()?.decide.save_rules(rules).await)
}

/// The error in a rule, checked without the other rules.
#[command(provides(RuleCheck))]
pub(super) async fn check_rule(app: AppState<'_>, rule: Rule) -> Answer<Option<RuleProblem>> {
    Ok(app.get()?.decide.check_rule(rule))
}

/// Appends the rules of a file to the stored ones, or replaces them. An error changes nothing.
#[command(provides(Rules), invalidates(RuleTrial, Status))]
pub(super) async fn import_rules(app: AppState<'_>, text: String, replace: bool) -> Answer<Vec<RuleRow>> {
    reply(app.get()?.decide.import_rules(text, replace).await)
}

/// The stored rules as the text of a file.
#[command(provides(RuleFile))]
pub(super) async fn export_rules(app: AppState<'_>) -> Answer<String> {
    reply(app.get()?.decide.export_rules().await)
}

/// Which of these rules would answer an event, and how. Null tries the stored rules.
#[command(provides(RuleTrial(event_id)))]
pub(super) async fn try_rules(app: AppState<'_>, event_id: i64, rules: Option<Vec<Rule>>) -> Answer<RuleTrial> {
    reply(app.get()?.decide.try_rules(event_id, rules, false).await)
}
