//! What all outgoing requests share: whether they may leave this computer, how they are sent, and the verdict of the
//! event's sender on an answer.

mod error;
mod judged;
mod targets;

pub use error::OutboundError;
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

/// What all outgoing requests share.
#[derive(Debug)]
pub struct Outbound {
    store: Arc<Store>,
    clock: Clock,
    /// Shared, so that the certificates of this computer are read once.
    options: Options,
}

impl Outbound {
    pub(crate) fn new(store: Arc<Store>, clock: Clock) -> Self {
        Self { store, clock: clock.clone(), options: Options { clock, ..Options::default() } }
    }

    /// Checks that requests may go to a URL: to this computer always, elsewhere once the host is confirmed.
    pub(crate) async fn may_go_to(&self, url: &str, confirmed: bool) -> Result<(), OutboundError> {
        self.may_go_to_all([url], confirmed).await
    }

    /// The same for several URLs. Unconfirmed hosts are named, or confirmed, together.
    pub(crate) async fn may_go_to_all(
        &self,
        urls: impl IntoIterator<Item = &str>,
        confirmed: bool,
    ) -> Result<(), OutboundError> {
        let mut unknown = BTreeSet::new();
        for url in urls {
            if !self.store.hosts().contains(host(url)?).await? {
                unknown.extend(remote_host(url, &self.clock).await?);
            }
        }
        if !unknown.is_empty() && !confirmed {
            return Err(OutboundError::UnconfirmedHost(unknown.into_iter().collect::<Vec<_>>().join(", ")));
        }
        for host in unknown {
            self.store.hosts_mut().add(host).await?;
        }
        Ok(())
    }

    /// Forgets a confirmed host. The next request to it has to be confirmed again.
    pub async fn forget_host(&self, host: &str) -> Result<(), OutboundError> {
        Ok(self.store.hosts_mut().remove(host.to_owned()).await?)
    }

    /// The options for sending.
    pub(crate) fn sending(&self, timeout: Option<Duration>, verify_tls: bool) -> Options {
        let mut options = self.options.clone();
        options.timeout = timeout.unwrap_or(options.timeout);
        if !verify_tls {
            options.trust = Trust::any();
        }
        options
    }
}

/// The verdict of an event's sender on the outcome of a request. `document` is the event's body.
pub(crate) fn verdict_of(envelope: &Envelope, document: Option<&Document>, attempt: &Attempt) -> Verdict {
    let of = |reply| verdict::of(AnsweredEvent::of(envelope), reply, attempt.duration, Deadlines::default());
    let outgoing::Outcome::Response(response) = &attempt.outcome else { return of(Reply::to(&attempt.outcome)) };
    if (response.body.len() as u64) < response.size {
        // The body is not kept whole, so it cannot be read. The status can be enough.
        let by_status = of(Reply::Half { status: response.status });
        let is_read = envelope.kind == Some(Kind::Blocking) && (200..300).contains(&response.status);
        return if is_read && by_status.outcome == Outcome::Refused { too_large() } else { by_status };
    }
    verdict_on(envelope, document, Reply::to(&attempt.outcome), attempt.duration)
}

/// The verdict of an event's sender on a reply. `document` is the event's body.
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

/// The verdict on the outcome of a request that is not a stored event. `target` is the request target, by which the
/// sender is recognized.
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
