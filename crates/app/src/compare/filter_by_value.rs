//! Selects the changes of a comparison to show: those that are not ignored and that match the
//! filter.
//!
//! Does not repeat the comparison. A filter matches pointers and readable names, ignoring case.

use hookglass_diff::{
    Change,
    noise::{self, Pattern},
};
use hookglass_json::pointer::Pointer;
use hookglass_senders::{catalog::MemberType, explain::explain};

use super::{
    comparison::{Comparison, Json},
    error::CompareError,
    pair::Pair,
};
use crate::view::ChangeSelection;

/// Which changes to show.
#[derive(Debug, Default)]
pub(super) struct ChangeFilter {
    filter: String,
    times: bool,
    ids: bool,
    paths: Vec<Pattern>,
    spelling_counts: bool,
    pub(super) reveal: bool,
}

/// The lists of a comparison, as numbers of changes.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) shown: Vec<u32>,
    pub(super) ignored: Vec<u32>,
    pub(super) rewritten: Vec<u32>,
    /// Changes that do not match the filter.
    pub(super) filtered: u64,
}

impl ChangeFilter {
    /// The filter for a view. Fails if a path is not a JSON Pointer.
    pub(super) fn of(narrowing: &ChangeSelection) -> Result<Self, CompareError> {
        let ignored = &narrowing.ignored;
        Ok(Self {
            filter: narrowing.filter.trim().to_lowercase(),
            times: ignored.times,
            ids: ignored.ids,
            paths: ignored.paths.iter().map(|path| Pattern::parse(path.trim())).collect::<Result<_, _>>()?,
            spelling_counts: narrowing.spelling_counts,
            reveal: narrowing.reveal,
        })
    }

    /// A filter that all changes match.
    pub(super) fn all(spelling_counts: bool, reveal: bool) -> Self {
        Self { spelling_counts, reveal, ..Self::default() }
    }

    pub(super) fn lists(&self, comparison: &Comparison) -> Lists {
        let mut lists = Lists::default();
        let Some(json) = comparison.json() else { return lists };
        let is_active = self.times || self.ids || !self.paths.is_empty() || !self.filter.is_empty();
        for &number in &json.order {
            if json.is_rewritten(number) && !self.spelling_counts {
                lists.rewritten.push(number);
                continue;
            }
            let Some(change) = json.change(number).filter(|_| is_active) else {
                lists.shown.push(number);
                continue;
            };
            let path = json.diff.pointer(change.path);
            if self.ignores(comparison.pair(), json, change, &path) {
                lists.ignored.push(number);
            } else if self.filters_out(comparison.pair(), json, change, &path) {
                lists.filtered += 1;
            } else {
                lists.shown.push(number);
            }
        }
        lists
    }

    fn ignores(&self, pair: &Pair, json: &Json<'_>, change: &Change<'_>, path: &Pointer) -> bool {
        let name = path.tokens().last().map(String::as_str);
        (self.ids && noise::is_id(change, name))
            || (self.times && noise::is_time(change, || is_seconds(pair, path)))
            || self.paths.iter().any(|pattern| {
                let whole = pair.at.as_ref().filter(|at| !at.tokens().is_empty());
                pattern.covers(path.tokens())
                    || whole.is_some_and(|at| pattern.covers(&full_path(at, path)))
                    || json.diff.from(change.path).is_some_and(|from| pattern.covers(from.tokens()))
            })
    }

    fn filters_out(&self, pair: &Pair, json: &Json<'_>, change: &Change<'_>, path: &Pointer) -> bool {
        let has = |text: &str| text.to_lowercase().contains(&self.filter);
        !(self.filter.is_empty()
            || has(&path.to_string())
            || pair.names.of(pair.at.as_ref(), path).is_some_and(|label| has(&label.name))
            || json.diff.from(change.path).is_some_and(|from| has(&from.to_string())))
    }
}

/// The path from the root of the body to a member of the newer side.
fn full_path(at: &Pointer, path: &Pointer) -> Vec<String> {
    at.tokens().iter().chain(path.tokens()).cloned().collect()
}

/// Whether the catalog describes a member as seconds since 1970.
fn is_seconds(pair: &Pair, path: &Pointer) -> bool {
    let at = pair.at.clone().unwrap_or_default();
    let known = pair.envelope.as_ref().and_then(|envelope| explain(envelope, &full_path(&at, path)));
    known.is_some_and(|known| matches!(known.member.form, MemberType::UnixSeconds))
}
