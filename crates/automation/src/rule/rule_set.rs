//! Validated rules in order, and the one that decides.

use std::collections::{HashMap, HashSet};

use super::condition;
use super::definition::Rule;
use super::error::{RuleError, RuleProblem};
use super::reply::{Prepared, Reply, prepare};
use hookglass_filter::{Facts, Filter, Needs, Now};
use hookglass_json::Document;
use hookglass_json::display::elided;

/// The most rules. An event can be compared with every rule.
const MAX_RULES: usize = 1_000;

/// The longest name, in characters.
const MAX_NAME_CHARS: usize = 200;

/// The longest delay, in milliseconds: ten minutes.
pub const MAX_RULE_DELAY_MS: u32 = 600_000;

/// Validated rules, in order. The default has none.
#[derive(Debug, Clone, Default)]
pub struct RuleSet {
    rules: Vec<ValidRule>,
}

#[derive(Debug, Clone)]
struct ValidRule {
    rule: Rule,
    filter: Filter,
    prepared: Prepared,
}

/// How often each condition was met, for rules that match every *n*th event. The counts are keyed
/// by rule name, so they survive a change of the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MatchCounts {
    met: HashMap<String, u64>,
}

/// A rule that matches an event.
#[derive(Debug, Clone, Copy)]
pub struct Decision<'b> {
    checked: &'b ValidRule,
}

impl<'b> Decision<'b> {
    /// The rule.
    pub fn rule(&self) -> &'b Rule {
        &self.checked.rule
    }

    /// The reply to the event. `body` is the body of the event, if it is JSON.
    pub fn reply(&self, body: Option<&Document>) -> Reply {
        self.checked.prepared.reply(body)
    }
}

impl RuleSet {
    /// Validates rules. One invalid rule rejects all rules; the error names it.
    pub fn new(rules: Vec<Rule>) -> Result<Self, RuleError> {
        let mut names = HashSet::new();
        let mut checked = Vec::with_capacity(rules.len());
        for (at, rule) in rules.into_iter().enumerate() {
            let error = |wrong: RuleProblem, name: &str| RuleError {
                number: at + 1,
                name: elided(name, 60),
                pointer: wrong.pointer,
                what: wrong.what,
            };
            if at == MAX_RULES {
                return Err(error(
                    RuleProblem::at("", format!("the file has more than {MAX_RULES} rules")),
                    &rule.name,
                ));
            }
            if !names.insert(rule.name.clone()) {
                return Err(error(RuleProblem::at("/name", "another rule has this name"), &rule.name));
            }
            let (filter, prepared) = check(&rule).map_err(|wrong| error(wrong, &rule.name))?;
            checked.push(ValidRule { rule, filter, prepared });
        }
        Ok(Self { rules: checked })
    }

    /// The rules as written.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = &Rule> {
        self.rules.iter().map(|checked| &checked.rule)
    }

    /// The parts of an event that must be read to find the deciding rule; `None` if no rule is
    /// enabled.
    pub fn needs(&self) -> Option<Needs> {
        self.rules.iter().filter(|checked| checked.rule.on).map(|checked| checked.filter.needs()).max()
    }

    /// The first enabled rule that matches. A rule for every *n*th event counts the events that
    /// reach it, and leaves all other events to the rules after it.
    pub fn first(&self, facts: &Facts<'_>, now: &Now, counts: &mut MatchCounts) -> Option<Decision<'_>> {
        let met = |checked: &&ValidRule| {
            if !checked.rule.on || !checked.filter.matches(facts, now) {
                return false;
            }
            let every = u64::from(checked.rule.when.every.max(1));
            if every == 1 {
                return true;
            }
            let count = counts.met.entry(checked.rule.name.clone()).or_default();
            *count = count.wrapping_add(1);
            count.is_multiple_of(every)
        };
        self.rules.iter().find(met).map(|checked| Decision { checked })
    }

    /// All enabled rules whose condition an event meets; the first of them would decide. Neither
    /// reads nor changes the counts.
    pub fn matching<'b>(&'b self, facts: &'b Facts<'_>, now: &'b Now) -> impl Iterator<Item = Decision<'b>> {
        let met = |checked: &&ValidRule| checked.rule.on && checked.filter.matches(facts, now);
        self.rules.iter().filter(met).map(|checked| Decision { checked })
    }
}

fn check(rule: &Rule) -> Result<(Filter, Prepared), RuleProblem> {
    if rule.name.trim().is_empty() {
        return Err(RuleProblem::at("/name", "a rule needs a name"));
    }
    if rule.name.chars().count() > MAX_NAME_CHARS || rule.name.chars().any(char::is_control) {
        return Err(RuleProblem::at(
            "/name",
            format!("a name must be one line of at most {MAX_NAME_CHARS} characters"),
        ));
    }
    if rule.then.delay_ms > MAX_RULE_DELAY_MS {
        return Err(RuleProblem::at("/then/delay_ms", format!("the maximum delay is {MAX_RULE_DELAY_MS} ms")));
    }
    Ok((condition::filter(&rule.when)?, prepare(&rule.then.action)?))
}
