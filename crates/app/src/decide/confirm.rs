//! The URLs that rules forward to: which are not confirmed on this computer, and which are
//! confirmed by saving a rule.

use hookglass_automation::rule::{Action, RuleSet};
use std::collections::BTreeSet;

use super::error::DecideError;
use crate::{decide::Decide, view::TargetUrl};

impl Decide {
    /// The forwarding targets, and the URLs of enabled rules, that are not confirmed on this
    /// computer. Nothing is forwarded to them.
    pub async fn paused_targets(&self) -> Result<Vec<TargetUrl>, DecideError> {
        let mut paused: BTreeSet<TargetUrl> = self.forward.paused().await?.into_iter().collect();
        if let Some((rules, _)) = self.active_rules() {
            let urls = targets(&rules, true).into_iter();
            paused.extend(urls.filter(|target| !self.confirmations.has_target(&target.url, target.verify_tls)));
        }
        Ok(paused.into_iter().collect())
    }

    /// Confirms the URLs that are not in the stored rules yet: a person adds them on this computer.
    pub(super) async fn confirm_new_targets(&self, rules: &RuleSet) -> Result<(), DecideError> {
        let mut new = targets(rules, false);
        if new.is_empty() {
            return Ok(());
        }
        // Stored rules that cannot be read are replaced as a whole.
        let before = targets(&self.stored_rules().await.unwrap_or_default(), false);
        new.retain(|target| !before.contains(target));
        if !new.is_empty() {
            self.confirmations.change(move |confirmed| confirmed.targets.extend(new)).await?;
        }
        Ok(())
    }

    /// Confirms the URLs of rules for this run.
    pub(super) fn confirm_for_this_run(&self, rules: &RuleSet) {
        self.confirmations.change_run(|confirmed| confirmed.targets.extend(targets(rules, true)));
    }
}

/// The URLs that rules forward to.
fn targets(rules: &RuleSet, enabled_only: bool) -> BTreeSet<TargetUrl> {
    let urls = rules.rules().filter(|rule| rule.on || !enabled_only).filter_map(|rule| match &rule.then.action {
        Action::Forward { to } => Some(TargetUrl { url: to.clone(), verify_tls: true }),
        _ => None,
    });
    urls.collect()
}
