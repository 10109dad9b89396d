//! Receiving: what becomes of a request, and where the receiver listens.

use hookglass_receiver::{BindError, NotStored, Reply, Sender, bind, free_address_near};
use hookglass_request::capture::Capture;
use hookglass_senders::{
    envelope::Envelope,
    parsed_request::{Budget, Reading},
    signature::{self, Verdict},
};
use hookglass_store::NewEvent;
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{sync::oneshot, sync::watch, task::JoinHandle};

use crate::{
    answering::Planned,
    body::off_the_async_threads,
    error::AppError,
    hookglass::{Hookglass, lock},
    view::{ListenProblem, Status},
};

/// Larger bodies are understood off the async threads, where they hold up nobody else.
const LARGE: usize = 256 << 10;

/// Large bodies that are understood at the same time; each can take a hundred times its size.
pub(crate) const COSTLY_AT_ONCE: usize = 4;

/// The setting that tells other processes where the receiver listens.
pub(crate) const LISTENING: &str = "listening";

/// The receiver, when it runs, and why it does not, when it does not.
#[derive(Debug)]
pub(crate) struct Listening {
    running: tokio::sync::Mutex<Option<Running>>,
    problem: Mutex<Option<ListenProblem>>,
    address: Mutex<Option<SocketAddr>>,
    changes: watch::Sender<u64>,
}

impl Default for Listening {
    fn default() -> Self {
        let changes = watch::Sender::new(0);
        Self { running: Default::default(), problem: Default::default(), address: Default::default(), changes }
    }
}

#[derive(Debug)]
struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Hookglass {
    /// Stores a request and says what its sender gets. That counts only once the event is on the disk, so it is returned
    /// after that.
    pub async fn take(self: &Arc<Self>, capture: Capture, sender: &Sender) -> Result<Reply, NotStored> {
        // A small encoded body can be a large one when it is read.
        let costly = capture.body.len() > LARGE || capture.headers.get("content-encoding").is_some();
        let Understood { capture, envelope, signature, planned } = if costly {
            let _turn = self.costly.acquire().await;
            let app = Arc::clone(self);
            let understood = off_the_async_threads(move || app.understand(capture)).await;
            understood.map_err(|error| NotStored::unavailable(error.to_string()))?
        } else {
            self.understand(capture)
        };
        let event = NewEvent { capture, envelope, answer: None, signature, decision: None };
        self.answer(event, planned, sender).await
    }

    fn understand(&self, capture: Capture) -> Understood {
        let reading = Reading::of(&capture, Budget::WAITING);
        let secrets = self.named_secrets();
        let signature = signature::check(&capture.headers, &capture.body, capture.received_at, &secrets);
        let rules = self.rules_in_use();
        let planned = rules.and_then(|(book, needs)| self.planned((&book, needs), &capture, &reading, signature));
        let planned = planned.or_else(|| self.to_be_asked(&capture, &reading.envelope, signature));
        Understood { capture, envelope: reading.envelope, signature, planned }
    }

    /// Listens on an address, or on the one of the settings; moves there when it listens somewhere else. When that fails
    /// it goes on where it was, if it was anywhere.
    pub async fn listen(self: &Arc<Self>, address: Option<&str>) -> Result<SocketAddr, AppError> {
        // What is open for longer than one command.
        self.follow_secrets();
        self.follow_rules();
        self.store.keep_index()?;
        self.keep_house();
        self.keep_checking();
        self.keep_forwarding();
        let wanted = address.map_or_else(|| self.settings_now().listen, str::to_owned);
        let address = socket_address(&wanted)?;
        let mut running = self.listening.running.lock().await;
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
        *lock(&self.listening.problem) = problem;
        let before = std::mem::replace(&mut *lock(&self.listening.address), here);
        self.tell_where(before, here).await;
        self.listening.changes.send_modify(|count| *count += 1);
        Ok(result?)
    }

    /// Keeps the address for other processes on the same database, for whom it is a convenience.
    async fn tell_where(&self, before: Option<SocketAddr>, here: Option<SocketAddr>) {
        let told = match (before, here) {
            (_, Some(here)) => self.store.put_setting(LISTENING, here.to_string()).await,
            // Another process may listen by now, and have said so.
            (Some(before), None) => self.store.remove_setting(LISTENING, before.to_string()).await,
            (None, None) => Ok(()),
        };
        if let Err(error) = told {
            tracing::warn!(%error, "other processes are not told where this one listens");
        }
    }

    /// Stops listening; requests that have begun are still answered.
    pub async fn stop_listening(&self) {
        stop(self.listening.running.lock().await.take()).await;
        self.finish_writing().await;
        self.write_forwarded().await;
        let before = lock(&self.listening.address).take();
        self.tell_where(before, None).await;
        self.listening.changes.send_modify(|count| *count += 1);
    }

    /// Changes whenever the receiver starts, moves or stops.
    pub fn receiver_changes(&self) -> watch::Receiver<u64> {
        self.listening.changes.subscribe()
    }

    /// Has those who follow the receiver look at its status again.
    pub(crate) fn receiver_has_changed(&self) {
        self.listening.changes.send_modify(|count| *count += 1);
    }

    /// The address it listens on.
    pub fn address(&self) -> Option<SocketAddr> {
        *lock(&self.listening.address)
    }

    /// How the receiver is, and how much is stored.
    pub async fn status(&self) -> Result<Status, AppError> {
        let (events, bytes) = (self.total().await?, self.store.bytes().await?);
        let index = self.index_status().await?;
        Ok(Status {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            url: self.address().map(|address| format!("http://{address}")),
            problem: lock(&self.listening.problem).clone(),
            events,
            bytes,
            index,
            pruned: self.last_pruned(),
            free_space_problem: self.store.disk_full().borrow().is_some().then(|| {
                let folder = self.data_dir.path.display();
                format!("The disk is full: nothing that arrives in {folder} can be stored, and senders are told so. Free some room, and Hookglass goes on by itself.")
            }),
        })
    }

    fn serve(self: &Arc<Self>, bound: hookglass_receiver::Bound) -> Running {
        let (stop, stopped) = oneshot::channel();
        let (address, limits, app) = (bound.address(), self.limits.clone(), Arc::clone(self));
        let handle = move |capture, sender: Sender| {
            let app = Arc::clone(&app);
            async move { app.take(capture, &sender).await }
        };
        let task = tokio::spawn(bound.serve(limits, handle, async move {
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

/// Reads an address of the settings or of `--listen`.
pub(crate) fn socket_address(text: &str) -> Result<SocketAddr, AppError> {
    let text = text.trim();
    let numeric = text.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
    numeric.as_deref().unwrap_or(text).parse().map_err(|_| {
        AppError::Setting(format!("'{text}' is not an address and port to listen on; write it like 127.0.0.1:4665"))
    })
}

#[cfg(test)]
mod tests {
    use super::socket_address;

    #[test]
    fn an_address_is_numbers_or_localhost() {
        assert_eq!(socket_address(" localhost:80 ").unwrap(), "127.0.0.1:80".parse().unwrap());
        assert_eq!(socket_address("[::1]:80").unwrap(), "[::1]:80".parse().unwrap());
        for text in ["", "4665", "example.com:80", "127.0.0.1:99999"] {
            assert!(socket_address(text).unwrap_err().to_string().contains("127.0.0.1:4665"), "{text}");
        }
    }
}
