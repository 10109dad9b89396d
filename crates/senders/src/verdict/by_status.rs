//! Verdicts of senders that look only at the status.

use super::judgment::{Outcome, Verdict};
use super::reply::Reply;
use hookglass_request::outgoing::FailureKind;

/// The verdict of a sender that looks only at the status.
pub(crate) fn by_status(reply: Reply<'_>) -> Verdict {
    match reply {
        Reply::Failed(why) => failure(why, "Its sender takes the event for not delivered."),
        Reply::Whole { status, .. } | Reply::Half { status } if (200..300).contains(&status) => {
            let sentence = format!("Status {status} is a success, so its sender takes the event for delivered.");
            Verdict::new(Outcome::Delivered, sentence)
        }
        Reply::Whole { status, .. } | Reply::Half { status } => {
            let sentence =
                format!("Status {status} is not from 200 to 299, so its sender takes the event for not delivered.");
            Verdict::new(Outcome::Refused, sentence)
        }
    }
}

/// The verdict on a failed request; `then` says what the sender does next.
pub(crate) fn failure(why: FailureKind, then: &str) -> Verdict {
    let what = match why {
        FailureKind::Refused => "The connection was refused",
        FailureKind::Timeout => "No answer came in time",
        FailureKind::NameNotFound => "The host's name is not known",
        FailureKind::Unreachable => "There is no way to the host",
        FailureKind::Tls => "TLS failed",
        FailureKind::Reset => "The connection was closed before an answer",
        FailureKind::BrokenResponse => "What came back is not a whole HTTP response",
        FailureKind::Cancelled => {
            return Verdict::new(Outcome::Unknown, "The request was cancelled before an answer came.");
        }
    };
    let outcome = if why == FailureKind::Timeout { Outcome::TimedOut } else { Outcome::NotDelivered };
    Verdict::new(outcome, format!("{what}. {then}"))
}
