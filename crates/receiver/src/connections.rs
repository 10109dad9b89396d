//! The open connections: how many there may be, and which of them close.
//!
//! A connection closes when it has been silent for too long. At the maximum, the next connection
//! takes the place of the one that has been idle longest, or else of the one that waits longest for
//! the rest of a head. A connection whose request is in progress never gives way. If all have one,
//! further connections wait in the system's queue.

use hookglass_clock::Clock;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::Notify,
    task::{Id, JoinSet},
    time::Instant,
};

use crate::{caller::ConnectionState, tap::HEAD_TIMEOUT};

/// How long a connection without a request stays open. Senders reuse connections: the longest
/// common pool, that of a load balancer, keeps them for 10 minutes.
const IDLE_TIMEOUT: Duration = Duration::from_secs(15 * 60);
/// How long the other end may take no byte of an answer.
const WRITE_TIMEOUT: Duration = Duration::from_secs(60);
/// How long a connection is idle before it gives way to another. A new connection has this long to
/// send its first byte, and an answer to leave.
const MIN_IDLE: Duration = Duration::from_secs(1);
/// How often silent connections are looked for.
const CHECK_INTERVAL: Duration = Duration::from_secs(10);

/// The open connections of a receiver.
pub(crate) struct Connections {
    max: usize,
    clock: Clock,
    tasks: JoinSet<()>,
    open: HashMap<Id, Arc<ConnectionState>>,
    next_check: Instant,
    /// Whether the maximum was reported and has not been left far behind since.
    reported_full: bool,
}

impl Connections {
    pub(crate) fn new(max: usize, clock: Clock) -> Self {
        let next_check = clock.now();
        Self { max, clock, tasks: JoinSet::new(), open: HashMap::new(), next_check, reported_full: false }
    }

    /// Whether the next connection can be accepted. One may be open beyond the maximum, until it
    /// has the place of another.
    pub(crate) fn has_room(&self) -> bool {
        self.open.len() <= self.max
    }

    /// Runs a connection until it ends or has to close.
    pub(crate) fn spawn(&mut self, state: Arc<ConnectionState>, run: impl Future<Output = ()> + Send + 'static) {
        let (closing, clock) = (Arc::clone(&state), self.clock.clone());
        let task = self.tasks.spawn(async move {
            // What has arrived comes first: it can be the start of a request.
            tokio::select! {
                biased;
                () = run => {}
                () = closing.activity.closed(&clock) => tracing::debug!("closed a silent connection"),
            }
        });
        self.open.insert(task.id(), state);
    }

    /// Closes the connections that have to close, and returns after a while or when one has ended.
    pub(crate) async fn tend(&mut self) {
        let next = self.check();
        tokio::select! {
            Some(ended) = self.tasks.join_next_with_id() => {
                let id = ended.map_or_else(|error| error.id(), |(id, ())| id);
                self.open.remove(&id);
                self.reported_full &= self.open.len() > self.max / 2;
            }
            () = self.clock.sleep_until(next), if !self.open.is_empty() => {}
            else => std::future::pending().await,
        }
    }

    /// Ends all connections.
    pub(crate) async fn shut_down(&mut self) {
        self.tasks.shutdown().await;
    }

    /// Returns the time of the next check.
    fn check(&mut self) -> Instant {
        let now = self.clock.now();
        if now >= self.next_check {
            self.next_check = now + CHECK_INTERVAL;
            for state in self.open.values() {
                state.activity.close_if_overdue(now);
            }
        }
        if self.open.len() <= self.max {
            return self.next_check;
        }
        if !self.reported_full {
            self.reported_full = true;
            tracing::warn!(
                maximum = self.max,
                "the maximum number of connections is open; closing those that are idle longest"
            );
        }
        self.close_longest_idle().min(self.next_check)
    }

    /// Closes the connection that has been idle longest. Returns when to look again.
    pub(crate) fn close_longest_idle(&self) -> Instant {
        let now = self.clock.now();
        let mut next = now + MIN_IDLE;
        let mut longest: Option<(IdleSince, &Arc<ConnectionState>)> = None;
        for state in self.open.values() {
            match state.activity.idle_since() {
                Idle::Closing => return next,
                Idle::Busy => {}
                Idle::Since(since) if since.instant + MIN_IDLE > now => next = next.min(since.instant + MIN_IDLE),
                Idle::Since(since) if longest.as_ref().is_some_and(|(other, _)| *other <= since) => {}
                Idle::Since(since) => longest = Some((since, state)),
            }
        }
        if let Some((_, state)) = longest {
            state.activity.close();
        }
        next
    }
}

/// What a connection is doing.
#[derive(Debug)]
pub(crate) struct Activity {
    doing: Mutex<Doing>,
    close: Notify,
}

#[derive(Debug)]
struct Doing {
    /// Requests in progress.
    requests: usize,
    /// Whether a request has begun.
    had_request: bool,
    /// Since when there has been no request.
    since: Instant,
    /// When the first byte of an incomplete head arrived.
    head_since: Option<Instant>,
    /// Since when the other end has taken no byte of what is written.
    stalled_since: Option<Instant>,
    /// Whether the connection was asked to close.
    closing: bool,
}

enum Idle {
    Busy,
    Closing,
    Since(IdleSince),
}

/// Orders connections by which closes first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct IdleSince {
    in_head: bool,
    instant: Instant,
}

impl Doing {
    fn is_busy(&self) -> bool {
        self.requests > 0 || self.stalled_since.is_some()
    }

    /// Whether the connection has been silent for too long. An incomplete head has its own timeout.
    fn is_overdue(&self, now: Instant) -> bool {
        let deadline = match self.stalled_since {
            Some(since) => since + WRITE_TIMEOUT,
            None if self.requests > 0 || self.head_since.is_some() => return false,
            None if self.had_request => self.since + IDLE_TIMEOUT,
            None => self.since + HEAD_TIMEOUT,
        };
        now >= deadline
    }
}

impl Activity {
    /// A connection that opens at `now`.
    pub(crate) fn new(now: Instant) -> Self {
        let doing = Doing {
            requests: 0,
            had_request: false,
            since: now,
            head_since: None,
            stalled_since: None,
            closing: false,
        };
        Self { doing: Mutex::new(doing), close: Notify::new() }
    }

    /// Records whether a head is incomplete.
    pub(crate) fn set_in_head(&self, in_head: bool, now: Instant) {
        let mut doing = self.doing();
        doing.head_since = in_head.then(|| doing.head_since.unwrap_or(now));
    }

    /// Records whether the last write found no room.
    pub(crate) fn set_stalled(&self, stalled: bool, now: Instant) {
        let mut doing = self.doing();
        doing.stalled_since = stalled.then(|| doing.stalled_since.unwrap_or(now));
    }

    /// Completes when the connection was asked to close and has no request.
    pub(crate) async fn closed(&self, clock: &Clock) {
        loop {
            self.close.notified().await;
            let now = clock.now();
            let mut doing = self.doing();
            doing.closing = !doing.is_busy() || doing.is_overdue(now);
            if doing.closing {
                return;
            }
        }
    }

    fn close(&self) {
        self.doing().closing = true;
        self.close.notify_one();
    }

    /// Asks a connection to close that has been silent for too long. Returns whether it is.
    pub(crate) fn close_if_overdue(&self, now: Instant) -> bool {
        let is_overdue = self.doing().is_overdue(now);
        if is_overdue {
            self.close();
        }
        is_overdue
    }

    fn idle_since(&self) -> Idle {
        let doing = self.doing();
        if doing.closing {
            return Idle::Closing;
        }
        if doing.is_busy() {
            return Idle::Busy;
        }
        let (in_head, instant) = (doing.head_since.is_some(), doing.head_since.unwrap_or(doing.since));
        Idle::Since(IdleSince { in_head, instant })
    }

    fn doing(&self) -> MutexGuard<'_, Doing> {
        self.doing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request in progress, until it is dropped.
pub(crate) struct InProgress {
    state: Arc<ConnectionState>,
    clock: Clock,
}

impl InProgress {
    pub(crate) fn begin(state: Arc<ConnectionState>, clock: Clock) -> Self {
        let mut doing = state.activity.doing();
        doing.requests += 1;
        doing.had_request = true;
        drop(doing);
        Self { state, clock }
    }
}

impl Drop for InProgress {
    fn drop(&mut self) {
        let now = self.clock.now();
        let mut doing = self.state.activity.doing();
        doing.requests -= 1;
        doing.since = now;
    }
}
