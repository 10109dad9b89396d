//! The comparisons that a window has open, and their parts in windows.
//!
//! A window gives each a number, its ticket, by which it reads it, and by which it stops the work while it goes on. Some are
//! kept; of more, the one that was opened first is dropped.

use hookglass_diff as diff;
use hookglass_diff::side_by_side::{Folded, Folds};
use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{
    comparison::{Comparison, Found},
    display::{about_view, header_view},
    filter_by_value::{Lists, Narrowed},
    report::{self, Asked, Wanted},
};
use crate::{
    base::{blocking, lock},
    compare::Compare,
    error::AppError,
    view::{
        ChangeList, ChangeView, Compared, HeadersCompared, LineRow, MemberView, Narrowing, OpenComparison, Sides,
        TextForm,
    },
};

/// Comparisons kept open.
const MOST_OPEN: usize = 8;

/// Changes, members or rows of one window.
const MOST_IN_A_WINDOW: u64 = 200;

/// Header lines that differ and are told.
const MOST_HEADERS: usize = 500;

/// The comparisons that are open, and the work that can be stopped.
#[derive(Debug, Default)]
pub(crate) struct Comparisons(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    at_work: HashMap<u64, Arc<AtomicBool>>,
    /// Those opened last come first.
    open: VecDeque<(u64, Arc<Open>)>,
}

struct Open {
    comparison: Comparison,
    seen: Mutex<Seen>,
}

/// How it is looked at.
struct Seen {
    narrowed: Arc<Narrowed>,
    lists: Arc<Lists>,
    folds: Folds,
}

impl std::fmt::Debug for Open {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What is compared is payload, and this is what ends up in a log.
        f.debug_struct("Open").finish_non_exhaustive()
    }
}

impl Comparisons {
    /// Work begins under a ticket; what was open or at work under it is over.
    fn begin(&self, ticket: u64) -> Arc<AtomicBool> {
        self.close(ticket);
        let stop = Arc::new(AtomicBool::new(false));
        lock(&self.0).at_work.insert(ticket, Arc::clone(&stop));
        stop
    }

    /// Ends the work of a ticket. What came of it is kept, unless it was closed meanwhile; then it tells so.
    fn end(&self, ticket: u64, stop: &Arc<AtomicBool>, open: Option<Arc<Open>>) -> bool {
        let mut kept = lock(&self.0);
        if kept.at_work.get(&ticket).is_some_and(|at_work| Arc::ptr_eq(at_work, stop)) {
            kept.at_work.remove(&ticket);
        }
        if stop.load(Ordering::Relaxed) {
            return false;
        }
        if let Some(open) = open {
            kept.open.push_front((ticket, open));
            kept.open.truncate(MOST_OPEN);
        }
        true
    }

    fn close(&self, ticket: u64) {
        let mut kept = lock(&self.0);
        if let Some(stop) = kept.at_work.remove(&ticket) {
            stop.store(true, Ordering::Relaxed);
        }
        kept.open.retain(|(open, _)| *open != ticket);
    }

    fn get(&self, ticket: u64) -> Result<Arc<Open>, AppError> {
        let kept = lock(&self.0);
        let found = kept.open.iter().find(|(open, _)| *open == ticket);
        found.map(|(_, open)| Arc::clone(open)).ok_or(AppError::NoComparison)
    }
}

impl Compare {
    /// Compares, and keeps it open under a ticket of the window's choice.
    pub async fn open_comparison(&self, ticket: u64, sides: Sides, narrowing: Narrowing) -> Result<Compared, AppError> {
        let narrowed = Narrowed::read(&narrowing)?;
        let stop = self.open.begin(ticket);
        let opened = self.compared(&sides, narrowed, &stop).await;
        let open = opened.as_ref().ok().and_then(|compared| compared.as_ref().ok()).map(|(open, _)| Arc::clone(open));
        if !self.open.end(ticket, &stop, open) {
            return Ok(Compared::Cancelled);
        }
        Ok(match opened? {
            Ok((_, view)) => Compared::Compared(Box::new(view)),
            Err(nothing) => nothing,
        })
    }

    async fn compared(
        &self,
        sides: &Sides,
        narrowed: Narrowed,
        stop: &Arc<AtomicBool>,
    ) -> Result<Result<(Arc<Open>, OpenComparison), Compared>, AppError> {
        let pair = match self.sides(sides).await? {
            Ok(pair) => pair,
            Err(reason) => return Ok(Err(Compared::None { reason })),
        };
        let stop = Arc::clone(stop);
        blocking(move || {
            let Some(comparison) = Comparison::of(pair, &|| stop.load(Ordering::Relaxed)) else {
                return Ok(Err(Compared::Cancelled));
            };
            let open = Open::new(comparison, narrowed);
            let view = open.view();
            Ok(Ok((Arc::new(open), view)))
        })
        .await?
    }

    /// Shows more or less of an open comparison. Nothing is compared again.
    pub async fn narrow_comparison(&self, ticket: u64, narrowing: Narrowing) -> Result<Compared, AppError> {
        let narrowed = Narrowed::read(&narrowing)?;
        let open = self.open.get(ticket)?;
        let view = blocking(move || {
            open.narrow(narrowed);
            open.view()
        })
        .await?;
        Ok(if self.open.get(ticket).is_ok() { Compared::Compared(Box::new(view)) } else { Compared::Cancelled })
    }

    /// Closes a comparison, or stops the work on it.
    pub fn close_comparison(&self, ticket: u64) {
        self.open.close(ticket);
    }

    /// A window of a list of changes; 200 at most.
    pub async fn compared_changes(
        &self,
        ticket: u64,
        list: ChangeList,
        start: u64,
        len: u64,
    ) -> Result<Vec<ChangeView>, AppError> {
        let open = self.open.get(ticket)?;
        Ok(blocking(move || open.changes(list, start, len)).await?)
    }

    /// A window of the members that are equal; 200 at most.
    pub async fn compared_unchanged(&self, ticket: u64, start: u64, len: u64) -> Result<Vec<MemberView>, AppError> {
        let open = self.open.get(ticket)?;
        Ok(blocking(move || open.unchanged(start, len)).await?)
    }

    /// A window of the rows, unchanged stretches folded; 200 at most.
    pub async fn compared_lines(&self, ticket: u64, start: u64, len: u64) -> Result<Vec<LineRow>, AppError> {
        let open = self.open.get(ticket)?;
        Ok(blocking(move || open.lines(start, len)).await?)
    }

    /// Opens a fold, or all of them; tells how many rows there are then.
    pub fn unfold_lines(&self, ticket: u64, fold: Option<u64>) -> Result<u64, AppError> {
        let open = self.open.get(ticket)?;
        let folds = &mut lock(&open.seen).folds;
        match fold {
            // One that is open already stays so.
            Some(fold) => _ = folds.open(index(fold)),
            None => folds.open_all(),
        }
        Ok(folds.len() as u64)
    }

    /// Folds again what was opened; tells how many rows there are then.
    pub async fn fold_lines(&self, ticket: u64) -> Result<u64, AppError> {
        let open = self.open.get(ticket)?;
        Ok(blocking(move || {
            let folds = open.comparison.layout().map(Folds::of).unwrap_or_default();
            let rows = folds.len() as u64;
            lock(&open.seen).folds = folds;
            rows
        })
        .await?)
    }

    /// The next row behind another that differs, or before it if `back`; −1 stands before the first.
    pub fn changed_line(&self, ticket: u64, from: i64, back: bool) -> Result<Option<u64>, AppError> {
        let open = self.open.get(ticket)?;
        let seen = lock(&open.seen);
        let found = open.comparison.layout().and_then(|layout| seen.folds.changed(layout, from, back));
        Ok(found.map(|row| row as u64))
    }

    /// A comparison to be taken along. A patch is of all that differs, and never covered, since it would be another then; the table
    /// is of what is shown.
    pub async fn comparison_text(&self, ticket: u64, form: TextForm) -> Result<String, AppError> {
        let open = self.open.get(ticket)?;
        blocking(move || open.text(form)).await?
    }
}

impl Open {
    fn new(comparison: Comparison, narrowed: Narrowed) -> Self {
        let lists = Arc::new(narrowed.lists(&comparison));
        let folds = comparison.layout().map(Folds::of).unwrap_or_default();
        Self { comparison, seen: Mutex::new(Seen { narrowed: Arc::new(narrowed), lists, folds }) }
    }

    fn narrow(&self, narrowed: Narrowed) {
        let lists = Arc::new(narrowed.lists(&self.comparison));
        let mut seen = lock(&self.seen);
        seen.narrowed = Arc::new(narrowed);
        seen.lists = lists;
    }

    fn seen(&self) -> (Arc<Narrowed>, Arc<Lists>, usize) {
        let seen = lock(&self.seen);
        (Arc::clone(&seen.narrowed), Arc::clone(&seen.lists), seen.folds.len())
    }

    fn view(&self) -> OpenComparison {
        let (narrowed, lists, rows) = self.seen();
        let comparison = &self.comparison;
        let pair = comparison.pair();
        let (masked, masked_in_patch) = comparison.masked();
        let changes = match comparison.found() {
            Found::Json(_) => lists.shown.len(),
            Found::Text { places, .. } => *places,
            Found::Bytes { first } => usize::from(first.is_some()),
        };
        OpenComparison {
            old_name: pair.old.name.clone(),
            new_name: pair.new.name.clone(),
            old_event: pair.old.event,
            new_event: pair.new.event,
            at: pair.at.as_ref().map(ToString::to_string),
            form: comparison.form(),
            why: comparison.why.clone(),
            about: comparison.about(narrowed.reveal).into_iter().map(about_view).collect(),
            headers: comparison.headers.as_ref().map(|headers| HeadersCompared {
                changes: headers.changes.iter().take(MOST_HEADERS).map(header_view).collect(),
                omitted: headers.changes.len().saturating_sub(MOST_HEADERS) as u64,
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
            masked_in_patch,
        }
    }

    fn changes(&self, list: ChangeList, start: u64, len: u64) -> Vec<ChangeView> {
        let (narrowed, lists, _) = self.seen();
        let Some(json) = self.comparison.json() else { return Vec::new() };
        let list = match list {
            ChangeList::Shown => &lists.shown,
            ChangeList::Ignored => &lists.ignored,
            ChangeList::Rewritten => &lists.rewritten,
        };
        let window = list.iter().skip(index(start)).take(index(len.min(MOST_IN_A_WINDOW)));
        let changes = window.filter_map(|&number| json.change(number));
        changes.map(|change| self.comparison.change_view(json, change, narrowed.reveal)).collect()
    }

    fn unchanged(&self, start: u64, len: u64) -> Vec<MemberView> {
        let (narrowed, ..) = self.seen();
        let Some(json) = self.comparison.json() else { return Vec::new() };
        let window = json.unchanged_window(index(start), index(len.min(MOST_IN_A_WINDOW)));
        window.iter().map(|(path, value)| self.comparison.member_view(path, *value, narrowed.reveal)).collect()
    }

    fn lines(&self, start: u64, len: u64) -> Vec<LineRow> {
        let (folded, reveal): (Vec<_>, _) = {
            let seen = lock(&self.seen);
            let positions = index(start)..index(start.saturating_add(len.min(MOST_IN_A_WINDOW)));
            (positions.map_while(|position| seen.folds.at(position)).collect(), seen.narrowed.reveal)
        };
        let row = |folded| match folded {
            Folded::Fold { fold, count } => Some(LineRow::Fold { fold: fold as u64, count: count as u64 }),
            Folded::Row(row) => self.comparison.line(row, reveal).map(LineRow::Line),
        };
        folded.into_iter().filter_map(row).collect()
    }

    fn text(&self, form: TextForm) -> Result<String, AppError> {
        let (narrowed, lists, _) = self.seen();
        let comparison = &self.comparison;
        let json = || {
            let why = || comparison.why.clone().unwrap_or_default();
            comparison.json().ok_or_else(|| AppError::NotAsJson(why()))
        };
        match form {
            TextForm::Patch => Ok(diff::patch(&json()?.diff)?),
            TextForm::MergePatch => Ok(diff::merge_patch(&json()?.diff)?),
            TextForm::Markdown => {
                let asked =
                    Asked { wanted: Wanted::Changes, headers: true, reveal: narrowed.reveal, ..Asked::default() };
                Ok(report::Compared::of_lists(comparison, &lists, asked)?.to_markdown())
            }
        }
    }
}

fn index(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
