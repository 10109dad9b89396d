//! What was sent and what came of it: of one event, and of all.

use hookglass_json::display;
use hookglass_request::outgoing::{Origin, Outcome};
use hookglass_store::{SentRow as StoredRow, StoredResend};
use std::time::Duration;

use crate::{
    base::instant,
    error::AppError,
    inbox::header_lines::header_lines,
    replay::Replay,
    view::{self, Mutated, ResendOutcome, ResendView, SentOutcome, SentRow, SentWindow, Timing},
};

/// Bytes of a response that are shown.
const MOST_SHOWN: usize = 256 << 10;
/// A member's name that no mutation is without, but for one with escapes in it.
const NAMED: &[u8] = b"mutations";
/// Resends of an event that are listed.
const MOST_RESENDS: usize = 50;
/// Bytes of a response that one call returns.
const PART_MAX: u64 = 1 << 20;
/// Rows of one window of the list of all.
const MOST_ROWS: u64 = 200;

impl Replay {
    /// The resends of an event, newest first.
    pub async fn resends(&self, id: i64) -> Result<Vec<ResendView>, AppError> {
        let mut shown = Vec::new();
        for resend in self.store.resends().of_event(id, MOST_RESENDS, MOST_SHOWN).await? {
            shown.push(self.resend_view(resend).await?);
        }
        Ok(shown)
    }

    /// One resend.
    pub async fn resend_by_id(&self, id: i64) -> Result<ResendView, AppError> {
        let resend = self.store.resends().get(id, MOST_SHOWN).await?.ok_or(AppError::NoResend(id))?;
        self.resend_view(resend).await
    }

    /// Bytes of what is kept of a response's body, 1 MiB at most at a time.
    pub async fn response_bytes(&self, id: i64, start: u64, len: u64) -> Result<Vec<u8>, AppError> {
        let length = usize::try_from(len.min(PART_MAX)).unwrap_or(usize::MAX);
        self.store.resends().response_part(id, start, length).await?.ok_or(AppError::NoResend(id))
    }

    /// The resends of all events below an id, or the newest ones; newest first, 200 at most.
    pub async fn sent(&self, before: Option<i64>, len: u64) -> Result<SentWindow, AppError> {
        let most = usize::try_from(len.min(MOST_ROWS)).unwrap_or(usize::MAX);
        let (total, rows) = self.store.resends().page(before.unwrap_or(i64::MAX), most).await?;
        Ok(SentWindow { total, rows: rows.into_iter().map(SentRow::from).collect() })
    }

    /// A resend as it is shown, with what the mutations of its answer do.
    pub(super) async fn resend_view(&self, resend: StoredResend) -> Result<ResendView, AppError> {
        let mutated = if may_mutate(&resend) { self.effects.of_resend(&resend).await?.changed() } else { None };
        Ok(ResendView { mutated: mutated.map(Mutated::from), ..ResendView::from(resend) })
    }

    pub(super) async fn last_url(&self, id: i64) -> Result<Option<String>, AppError> {
        let of_event = self.store.resends().of_event(id, 1, 0).await?.pop().map(|resend| resend.url);
        match of_event {
            Some(url) => Ok(Some(url)),
            None => Ok(self.store.resends().recent_urls(1).await?.pop()),
        }
    }
}

impl ResendView {
    /// Whether a response came, whatever its status.
    pub fn is_response(&self) -> bool {
        matches!(self.outcome, ResendOutcome::Response { .. })
    }
}

/// Whether there is anything in an answer that could change what was sent: most have nothing, and are not read for it.
fn may_mutate(resend: &StoredResend) -> bool {
    let Outcome::Response(response) = &resend.attempt.outcome else { return false };
    let encoded = response.headers.get("content-encoding").is_some();
    let named = || response.body.windows(NAMED.len()).any(|part| part == NAMED);
    response.size <= MOST_SHOWN as u64 && (encoded || named())
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

impl From<StoredResend> for ResendView {
    fn from(resend: StoredResend) -> Self {
        let outcome = match resend.attempt.outcome {
            Outcome::Response(response) => {
                let part = display::excerpt(&response.body, 0, MOST_SHOWN);
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
            url: row.url,
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
