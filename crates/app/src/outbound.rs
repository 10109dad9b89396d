//! The parts that all outgoing requests share: the check that a host is allowed, the send options,
//! and the verdict of the event's sender on an answer.

mod error;
mod resend_verdict;
mod targets;

pub use error::OutboundError;
pub(crate) use resend_verdict::{edited_request, resend_verdict};

use hookglass_clock::Clock;
use hookglass_json::{Document, SyntaxError};
use hookglass_outbound::{self as http, Options, Trust, origin, remote_host};
use hookglass_request::{
    capture::{Capture, Version},
    headers::Headers,
    outgoing::{self, Attempt, Outgoing},
};
use hookglass_senders::{
    envelope::{Envelope, Kind},
    mutation,
    parsed_request::{Budget, ParsedRequest},
    verdict::{self, AnsweredEvent, Deadlines, Outcome, Reply, Verdict},
};
use hookglass_store::Store;

use crate::confirmations::{Confirmations, Confirmed};
use std::{
    collections::{BTreeMap, BTreeSet},
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

/// The allowed hosts, send options and recent targets of outgoing requests.
#[derive(Debug)]
pub struct Outbound {
    store: Arc<Store>,
    clock: Clock,
    confirmations: Arc<Confirmations>,
    /// Shared, so that the system certificates are read once.
    options: Options,
    /// The confirmed origins among those that were checked, for the check at each connection.
    confirmed: http::Confirmed,
}

impl Outbound {
    pub(crate) fn new(store: Arc<Store>, clock: Clock, confirmations: Arc<Confirmations>) -> Self {
        let confirmed = http::Confirmed::default();
        let options = Options { clock: clock.clone(), confirmed: Some(confirmed.clone()), ..Options::default() };
        Self { store, clock, confirmations, options, confirmed }
    }

    /// Fails unless the host of a URL is this computer or confirmed for the URL's scheme. With
    /// `confirmed`, confirms it.
    pub(crate) async fn ensure_allowed(&self, url: &str, confirmed: bool) -> Result<(), OutboundError> {
        self.ensure_all_allowed([url], confirmed).await
    }

    /// Like [`Outbound::ensure_allowed`], for several URLs. The error lists all unconfirmed hosts.
    pub(crate) async fn ensure_all_allowed(
        &self,
        urls: impl IntoIterator<Item = &str>,
        confirmed: bool,
    ) -> Result<(), OutboundError> {
        let mut unknown = BTreeMap::new();
        for url in urls {
            let origin = origin(url)?;
            let is_confirmed = self.confirmations.any(|confirmed| confirmed.hosts.contains(&origin));
            self.confirmed.set(&origin, is_confirmed);
            if !is_confirmed && let Some(host) = remote_host(url, &self.clock).await? {
                unknown.insert(origin, host);
            }
        }
        if !unknown.is_empty() && !confirmed {
            let hosts: BTreeSet<String> = unknown.into_values().collect();
            return Err(OutboundError::UnconfirmedHost(hosts.into_iter().collect::<Vec<_>>().join(", ")));
        }
        for origin in unknown.keys() {
            self.confirmed.set(origin, true);
        }
        if !unknown.is_empty() {
            let origins: Vec<String> = unknown.into_keys().collect();
            self.confirmations.confirm(move |confirmed| confirmed.hosts.extend(origins.iter().cloned())).await;
        }
        Ok(())
    }

    /// The hosts that are confirmed on this computer, by name.
    pub fn confirmed_hosts(&self) -> Vec<String> {
        self.confirmations.stored().hosts.iter().cloned().collect()
    }

    /// Forgets a confirmed host, such as `https://example.com`. The next request to it must be
    /// confirmed again.
    pub async fn forget_host(&self, host: &str) -> Result<(), OutboundError> {
        self.confirmed.set(host, false);
        let host = host.to_owned();
        let forget = move |confirmed: &mut Confirmed| {
            confirmed.hosts.remove(&host);
            confirmed.unverified_hosts.remove(&host);
        };
        self.confirmations.change_run(&forget);
        Ok(self.confirmations.change(forget).await?)
    }

    /// Confirms that the certificate of a URL's host need not be valid, because a person said so.
    pub(crate) async fn confirm_unverified(&self, url: &str) -> Result<(), OutboundError> {
        let origin = origin(url)?;
        if !self.confirmations.any(|confirmed| confirmed.unverified_hosts.contains(&origin)) {
            self.confirmations.confirm(move |confirmed| confirmed.unverified_hosts.extend([origin.clone()])).await;
        }
        Ok(())
    }

    /// Whether a person confirmed that the certificate of a URL's host need not be valid.
    pub(crate) fn is_unverified_confirmed(&self, url: &str) -> bool {
        origin(url).is_ok_and(|origin| self.confirmations.any(|confirmed| confirmed.unverified_hosts.contains(&origin)))
    }

    /// The options for sending a request whose host was checked.
    pub(crate) fn options(&self, timeout: Option<Duration>, verify_tls: bool) -> Options {
        let mut options = self.options.clone();
        options.timeout = timeout.unwrap_or(options.timeout);
        if !verify_tls {
            options.trust = Trust::any();
        }
        options
    }

    /// The options for sending a sample. It contains nothing received, so every host may get it.
    pub(crate) fn sample_options(&self, timeout: Duration) -> Options {
        Options { confirmed: None, ..self.options(Some(timeout), true) }
    }
}

/// The verdict of an event's sender on the outcome of a request. `document` is the event's body.
pub(crate) fn verdict_of(envelope: &Envelope, document: Option<&Document>, attempt: &Attempt) -> Verdict {
    let of = |reply| verdict::of(AnsweredEvent::of(envelope), reply, attempt.duration, Deadlines::default());
    let outgoing::Outcome::Response(response) = &attempt.outcome else { return of(Reply::to(&attempt.outcome)) };
    if (response.body.len() as u64) < response.size {
        // The stored body is incomplete, so it cannot be read. The status may be enough for a
        // verdict.
        let by_status = of(Reply::Half { status: response.status });
        let reads_body = envelope.kind == Some(Kind::Blocking) && (200..300).contains(&response.status);
        return if reads_body && by_status.outcome == Outcome::Refused { too_large() } else { by_status };
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
        sentence: "The body is too large for a verdict: only its first 16 MiB are stored.".to_owned(),
        title: None,
        reason: None,
        remarks: Vec::new(),
    }
}

/// The verdict on the outcome of a request that is not a stored event. The request target `target`
/// identifies the sender.
pub(crate) fn judge_request(target: &[u8], request: &Outgoing, attempt: &Attempt) -> Outcome {
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
    let parsed = ParsedRequest::of(&capture, Budget::WAITING);
    match broken_json(&request.headers, &parsed.document, attempt) {
        Some(verdict) => verdict.outcome,
        None => verdict_of(&parsed.envelope, parsed.document.as_ref().ok(), attempt).outcome,
    }
}

/// The verdict on an accepted request whose body claims to be JSON and is not; `None` for any other
/// request. No sender sends such a body, so none of them counts it as delivered.
fn broken_json(headers: &Headers, document: &Result<Document, SyntaxError>, attempt: &Attempt) -> Option<Verdict> {
    let outgoing::Outcome::Response(response) = &attempt.outcome else { return None };
    let claims_json = headers.text("content-type").is_some_and(|text| text.to_ascii_lowercase().contains("json"));
    let is_encoded = headers.get("content-encoding").is_some();
    let is_broken = document.as_ref().is_err_and(|error| !error.gave_up);
    (claims_json && is_broken && !is_encoded && (200..300).contains(&response.status)).then(|| Verdict {
        outcome: Outcome::Unknown,
        code: None,
        sentence: format!(
            "The target answered {}, but the request body is not valid JSON. No sender sends it.",
            response.status
        ),
        title: None,
        reason: None,
        remarks: Vec::new(),
    })
}
