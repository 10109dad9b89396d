//! A send of the window that is in flight.

use std::sync::Arc;
use tokio::sync::watch;

use super::error::ReplayError;
use crate::view::{ResendView, SendRequest};

/// The result of a send, once it is known. Every caller that waits for it gets a copy.
pub(super) type SharedResult = Option<Result<ResendView, Arc<ReplayError>>>;

/// A send in flight.
#[derive(Debug)]
pub(super) struct Flight {
    /// The number of its job.
    pub(super) number: u64,
    pub(super) request: SendRequest,
    pub(super) result: watch::Receiver<SharedResult>,
}
