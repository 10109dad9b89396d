//! Connections that are reused for many requests.
//!
//! A request uses an idle connection to the same address, or a new one. No request is sent twice:
//! the other end could close an idle connection while a request is on its way. So a connection is
//! reused only within [`MAX_IDLE_TIME`], and a failure on it is not retried.

use hookglass_request::outgoing::{Attempt, Failure, Outgoing, Response};
use std::{
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

use crate::{
    attempt::{Progress, measured},
    exchange::{Connection, exchange},
    invalid_request::InvalidRequest,
    options::Options,
    request::{Endpoint, Request},
};

/// How long a reused connection may have been idle. Servers close theirs after a second at the
/// earliest.
const MAX_IDLE_TIME: Duration = Duration::from_millis(500);
const MAX_IDLE_CONNECTIONS: usize = 256;

/// Sends requests and reuses their connections.
#[derive(Default)]
pub struct ConnectionPool {
    options: Options,
    idle: Mutex<Vec<IdleConnection>>,
}

struct IdleConnection {
    connection: Connection,
    endpoint: Endpoint,
    since: Instant,
}

impl fmt::Debug for ConnectionPool {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("ConnectionPool").field("idle", &self.idle().len()).finish_non_exhaustive()
    }
}

impl ConnectionPool {
    /// A pool without connections.
    pub fn new(options: Options) -> Self {
        Self { options, idle: Mutex::default() }
    }

    /// Sends a request once, until there is a response, a failure, or `cancel` completes.
    pub async fn send(&self, outgoing: &Outgoing, cancel: impl Future<Output = ()>) -> Result<Attempt, InvalidRequest> {
        let request = Request::check(outgoing)?;
        let attempt = async |progress: &mut Progress<'_>| self.attempt(&request, progress).await;
        Ok(measured(&request, &self.options, cancel, attempt).await)
    }

    async fn attempt(&self, request: &Request, progress: &mut Progress<'_>) -> Result<Response, Failure> {
        let mut connection = match self.take_idle(request).await {
            Some(connection) => {
                progress.stopwatch.set_connected();
                connection
            }
            None => Connection::to(request, &self.options, progress).await?,
        };
        // A failure or a cancellation drops the connection.
        let response = exchange(request, &mut connection, &self.options, progress).await?;
        let was_cut = response.size > self.options.max_read_body;
        if progress.capture.request_was_written() && !was_cut {
            let since = self.options.clock.now();
            let mut idle = self.idle();
            if idle.len() < MAX_IDLE_CONNECTIONS {
                idle.push(IdleConnection { connection, endpoint: request.endpoint(), since });
            }
        }
        Ok(response)
    }

    /// An idle connection that is ready. Tries the last used one first: it is the least likely to
    /// be closed.
    async fn take_idle(&self, request: &Request) -> Option<Connection> {
        let wanted = request.endpoint();
        loop {
            let IdleConnection { mut connection, endpoint, since } = self.idle().pop()?;
            let idle_time = self.options.clock.now().saturating_duration_since(since);
            if endpoint == wanted && idle_time < MAX_IDLE_TIME && connection.is_ready().await {
                return Some(connection);
            }
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<IdleConnection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
