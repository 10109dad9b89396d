//! Opens listings and reads windows of them.

use hookglass_filter::Filter;
use std::{sync::Arc, time::Duration};

use crate::{
    base::{filter_now, jobs::JobKey},
    inbox::{Inbox, InboxError, listing::MAX_LISTING_ROWS, row::event_row},
    view::{AnchorPosition, EventRow, Listing, ListingWindow, RowAnchor},
};

/// How long a listing with a ticket waits for all rows before it opens. Too short for a user to
/// notice.
const OPEN_TIMEOUT: Duration = Duration::from_millis(20);
/// How often a window is read again because its events are being deleted at the same time.
const MAX_ATTEMPTS: usize = 10;

impl Inbox {
    /// Opens a listing of the events that match a filter. With `grouped`, events with the same
    /// sender, application and event id are one row, the newest of them.
    ///
    /// A ticket is a number chosen by the window. A listing with a ticket opens with the rows found
    /// so far, while the older ones are still being counted. It cancels a listing that is still
    /// being opened with the same ticket: while the user types, only the last filter matters.
    /// Without a ticket, the listing opens once it is complete.
    pub async fn open(
        self: &Arc<Self>,
        filter: &str,
        grouped: bool,
        ticket: Option<u32>,
    ) -> Result<Listing, InboxError> {
        let filter = Filter::parse(filter)?;
        let opening = self.listings.open(filter, filter_now(&self.clock), grouped, ticket.map(|_| OPEN_TIMEOUT));
        let opened = match ticket {
            None => opening.await?,
            Some(ticket) => {
                let job = self.jobs.begin(JobKey::OpenListing(ticket));
                tokio::select! {
                    // A canceled listing does not open, even if it has just become complete.
                    biased;
                    () = job.cancelled() => return Err(InboxError::ListingClosed),
                    opened = opening => opened?,
                }
            }
        };
        let (total, counting) = (opened.rows(), opened.is_counting());
        Ok(Listing { listing: self.listings.keep(opened), total, counting })
    }

    /// A window of a listing, with the events that have arrived since it was opened. `len` is at
    /// most 200.
    pub async fn window(&self, listing: u32, start: u64, len: u64) -> Result<ListingWindow, InboxError> {
        self.anchored_window(listing, start, len, None).await
    }

    /// A window of a listing that moves with an event's row, and the current index of this row. A
    /// window that starts at 0 stays at the top. The rows of the window and as many below the event
    /// are found first, so that a list that shows them does not become shorter.
    pub async fn anchored_window(
        &self,
        listing: u32,
        start: u64,
        len: u64,
        anchor: Option<RowAnchor>,
    ) -> Result<ListingWindow, InboxError> {
        let opened = self.listings.get(listing).ok_or(InboxError::ListingClosed)?;
        let mut opened = opened.lock().await;
        let len = to_usize(len).min(MAX_LISTING_ROWS);
        let mut attempts = 0;
        loop {
            opened.update().await?;
            let (start, anchor) = match anchor {
                Some(anchor) => {
                    let index = opened.index_of(anchor.event).await?;
                    let start = if start == 0 { 0 } else { (start + index as u64).saturating_sub(anchor.index) };
                    opened.find_rows(to_usize(start).max(index).saturating_add(len)).await?;
                    let newer = opened.index_of(anchor.newer_than).await?;
                    (start, Some(AnchorPosition { index: index as u64, newer: newer as u64 }))
                }
                None => (start, None),
            };
            let ids = opened.window(to_usize(start), len).await?;
            let expected = ids.len();
            let mut rows = self.known_rows(ids).await?;
            attempts += 1;
            // An event may have been deleted after its id was read.
            if rows.len() < expected && attempts < MAX_ATTEMPTS {
                continue;
            }
            rows.iter_mut().for_each(|row| row.copies = opened.copies(row.id));
            return Ok(ListingWindow {
                total: opened.rows(),
                behind: opened.behind(),
                counting: opened.is_counting(),
                revision: opened.revision(),
                start,
                newest: opened.window(0, 1).await?.first().copied(),
                rows,
                anchor,
            });
        }
    }

    /// Closes a listing.
    pub fn close(&self, listing: u32) {
        self.listings.close(listing);
    }

    /// The ids of the newest events that match a filter, newest first; at most `max`.
    pub async fn newest(&self, filter: &str, max: usize) -> Result<Vec<i64>, InboxError> {
        let filter = Filter::parse(filter)?;
        self.findings.count_for(&filter).await?;
        Ok(self.store.search().newest(&filter, filter_now(&self.clock), max).await?)
    }

    /// The rows of events, in the given order. Warnings that are not counted yet are counted for
    /// these rows. Nothing is written.
    pub async fn rows(&self, ids: Vec<i64>) -> Result<Vec<EventRow>, InboxError> {
        let mut rows = self.known_rows(ids).await?;
        let counts = self.findings.uncounted(rows.iter().map(|row| row.id)).await?;
        for row in &mut rows {
            row.warnings = counts.get(&row.id).copied().unwrap_or(row.warnings);
        }
        Ok(rows)
    }

    /// The rows of events, with the warnings that are counted by now.
    async fn known_rows(&self, ids: Vec<i64>) -> Result<Vec<EventRow>, InboxError> {
        let now = self.clock.wall();
        Ok(self.store.events().rows(ids).await?.into_iter().map(|row| event_row(row, now)).collect())
    }
}

fn to_usize(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
