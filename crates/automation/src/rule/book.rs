//! Rules in their order, checked, and which of them decides.

use std::collections::{HashMap, HashSet};

use super::reply::{Prepared, Reply, prepare};
use super::{Rule, RuleError, Wrong, condition};
use hookglass_filter::{Facts, Filter, Needs, Now};
use hookglass_json::Document;
use hookglass_json::display::elided;

/// Rules beyond this many are refused: each event is held against all of them.
const MOST_RULES: usize = 1_000;

/// Longest name, in characters.
const LONGEST_NAME: usize = 200;

/// Longest delay: ten minutes.
const LONGEST_DELAY_MS: u32 = 600_000;

/// Rules that can be used, in their order. The default has none.
#[derive(Debug, Clone, Default)]
pub struct Book {
    rules: Vec<Checked>,
}

#[derive(Debug, Clone)]
struct Checked {
    rule: Rule,
    filter: Filter,
    prepared: Prepared,
}

/// How often each rule's condition was met, for rules that are for every so-manieth event. Kept by name, so that it
/// outlives a change of the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Turns {
    met: HashMap<String, u64>,
}

/// A rule that decides, and how.
#[derive(Debug, Clone, Copy)]
pub struct Decision<'b> {
    checked: &'b Checked,
}

impl<'b> Decision<'b> {
    /// The rule.
    pub fn rule(&self) -> &'b Rule {
        &self.checked.rule
    }

    /// What is done for this event; `body` is its body, where that is JSON.
    pub fn reply(&self, body: Option<&Document>) -> Reply {
        self.checked.prepared.reply(body)
    }
}

impl Book {
    /// Checks rules. One that cannot be used refuses all of them, and is named.
    pub fn new(rules: Vec<Rule>) -> Result<Self, RuleError> {
        let mut names = HashSet::new();
        let mut checked = Vec::with_capacity(rules.len());
        for (at, rule) in rules.into_iter().enumerate() {
            let told = |wrong: Wrong, name: &str| RuleError {
                number: at + 1,
                name: elided(name, 60),
                pointer: wrong.pointer,
                what: wrong.what,
            };
            if at == MOST_RULES {
                return Err(told(Wrong::at("", format!("there are more than {MOST_RULES} rules")), &rule.name));
            }
            if !names.insert(rule.name.clone()) {
                return Err(told(Wrong::at("/name", "another rule has this name"), &rule.name));
            }
            let (filter, prepared) = check(&rule).map_err(|wrong| told(wrong, &rule.name))?;
            checked.push(Checked { rule, filter, prepared });
        }
        Ok(Self { rules: checked })
    }

    /// The rules, as they are written.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = &Rule> {
        self.rules.iter().map(|checked| &checked.rule)
    }

    /// What of an event has to be read to tell which rule decides; `None` when no rule is on.
    pub fn needs(&self) -> Option<Needs> {
        self.rules.iter().filter(|checked| checked.rule.on).map(|checked| checked.filter.needs()).max()
    }

    /// The first rule that is on and whose condition the event meets. A rule that is for every so-manieth event counts
    /// those that come to it; when it is not its turn, the rules behind it are asked.
    pub fn first(&self, facts: &Facts<'_>, now: &Now, turns: &mut Turns) -> Option<Decision<'_>> {
        let met = |checked: &&Checked| {
            if !checked.rule.on || !checked.filter.matches(facts, now) {
                return false;
            }
            let every = u64::from(checked.rule.when.every.max(1));
            if every == 1 {
                return true;
            }
            let count = turns.met.entry(checked.rule.name.clone()).or_default();
            *count = count.wrapping_add(1);
            count.is_multiple_of(every)
        };
        self.rules.iter().find(met).map(|checked| Decision { checked })
    }

    /// The rules that are on and whose condition an event meets, whoever's turn it is; the first of them would decide. To
    /// be shown beside an event, without counting it.
    pub fn meeting<'b>(&'b self, facts: &'b Facts<'_>, now: &'b Now) -> impl Iterator<Item = Decision<'b>> {
        let met = |checked: &&Checked| checked.rule.on && checked.filter.matches(facts, now);
        self.rules.iter().filter(met).map(|checked| Decision { checked })
    }
}

fn check(rule: &Rule) -> Result<(Filter, Prepared), Wrong> {
    if rule.name.trim().is_empty() {
        return Err(Wrong::at("/name", "a rule needs a name"));
    }
    if rule.name.chars().count() > LONGEST_NAME || rule.name.chars().any(char::is_control) {
        return Err(Wrong::at("/name", format!("a name is one line of at most {LONGEST_NAME} characters")));
    }
    if rule.then.delay_ms > LONGEST_DELAY_MS {
        return Err(Wrong::at("/then/delay_ms", format!("the longest delay is {LONGEST_DELAY_MS} ms")));
    }
    Ok((condition::filter(&rule.when)?, prepare(&rule.then.action)?))
}
