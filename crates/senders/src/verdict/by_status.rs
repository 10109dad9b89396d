//! Verdicts of senders that look only at the status.

use super::judgment::{Outcome, Verdict};
use super::reply::Reply;
use hookglass_request::outgoing::FailureKind;

/// The verdict of a sender that looks only at the status.
pub(crate) fn by_status(reply: Reply<'_>) -> Verdict {
    match reply {
        Reply::Failed(why) => failure(why, "The sender counts this as not delivered."),
        Reply::Whole { status, .. } | Reply::Half { status } if (200..300).contains(&status) => {
            let sentence = format!("The sender counts this as delivered ({status}).");
            Verdict::new(Outcome::Delivered, sentence)
        }
        Reply::Whole { status, .. } | Reply::Half { status } => {
            Verdict::new(Outcome::Refused, format!("Rejected: the sender expects 2xx, got {status}."))
        }
    }
}

/// The verdict on a failed request. `then` is a sentence about what the sender does next.
pub(crate) fn failure(why: FailureKind, then: &str) -> Verdict {
    let what = match why {
        FailureKind::Refused => "The connection was refused",
        FailureKind::Timeout => "No answer arrived in time",
        FailureKind::NameNotFound => "The host name was not found",
        FailureKind::Unreachable => "The host is unreachable",
        FailureKind::Tls => "TLS failed",
        FailureKind::Reset => "The connection closed before an answer arrived",
        FailureKind::BrokenResponse => "The response is not complete HTTP",
        FailureKind::Cancelled => {
            return Verdict::new(Outcome::Unknown, "The request was canceled before an answer arrived.");
        }
    };
    let outcome = if why == FailureKind::Timeout { Outcome::TimedOut } else { Outcome::NotDelivered };
    Verdict::new(outcome, format!("{what}. {then}"))
}
