//! The open comparisons of the window.
//!
//! The window assigns each comparison a ticket, a number with which it reads or cancels the
//! comparison. Beyond [`MAX_OPEN`], the comparison that was opened first is closed.

use hookglass_diff as diff;
use hookglass_diff::side_by_side::{Folded, Folds};
use hookglass_json::Value;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use super::{
    comparison::{Comparison, Differences},
    display::{about_view, header_view},
    error::CompareError,
    filter_by_value::{ChangeFilter, Lists},
    report::{DiffFormat, DiffOptions, DiffReport},
};
use crate::{
    base::{
        jobs::{Job, JobKey, Jobs},
        lock,
    },
    view::{ChangeList, ChangeView, ComparisonTextFormat, HeaderComparison, LineRow, MemberView, OpenComparison},
};

/// Maximum open comparisons.
const MAX_OPEN: usize = 8;
/// Maximum changes, members or rows in one window.
pub(crate) const MAX_COMPARISON_ROWS: u64 = 200;
/// Maximum differing header lines that are shown.
const MAX_HEADERS: usize = 500;

/// The open comparisons, by their tickets.
#[derive(Debug)]
pub(super) struct OpenComparisons {
    jobs: Jobs,
    /// Newest first.
    open: Mutex<VecDeque<(u64, Arc<OpenPair>)>>,
}

/// An open comparison.
pub(super) struct OpenPair {
    comparison: Comparison,
    shown: Mutex<Shown>,
}

/// The changes and rows that are shown.
struct Shown {
    filter: Arc<ChangeFilter>,
    lists: Arc<Lists>,
    folds: Folds,
}

impl std::fmt::Debug for OpenPair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The sides contain payload, which must not appear in a log.
        f.debug_struct("OpenPair").finish_non_exhaustive()
    }
}

impl OpenComparisons {
    pub(super) fn new(jobs: Jobs) -> Self {
        Self { jobs, open: Mutex::default() }
    }

    /// Starts a comparison. Cancels and closes the one with the same ticket.
    pub(super) fn begin(&self, ticket: u64) -> Job {
        let job = self.jobs.begin(JobKey::Compare(ticket));
        self.remove(ticket);
        job
    }

    /// Keeps a comparison open unless it was canceled. Returns whether it is open.
    pub(super) fn keep(&self, ticket: u64, job: &Job, pair: OpenPair) -> bool {
        let mut open = lock(&self.open);
        // Check under the lock: `close` first cancels and then removes, so it cannot miss this
        // comparison.
        if job.is_cancelled() {
            return false;
        }
        open.push_front((ticket, Arc::new(pair)));
        open.truncate(MAX_OPEN);
        true
    }

    pub(super) fn close(&self, ticket: u64) {
        self.jobs.cancel(JobKey::Compare(ticket));
        self.remove(ticket);
    }

    fn remove(&self, ticket: u64) {
        lock(&self.open).retain(|(open, _)| *open != ticket);
    }

    pub(super) fn get(&self, ticket: u64) -> Result<Arc<OpenPair>, CompareError> {
        let open = lock(&self.open);
        let found = open.iter().find(|(open, _)| *open == ticket);
        found.map(|(_, pair)| Arc::clone(pair)).ok_or(CompareError::Closed)
    }
}

impl OpenPair {
    pub(super) fn new(comparison: Comparison, filter: ChangeFilter) -> Self {
        let lists = Arc::new(filter.lists(&comparison));
        let folds = comparison.layout().map(Folds::of).unwrap_or_default();
        Self { comparison, shown: Mutex::new(Shown { filter: Arc::new(filter), lists, folds }) }
    }

    pub(super) fn narrow(&self, filter: ChangeFilter) {
        let lists = Arc::new(filter.lists(&self.comparison));
        let mut shown = lock(&self.shown);
        shown.filter = Arc::new(filter);
        shown.lists = lists;
    }

    fn shown(&self) -> (Arc<ChangeFilter>, Arc<Lists>, usize) {
        let shown = lock(&self.shown);
        (Arc::clone(&shown.filter), Arc::clone(&shown.lists), shown.folds.len())
    }

    /// Opens a fold, or all folds for `None`. Returns the number of rows.
    pub(super) fn unfold(&self, fold: Option<u64>) -> usize {
        let folds = &mut lock(&self.shown).folds;
        match fold {
            // An open fold stays open.
            Some(fold) => _ = folds.open(index(fold)),
            None => folds.open_all(),
        }
        folds.len()
    }

    /// Closes all folds. Returns the number of rows.
    pub(super) fn fold(&self) -> usize {
        let folds = self.comparison.layout().map(Folds::of).unwrap_or_default();
        let rows = folds.len();
        lock(&self.shown).folds = folds;
        rows
    }

    pub(super) fn next_change(&self, from: i64, back: bool) -> Option<usize> {
        let shown = lock(&self.shown);
        self.comparison.layout().and_then(|layout| shown.folds.changed(layout, from, back))
    }

    pub(super) fn view(&self) -> OpenComparison {
        let (filter, lists, rows) = self.shown();
        let comparison = &self.comparison;
        let pair = comparison.pair();
        let (masked, masked_in_patch) = comparison.masked();
        let changes = match comparison.differences() {
            Differences::Json(_) => lists.shown.len(),
            Differences::Text { places, .. } => *places,
            Differences::Bytes { first } => usize::from(first.is_some()),
        };
        OpenComparison {
            old_name: pair.old.name.clone(),
            new_name: pair.new.name.clone(),
            old_event: pair.old.event,
            new_event: pair.new.event,
            at: pair.at.as_ref().map(ToString::to_string),
            form: comparison.form(),
            why: comparison.why.clone(),
            about: comparison.about(filter.reveal).into_iter().map(about_view).collect(),
            headers: comparison.headers.as_ref().map(|headers| HeaderComparison {
                changes: comparison
                    .header_changes(filter.reveal)
                    .iter()
                    .flatten()
                    .take(MAX_HEADERS)
                    .map(header_view)
                    .collect(),
                omitted: headers.changes.len().saturating_sub(MAX_HEADERS) as u64,
                unchanged: headers.unchanged,
            }),
            changes: changes as u64,
            filtered: lists.filtered,
            ignored: lists.ignored.len() as u64,
            rewritten: lists.rewritten.len() as u64,
            unchanged: comparison.json().map_or(0, |json| json.unchanged() as u64),
            rows: rows as u64,
            notes: comparison.notes.clone(),
            masked,
            masked_in_patch: masked_in_patch && !filter.reveal,
        }
    }

    pub(super) fn changes(&self, list: ChangeList, start: u64, len: u64) -> Vec<ChangeView> {
        let (filter, lists, _) = self.shown();
        let Some(json) = self.comparison.json() else { return Vec::new() };
        let list = match list {
            ChangeList::Shown => &lists.shown,
            ChangeList::Ignored => &lists.ignored,
            ChangeList::Rewritten => &lists.rewritten,
        };
        let window = list.iter().skip(index(start)).take(index(len.min(MAX_COMPARISON_ROWS)));
        let changes = window.filter_map(|&number| json.change(number));
        changes.map(|change| self.comparison.change_view(json, change, filter.reveal)).collect()
    }

    pub(super) fn unchanged(&self, start: u64, len: u64) -> Vec<MemberView> {
        let (filter, ..) = self.shown();
        let Some(json) = self.comparison.json() else { return Vec::new() };
        let window = json.unchanged_window(index(start), index(len.min(MAX_COMPARISON_ROWS)));
        window.iter().map(|(path, value)| self.comparison.member_view(path, *value, filter.reveal)).collect()
    }

    pub(super) fn lines(&self, start: u64, len: u64) -> Vec<LineRow> {
        let (folded, reveal): (Vec<_>, _) = {
            let shown = lock(&self.shown);
            let positions = index(start)..index(start.saturating_add(len.min(MAX_COMPARISON_ROWS)));
            (positions.map_while(|position| shown.folds.at(position)).collect(), shown.filter.reveal)
        };
        let row = |folded| match folded {
            Folded::Fold { fold, count } => Some(LineRow::Fold { fold: fold as u64, count: count as u64 }),
            Folded::Row(row) => self.comparison.line(row, reveal).map(LineRow::Line),
        };
        folded.into_iter().filter_map(row).collect()
    }

    pub(super) fn text(&self, form: ComparisonTextFormat) -> Result<String, CompareError> {
        let (filter, lists, _) = self.shown();
        let comparison = &self.comparison;
        let json = || {
            let why = || comparison.why.clone().unwrap_or_default();
            comparison.json().ok_or_else(|| CompareError::NotJson(why()))
        };
        let redacted = |value: Value<'_>| comparison.patch_text(value, filter.reveal);
        match form {
            ComparisonTextFormat::Patch => Ok(diff::patch_with(&json()?.diff, &redacted)?),
            ComparisonTextFormat::MergePatch => Ok(diff::merge_patch_with(&json()?.diff, &redacted)?),
            ComparisonTextFormat::Markdown => {
                let options = DiffOptions {
                    format: DiffFormat::Changes,
                    headers: true,
                    reveal: filter.reveal,
                    ..DiffOptions::default()
                };
                Ok(DiffReport::of_lists(comparison, &lists, options)?.to_markdown())
            }
        }
    }
}

fn index(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
