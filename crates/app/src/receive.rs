//! The receiver: stores requests, answers them, and manages the address that it listens on.

mod error;
mod refused;
mod share;
mod untrusted;

pub use error::ReceiveError;

use hookglass_clock::Clock;
use hookglass_receiver::{
    BindError, Caller, Limits, NotStored, RefusedRequests, Reply, RoomCheck, available_connections, bind,
    free_address_near,
};
use hookglass_request::{capture::Capture, trust::Untrusted};
use hookglass_senders::{
    envelope::Envelope,
    parsed_request::{Budget, ParsedRequest},
    signature::{self, Verdict},
};
use hookglass_store::{NewEvent, Store};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64},
    },
    time::Duration,
};
use tokio::{sync::Semaphore, task::JoinHandle};
use tokio_util::sync::{CancellationToken, DropGuard};

use self::share::UntrustedUse;
use crate::{
    base::{
        blocking,
        jobs::Jobs,
        receiver_state::{LISTENING, ReceiverState, socket_address},
    },
    confirmations::Confirmations,
    decide::{Decide, Planned, not_stored},
    forward::Forward,
    secrets::Secrets,
    settings::Settings,
    view::ListenProblem,
};

/// Bodies larger than this many bytes are parsed on a blocking thread, where they do not delay
/// other requests.
const MAX_INLINE_BODY: usize = 256 << 10;

/// Bodies up to this size are read before the space on the disk is checked.
const MAX_UNCHECKED_BODY: usize = 64 << 10;

/// Maximum large bodies that are parsed at the same time. Each can take a hundred times its size in
/// memory.
const MAX_LARGE_BODIES: usize = 4;

/// How long a stop waits until the last answers are recorded.
const FINISH_TIMEOUT: Duration = Duration::from_secs(5);

/// The receiver: stores requests and answers them.
#[derive(Debug)]
pub struct Receive {
    store: Arc<Store>,
    clock: Clock,
    settings: Arc<Settings>,
    confirmations: Arc<Confirmations>,
    secrets: Arc<Secrets>,
    decide: Arc<Decide>,
    forward: Arc<Forward>,
    state: ReceiverState,
    jobs: Jobs,
    limits: Limits,
    /// Permits for parsing large bodies.
    large_bodies: Semaphore,
    untrusted_use: UntrustedUse,
    /// Requests that were refused and are not recorded yet.
    refused: RefusedRequests,
    refused_count: AtomicU64,
    follows_refused: AtomicBool,
    running: tokio::sync::Mutex<Option<Running>>,
}

#[derive(Debug)]
struct Running {
    address: SocketAddr,
    /// Dropping it stops the receiver.
    stop: DropGuard,
    task: JoinHandle<()>,
}

impl Receive {
    #[expect(clippy::too_many_arguments, reason = "one handle for each lower context that it uses")]
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        settings: Arc<Settings>,
        confirmations: Arc<Confirmations>,
        secrets: Arc<Secrets>,
        decide: Arc<Decide>,
        forward: Arc<Forward>,
        state: ReceiverState,
        jobs: Jobs,
        limits: Limits,
    ) -> Self {
        Self {
            untrusted_use: UntrustedUse::new(clock.clone()),
            store,
            clock,
            settings,
            confirmations,
            secrets,
            decide,
            forward,
            state,
            jobs,
            limits,
            large_bodies: Semaphore::new(MAX_LARGE_BODIES),
            refused: RefusedRequests::default(),
            refused_count: AtomicU64::new(0),
            follows_refused: AtomicBool::new(false),
            running: Default::default(),
        }
    }

    /// Stores a request and returns the answer for its sender. The event is on disk before this
    /// returns.
    pub async fn take(self: &Arc<Self>, capture: Capture, sender: &Caller) -> Result<Reply, NotStored> {
        // A small compressed body can be large once it is decoded.
        let is_large = capture.body.len() > MAX_INLINE_BODY || capture.headers.get("content-encoding").is_some();
        let Parsed { capture, envelope, signature, untrusted, planned } = if is_large {
            let _permit = self.large_bodies.acquire().await;
            let receive = Arc::clone(self);
            let parsed = blocking(move || receive.parse(capture)).await;
            parsed.map_err(|error| NotStored::unavailable(error.to_string()))?
        } else {
            self.parse(capture)
        };
        let event = Box::new(NewEvent { capture, envelope, answer: None, signature, decision: None, untrusted });
        self.admit(&event)?;
        self.decide.respond(event, planned, sender).await
    }

    /// Parses a request, verifies its signature, and plans its answer.
    fn parse(&self, capture: Capture) -> Parsed {
        let parsed = ParsedRequest::of(&capture, Budget::WAITING);
        let secrets = self.secrets.named_secrets();
        let signature = signature::check(&capture.headers, &capture.body, capture.received_at, &secrets);
        let untrusted = self.untrusted(&capture, signature);
        let trusted = untrusted.is_none();
        let rules = self.decide.active_rules();
        let planned =
            rules.and_then(|(book, needs)| self.decide.planned((&book, needs), &capture, &parsed, signature, trusted));
        let planned = planned.or_else(|| {
            if !trusted {
                return None;
            }
            let target = self.forward.answering_target(&capture, &parsed.envelope, signature)?;
            Some(Planned::forwarded(target))
        });
        Parsed { capture, envelope: parsed.envelope, signature, untrusted, planned }
    }

    /// Listens on `address`, or else on the address in the settings, and stops listening on the
    /// previous address. On failure the receiver keeps the previous address.
    pub async fn listen(self: &Arc<Self>, address: Option<&str>) -> Result<SocketAddr, ReceiveError> {
        let text = address.map_or_else(|| self.settings.now().listen, str::to_owned);
        let address = socket_address(&text)?;
        let mut running = self.running.lock().await;
        if let Some(here) = running.as_ref().map(|running| running.address)
            && here == address
        {
            return Ok(here);
        }
        // Two addresses with the same port can conflict, such as 0.0.0.0 and 127.0.0.1.
        let shares_port = running.as_ref().map(|running| running.address).filter(|here| here.port() == address.port());
        if shares_port.is_some() {
            stop(running.take()).await;
        }
        let result = match bind(address).await {
            Ok(bound) => {
                stop(running.take()).await;
                let here = bound.address();
                *running = Some(self.serve(bound));
                Ok(here)
            }
            Err(error) => {
                if let Some(before) = shares_port
                    && let Ok(bound) = bind(before).await
                {
                    *running = Some(self.serve(bound));
                }
                Err(error)
            }
        };
        let here = running.as_ref().map(|running| running.address);
        drop(running);
        let problem = match &result {
            Err(error) if here.is_none() => Some(problem(address, error).await),
            _ => None,
        };
        let before = self.state.moved(here, problem);
        self.publish_address(before, here).await;
        self.state.changed();
        Ok(result?)
    }

    /// Publishes the address to other processes on the same database. This is a convenience, so a
    /// failure is only logged.
    async fn publish_address(&self, before: Option<SocketAddr>, here: Option<SocketAddr>) {
        let published = match (before, here) {
            (_, Some(here)) => self.store.settings_mut().put(LISTENING, here.to_string()).await,
            // Another process may have published its own address by now.
            (Some(before), None) => self.store.settings_mut().remove_if(LISTENING, before.to_string()).await,
            (None, None) => Ok(()),
        };
        if let Err(error) = published {
            tracing::warn!(%error, "cannot publish the receiver's address to other processes");
        }
    }

    /// Stops listening, after answering the requests in progress.
    pub async fn stop(&self) {
        stop(self.running.lock().await.take()).await;
        self.flush_refused().await;
        if !self.jobs.finish(FINISH_TIMEOUT).await {
            tracing::error!("some answers were not recorded before the receiver stopped");
        }
        self.forward.flush().await;
        let before = self.state.moved(None, None);
        self.publish_address(before, None).await;
        self.state.changed();
    }

    fn serve(self: &Arc<Self>, bound: hookglass_receiver::Bound) -> Running {
        let stop = CancellationToken::new();
        let stopped = stop.clone().cancelled_owned();
        let (address, receive) = (bound.address(), Arc::clone(self));
        let store = Arc::clone(&self.store);
        let ensure_room = move |bytes| match bytes {
            ..=MAX_UNCHECKED_BODY => Ok(()),
            _ => store.disk().ensure_room(bytes).map_err(|error| not_stored(&error)),
        };
        let config = hookglass_receiver::Config {
            limits: self.limits.clone(),
            clock: self.clock.clone(),
            max_connections: available_connections(),
            room: RoomCheck::new(ensure_room),
            refused: self.refused.clone(),
        };
        let handle = move |capture, sender: Caller| {
            let receive = Arc::clone(&receive);
            async move { receive.take(capture, &sender).await }
        };
        let task = tokio::spawn(bound.serve(config, handle, stopped));
        Running { address, stop: stop.drop_guard(), task }
    }
}

struct Parsed {
    capture: Capture,
    envelope: Envelope,
    signature: Verdict,
    untrusted: Option<Untrusted>,
    planned: Option<Planned>,
}

async fn stop(running: Option<Running>) {
    let Some(Running { stop, task, .. }) = running else { return };
    drop(stop);
    if let Err(error) = task.await {
        tracing::error!(%error, "the receiver panicked");
    }
}

async fn problem(address: SocketAddr, error: &BindError) -> ListenProblem {
    let suggestion = free_address_near(address).await.map(|free| free.to_string());
    ListenProblem { address: address.to_string(), sentence: error.to_string(), suggestion }
}
