//! What all requests have in common that go out, those of a resend, of a scenario and of a bulk send: whether they may leave
//! this computer, how they are sent, and what the event's sender makes of an answer.

mod judged;
mod targets;

pub(crate) use judged::{edited_request, resend_verdict};

use hookglass_clock::Clock;
use hookglass_json::Document;
use hookglass_outbound::{Options, Trust, host, remote_host};
use hookglass_request::{
    capture::{Capture, Version},
    outgoing::{self, Attempt, Outgoing},
};
use hookglass_senders::{
    envelope::{Envelope, Kind},
    mutation,
    parsed_request::{Budget, ParsedRequest},
    verdict::{self, AnsweredEvent, Deadlines, Outcome, Reply, Verdict},
};
use hookglass_store::Store;
use std::{
    collections::BTreeSet,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use crate::error::AppError;

/// What all outgoing requests share.
#[derive(Debug)]
pub struct Outbound {
    store: Arc<Store>,
    clock: Clock,
    /// Kept, so that the certificates of this computer are read once.
    options: Options,
}

impl Outbound {
    pub(crate) fn new(store: Arc<Store>, clock: Clock) -> Self {
        Self { store, clock: clock.clone(), options: Options { clock, ..Options::default() } }
    }

    /// Whether requests may go there: to this computer always, elsewhere when the host was confirmed, now or before.
    pub(crate) async fn may_go_to(&self, url: &str, confirmed: bool) -> Result<(), AppError> {
        self.may_go_to_all([url], confirmed).await
    }

    /// The same for several URLs: all hosts that are not known are named, or confirmed, together.
    pub(crate) async fn may_go_to_all(
        &self,
        urls: impl IntoIterator<Item = &str>,
        confirmed: bool,
    ) -> Result<(), AppError> {
        let mut unknown = BTreeSet::new();
        for url in urls {
            if !self.store.hosts().contains(host(url)?).await? {
                unknown.extend(remote_host(url, &self.clock).await?);
            }
        }
        if !unknown.is_empty() && !confirmed {
            return Err(AppError::UnconfirmedHost(unknown.into_iter().collect::<Vec<_>>().join(", ")));
        }
        for host in unknown {
            self.store.hosts_mut().add(host).await?;
        }
        Ok(())
    }

    /// Forgets a host that was confirmed: the next request to it asks again.
    pub async fn forget_host(&self, host: &str) -> Result<(), AppError> {
        Ok(self.store.hosts_mut().remove(host.to_owned()).await?)
    }

    /// How they are sent.
    pub(crate) fn sending(&self, timeout: Option<Duration>, verify_tls: bool) -> Options {
        let mut options = self.options.clone();
        options.timeout = timeout.unwrap_or(options.timeout);
        if !verify_tls {
            options.trust = Trust::any();
        }
        options
    }
}

/// What an event's sender makes of what came back to it. `document` is the event's body.
pub(crate) fn verdict_of(envelope: &Envelope, document: Option<&Document>, attempt: &Attempt) -> Verdict {
    let of = |reply| verdict::of(AnsweredEvent::of(envelope), reply, attempt.duration, Deadlines::default());
    let outgoing::Outcome::Response(response) = &attempt.outcome else { return of(Reply::to(&attempt.outcome)) };
    if (response.body.len() as u64) < response.size {
        // What was not kept cannot be read; the status may be enough.
        let by_status = of(Reply::Half { status: response.status });
        let is_read = envelope.kind == Some(Kind::Blocking) && (200..300).contains(&response.status);
        return if is_read && by_status.outcome == Outcome::Refused { too_large() } else { by_status };
    }
    verdict_on(envelope, document, Reply::to(&attempt.outcome), attempt.duration)
}

/// What an event's sender makes of a reply that took so long. `document` is the event's body.
pub(crate) fn verdict_on(
    envelope: &Envelope,
    document: Option<&Document>,
    reply: Reply<'_>,
    took: Duration,
) -> Verdict {
    let verdict = verdict::of(AnsweredEvent::of(envelope), reply, took, Deadlines::default());
    match (document.zip(envelope.known()), reply) {
        (Some((event, known)), Reply::Whole { headers, body, .. }) => {
            mutation::judge(verdict, event, known, headers, body)
        }
        _ => verdict,
    }
}

fn too_large() -> Verdict {
    Verdict {
        outcome: Outcome::Unknown,
        code: None,
        sentence: "The body is too large to be judged: only its first 16 MiB are kept.".to_owned(),
        title: None,
        reason: None,
        remarks: Vec::new(),
    }
}

/// What the sender of a request that is no stored event makes of what came back. `target` is the one that a receiver knows
/// it by.
pub(crate) fn judged(target: &[u8], request: &Outgoing, attempt: &Attempt) -> Outcome {
    let capture = Capture {
        began_at: attempt.sent_at,
        received_at: attempt.sent_at,
        peer: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        version: Version::Http11,
        method: request.method.clone(),
        target: target.to_vec(),
        headers: request.headers.clone(),
        body: request.body.clone(),
        cut: None,
    };
    let reading = ParsedRequest::of(&capture, Budget::WAITING);
    verdict_of(&reading.envelope, reading.document.as_ref().ok(), attempt).outcome
}
