//! The rules in use: kept in memory, followed when another program changes them, read, written and carried as a file.

use bytes::Bytes;
use hookglass_automation::{
    forward::Target,
    rule::{self, Rule, RuleSet},
};
use hookglass_filter::{Body, Columns, Facts, Needs};
use hookglass_request::capture::Capture;
use hookglass_senders::{parsed_request::Reading, signature::Verdict};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, Weak, atomic::Ordering},
    time::Duration,
};
use tokio::time::sleep;

use crate::{
    base::{here_and_now, instant, lock},
    decide::Decide,
    error::AppError,
    view::{RuleProblem, RuleRow},
};

/// How often to look whether another program has changed them.
const LOOK: Duration = Duration::from_millis(300);

/// The rules in use.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    book: Arc<RuleSet>,
    /// What of an event has to be read; `None` when no rule is on.
    needs: Option<Needs>,
    /// Of the stored file.
    revision: i64,
    /// Whether they are those of a file, for this run, whatever is stored.
    given: bool,
}

impl Rules {
    fn new(book: RuleSet, revision: i64, given: bool) -> Self {
        Self { needs: book.needs(), book: Arc::new(book), revision, given }
    }
}

/// What a rule says about an event, or that a target is to be asked.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    /// The rule's name; `None` when none has decided.
    pub(crate) rule: Option<String>,
    pub(crate) delay: Duration,
    pub(crate) reply: rule::Reply,
    /// The target of forwarding that is asked.
    pub(crate) target: Option<Target>,
}

impl Planned {
    /// The target answers for the sender.
    pub(crate) fn forwarded(target: Target) -> Self {
        let reply = rule::Reply::Forward { to: target.url.clone() };
        Self { rule: None, delay: Duration::ZERO, reply, target: Some(target) }
    }
}

impl Decide {
    /// The rules, when one of them is on.
    pub(crate) fn rules_in_use(&self) -> Option<(Arc<RuleSet>, Needs)> {
        let rules = self.rules.read().unwrap_or_else(PoisonError::into_inner);
        rules.needs.map(|needs| (Arc::clone(&rules.book), needs))
    }

    /// What the first rule says that an event meets. One whose body is not whole meets none.
    pub(crate) fn planned(
        &self,
        (book, needs): (&RuleSet, Needs),
        capture: &Capture,
        reading: &Reading,
        signature: Verdict,
    ) -> Option<Planned> {
        if capture.cut.is_some() {
            return None;
        }
        let columns = Columns::of(0, capture, &reading.envelope, signature);
        let body = (needs >= Needs::Body).then(|| Body::of(&capture.headers, &capture.body));
        let headers = (needs >= Needs::Headers).then_some(&capture.headers);
        let facts = Facts { columns: &columns, headers, body: body.as_ref() };
        let now = here_and_now();
        let decision = book.first(&facts, &now, &mut lock(&self.turns))?;
        let rule = decision.rule();
        let reply = decision.reply(reading.document.as_ref().ok());
        Some(Planned { rule: Some(rule.name.clone()), delay: rule.then.delay(), reply, target: None })
    }

    /// Reads the stored rules, unless they are those that are in use. Rules that this version cannot read are not used.
    pub(crate) async fn refresh_rules(&self) -> Result<(), AppError> {
        let revision = self.store.rules().revision().await?;
        {
            let rules = self.rules.read().unwrap_or_else(PoisonError::into_inner);
            if rules.given || rules.revision == revision {
                return Ok(());
            }
        }
        let Some((revision, file)) = self.store.rules().file().await? else { return Ok(()) };
        let read = rule::read(&Bytes::from(file));
        let book = read.clone().unwrap_or_default();
        self.use_book(Rules::new(book, revision, false));
        read.map(drop).map_err(AppError::from)
    }

    fn use_book(&self, rules: Rules) {
        *self.rules.write().unwrap_or_else(PoisonError::into_inner) = rules;
    }

    /// Follows the rules and how long senders are held, when another program changes them.
    pub(crate) fn follow_rules(self: &Arc<Self>) {
        if self.following.swap(true, Ordering::Relaxed) {
            return;
        }
        let app = Arc::downgrade(self);
        tokio::spawn(async move {
            let mut version = None;
            loop {
                sleep(LOOK).await;
                let Some(app) = Weak::upgrade(&app) else { return };
                let Ok(seen) = app.store.data_version().await else { continue };
                if version.replace(seen) == Some(seen) {
                    continue;
                }
                if let Err(error) = app.refresh_rules().await {
                    tracing::error!(%error, "the rules could not be read, so none is applied");
                }
                if let Err(error) = app.settings.reload_hold().await {
                    tracing::warn!(%error, "the settings could not be read again");
                }
            }
        });
    }

    /// Uses the rules of a file for as long as this runs, whatever is stored. All of them can be used, or none is.
    pub fn use_rules(&self, text: String) -> Result<(), AppError> {
        let book = rule::read(&Bytes::from(text)).map_err(AppError::from)?;
        self.use_book(Rules::new(book, 0, true));
        Ok(())
    }

    /// Lets senders wait so long for as long as this runs, whatever the settings say.
    pub fn use_hold_deadline(&self, deadline: Duration) -> Result<(), AppError> {
        let hold = self.settings.now().hold;
        crate::view::HoldSettings { deadline_ms: deadline.as_millis() as u64, ..hold }.check()?;
        *self.deadline.write().unwrap_or_else(PoisonError::into_inner) = Some(deadline);
        Ok(())
    }

    /// The stored rules in their order, and how often each decided.
    pub async fn rules(&self) -> Result<Vec<RuleRow>, AppError> {
        let mut uses: HashMap<_, _> =
            self.store.rules().uses().await?.into_iter().map(|u| (u.name.clone(), u)).collect();
        let row = |rule: &Rule| {
            let used = uses.remove(&rule.name);
            RuleRow {
                rule: rule.clone(),
                uses: used.as_ref().map_or(0, |used| used.uses),
                last_used_at: used.map(|used| instant(used.last_used_at)),
            }
        };
        Ok(self.stored_book().await?.rules().map(row).collect())
    }

    pub(crate) async fn stored_book(&self) -> Result<RuleSet, AppError> {
        match self.store.rules().file().await? {
            Some((_, file)) => rule::read(&Bytes::from(file)).map_err(AppError::from),
            None => Ok(RuleSet::default()),
        }
    }

    /// Keeps rules in the place of those there are, and applies them at once. All of them can be used, or none is kept.
    pub async fn save_rules(&self, rules: Vec<Rule>) -> Result<Vec<RuleRow>, AppError> {
        let book = RuleSet::new(rules).map_err(AppError::from)?;
        let names = book.rules().map(|rule| rule.name.clone()).collect();
        let revision = self.store.rules_mut().replace(rule::write(book.rules()), names).await?;
        let given = self.rules.read().unwrap_or_else(PoisonError::into_inner).given;
        if !given {
            self.use_book(Rules::new(book, revision, given));
        }
        self.rules().await
    }

    /// What is wrong with a rule by itself.
    pub fn check_rule(&self, rule: Rule) -> Option<RuleProblem> {
        let error = RuleSet::new(vec![rule]).err()?;
        Some(RuleProblem { pointer: error.pointer, what: error.what })
    }

    /// Adds the rules of a file behind those there are, or puts them in their place. All of them, or none.
    pub async fn import_rules(&self, text: String, replace: bool) -> Result<Vec<RuleRow>, AppError> {
        let read = rule::read(&Bytes::from(text)).map_err(AppError::from)?;
        let before = if replace { RuleSet::default() } else { self.stored_book().await? };
        self.save_rules(before.rules().chain(read.rules()).cloned().collect()).await
    }

    /// The stored rules as a file.
    pub async fn export_rules(&self) -> Result<String, AppError> {
        Ok(rule::write(self.stored_book().await?.rules()))
    }
}
