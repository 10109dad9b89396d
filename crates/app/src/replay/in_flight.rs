//! A send of the window that is in flight.

use std::sync::Arc;
use tokio::sync::watch;

use super::error::ReplayError;
use crate::view::{ResendView, SendRequest};

/// The result of a send; `None` until it completes. All callers that wait for it get a copy.
pub(super) type SharedResult = Option<Result<ResendView, Arc<ReplayError>>>;

/// A send in flight.
#[derive(Debug)]
pub(super) struct InFlightSend {
    /// The number of its job.
    pub(super) number: u64,
    pub(super) request: SendRequest,
    pub(super) result: watch::Receiver<SharedResult>,
}
