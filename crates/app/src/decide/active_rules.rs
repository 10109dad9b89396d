//! The rules that are currently applied.

use hookglass_automation::rule::RuleSet;
use hookglass_filter::Needs;
use std::sync::Arc;

/// The applied rules, and their source.
#[derive(Debug, Clone, Default)]
pub(crate) struct ActiveRules {
    pub(super) rules: Arc<RuleSet>,
    /// The parts of an event that the rules read; `None` when no rule is enabled.
    pub(super) needs: Option<Needs>,
    /// The revision of the stored file.
    pub(super) revision: i64,
    /// Whether the rules were loaded from a file for this run. They replace the stored rules.
    pub(super) from_file: bool,
}

impl ActiveRules {
    pub(super) fn new(rules: RuleSet, revision: i64, from_file: bool) -> Self {
        Self { needs: rules.needs(), rules: Arc::new(rules), revision, from_file }
    }
}
