//! Rules: applies them to events, reloads them when another program changes them, and stores,
//! imports and exports them.

use bytes::Bytes;
use hookglass_automation::rule::{self, Rule, RuleSet};
use hookglass_filter::{Body, Columns, Facts, Needs};
use hookglass_request::capture::Capture;
use hookglass_senders::{parsed_request::ParsedRequest, signature::Verdict};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, atomic::Ordering},
    time::Duration,
};

use super::{active_rules::ActiveRules, error::DecideError};
use crate::{
    base::{filter_now, instant, lock},
    decide::{Decide, Planned},
    view::{RuleProblem, RuleRow},
};

/// The shortest time between two reads of the stored rules. Each stored event is also a commit, so
/// commits are frequent.
const MIN_REFRESH_INTERVAL: Duration = Duration::from_millis(300);

impl Decide {
    /// The active rules; `None` when no rule is enabled.
    pub(crate) fn active_rules(&self) -> Option<(Arc<RuleSet>, Needs)> {
        let active = self.rules.read().unwrap_or_else(PoisonError::into_inner);
        active.needs.map(|needs| (Arc::clone(&active.rules), needs))
    }

    /// The decision of the first matching rule. An event whose body is incomplete matches none. An
    /// untrusted event causes no action: a rule that forwards or holds does not decide it, and it
    /// does not count for rules that match every *n*th event.
    pub(crate) fn planned(
        &self,
        (rules, needs): (&RuleSet, Needs),
        capture: &Capture,
        parsed: &ParsedRequest,
        signature: Verdict,
        trusted: bool,
    ) -> Option<Planned> {
        if capture.cut.is_some() {
            return None;
        }
        let columns = Columns::of(0, capture, &parsed.envelope, signature);
        let body = (needs >= Needs::Body).then(|| Body::of(&capture.headers, &capture.body));
        let headers = (needs >= Needs::Headers).then_some(&capture.headers);
        let facts = Facts { columns: &columns, headers, body: body.as_ref() };
        let now = filter_now(&self.clock);
        let mut counts = lock(&self.match_counts);
        let decision = if trusted {
            rules.first(&facts, &now, &mut counts)?
        } else {
            rules.first(&facts, &now, &mut counts.clone())?
        };
        drop(counts);
        let rule = decision.rule();
        let reply = decision.reply(parsed.document.as_ref().ok());
        if !trusted && reply.acts() {
            return None;
        }
        Some(Planned { rule: Some(rule.name.clone()), delay: rule.then.delay(), reply, target: None })
    }

    /// Activates the stored rules if they have changed. Rules that this version cannot read are not
    /// applied.
    pub(crate) async fn refresh_rules(&self) -> Result<(), DecideError> {
        let revision = self.store.rules().revision().await?;
        {
            let active = self.rules.read().unwrap_or_else(PoisonError::into_inner);
            if active.from_file || active.revision == revision {
                return Ok(());
            }
        }
        let Some((revision, file)) = self.store.rules().file().await? else { return Ok(()) };
        let result = rule::read(&Bytes::from(file));
        let rules = ActiveRules::new(result.clone().unwrap_or_default(), revision, false);
        let mut active = self.rules.write().unwrap_or_else(PoisonError::into_inner);
        // Newer rules may have been activated in the meantime.
        if !active.from_file && active.revision < revision {
            *active = rules;
        }
        Ok(result.map(drop)?)
    }

    fn activate(&self, rules: ActiveRules) {
        *self.rules.write().unwrap_or_else(PoisonError::into_inner) = rules;
    }

    /// Follows changes that other programs make to the rules and the hold settings.
    pub(crate) fn follow_rules(self: &Arc<Self>) {
        if self.follows_rules.swap(true, Ordering::Relaxed) {
            return;
        }
        let (decide, clock, mut changes) = (Arc::downgrade(self), self.clock.clone(), self.changes.subscribe());
        self.jobs.spawn_background(async move {
            while let Some(decide) = decide.upgrade() {
                if let Err(error) = decide.refresh_rules().await {
                    tracing::error!(%error, "the rules could not be read, so no rule is applied");
                }
                if let Err(error) = decide.settings.reload().await {
                    tracing::warn!(%error, "the settings could not be read again");
                }
                drop(decide);
                clock.sleep(MIN_REFRESH_INTERVAL).await;
                if changes.changed().await.is_err() {
                    return;
                }
            }
        });
    }

    /// Applies the rules of a file in this run, instead of the stored rules. A file with an error
    /// changes nothing.
    pub fn use_rules(&self, text: String) -> Result<(), DecideError> {
        let rules = rule::read(&Bytes::from(text))?;
        self.confirm_for_this_run(&rules);
        self.activate(ActiveRules::new(rules, 0, true));
        Ok(())
    }

    /// The stored rules in order, and how often each rule decided.
    pub async fn rules(&self) -> Result<Vec<RuleRow>, DecideError> {
        let uses = self.store.rules().uses().await?;
        let mut uses: HashMap<_, _> = uses.into_iter().map(|used| (used.name.clone(), used)).collect();
        let row = |rule: &Rule| {
            let used = uses.remove(&rule.name);
            RuleRow {
                rule: rule.clone(),
                uses: used.as_ref().map_or(0, |used| used.uses),
                last_used_at: used.map(|used| instant(used.last_used_at)),
            }
        };
        Ok(self.stored_rules().await?.rules().map(row).collect())
    }

    pub(super) async fn stored_rules(&self) -> Result<RuleSet, DecideError> {
        match self.store.rules().file().await? {
            Some((_, file)) => Ok(rule::read(&Bytes::from(file))?),
            None => Ok(RuleSet::default()),
        }
    }

    /// Replaces the stored rules and activates them. Confirms the URLs that they forward to for the
    /// first time on this computer. A rule with an error changes nothing.
    pub async fn save_rules(&self, rules: Vec<Rule>) -> Result<Vec<RuleRow>, DecideError> {
        let rules = RuleSet::new(rules)?;
        self.confirm_new_targets(&rules).await?;
        let names = rules.rules().map(|rule| rule.name.clone()).collect();
        let revision = self.store.rules_mut().replace(rule::write(rules.rules()), names).await?;
        let from_file = self.rules.read().unwrap_or_else(PoisonError::into_inner).from_file;
        if !from_file {
            self.activate(ActiveRules::new(rules, revision, false));
        }
        self.rules().await
    }

    /// Checks a single rule and returns its error.
    pub fn check_rule(&self, rule: Rule) -> Option<RuleProblem> {
        let error = RuleSet::new(vec![rule]).err()?;
        Some(RuleProblem { pointer: error.pointer, what: error.what })
    }

    /// Appends the rules of a file to the stored ones, or replaces them. An error changes nothing.
    pub async fn import_rules(&self, text: String, replace: bool) -> Result<Vec<RuleRow>, DecideError> {
        let imported = rule::read(&Bytes::from(text))?;
        let before = if replace { RuleSet::default() } else { self.stored_rules().await? };
        self.save_rules(before.rules().chain(imported.rules()).cloned().collect()).await
    }

    /// The stored rules as a file.
    pub async fn export_rules(&self) -> Result<String, DecideError> {
        Ok(rule::write(self.stored_rules().await?.rules()))
    }
}
