//! A queue of events to read for one lookup, with a byte limit.

use hookglass_senders::envelope::Envelope;
use hookglass_store::StoredEvent;

/// Maximum bytes of bodies that one lookup reads.
pub(super) const MAX_BYTES: usize = 32 << 20;
/// Events that are read in one step.
const BATCH_EVENTS: usize = 50;
/// Bytes added for an event with an encoded body, which can be large once decoded.
const ENCODED_BYTES: usize = 1 << 20;
/// Bytes added for any other event.
const EVENT_BYTES: usize = 512;

/// Events still to be read for one lookup.
#[derive(Debug)]
pub(super) struct Unread {
    ids: std::vec::IntoIter<i64>,
    bytes: usize,
    looked_at: u64,
}

impl Unread {
    /// The number of events that were read.
    pub(super) fn looked_at(&self) -> u64 {
        self.looked_at
    }

    pub(super) fn bytes_left(&self) -> usize {
        self.bytes
    }

    /// The ids of the next batch; `None` once all events are read or the limit is reached.
    pub(super) fn next_ids(&mut self) -> Option<Vec<i64>> {
        let ids: Vec<i64> = self.ids.by_ref().take(BATCH_EVENTS).collect();
        (!ids.is_empty() && self.bytes > 0).then_some(ids)
    }

    /// Counts events that were read, and returns those within the limit.
    pub(super) fn take(&mut self, events: Vec<StoredEvent>) -> Vec<StoredEvent> {
        let events = within(events, &mut self.bytes);
        self.looked_at += events.len() as u64;
        events
    }
}

impl From<Vec<i64>> for Unread {
    fn from(ids: Vec<i64>) -> Self {
        Self { ids: ids.into_iter(), bytes: MAX_BYTES, looked_at: 0 }
    }
}

/// The first events that fit into the bytes left. Subtracts their sizes.
pub(super) fn within(mut events: Vec<StoredEvent>, bytes: &mut usize) -> Vec<StoredEvent> {
    let fits = events.iter().take_while(|StoredEvent { capture, .. }| {
        let encoded = if capture.headers.get("content-encoding").is_some() { ENCODED_BYTES } else { EVENT_BYTES };
        let fits = *bytes > 0;
        *bytes = bytes.saturating_sub(capture.body.len() + encoded);
        fits
    });
    let count = fits.count();
    events.truncate(count);
    events
}

/// Whether two events are from the same sender about the same user. Lookups by hash must check
/// this.
pub(super) fn same_user(one: &Envelope, other: &Envelope) -> bool {
    one.user_id == other.user_id && one.vendor == other.vendor && one.app_id == other.app_id
}
