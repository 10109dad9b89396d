//! The verdict of an event's sender on the answer to a resend.

use bytes::Bytes;
use hookglass_request::{
    capture::Capture,
    headers::Headers,
    outgoing::{Attempt, Outgoing},
};
use hookglass_senders::{
    parsed_request::{Budget, ParsedRequest},
    verdict::{Severity, Verdict},
};

use crate::{
    events::Opened,
    outbound::{broken_json, verdict_of},
    view::{FindingView, VerdictView},
};

/// Parses the request of a resend with an edited body. `None` if the body is unedited, or if the
/// request is no longer recognized as one of the same sender.
pub(crate) fn edited_request(opened: &Opened, headers: &Headers, body: &Bytes) -> Option<ParsedRequest> {
    let event = &opened.event;
    parsed_edit(opened, headers, body).filter(|parsed| parsed.envelope.vendor == event.envelope.vendor)
}

/// Parses the request of a resend with an edited body. `None` if the body is unedited.
fn parsed_edit(opened: &Opened, headers: &Headers, body: &Bytes) -> Option<ParsedRequest> {
    let event = &opened.event;
    (*body != event.capture.body).then(|| {
        let capture = Capture { headers: headers.clone(), body: body.clone(), ..event.capture.clone() };
        ParsedRequest::of(&capture, Budget::WAITING)
    })
}

/// The verdict on the outcome of a resend.
pub(crate) fn resend_verdict(opened: &Opened, outgoing: &Outgoing, attempt: &Attempt) -> VerdictView {
    let event = &opened.event;
    let edited = parsed_edit(opened, &outgoing.headers, &outgoing.body);
    let document = edited.as_ref().map_or(opened.document(), |parsed| &parsed.document);
    if let Some(verdict) = broken_json(&outgoing.headers, document, attempt) {
        return verdict.into();
    }
    let edited = edited.filter(|parsed| parsed.envelope.vendor == event.envelope.vendor);
    let (envelope, document) = match &edited {
        Some(parsed) => (&parsed.envelope, parsed.document.as_ref().ok()),
        None => (&event.envelope, opened.document().as_ref().ok()),
    };
    verdict_of(envelope, document, attempt).into()
}

impl From<Verdict> for VerdictView {
    fn from(verdict: Verdict) -> Self {
        let remarks = verdict.remarks.into_iter().map(|remark| FindingView {
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
