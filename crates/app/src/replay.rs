//! Sending an event again: as it was, byte for byte, or edited and signed anew.

use bytes::Bytes;
use hookscope_domain::{
    draft::{self, Edit},
    envelope::Vendor,
    headers::Headers,
    outgoing::{Outcome, Outgoing, Signed, end_to_end},
    shown,
    signature::{self, NamedSecret, Scheme, Secret, Verdict, signed_anew},
};
use hookscope_resend::{Options, send};
use hookscope_store::{NewResend, StoredEvent, StoredResend};
use jiff::Timestamp;
use std::{
    collections::{HashMap, hash_map::Entry},
    slice, str,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::oneshot;

use crate::{
    detail::header_lines,
    error::AppError,
    hookscope::{Hookscope, lock},
    inbox::instant,
    view::{BodyDraft, DraftView, ResendOutcome, ResendView, SendRequest, Signing, SigningSecret},
};

/// The largest body that is opened in an editor.
const MOST_EDITABLE: usize = 4 << 20;
/// Bytes of a response that are shown.
const MOST_SHOWN: usize = 256 << 10;
/// Resends of an event that are listed.
const MOST_RESENDS: usize = 50;
const MOST_URLS: usize = 12;

/// The setting that remembers the last fresh sequence number.
const LAST_FRESH: &str = "last_fresh_seq";

/// The sends that a person can still cancel, by event; of several of one event, the last.
#[derive(Debug, Default)]
pub(crate) struct InFlight {
    begun: AtomicU64,
    sends: Mutex<HashMap<i64, (u64, oneshot::Sender<()>)>>,
}

/// What to do to an event before it goes out again. By default nothing, and the bytes stay as they are.
#[derive(Debug, Clone, Default)]
pub struct Resend {
    /// Where to; where the last one went, if `None`.
    pub to: Option<String>,
    /// Another body.
    pub body: Option<Bytes>,
    /// Edits of the body, after that.
    pub edits: Vec<Edit>,
    /// Members to be made new.
    pub fresh: Fresh,
    /// Headers to add, each in the place of those of its name.
    pub headers: Vec<(String, String)>,
    /// How long to wait for the response.
    pub timeout: Option<Duration>,
}

/// Members of an Authgear event that are made new, so that a receiver does not take it for a repeat.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fresh {
    /// The hexadecimal of the (new) sequence number.
    pub id: bool,
    /// The next sequence number.
    pub seq: bool,
    /// Now.
    pub timestamp: bool,
}

impl Hookscope {
    /// Sends an event again from the command line.
    pub async fn resend(&self, id: i64, how: &Resend) -> Result<ResendView, AppError> {
        let event = self.stored(id).await?;
        let url = match &how.to {
            Some(url) => url.clone(),
            None => self.last_url(id).await?.ok_or(AppError::NoTarget(id))?,
        };
        if how.fresh != Fresh::default() && event.envelope.vendor != Vendor::Authgear {
            return Err(AppError::NotFresh(id));
        }
        let mut edits = self.fresh_edits(how.fresh).await?;
        edits.extend_from_slice(&how.edits);
        let original = &event.capture.body;
        let body = draft::apply(how.body.as_ref().unwrap_or(original), &edits)?;
        let (received, _) = end_to_end(&event.capture.headers);
        how.headers.iter().try_for_each(|(name, value)| headers_are_one_line(name, value))?;
        let headers = replaced(&received, &how.headers);
        let outgoing = Outgoing { method: event.capture.method.clone(), url, headers, body };
        let mut options = self.sending.clone();
        options.timeout = how.timeout.unwrap_or(options.timeout);
        self.dispatch(&event, outgoing, &options, std::future::pending()).await
    }

    /// A request as it would go out, for the editor.
    pub async fn draft(&self, id: i64) -> Result<DraftView, AppError> {
        let event = self.stored(id).await?;
        let (headers, dropped) = end_to_end(&event.capture.headers);
        let body = &event.capture.body;
        let not_editable = if body.len() > MOST_EDITABLE {
            Some("The body is larger than 4 MiB. It goes out as it was received.")
        } else if str::from_utf8(body).is_err() {
            Some("The body is not UTF-8 text. It goes out as it was received, byte for byte.")
        } else {
            None
        };
        Ok(DraftView {
            event_id: id,
            method: event.capture.method.clone(),
            url: self.last_url(id).await?.unwrap_or_default(),
            recent_urls: self.store.recent_urls(MOST_URLS).await?,
            headers: header_lines(&headers),
            dropped,
            editable: not_editable.is_none(),
            not_editable: not_editable.map(str::to_owned),
            size: body.len() as u64,
            signing: match scheme_of(&event).map(|scheme| self.signing_secret(scheme)) {
                Some(Some(_)) => Signing::SignsEdits,
                Some(None) if Scheme::of(&event.capture.headers).is_some() => Signing::NoSecret,
                Some(None) | None => Signing::Unsigned,
            },
            secrets: self
                .named_secrets()
                .iter()
                .map(|named| SigningSecret { name: named.name.clone(), scheme: named.secret.scheme() })
                .collect(),
            kept: None,
        })
    }

    /// Sends what a person edited. Can be cancelled by [`Hookscope::cancel_send`].
    pub async fn send(&self, request: SendRequest) -> Result<ResendView, AppError> {
        let event = self.stored(request.event_id).await?;
        let outgoing = outgoing(&event, &request)?;
        let (cancel, cancelled) = oneshot::channel();
        let this = self.in_flight.begun.fetch_add(1, Ordering::Relaxed);
        // A send whose place this takes goes on to its end: a canceller that is dropped does not cancel.
        lock(&self.in_flight.sends).insert(event.id, (this, cancel));
        let sent = self
            .dispatch(&event, outgoing, &self.sending, async {
                if cancelled.await.is_err() {
                    // Nobody can cancel any more.
                    std::future::pending::<()>().await;
                }
            })
            .await;
        if let Entry::Occupied(mine) = lock(&self.in_flight.sends).entry(request.event_id)
            && mine.get().0 == this
        {
            mine.remove();
        }
        sent
    }

    /// Cancels the send of an event that is under way.
    pub fn cancel_send(&self, event_id: i64) {
        if let Some((_, cancel)) = lock(&self.in_flight.sends).remove(&event_id) {
            // It may just have ended.
            let _ = cancel.send(());
        }
    }

    /// The resends of an event, newest first.
    pub async fn resends(&self, id: i64) -> Result<Vec<ResendView>, AppError> {
        Ok(self.store.resends(id, MOST_RESENDS, MOST_SHOWN).await?.into_iter().map(ResendView::from).collect())
    }

    async fn stored(&self, id: i64) -> Result<StoredEvent, AppError> {
        Ok(self.opened(id).await?.event.clone())
    }

    /// Signs if it has to, sends, and keeps what came of it.
    async fn dispatch(
        &self,
        event: &StoredEvent,
        mut outgoing: Outgoing,
        options: &Options,
        cancel: impl Future<Output = ()>,
    ) -> Result<ResendView, AppError> {
        let edited = outgoing.body != event.capture.body;
        let signed = self.sign(event, &mut outgoing, Timestamp::now());
        let attempt = send(&outgoing, options, cancel).await?;
        let resend = NewResend { event_id: event.id, outgoing, edited, signed, attempt };
        let id = self.store.append_resend(resend.clone()).await?;
        let NewResend { event_id, outgoing, edited, signed, attempt } = resend;
        let Outgoing { method, url, headers, body } = outgoing;
        let size = body.len() as u64;
        let response_kept = match &attempt.outcome {
            Outcome::Response(response) => response.body.len() as u64,
            Outcome::Failed(_) => 0,
        };
        Ok(StoredResend { id, event_id, method, url, headers, size, edited, signed, attempt, response_kept }.into())
    }

    /// Signs an edit of an event as the event came signed, if there is a secret for that.
    pub(crate) fn sign(&self, event: &StoredEvent, outgoing: &mut Outgoing, now: Timestamp) -> Signed {
        let edited = outgoing.body != event.capture.body;
        let received = &event.capture.headers;
        // A signature that the person changed or took away is the person's.
        let untouched = |scheme: &Scheme| scheme.signature_in(&outgoing.headers) == scheme.signature_in(received);
        let scheme = scheme_of(event).filter(|scheme| edited && untouched(scheme));
        match scheme.and_then(|scheme| self.secret_of(event, scheme)) {
            Some(secret) => {
                outgoing.headers = signed_anew(&outgoing.headers, &secret, &outgoing.body, now);
                Signed::Anew
            }
            None if Scheme::of(&outgoing.headers).is_some() => Signed::Original,
            None => Signed::None,
        }
    }

    /// The secret to sign an edit of an event with: the one that the event verifies with, else the first of the scheme.
    fn secret_of(&self, event: &StoredEvent, scheme: Scheme) -> Option<Secret> {
        let secrets = self.named_secrets();
        let capture = &event.capture;
        let verifies = |named: &&NamedSecret| {
            let one = slice::from_ref(*named);
            signature::check(&capture.headers, &capture.body, capture.received_at, one) == Verdict::Valid
        };
        match secrets.iter().find(verifies) {
            Some(named) => Some(named.secret.clone()),
            None => self.signing_secret(scheme),
        }
    }

    async fn last_url(&self, id: i64) -> Result<Option<String>, AppError> {
        let of_event = self.store.resends(id, 1, 0).await?.pop().map(|resend| resend.url);
        match of_event {
            Some(url) => Ok(Some(url)),
            None => Ok(self.store.recent_urls(1).await?.pop()),
        }
    }

    async fn fresh_edits(&self, fresh: Fresh) -> Result<Vec<Edit>, AppError> {
        if fresh == Fresh::default() {
            return Ok(Vec::new());
        }
        let seq = if fresh.id || fresh.seq { Some(self.hand_out_seqs(1).await?.saturating_add(1)) } else { None };
        let now = Timestamp::now().as_second();
        Ok(draft::fresh(seq.filter(|_| fresh.seq), seq.filter(|_| fresh.id), fresh.timestamp.then_some(now)))
    }

    /// Takes so many sequence numbers, which nobody else gets: those after the one that is returned, above that of the
    /// newest events and those handed out before.
    pub(crate) async fn hand_out_seqs(&self, count: i64) -> Result<i64, AppError> {
        let floor = self.store.highest_seq().await?.unwrap_or(0);
        Ok(self.store.hand_out(LAST_FRESH, floor, count).await?)
    }
}

/// What a person edited, as it would go out but for its signature.
pub(crate) fn outgoing(event: &StoredEvent, request: &SendRequest) -> Result<Outgoing, AppError> {
    let (originals, _) = end_to_end(&event.capture.headers);
    let originals: Vec<_> = originals.iter().collect();
    let mut headers = Headers::default();
    for header in request.headers.iter().filter(|header| header.on) {
        match header.original.and_then(|at| originals.get(at as usize)) {
            Some((name, value)) => headers.push(name.as_bytes(), value),
            None => {
                headers_are_one_line(&header.name, &header.value)?;
                headers.push(header.name.trim().as_bytes(), header.value.trim().as_bytes());
            }
        }
    }
    let body = match &request.body {
        BodyDraft::Received => event.capture.body.clone(),
        BodyDraft::Text { text } => Bytes::copy_from_slice(text.as_bytes()),
        BodyDraft::File { path } => std::fs::read(path)
            .map_err(|error| AppError::Setting(format!("cannot read the body from {path}: {error}")))?
            .into(),
    };
    Ok(Outgoing { method: request.method.trim().to_owned(), url: request.url.trim().to_owned(), headers, body })
}

/// How an edit of it is to be signed: as it came signed, or as its sender signs.
fn scheme_of(event: &StoredEvent) -> Option<Scheme> {
    let of_vendor = (event.envelope.vendor == Vendor::Authgear).then_some(Scheme::Authgear);
    Scheme::of(&event.capture.headers).or(of_vendor)
}

/// The same lines with new ones in the place of all lines of their names; a name that was not there comes at the end.
fn replaced(headers: &Headers, new: &[(String, String)]) -> Headers {
    let mut out = Headers::default();
    let mut placed: Vec<&str> = Vec::new();
    for (name, value) in headers.iter() {
        if named(new, name).next().is_none() {
            out.push(name.as_bytes(), value);
        } else if !placed.iter().any(|other| other.eq_ignore_ascii_case(name)) {
            named(new, name).for_each(|value| out.push(name.as_bytes(), value.as_bytes()));
            placed.push(name);
        }
    }
    let rest = new.iter().filter(|(name, _)| !placed.iter().any(|other| other.eq_ignore_ascii_case(name)));
    rest.for_each(|(name, value)| out.push(name.as_bytes(), value.as_bytes()));
    out
}

fn named<'a>(headers: &'a [(String, String)], name: &'a str) -> impl Iterator<Item = &'a str> {
    headers.iter().filter(move |(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// A line break would end the header and begin another.
fn headers_are_one_line(name: &str, value: &str) -> Result<(), AppError> {
    if name.contains(['\r', '\n', ':']) || value.contains(['\r', '\n', '\0']) {
        return Err(AppError::Setting(format!("the header '{}' has a character that no header can have", name.trim())));
    }
    Ok(())
}

impl From<StoredResend> for ResendView {
    fn from(resend: StoredResend) -> Self {
        let outcome = match resend.attempt.outcome {
            Outcome::Response(response) => {
                let part = shown::excerpt(&response.body, 0, MOST_SHOWN);
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
            duration_us: u64::try_from(resend.attempt.duration.as_micros()).unwrap_or(u64::MAX),
            outcome,
            timing: None,
            verdict: None,
        }
    }
}
