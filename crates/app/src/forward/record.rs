//! Converts a delivery to its stored record and to sentences.

use hookglass_request::{
    capture::Capture,
    outgoing::{Attempt, Origin, Outcome, Outgoing, Signed},
};
use hookglass_senders::{
    envelope::Envelope,
    parsed_request::{Budget, ParsedRequest},
    signature::Scheme,
};
use hookglass_store::{NewResend, StoreError};

use crate::{base::blocking, error::AppError, outbound::verdict_of, view::VerdictView};

/// Bytes of an event and its answer up to which an async thread computes the verdict.
const MAX_INLINE_BYTES: usize = 64 << 10;

/// The record of an attempt, with the sender's verdict on the answer.
pub(super) async fn record(
    event_id: i64,
    capture: Capture,
    envelope: Envelope,
    outgoing: Outgoing,
    attempt: Attempt,
) -> Result<NewResend, StoreError> {
    let is_large = capture.body.len() + attempt.outcome.kept() > MAX_INLINE_BYTES;
    let judge = move || {
        let parsed = ParsedRequest::of(&capture, Budget::WAITING);
        let verdict = verdict_of(&envelope, parsed.document.as_ref().ok(), &attempt);
        let verdict = serde_json::to_string(&VerdictView::from(verdict)).ok();
        let signed = if Scheme::of(&outgoing.headers).is_some() { Signed::Original } else { Signed::None };
        NewResend { event_id, outgoing, edited: false, signed, attempt, verdict, origin: Origin::Forward }
    };
    if is_large { blocking(judge).await } else { Ok(judge()) }
}

/// The outcome of an attempt, as a sentence.
pub(super) fn sentence(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Response(response) => format!("It answered with status {}.", response.status),
        Outcome::Failed(failure) => failure.sentence.clone(),
    }
}

/// An error, as a sentence for a status or a note.
pub(super) fn detail(error: impl Into<AppError>) -> String {
    error.into().problem().detail
}
