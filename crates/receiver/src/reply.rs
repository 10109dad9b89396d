//! What a handler decides about a request.

use hookglass_request::answer::{Answer, Fault};

/// The reply to a stored request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// This answer.
    Answer(Answer),
    /// No whole answer. Over HTTP/2, each fault resets the request's stream and leaves the
    /// connection open.
    Fault(Fault),
}

/// An event could not be stored; the caller gets the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotStored {
    /// Selects the status.
    pub cause: Cause,
    /// What happened and what to do, in a sentence.
    pub reason: String,
    /// The value of `Retry-After`, in seconds.
    pub retry_after: Option<u32>,
}

/// Why storing failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// 503: storing is not possible now.
    Unavailable,
    /// 507: there is no space left.
    Full,
    /// 429: too many requests of this kind.
    TooMany,
}

impl NotStored {
    /// 503 with a reason.
    pub fn unavailable(reason: impl Into<String>) -> Self {
        Self { cause: Cause::Unavailable, reason: reason.into(), retry_after: None }
    }

    /// 507 with a reason.
    pub fn full(reason: impl Into<String>) -> Self {
        Self { cause: Cause::Full, ..Self::unavailable(reason) }
    }

    /// 429 with a reason.
    pub fn too_many(reason: impl Into<String>) -> Self {
        Self { cause: Cause::TooMany, ..Self::unavailable(reason) }
    }

    /// Adds `Retry-After`.
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}
