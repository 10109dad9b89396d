//! A bulk send as the window has it: one at a time, which goes on while nobody looks, and whose results stay until the next.

use hookglass_automation::bulk::Recorded;
use hookglass_senders as senders;
use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};
use tokio::sync::watch;

use super::{BulkRun, BulkSend, PAGE, planned, results};
use crate::{
    base::{blocking, files, lock, report_until_over},
    bulk::Bulk,
    error::AppError,
    view::{BulkForm, BulkPlan, BulkReport, BulkRequest, BulkSelection, BulkSort, BulkView, BulkWindow},
};

/// How long what a filter chose is what a person sees before it is sent.
const CHOSEN_FOR: Duration = Duration::from_secs(60);
/// Rows of one window.
const MOST_ROWS: usize = 200;
/// Results that are copied as a text at most.
const MOST_COPIED: u64 = 2_000;

/// The bulk send of the window.
#[derive(Debug, Default)]
pub(crate) struct Bulks {
    last: Mutex<Option<Arc<Numbered>>>,
    /// The number of the last one.
    begun: watch::Sender<u64>,
    /// Asked for with every change of the form; found once.
    chosen: tokio::sync::Mutex<Option<Arc<Chosen>>>,
}

#[derive(Debug)]
struct Numbered {
    number: u64,
    to: String,
    events: u64,
    bulk: BulkRun,
}

#[derive(Debug)]
struct Chosen {
    selection: BulkSelection,
    since: Instant,
    events: Vec<Recorded>,
    authgear: u64,
}

impl Numbered {
    fn view(&self) -> BulkView {
        let tally = lock(&self.bulk.tally);
        let progress = tally.progress();
        let results = progress.done() + progress.dropped;
        let forgotten = tally.kept().forgotten();
        BulkView { bulk: self.number, to: self.to.clone(), events: self.events, progress, results, forgotten }
    }

    fn is_over(&self) -> bool {
        *self.bulk.over.borrow()
    }
}

impl BulkRequest {
    fn how(&self) -> BulkSend {
        BulkSend {
            to: self.to.trim().to_owned(),
            order: self.order,
            pace: self.pace,
            rounds: self.rounds,
            at_once: self.at_once,
            fresh: self.fresh,
            signing: self.signing.clone(),
            adversary: self.adversary,
            timeout: self.timeout_ms.map(Duration::from_millis),
            verify_tls: self.verify_tls,
            confirmed: self.confirmed,
        }
    }
}

impl Bulk {
    /// What would be sent. Sends nothing.
    pub async fn plan_bulk(&self, request: &BulkRequest) -> Result<BulkPlan, AppError> {
        let chosen = self.chosen(&request.selection).await?;
        let how = request.how();
        let (_, planned) = planned(chosen.events.clone(), &how).await?;
        Ok(BulkPlan { events: chosen.events.len() as u64, authgear: chosen.authgear, planned })
    }

    /// Begins to send. There is one bulk send at a time.
    pub async fn start_bulk(self: &Arc<Self>, request: &BulkRequest) -> Result<BulkView, AppError> {
        let under_way = || match &*lock(&self.runs.last) {
            Some(last) if !last.is_over() => Err(AppError::BulkUnderWay(last.to.clone())),
            _ => Ok(()),
        };
        under_way()?;
        let chosen = self.chosen(&request.selection).await?;
        let how = request.how();
        let ready = self.ready_recorded(chosen.events.clone(), &how).await?;
        self.outbound.remember_target(&how.to).await?;
        let begun = {
            let mut last = lock(&self.runs.last);
            if let Some(last) = &*last
                && !last.is_over()
            {
                return Err(AppError::BulkUnderWay(last.to.clone()));
            }
            let number = last.as_ref().map_or(0, |last| last.number) + 1;
            let events = chosen.events.len() as u64;
            Arc::clone(last.insert(Arc::new(Numbered { number, to: how.to, events, bulk: ready.begin() })))
        };
        // The next choice is looked for anew.
        *self.runs.chosen.lock().await = None;
        self.runs.begun.send_replace(begun.number);
        Ok(begun.view())
    }

    /// How far the last one has come; `None` when there was none yet.
    pub fn bulk_progress(&self) -> Option<BulkView> {
        lock(&self.runs.last).as_ref().map(|last| last.view())
    }

    /// Tells one to wait. What is under way comes to its end.
    pub fn pause_bulk(&self, bulk: u64) -> Result<(), AppError> {
        self.bulk_of(bulk).map(|of| of.bulk.pause())
    }

    /// Tells one to go on.
    pub fn resume_bulk(&self, bulk: u64) -> Result<(), AppError> {
        self.bulk_of(bulk).map(|of| of.bulk.resume())
    }

    /// Ends one, and what is under way with it.
    pub fn cancel_bulk(&self, bulk: u64) -> Result<(), AppError> {
        self.bulk_of(bulk).map(|of| of.bulk.cancel())
    }

    /// A part of its results; 200 at most.
    pub async fn bulk_results(&self, bulk: u64, sort: BulkSort, start: u64, len: u64) -> Result<BulkWindow, AppError> {
        let of = self.bulk_of(bulk)?;
        let (start, len) = (usize::try_from(start).unwrap_or(usize::MAX), len.min(MOST_ROWS as u64) as usize);
        Ok(blocking(move || {
            let kept = lock(&of.bulk.tally).kept().copied();
            let (total, rows) = results::window(kept, sort, start, len);
            BulkWindow { total: total as u64, rows }
        })
        .await?)
    }

    /// What all of it says of the handler so far.
    pub fn bulk_report(&self, bulk: u64) -> Result<BulkReport, AppError> {
        Ok(self.bulk_of(bulk)?.bulk.report())
    }

    /// Writes its results to a file, and returns where that is.
    pub async fn export_bulk(&self, bulk: u64, form: BulkForm, path: &str, replace: bool) -> Result<String, AppError> {
        let (of, path) = (self.bulk_of(bulk)?, path.to_owned());
        Ok(blocking(move || {
            let kept = lock(&of.bulk.tally).kept().copied();
            files::write(&path, results::text(kept, form).as_bytes(), replace)
        })
        .await??)
    }

    /// Its results as a text, if they are not too many for the clipboard.
    pub async fn bulk_text(&self, bulk: u64, form: BulkForm) -> Result<String, AppError> {
        let of = self.bulk_of(bulk)?;
        let count = of.view().results;
        if count > MOST_COPIED {
            let sentence = format!("{count} results are too many to be copied; write them to a file");
            return Err(AppError::Setting(sentence));
        }
        Ok(blocking(move || {
            let kept = lock(&of.bulk.tally).kept().copied();
            results::text(kept, form)
        })
        .await?)
    }

    /// Calls `signal` with each bulk send that begins, at most ten times a second while something changes, and at its end. Runs
    /// for as long as the application does.
    pub async fn watch_bulk(&self, mut signal: impl FnMut(BulkView)) {
        let mut begun = self.runs.begun.subscribe();
        while begun.changed().await.is_ok() {
            let Some(last) = lock(&self.runs.last).clone() else { continue };
            // Whether it is over is asked first: what is told last is then the end.
            let look = || {
                let is_over = last.is_over();
                (last.view(), is_over)
            };
            report_until_over(&self.clock, look, || last.bulk.ended(), &mut signal).await;
        }
    }

    fn bulk_of(&self, bulk: u64) -> Result<Arc<Numbered>, AppError> {
        let last = lock(&self.runs.last).clone();
        last.filter(|last| last.number == bulk).ok_or(AppError::NoBulk)
    }

    /// The events of a selection. Those that have gone are left out.
    async fn chosen(&self, selection: &BulkSelection) -> Result<Arc<Chosen>, AppError> {
        let mut known = self.runs.chosen.lock().await;
        if let Some(known) = &*known
            && known.selection == *selection
            && known.since.elapsed() < CHOSEN_FOR
        {
            return Ok(Arc::clone(known));
        }
        let ids = match selection {
            BulkSelection::Ids { ids } => ids.clone(),
            BulkSelection::Filter { filter } => self.inbox.newest(filter, usize::MAX).await?,
        };
        let (mut events, mut authgear) = (Vec::with_capacity(ids.len()), 0);
        for page in ids.chunks(PAGE) {
            for row in self.store.events().rows(page.to_vec()).await? {
                events.push(Recorded { id: row.id, received_us: row.received_at.as_microsecond() });
                authgear += u64::from(senders::of(row.vendor).can_be_fresh());
            }
        }
        let chosen = Arc::new(Chosen { selection: selection.clone(), since: Instant::now(), events, authgear });
        *known = Some(Arc::clone(&chosen));
        Ok(chosen)
    }
}
