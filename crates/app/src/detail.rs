//! One event in full: what arrived, what was understood, what was answered.

use hookscope_domain::{
    capture::Cut,
    finding::{Finding, Severity},
    headers::Headers,
    signature,
};
use std::str;

use crate::{
    body::off_the_async_threads,
    error::AppError,
    hookscope::Hookscope,
    inbox::instant,
    view::{AnswerView, BodyFacts, EnvelopeView, EventDetail, EventRow, HeaderLine, SignatureView},
};

impl Hookscope {
    /// The header lines as they were sent.
    pub async fn headers(&self, id: i64) -> Result<Headers, AppError> {
        Ok(self.opened(id).await?.event.capture.headers.clone())
    }

    /// One event in full, but for its body.
    pub async fn event(&self, id: i64) -> Result<EventDetail, AppError> {
        let opened = self.opened(id).await?;
        let row = self.store.rows(vec![id]).await?.pop().ok_or(AppError::NoEvent(id))?;
        let secret = self.secret();
        off_the_async_threads(move || {
            let event = &opened.event;
            let (capture, envelope) = (&event.capture, &event.envelope);
            let mut row = EventRow::from(row);
            // The row says what was known when it was checked; a secret that is here now knows at least as much.
            if secret.is_some() {
                row.signature = signature::check(&capture.headers, &capture.body, secret.as_ref());
            }
            let row_signature = row.signature;
            EventDetail {
                row,
                began_at: instant(capture.began_at),
                target: String::from_utf8_lossy(&capture.target).into_owned(),
                version: capture.version.word().to_owned(),
                peer: capture.peer.to_string(),
                headers: header_lines(&capture.headers),
                envelope: EnvelopeView {
                    client_id: envelope.client_id.clone(),
                    triggered_by: envelope.triggered_by.clone(),
                    timestamp: envelope.timestamp.clone(),
                    ip: envelope.ip.clone(),
                    variant: envelope.variant.map(str::to_owned),
                    note: envelope.note.clone(),
                },
                description: envelope.known().map(|entry| entry.about.to_owned()),
                delivery_note: None,
                signature: SignatureView {
                    verdict: row_signature,
                    scheme: None,
                    secret: None,
                    sentence: String::new(),
                },
                masked: Vec::new(),
                lifetime: None,
                findings: findings(opened.facts(), capture.cut, envelope.note.as_deref()),
                body: opened.facts().clone(),
                answer: event.answer.as_ref().map(|answer| AnswerView {
                    status: answer.status,
                    decided_by: answer.decided_by.word().to_owned(),
                    reason: answer.reason(envelope).to_owned(),
                    headers: header_lines(&answer.headers),
                    body: String::from_utf8_lossy(&answer.body).into_owned(),
                }),
                comparable: opened.is_comparable(),
            }
        })
        .await
    }
}

/// What the body's facts mean for a person, the weightiest first.
fn findings(body: &BodyFacts, cut: Option<Cut>, note: Option<&str>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut warn = |sentence: String| found.push(Finding::of_body(Severity::Warning, sentence));
    match cut {
        Some(Cut::OverLimit) => warn("The body was larger than the body limit; its beginning is kept.".to_owned()),
        Some(Cut::SenderLeft) => warn("The sender went away before the end of the body.".to_owned()),
        None => {}
    }
    if let Some(problem) = &body.decoding_error {
        warn(problem.clone());
    }
    if let Some(at) = body.utf8_error_at {
        warn(format!("Not valid UTF-8 at byte {at}; what is shown has U+FFFD there, what is kept is exact."));
    }
    if let Some(error) = &body.json_error {
        warn(format!("Not JSON: {error}."));
    }
    if let Some(pointer) = &body.duplicate_key {
        let sentence = "The object names this member more than once; the last one counts.".to_owned();
        found.push(Finding::new(Severity::Warning, pointer, sentence));
    }
    let mut inform = |sentence: String| found.push(Finding::of_body(Severity::Information, sentence));
    if body.byte_order_mark {
        inform("A UTF-8 byte order mark stands in front; it is kept, and stepped over for reading.".to_owned());
    }
    if let Some(encoding) = &body.decoded_from {
        inform(format!("The body came as {encoding}; it is shown without, and kept with it."));
    }
    if let Some(note) = note {
        inform(note.to_owned());
    }
    found
}

pub(crate) fn header_lines(headers: &Headers) -> Vec<HeaderLine> {
    let lines = headers.iter().map(|(name, value)| HeaderLine {
        name: name.to_owned(),
        value: String::from_utf8_lossy(value).into_owned(),
        exact: str::from_utf8(value).is_ok(),
    });
    lines.collect()
}
