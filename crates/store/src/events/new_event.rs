//! An event that is not stored yet.

use hookglass_request::{answer::Answer, capture::Capture, trust::Untrusted};
use hookglass_senders::{envelope::Envelope, signature::Verdict};

use crate::decisions::Decision;

/// The largest body that can be stored: SQLite allows 10^9 bytes in a row, which also has the head.
pub const MAX_BODY: u64 = 900 << 20;

/// An event to be stored.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// The request as received.
    pub capture: Capture,
    /// What was understood of it.
    pub envelope: Envelope,
    /// The answer that is about to be sent; `None` if it is not decided yet, or there will be none.
    pub answer: Option<Answer>,
    /// Whether it is genuine.
    pub signature: Verdict,
    /// The decision behind the answer, unless the answer is the default.
    pub decision: Option<Decision>,
    /// Why it must not cause actions.
    pub untrusted: Option<Untrusted>,
}

impl NewEvent {
    /// Bytes of header lines and body.
    pub fn size(&self) -> u64 {
        (self.capture.headers.block().len() + self.capture.body.len()) as u64
    }
}
