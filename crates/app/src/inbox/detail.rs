//! One event in full: the request, its envelope, its findings and its answer.

use hookglass_request::headers::Headers;
use hookglass_senders::{
    catalog::EventType,
    envelope::Envelope,
    redact,
    signature::{self, Examination, NamedSecret, Verdict},
};
use jiff::{SignedDuration, Timestamp};
use std::cmp::Reverse;

use crate::{
    base::{blocking, instant, lock},
    events::Opened,
    inbox::{
        Inbox, InboxError,
        answer::answer_view,
        header_lines::{header_lines, redacted_header_lines},
        row::event_row,
    },
    view::{EnvelopeView, EventDetail, ExpiryView, SignatureView},
};

impl Inbox {
    /// The header lines as received.
    pub async fn headers(&self, id: i64) -> Result<Headers, InboxError> {
        Ok(self.events.opened(id).await?.event.capture.headers.clone())
    }

    /// One event in full, except its body. Secrets in its head are redacted.
    pub async fn event(&self, id: i64) -> Result<EventDetail, InboxError> {
        self.detail(id, false).await
    }

    /// One event in full, except its body, without redaction.
    pub async fn revealed_event(&self, id: i64) -> Result<EventDetail, InboxError> {
        self.detail(id, true).await
    }

    async fn detail(&self, id: i64, reveal: bool) -> Result<EventDetail, InboxError> {
        let opened = self.events.opened(id).await?;
        let now = self.clock.wall();
        let row = self.store.events().rows(vec![id]).await?.pop().ok_or(InboxError::NoEvent(id))?;
        // Read the generation first. If the secrets change in between, the signature is only
        // examined once more.
        let (generation, secrets) = (self.secrets.generation(), self.secrets.named_secrets());
        let mut related = self.duplicates.duplicate_findings(&opened.event).await?;
        related.extend(self.users.continuity_findings(&opened).await?);
        let note = self.store.annotations().note(id).await?;
        let answered = self.store.decisions().answered(id).await?.ok_or(InboxError::NoEvent(id))?;
        let has_earlier = self.users.has_earlier(&opened).await?;
        Ok(blocking(move || {
            let event = &opened.event;
            let (capture, envelope) = (&event.capture, &event.envelope);
            let mut row = event_row(row, now);
            let signature = signature_view(row.signature, &opened, &secrets, generation);
            row.signature = signature.verdict;
            let masked = opened.masked();
            let mut findings = opened.findings().to_vec();
            findings.extend(related);
            findings.sort_by_key(|finding| Reverse(finding.severity));
            let lines = if reveal { header_lines } else { redacted_header_lines };
            let redacted_target = redact::url(&capture.target);
            let mut masked_head = redact::headers(&capture.headers).1;
            masked_head.extend(redacted_target.is_some().then(|| "request target".to_owned()));
            masked_head.extend(answered.answer.iter().flat_map(|answer| redact::headers(&answer.headers).1));
            EventDetail {
                row,
                note,
                began_at: instant(capture.began_at),
                target: redacted_target
                    .filter(|_| !reveal)
                    .unwrap_or_else(|| String::from_utf8_lossy(&capture.target).into_owned()),
                version: capture.version.word().to_owned(),
                peer: capture.peer.to_string(),
                headers: lines(&capture.headers),
                masked_head,
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
                signature,
                lifetime: lifetime(envelope, capture.received_at, &masked),
                masked,
                findings,
                body: opened.facts().clone(),
                answer: answer_view(answered, envelope, capture.received_at, now, lines),
                comparable: has_earlier || opened.is_comparable(),
            }
        })
        .await?)
    }
}

/// When the redacted values of an event expire. Counts from receipt, because the time of their
/// creation is unknown.
fn lifetime(envelope: &Envelope, received_at: Timestamp, masked: &[String]) -> Option<ExpiryView> {
    let seconds = redact::lifetime(envelope).filter(|_| !masked.is_empty())?;
    let expires_at = received_at.checked_add(SignedDuration::from_secs(seconds.into())).ok()?;
    let members = redact::members(envelope).map(|member| member.name.to_owned()).collect();
    Some(ExpiryView { members, expires_at: instant(expires_at), seconds: seconds.into() })
}

/// The verdict on the signature, from the available secrets and the stored verdict of the last
/// check.
fn signature_view(stored: Verdict, opened: &Opened, secrets: &[NamedSecret], generation: u64) -> SignatureView {
    let examination = examined(opened, secrets, generation);
    let mut view = SignatureView {
        verdict: examination.verdict,
        scheme: examination.scheme,
        secret: examination.secret,
        sentence: examination.sentence,
    };
    // If the secret is unavailable now, the stored verdict stays.
    let stored_word = match (stored, view.verdict) {
        (Verdict::Valid, Verdict::Invalid | Verdict::NoSecret) => Some("Valid"),
        (Verdict::Invalid, Verdict::NoSecret) => Some("Invalid"),
        _ => None,
    };
    if let Some(word) = stored_word {
        view.verdict = stored;
        view.secret = None;
        view.sentence = format!("{word} when last checked, with a secret that is not available now.");
    } else if view.verdict == Verdict::Invalid && opened.event.capture.cut.is_some() {
        view.sentence =
            "Invalid: only a part of the body was stored, and the signature covers the whole body.".to_owned();
    }
    view
}

fn examined(opened: &Opened, secrets: &[NamedSecret], generation: u64) -> Examination {
    let mut cached = lock(&opened.examined);
    if let Some((as_of, examination)) = &*cached
        && *as_of == generation
    {
        return examination.clone();
    }
    let capture = &opened.event.capture;
    let examination = signature::examine(&capture.headers, &capture.body, capture.received_at, secrets);
    *cached = Some((generation, examination.clone()));
    examination
}
