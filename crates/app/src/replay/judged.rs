//! What the sender of an event makes of the answer to a resend of it.

use hookscope_domain::{
    capture::Capture,
    envelope::Kind,
    json::Document,
    mutation,
    outgoing::{Attempt, Outcome, Outgoing},
    reading::{Budget, Reading},
    verdict::{self, Asked, Deadlines, Outcome as Word, Reply, Severity, Verdict},
};

use crate::{
    body::Opened,
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
    let (asked, took, deadlines) = (Asked::of(envelope), attempt.duration, Deadlines::default());
    let of_whole = |reply| verdict::of(asked, reply, took, deadlines);
    let Outcome::Response(response) = &attempt.outcome else { return of_whole(Reply::to(&attempt.outcome)).into() };
    if (response.body.len() as u64) < response.size {
        let by_status = of_whole(Reply::Half { status: response.status });
        let reads_it = envelope.kind == Some(Kind::Blocking) && (200..300).contains(&response.status);
        return if reads_it && by_status.outcome == Word::Refused { too_large() } else { by_status }.into();
    }
    let judged = of_whole(Reply::to(&attempt.outcome));
    match document.zip(envelope.known()) {
        Some((document, known)) => with_event(judged, document, known, response).into(),
        None => judged.into(),
    }
}

fn with_event(
    judged: Verdict,
    document: &Document,
    known: &hookscope_domain::catalog::EventType,
    response: &hookscope_domain::outgoing::Response,
) -> Verdict {
    mutation::judge(judged, document, known, &response.headers, &response.body)
}

fn too_large() -> Verdict {
    Verdict {
        outcome: Word::Unknown,
        code: None,
        sentence: "The body is too large to be judged: only its first 16 MiB are kept.".to_owned(),
        title: None,
        reason: None,
        remarks: Vec::new(),
    }
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
