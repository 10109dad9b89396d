//! One event in full: what arrived, what was understood, what was answered.

use hookscope_domain::{catalog::EventType, envelope::Envelope, headers::Headers, masked, signature};
use jiff::{SignedDuration, Timestamp};
use std::{cmp::Reverse, str};

use crate::{
    body::off_the_async_threads,
    error::AppError,
    hookscope::Hookscope,
    inbox::instant,
    view::{AnswerView, EnvelopeView, EventDetail, EventRow, HeaderLine, LifetimeView, SignatureView},
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
        let beside = self.findings_beside(&opened.event).await?;
        off_the_async_threads(move || {
            let event = &opened.event;
            let (capture, envelope) = (&event.capture, &event.envelope);
            let mut row = EventRow::from(row);
            // The row says what was known when it was checked; a secret that is here now knows at least as much.
            if secret.is_some() {
                row.signature = signature::check(&capture.headers, &capture.body, secret.as_ref());
            }
            let row_signature = row.signature;
            let masked = opened.masked();
            let mut findings = opened.findings().to_vec();
            findings.extend(beside);
            findings.sort_by_key(|finding| Reverse(finding.severity));
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
                delivery_note: envelope.known().and_then(EventType::delivery_note),
                signature: SignatureView {
                    verdict: row_signature,
                    scheme: None,
                    secret: None,
                    sentence: String::new(),
                },
                lifetime: lifetime(envelope, capture.received_at, &masked),
                masked,
                findings,
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

/// Until when the masked values of an event can be valid: counted from its receipt, since nothing says when they were
/// made.
fn lifetime(envelope: &Envelope, received_at: Timestamp, masked: &[String]) -> Option<LifetimeView> {
    let seconds = masked::lifetime(envelope).filter(|_| !masked.is_empty())?;
    let expires_at = received_at.checked_add(SignedDuration::from_secs(seconds.into())).ok()?;
    let members = masked::members(envelope).map(|member| member.name.to_owned()).collect();
    Some(LifetimeView { members, expires_at: instant(expires_at), seconds: seconds.into() })
}

pub(crate) fn header_lines(headers: &Headers) -> Vec<HeaderLine> {
    let lines = headers.iter().map(|(name, value)| HeaderLine {
        name: name.to_owned(),
        value: String::from_utf8_lossy(value).into_owned(),
        exact: str::from_utf8(value).is_ok(),
    });
    lines.collect()
}
