//! The rules that are applied now.

use hookglass_automation::rule::RuleSet;
use hookglass_filter::Needs;
use std::sync::Arc;

/// Rules, with what is needed to decide by them.
#[derive(Debug, Clone, Default)]
pub(crate) struct ActiveRules {
    pub(super) rules: Arc<RuleSet>,
    /// The parts of an event that the rules read; `None` when no rule is on.
    pub(super) needs: Option<Needs>,
    /// The revision of the stored file.
    pub(super) revision: i64,
    /// Whether the rules come from a file for this run. Then the stored ones do not count.
    pub(super) from_file: bool,
}

impl ActiveRules {
    pub(super) fn new(rules: RuleSet, revision: i64, from_file: bool) -> Self {
        Self { needs: rules.needs(), rules: Arc::new(rules), revision, from_file }
    }
}
