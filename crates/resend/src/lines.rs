//! Connections that are used again, for many requests to one place.
//!
//! A request goes out over a connection whose exchange before is over and whose other end keeps it open, or over a new one.
//! Nothing is sent twice: a connection that was idle for a moment could be closed by the other end while the request is on its
//! way, so it is used again only within [`FRESH`], and what fails then is a failure and not tried again.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hookglass_request::outgoing::{Attempt, Failure, Outgoing, Response};

use crate::exact::Came;
use crate::exchange::{Line, exchange};
use crate::request::Request;
use crate::steps::Stopwatch;
use crate::{Deadline, InvalidRequest, Options, measured, open};

/// How long a connection may have been idle. Servers close theirs after a second at the earliest.
const FRESH: Duration = Duration::from_millis(500);
/// Idle connections that are kept.
const MOST: usize = 256;

/// Sends requests, and keeps their connections.
#[derive(Default)]
pub struct Lines {
    options: Options,
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    line: Line,
    place: (bool, String, u16),
    since: Instant,
}

impl std::fmt::Debug for Lines {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Lines").field("idle", &self.idle().len()).finish_non_exhaustive()
    }
}

impl Lines {
    /// None is open yet.
    pub fn new(options: Options) -> Self {
        Self { options, idle: Mutex::default() }
    }

    /// Sends a request once, until there is a response, a failure, or `cancel` is ready.
    pub async fn send(&self, outgoing: &Outgoing, cancel: impl Future<Output = ()>) -> Result<Attempt, InvalidRequest> {
        let request = Request::check(outgoing)?;
        let attempt = async |stopwatch: &Stopwatch, came: &Came| self.attempt(&request, stopwatch, came).await;
        Ok(measured(&request, cancel, attempt).await)
    }

    async fn attempt(&self, request: &Request, stopwatch: &Stopwatch, came: &Came) -> Result<Response, Failure> {
        let deadline = Deadline::of(&self.options);
        let mut line = match self.ready(request).await {
            Some(line) => {
                stopwatch.is_connected();
                line
            }
            None => open(request, &self.options, &deadline, stopwatch).await?,
        };
        // Whatever ends this before its end drops the connection, too.
        let response = exchange(request, &mut line, &deadline, self.options.kept_body, came).await?;
        if came.went_out() {
            let mut idle = self.idle();
            if idle.len() < MOST {
                idle.push(Idle { line, place: request.at(), since: Instant::now() });
            }
        }
        Ok(response)
    }

    /// One that can be used at once. The one that was used last is the least likely to be closed.
    async fn ready(&self, request: &Request) -> Option<Line> {
        let place = request.at();
        loop {
            let Idle { mut line, place: at, since } = self.idle().pop()?;
            if at == place && since.elapsed() < FRESH && line.is_ready().await {
                return Some(line);
            }
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
