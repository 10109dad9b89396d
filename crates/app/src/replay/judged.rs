//! What the sender of an event makes of the answer to a resend of it.

use hookscope_domain::{
    capture::Capture,
    outgoing::{Attempt, Outgoing},
    reading::{Budget, Reading},
    verdict::{Severity, Verdict},
};

use crate::{
    body::Opened,
    outbound::verdict_of,
    view::{RemarkView, VerdictView},
};

/// The verdict on what came back. What was asked is the request as it went out, if it is still one of the same sender's,
/// else the event.
pub(super) fn judge(opened: &Opened, outgoing: &Outgoing, attempt: &Attempt) -> VerdictView {
    let event = &opened.event;
    let edited = (outgoing.body != event.capture.body).then(|| {
        let (headers, body) = (outgoing.headers.clone(), outgoing.body.clone());
        Reading::of(&Capture { headers, body, ..event.capture.clone() }, Budget::WAITING)
    });
    let edited = edited.filter(|reading| reading.envelope.vendor == event.envelope.vendor);
    let (envelope, document) = match &edited {
        Some(reading) => (&reading.envelope, reading.document.as_ref().ok()),
        None => (&event.envelope, opened.document().as_ref().ok()),
    };
    verdict_of(envelope, document, attempt).into()
}

impl From<Verdict> for VerdictView {
    fn from(verdict: Verdict) -> Self {
        let remarks = verdict.remarks.into_iter().map(|remark| RemarkView {
            severity: match remark.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Information => "information",
            }
            .to_owned(),
            pointer: remark.pointer,
            sentence: remark.sentence,
        });
        Self {
            outcome: verdict.outcome.word().to_owned(),
            sentence: verdict.sentence,
            title: verdict.title,
            reason: verdict.reason,
            remarks: remarks.collect(),
        }
    }
}
