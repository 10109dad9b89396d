//! What an event counts when a page of events or a commit is limited by bytes.

/// The smallest count, so that pages of small events stay bounded too.
pub(super) const MIN_EVENT_BYTES: usize = 512;
