//! Receiving: what becomes of a request, and where the receiver listens.

use hookglass_clock::Clock;
use hookglass_receiver::{BindError, Caller, Limits, NotStored, Reply, bind, free_address_near};
use hookglass_request::capture::Capture;
use hookglass_senders::{
    envelope::Envelope,
    parsed_request::{Budget, ParsedRequest},
    signature::{self, Verdict},
};
use hookglass_store::{NewEvent, Store};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    sync::{Semaphore, oneshot},
    task::JoinHandle,
};

use crate::{
    base::{
        blocking,
        jobs::Jobs,
        receiver_state::{LISTENING, ReceiverState, socket_address},
    },
    decide::{Decide, Planned},
    error::AppError,
    forward::Forward,
    secrets::Secrets,
    settings::Settings,
    view::ListenProblem,
};

/// Larger bodies are understood off the async threads, where they hold up nobody else.
const LARGE: usize = 256 << 10;

/// Large bodies that are understood at the same time; each can take a hundred times its size.
const MAX_COSTLY: usize = 4;

/// How long a stop waits for answers that are still to be written.
const FINISH_TIMEOUT: Duration = Duration::from_secs(5);

/// The receiver: takes requests in and answers them.
#[derive(Debug)]
pub struct Receive {
    store: Arc<Store>,
    clock: Clock,
    settings: Arc<Settings>,
    secrets: Arc<Secrets>,
    decide: Arc<Decide>,
    forward: Arc<Forward>,
    state: ReceiverState,
    jobs: Jobs,
    limits: Limits,
    /// Turns for understanding large bodies.
    costly: Semaphore,
    running: tokio::sync::Mutex<Option<Running>>,
}

#[derive(Debug)]
struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Receive {
    #[expect(clippy::too_many_arguments, reason = "each is a context that a request passes")]
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        settings: Arc<Settings>,
        secrets: Arc<Secrets>,
        decide: Arc<Decide>,
        forward: Arc<Forward>,
        state: ReceiverState,
        jobs: Jobs,
        limits: Limits,
    ) -> Self {
        Self {
            store,
            clock,
            settings,
            secrets,
            decide,
            forward,
            state,
            jobs,
            limits,
            costly: Semaphore::new(MAX_COSTLY),
            running: Default::default(),
        }
    }

    /// Stores a request and says what its sender gets. That counts only once the event is on the disk, so it is returned
    /// after that.
    pub async fn take(self: &Arc<Self>, capture: Capture, sender: &Caller) -> Result<Reply, NotStored> {
        // A small encoded body can be a large one when it is read.
        let costly = capture.body.len() > LARGE || capture.headers.get("content-encoding").is_some();
        let Understood { capture, envelope, signature, planned } = if costly {
            let _turn = self.costly.acquire().await;
            let app = Arc::clone(self);
            let understood = blocking(move || app.understand(capture)).await;
            understood.map_err(|error| NotStored::unavailable(error.to_string()))?
        } else {
            self.understand(capture)
        };
        let event = NewEvent { capture, envelope, answer: None, signature, decision: None };
        self.decide.answer(event, planned, sender).await
    }

    fn understand(&self, capture: Capture) -> Understood {
        let reading = ParsedRequest::of(&capture, Budget::WAITING);
        let secrets = self.secrets.named_secrets();
        let signature = signature::check(&capture.headers, &capture.body, capture.received_at, &secrets);
        let rules = self.decide.rules_in_use();
        let planned =
            rules.and_then(|(book, needs)| self.decide.planned((&book, needs), &capture, &reading, signature));
        let planned = planned.or_else(|| {
            let target = self.forward.answering_target(&capture, &reading.envelope, signature)?;
            Some(Planned::forwarded(target))
        });
        Understood { capture, envelope: reading.envelope, signature, planned }
    }

    /// Listens on an address, or on the one of the settings; moves there when it listens somewhere else. When that fails
    /// it goes on where it was, if it was anywhere.
    pub async fn listen(self: &Arc<Self>, address: Option<&str>) -> Result<SocketAddr, AppError> {
        let wanted = address.map_or_else(|| self.settings.now().listen, str::to_owned);
        let address = socket_address(&wanted)?;
        let mut running = self.running.lock().await;
        if let Some(here) = running.as_ref().map(|running| running.address)
            && here == address
        {
            return Ok(here);
        }
        // Two addresses that share a port can stand in each other's way.
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
        self.tell_where(before, here).await;
        self.state.changed();
        Ok(result?)
    }

    /// Keeps the address for other processes on the same database, for whom it is a convenience.
    async fn tell_where(&self, before: Option<SocketAddr>, here: Option<SocketAddr>) {
        let told = match (before, here) {
            (_, Some(here)) => self.store.settings_mut().put(LISTENING, here.to_string()).await,
            // Another process may listen by now, and have said so.
            (Some(before), None) => self.store.settings_mut().remove_if(LISTENING, before.to_string()).await,
            (None, None) => Ok(()),
        };
        if let Err(error) = told {
            tracing::warn!(%error, "other processes are not told where this one listens");
        }
    }

    /// Stops listening; requests that have begun are still answered.
    pub async fn stop_listening(&self) {
        stop(self.running.lock().await.take()).await;
        if !self.jobs.finish(FINISH_TIMEOUT).await {
            tracing::error!("some answers could not be written beside their events before the stop");
        }
        self.forward.write_forwarded().await;
        let before = self.state.moved(None, None);
        self.tell_where(before, None).await;
        self.state.changed();
    }

    fn serve(self: &Arc<Self>, bound: hookglass_receiver::Bound) -> Running {
        let (stop, stopped) = oneshot::channel();
        let (address, app) = (bound.address(), Arc::clone(self));
        let config = hookglass_receiver::Config { limits: self.limits.clone(), clock: self.clock.clone() };
        let handle = move |capture, sender: Caller| {
            let app = Arc::clone(&app);
            async move { app.take(capture, &sender).await }
        };
        let task = tokio::spawn(bound.serve(config, handle, async move {
            // A dropped sender stops it as well.
            let _ = stopped.await;
        }));
        Running { address, stop, task }
    }
}

struct Understood {
    capture: Capture,
    envelope: Envelope,
    signature: Verdict,
    planned: Option<Planned>,
}

async fn stop(running: Option<Running>) {
    let Some(Running { stop, task, .. }) = running else { return };
    let _ = stop.send(());
    if let Err(error) = task.await {
        tracing::error!(%error, "the receiver ended in a panic");
    }
}

async fn problem(address: SocketAddr, error: &BindError) -> ListenProblem {
    let suggestion = free_address_near(address).await.map(|free| free.to_string());
    ListenProblem { address: address.to_string(), sentence: error.to_string(), suggestion }
}
