//! Requests that hyper refused: what arrived of them, why they were refused, and the list that the
//! owner of the receiver reads.

use hookglass_request::refusal::{Refusal, RefusalReason};
use jiff::Timestamp;
use std::{
    collections::VecDeque,
    error::Error,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::Notify;

use crate::heads::{Head, HeadQueue};

/// How many refusals wait for their reader. More push out the oldest.
const MAX_WAITING: usize = 100;

/// The refused requests of a receiver. Clones share the list.
#[derive(Debug, Clone, Default)]
pub struct RefusedRequests {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    waiting: Mutex<NewRefusals>,
    arrived: Notify,
}

/// Refused requests that have not been read yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewRefusals {
    /// The newest refused requests, oldest first.
    pub newest: VecDeque<Refusal>,
    /// How many were refused before these. Nothing else is known of them.
    pub dropped: u64,
}

impl RefusedRequests {
    /// Waits for refused requests and takes them off the list. For one reader.
    pub async fn next(&self) -> NewRefusals {
        loop {
            if let Some(refusals) = self.take() {
                return refusals;
            }
            self.shared.arrived.notified().await;
        }
    }

    /// Takes the refused requests off the list; `None` if there are none.
    pub fn take(&self) -> Option<NewRefusals> {
        let mut waiting = self.shared.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        (!waiting.newest.is_empty()).then(|| std::mem::take(&mut *waiting))
    }

    pub(crate) fn push(&self, refusal: Refusal) {
        let mut waiting = self.shared.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.newest.len() == MAX_WAITING {
            waiting.newest.pop_front();
            waiting.dropped += 1;
        }
        waiting.newest.push_back(refusal);
        drop(waiting);
        self.shared.arrived.notify_one();
    }
}

/// What arrived of a head that did not become a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leftover {
    pub(crate) began_at: Timestamp,
    pub(crate) first_bytes: Vec<u8>,
    pub(crate) reason: RefusalReason,
}

impl Leftover {
    pub(crate) fn new(began_at: Timestamp, mut head: Vec<u8>, reason: RefusalReason) -> Self {
        head.truncate(Refusal::MAX_BYTES);
        Self { began_at, first_bytes: head, reason }
    }

    /// How many more bytes are kept.
    pub(crate) fn missing(&self) -> usize {
        Refusal::MAX_BYTES - self.first_bytes.len()
    }

    /// Adds the bytes that follow.
    pub(crate) fn extend(&mut self, bytes: &[u8]) {
        if self.missing() > 0 && !bytes.is_empty() {
            self.first_bytes.extend_from_slice(&bytes[..bytes.len().min(self.missing())]);
            self.reason = RefusalReason::of(&self.first_bytes);
        }
    }

    /// A head that the tracker accepted and hyper did not.
    pub(crate) fn of(head: &Head) -> Self {
        let version = head.version.word();
        let first_line = [head.method.as_str().as_bytes(), b" ", &head.target, b" ", version.as_bytes()].concat();
        let bytes = [&first_line[..], b"\r\n", &head.block, b"\r\n"].concat();
        let reason = RefusalReason::of(&bytes);
        Self::new(head.began_at, bytes, reason)
    }
}

/// The refusal that ended a connection with an error; `None` if the error concerns a request that
/// has begun, or no request.
pub(crate) fn refusal(error: &(dyn Error + 'static), heads: &HeadQueue, peer: SocketAddr) -> Option<Refusal> {
    let hyper = error.downcast_ref::<hyper::Error>();
    let is_parse = hyper.is_some_and(hyper::Error::is_parse);
    let Leftover { began_at: at, first_bytes, reason } = heads.leftover(is_parse)?;
    let kind = std::iter::successors(Some(error), |&error| error.source())
        .find_map(|error| error.downcast_ref::<io::Error>().map(io::Error::kind));
    let reason = match kind {
        _ if hyper.is_some_and(hyper::Error::is_parse_too_large) => RefusalReason::TooLarge,
        Some(io::ErrorKind::TimedOut) => RefusalReason::TimedOut,
        Some(io::ErrorKind::OutOfMemory) => RefusalReason::NoMemory,
        _ => reason,
    };
    Some(Refusal { at, peer, first_bytes, reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_refused_requests_takes_bounded_memory_and_is_counted() {
        let refused = RefusedRequests::default();
        assert_eq!(refused.take(), None);
        for second in 0..250 {
            refused.push(Refusal {
                at: Timestamp::from_second(second).unwrap(),
                peer: ([127, 0, 0, 1], 1).into(),
                first_bytes: Vec::new(),
                reason: RefusalReason::Tls,
            });
        }
        let NewRefusals { newest, dropped } = refused.take().unwrap();
        assert_eq!((newest.len(), dropped), (100, 150));
        assert_eq!(newest.back().map(|refusal| refusal.at.as_second()), Some(249), "the newest stay");
        assert_eq!(refused.take(), None);
    }
}
