//! The options of a bulk resend.

use hookglass_automation::bulk::{FaultInjection, Order, Pace};
use std::time::Duration;

use crate::view::{BulkRequest, GenerateOnSend, SigningChoice};

/// Requests of a bulk resend that can be in flight in parallel.
pub const MAX_CONCURRENCY: u32 = 256;

/// The options of a bulk resend.
#[derive(Debug, Clone)]
pub struct BulkResendOptions {
    /// The URL that all requests are sent to.
    pub to: String,
    /// The order of the events.
    pub order: Order,
    /// The rate of the requests.
    pub pace: Pace,
    /// How often each event is sent.
    pub rounds: u32,
    /// Requests in flight in parallel, from 1 to [`MAX_CONCURRENCY`].
    pub concurrency: u32,
    /// Members that are generated on send, for events that have them.
    pub fresh: GenerateOnSend,
    /// How requests are signed.
    pub signing: SigningChoice,
    /// Faults that are injected after signing.
    pub faults: FaultInjection,
    /// How long to wait for each answer; `None` waits 30 seconds.
    pub timeout: Option<Duration>,
    /// Whether the target's certificate is verified.
    pub verify_tls: bool,
    /// Whether the events may be sent to a remote host that is not confirmed yet.
    pub confirmed: bool,
}

impl From<&BulkRequest> for BulkResendOptions {
    fn from(request: &BulkRequest) -> Self {
        Self {
            to: request.to.trim().to_owned(),
            order: request.order,
            pace: request.pace,
            rounds: request.rounds,
            concurrency: request.at_once,
            fresh: request.fresh,
            signing: request.signing.clone(),
            faults: request.adversary,
            timeout: request.timeout_ms.map(Duration::from_millis),
            verify_tls: request.verify_tls,
            confirmed: request.confirmed,
        }
    }
}
