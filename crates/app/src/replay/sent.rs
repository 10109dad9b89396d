//! Stored resends and their results: of one event, and of all events.

use hookglass_json::display;
use hookglass_request::outgoing::{Origin, Outcome};
use hookglass_senders::redact;
use hookglass_store::{SentRow as StoredRow, StoredResend};
use std::time::Duration;

use super::{context::Replay, error::ReplayError};
use crate::{
    base::instant,
    inbox::header_lines::header_lines,
    view::{self, MutationEffect, ResendOutcome, ResendView, SentOutcome, SentRow, SentWindow, Timing},
};

/// Bytes of a response in the view.
const MAX_VIEW_BODY_BYTES: usize = 256 << 10;
/// The member of answers with mutations. A spelling with escapes is not found.
const MUTATIONS: &[u8] = b"mutations";
/// Resends of an event that are listed.
const MAX_RESENDS: usize = 50;
/// Bytes of a response that one call returns.
pub(crate) const MAX_RESPONSE_PART_BYTES: u64 = 1 << 20;
/// Rows of one window of the resends of all events.
pub(crate) const MAX_SENT_ROWS: u64 = 200;

impl Replay {
    /// The resends of an event, newest first.
    pub async fn resends(&self, id: i64) -> Result<Vec<ResendView>, ReplayError> {
        let mut views = Vec::new();
        for resend in self.store.resends().of_event(id, MAX_RESENDS, MAX_VIEW_BODY_BYTES).await? {
            views.push(self.resend_view(resend).await?);
        }
        Ok(views)
    }

    /// One resend without redaction.
    pub async fn revealed(&self, id: i64) -> Result<ResendView, ReplayError> {
        let resend = self.store.resends().get(id, MAX_VIEW_BODY_BYTES).await?.ok_or(ReplayError::NoResend(id))?;
        self.full_view(resend).await
    }

    /// One resend.
    pub async fn get(&self, id: i64) -> Result<ResendView, ReplayError> {
        let resend = self.store.resends().get(id, MAX_VIEW_BODY_BYTES).await?.ok_or(ReplayError::NoResend(id))?;
        self.resend_view(resend).await
    }

    /// A part of the stored body of a response, at most 1 MiB.
    pub async fn response_bytes(&self, id: i64, start: u64, len: u64) -> Result<Vec<u8>, ReplayError> {
        let length = usize::try_from(len.min(MAX_RESPONSE_PART_BYTES)).unwrap_or(usize::MAX);
        self.store.resends().response_part(id, start, length).await?.ok_or(ReplayError::NoResend(id))
    }

    /// At most 200 resends of all events, newest first. With `before`, only resends with lower ids.
    pub async fn sent(&self, before: Option<i64>, len: u64) -> Result<SentWindow, ReplayError> {
        let limit = usize::try_from(len.min(MAX_SENT_ROWS)).unwrap_or(usize::MAX);
        let (total, rows) = self.store.resends().page(before.unwrap_or(i64::MAX), limit).await?;
        Ok(SentWindow { total, rows: rows.into_iter().map(SentRow::from).collect() })
    }

    /// A resend with the effect of the mutations in its answer. Secrets in its head are redacted.
    pub(super) async fn resend_view(&self, resend: StoredResend) -> Result<ResendView, ReplayError> {
        Ok(self.full_view(resend).await?.redacted())
    }

    async fn full_view(&self, resend: StoredResend) -> Result<ResendView, ReplayError> {
        let mutated = if may_mutate(&resend) { self.effects.of_resend(&resend).await?.changed() } else { None };
        Ok(ResendView { mutated: mutated.map(MutationEffect::from), ..ResendView::from(resend) })
    }

    pub(super) async fn last_url(&self, id: i64) -> Result<Option<String>, ReplayError> {
        let of_event = self.store.resends().of_event(id, 1, 0).await?.pop().map(|resend| resend.url);
        match of_event {
            Some(url) => Ok(Some(url)),
            None => Ok(self.store.resends().recent_urls(1).await?.pop()),
        }
    }
}

impl ResendView {
    /// The resend with the secrets in its URL and headers redacted.
    fn redacted(mut self) -> Self {
        if let Some(url) = redact::url(self.url.as_bytes()) {
            self.url = url;
            self.masked.push("URL".to_owned());
        }
        let received = match &mut self.outcome {
            ResendOutcome::Response { headers, .. } => headers.as_mut_slice(),
            ResendOutcome::Failed { .. } => &mut [],
        };
        for line in self.headers.iter_mut().chain(received) {
            if let Some(value) = redact::header(&line.name, line.value.as_bytes()) {
                (line.value, line.exact) = (value, false);
                self.masked.push(line.name.clone());
            }
        }
        self
    }

    /// Whether a response with any status arrived.
    pub fn is_response(&self) -> bool {
        matches!(self.outcome, ResendOutcome::Response { .. })
    }
}

/// Whether an answer may contain mutations. Most answers do not and are not parsed.
fn may_mutate(resend: &StoredResend) -> bool {
    let Outcome::Response(response) = &resend.attempt.outcome else { return false };
    let encoded = response.headers.get("content-encoding").is_some();
    let has_member = || response.body.windows(MUTATIONS.len()).any(|part| part == MUTATIONS);
    response.size <= MAX_VIEW_BODY_BYTES as u64 && (encoded || has_member())
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

impl From<StoredResend> for ResendView {
    fn from(resend: StoredResend) -> Self {
        let outcome = match resend.attempt.outcome {
            Outcome::Response(response) => {
                let part = display::excerpt(&response.body, 0, MAX_VIEW_BODY_BYTES);
                ResendOutcome::Response {
                    status: response.status,
                    reason: http::StatusCode::from_u16(response.status)
                        .ok()
                        .and_then(|status| status.canonical_reason())
                        .unwrap_or_default()
                        .to_owned(),
                    version: response.version,
                    headers: header_lines(&response.headers),
                    exact: part.exact && part.end as u64 == response.size,
                    body: part.text,
                    size: response.size,
                    truncated: resend.response_kept < response.size,
                    kept: resend.response_kept,
                }
            }
            Outcome::Failed(failure) => {
                ResendOutcome::Failed { why: failure.why.word().to_owned(), sentence: failure.sentence }
            }
        };
        Self {
            id: resend.id,
            event_id: resend.event_id,
            sent_at: instant(resend.attempt.sent_at),
            method: resend.method,
            url: resend.url,
            headers: header_lines(&resend.headers),
            masked: Vec::new(),
            size: resend.size,
            edited: resend.edited,
            signed: resend.signed.word().to_owned(),
            duration_us: micros(resend.attempt.duration),
            outcome,
            timing: resend.attempt.steps.map(|steps| Timing {
                resolve_us: steps.resolve.map(micros),
                connect_us: steps.connect.map(micros),
                tls_us: steps.tls.map(micros),
                first_byte_us: steps.first_byte.map(micros),
                total_us: micros(resend.attempt.duration),
            }),
            verdict: resend.verdict.and_then(|verdict| serde_json::from_str(&verdict).ok()),
            mutated: None,
            origin: resend.origin.into(),
        }
    }
}

impl From<Origin> for view::Origin {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::Person => Self::Person,
            Origin::Forward => Self::Forward,
            Origin::Bulk => Self::Bulk,
            Origin::Command => Self::Command,
        }
    }
}

impl From<StoredRow> for SentRow {
    fn from(row: StoredRow) -> Self {
        Self {
            id: row.id,
            event_id: row.event_id,
            sent_at: instant(row.sent_at),
            method: row.method,
            url: redact::url(row.url.as_bytes()).unwrap_or(row.url),
            event_type: row.event_type,
            subject: row.subject,
            outcome: match row.outcome {
                Ok(status) => SentOutcome::Response { status },
                Err(why) => SentOutcome::Failed { why: why.word().to_owned() },
            },
            duration_us: micros(row.duration),
            verdict: row.verdict,
            edited: row.edited,
            origin: row.origin.into(),
        }
    }
}
