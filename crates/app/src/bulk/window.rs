//! Bulk resends of the window. One runs at a time, and its results stay available until the next
//! one.

use hookglass_automation::bulk::Recorded;
use hookglass_senders as senders;
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
    time::Duration,
};

use super::{
    context::{Bulk, SelectedEvents},
    error::BulkError,
    options::BulkResendOptions,
    prepare::{PAGE_EVENTS, plan},
    results,
    window_run::WindowRun,
};
use crate::{
    base::{blocking, files, jobs::JobKey, lock, runs::Run as _},
    view::{BulkForm, BulkPlan, BulkReport, BulkRequest, BulkSelection, BulkSort, BulkView, BulkWindow},
};

/// How long the cached selection is used. A selection by filter does not change during this time.
const SELECTION_TIMEOUT: Duration = Duration::from_secs(60);
/// Rows of one window of results.
pub(crate) const MAX_BULK_ROWS: u64 = 200;
/// Results that can be copied as text.
pub(crate) const MAX_BULK_COPY_ROWS: u64 = 2_000;

impl Bulk {
    /// Counts what would be sent. Sends nothing.
    pub async fn plan(&self, request: &BulkRequest) -> Result<BulkPlan, BulkError> {
        let selected = self.selected(&request.selection).await?;
        let (_, planned) = plan(selected.events.clone(), &BulkResendOptions::from(request)).await?;
        Ok(BulkPlan { events: selected.events.len() as u64, authgear: selected.authgear, planned })
    }

    /// Starts a bulk resend, unless one is running.
    pub async fn start(&self, request: &BulkRequest) -> Result<BulkView, BulkError> {
        if let Some(last) = self.runs.last().filter(|last| !last.is_over()) {
            return Err(BulkError::UnderWay(last.to.clone()));
        }
        let selected = self.selected(&request.selection).await?;
        let how = BulkResendOptions::from(request);
        let ready = self.prepare_recorded(selected.events.clone(), &how).await?;
        self.outbound.remember_target(&how.to).await?;
        let Some(job) = self.jobs.start_unless_running(JobKey::Bulk) else {
            let to = self.runs.last().map_or(how.to, |last| last.to.clone());
            return Err(BulkError::UnderWay(to));
        };
        let events = selected.events.len() as u64;
        let started = self.runs.begin(|number| WindowRun { number, to: how.to, events, bulk: ready.begin_as(job) });
        // The next form looks up its selection again.
        *self.selected.lock().await = None;
        Ok(started.view())
    }

    /// The progress of the last bulk resend; `None` before the first.
    pub fn progress(&self) -> Option<BulkView> {
        self.runs.last().map(|last| last.view())
    }

    /// Pauses a bulk resend. Requests in flight complete.
    pub fn pause(&self, bulk: u64) -> Result<(), BulkError> {
        self.run(bulk).map(|run| run.bulk.pause())
    }

    /// Resumes a bulk resend after a pause.
    pub fn resume(&self, bulk: u64) -> Result<(), BulkError> {
        self.run(bulk).map(|run| run.bulk.resume())
    }

    /// Cancels a bulk resend and its requests in flight.
    pub fn cancel(&self, bulk: u64) -> Result<(), BulkError> {
        self.run(bulk).map(|run| run.bulk.cancel())
    }

    /// A window of the results, at most 200 rows.
    pub async fn results(&self, bulk: u64, sort: BulkSort, start: u64, len: u64) -> Result<BulkWindow, BulkError> {
        let run = self.run(bulk)?;
        let (start, len) = (usize::try_from(start).unwrap_or(usize::MAX), len.min(MAX_BULK_ROWS) as usize);
        let (total, mut rows) = blocking(move || {
            let results = lock(&run.bulk.progress).results().snapshot();
            results::window(results, sort, start, len)
        })
        .await?;
        let ids: BTreeSet<i64> = rows.iter().map(|row| row.result.event_id).collect();
        let events = self.store.events().rows(ids.into_iter().collect()).await?;
        let types: HashMap<_, _> = events.into_iter().map(|event| (event.id, event.event_type)).collect();
        for row in &mut rows {
            row.event_type = types.get(&row.result.event_id).cloned().flatten();
        }
        Ok(BulkWindow { total: total as u64, rows })
    }

    /// What the answers so far say about the handler.
    pub fn report(&self, bulk: u64) -> Result<BulkReport, BulkError> {
        Ok(self.run(bulk)?.bulk.report())
    }

    /// Writes the results to a file and returns its path.
    pub async fn export(&self, bulk: u64, form: BulkForm, path: &str, replace: bool) -> Result<String, BulkError> {
        let (run, path) = (self.run(bulk)?, path.to_owned());
        Ok(blocking(move || {
            let results = lock(&run.bulk.progress).results().snapshot();
            files::write(&path, results::text(results, form).as_bytes(), replace)
        })
        .await??)
    }

    /// The results as text for the clipboard, at most 2,000.
    pub async fn text(&self, bulk: u64, form: BulkForm) -> Result<String, BulkError> {
        let run = self.run(bulk)?;
        let count = run.view().results;
        if count > MAX_BULK_COPY_ROWS {
            return Err(BulkError::TooManyToCopy(count));
        }
        Ok(blocking(move || {
            let results = lock(&run.bulk.progress).results().snapshot();
            results::text(results, form)
        })
        .await?)
    }

    /// Reports each bulk resend that starts from now on: its start, its changes at most ten times a
    /// second, and its end.
    pub async fn watch(&self, signal: impl FnMut(BulkView)) {
        self.jobs.until_closed(self.runs.watch(&self.clock, signal)).await;
    }

    fn run(&self, bulk: u64) -> Result<Arc<WindowRun>, BulkError> {
        self.runs.get(bulk).ok_or(BulkError::Gone)
    }

    /// The events of a selection, without deleted ones.
    async fn selected(&self, selection: &BulkSelection) -> Result<Arc<SelectedEvents>, BulkError> {
        let mut last = self.selected.lock().await;
        if let Some(last) = &*last
            && last.selection == *selection
            && self.clock.now() - last.since < SELECTION_TIMEOUT
        {
            return Ok(Arc::clone(last));
        }
        let ids = match selection {
            BulkSelection::Ids { ids } => ids.clone(),
            BulkSelection::Filter { filter } => self.inbox.newest(filter, usize::MAX).await?,
        };
        let (mut events, mut authgear) = (Vec::with_capacity(ids.len()), 0);
        for page in ids.chunks(PAGE_EVENTS) {
            for row in self.store.events().rows(page.to_vec()).await? {
                events.push(Recorded { id: row.id, received_us: row.received_at.as_microsecond() });
                authgear += u64::from(senders::of(row.vendor).has_generated_members());
            }
        }
        let since = self.clock.now();
        let selected = Arc::new(SelectedEvents { selection: selection.clone(), since, events, authgear });
        *last = Some(Arc::clone(&selected));
        Ok(selected)
    }
}
