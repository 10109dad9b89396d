//! Verbatim request heads, queued between the [`Tracker`](crate::tracker::Tracker) that finds them and the requests that hyper
//! announces.

use hookglass_request::capture::Version;
use http::{Method, Uri};
use jiff::Timestamp;
use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The maximum size of a head, in bytes. Not smaller than hyper's limit.
pub(crate) const MAX_HEAD: usize = 512 << 10;
/// The maximum number of header lines of a head.
pub(crate) const MAX_HEADERS: usize = 512;
/// The maximum number of queued heads. hyper reads ahead at most one buffer of pipelined requests.
const MAX_QUEUED: usize = 32 << 10;

/// A request head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    /// When its first byte arrived.
    pub(crate) began_at: Timestamp,
    pub(crate) method: Method,
    /// The request target, as sent.
    pub(crate) target: Vec<u8>,
    pub(crate) version: Version,
    /// The header lines, as sent.
    pub(crate) block: Vec<u8>,
}

/// The heads of one connection whose requests hyper has not announced yet.
#[derive(Debug, Default)]
pub(crate) struct HeadQueue(Mutex<Queue>);

#[derive(Debug, Default)]
struct Queue {
    heads: VecDeque<Head>,
    out_of_step: bool,
}

impl HeadQueue {
    /// The head of the request that hyper announces with this method and URI. `None` if the next head does not match; then
    /// all later calls return `None` too.
    pub(crate) fn take(&self, method: &Method, uri: &Uri) -> Option<Head> {
        let mut queue = self.queue();
        if let Some(head) = queue.heads.pop_front()
            && head.method == method
            && same_target(&head.target, uri)
        {
            return Some(head);
        }
        queue.out_of_step = true;
        queue.heads = VecDeque::new();
        None
    }

    pub(crate) fn push(&self, head: Head) {
        let mut queue = self.queue();
        if queue.heads.len() < MAX_QUEUED && !queue.out_of_step {
            queue.heads.push_back(head);
        } else {
            queue.out_of_step = true;
            queue.heads = VecDeque::new();
        }
    }

    /// Removes all heads.
    #[cfg(test)]
    pub(crate) fn drain(&self) -> Vec<Head> {
        std::mem::take(&mut self.queue().heads).into()
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Compares the origin form only. Nearly every request has it, and hyper keeps its parts unchanged in the target.
fn same_target(target: &[u8], uri: &Uri) -> bool {
    let Some(origin_form) = uri.path_and_query() else {
        return true;
    };
    !target.starts_with(b"/") || target.starts_with(origin_form.as_str().as_bytes())
}
