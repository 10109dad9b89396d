//! Verbatim request heads, queued between the [`Tracker`](crate::tracker::Tracker) that finds them
//! and the requests that hyper announces.

use hookglass_request::capture::Version;
use http::{
    HeaderMap, Method, Uri,
    header::{CONTENT_LENGTH, HOST},
    request::Parts,
};
use jiff::Timestamp;
use std::{
    collections::VecDeque,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::{refused::Leftover, target::accepted};

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
    /// What the lines say about the request's place and body.
    pub(crate) framing: Framing,
}

/// The parts of a head that two different requests on one connection are unlikely to share. hyper
/// drops content lengths that repeat or that a transfer encoding overrides, so they are compared
/// apart from the other lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Framing {
    /// How many lines there are besides content lengths.
    lines: usize,
    /// The first `host` line.
    host: Option<Vec<u8>>,
    /// The first `content-length` line.
    content_length: Option<Vec<u8>>,
}

impl Framing {
    /// Reads the lines of a head.
    pub(crate) fn of(lines: &[httparse::Header<'_>]) -> Self {
        let mut framing = Self::default();
        for line in lines {
            if line.name.eq_ignore_ascii_case("content-length") {
                framing.content_length.get_or_insert_with(|| line.value.to_vec());
            } else {
                framing.lines += 1;
                if line.name.eq_ignore_ascii_case("host") {
                    framing.host.get_or_insert_with(|| line.value.to_vec());
                }
            }
        }
        framing
    }

    fn matches(&self, headers: &HeaderMap) -> bool {
        let lengths = headers.get_all(CONTENT_LENGTH).iter().count();
        let host = headers.get(HOST).map(|value| value.as_bytes());
        let length = headers.get(CONTENT_LENGTH).map(|value| value.as_bytes());
        headers.len() - lengths == self.lines
            && host == self.host.as_deref()
            && length.is_none_or(|length| Some(length) == self.content_length.as_deref())
    }
}

/// The heads of one connection whose requests hyper has not announced yet.
#[derive(Debug, Default)]
pub(crate) struct HeadQueue {
    queue: Mutex<Queue>,
    /// Whether the body that arrives has its last chunk and lacks only the end of its trailers.
    in_trailers: AtomicBool,
}

#[derive(Debug, Default)]
struct Queue {
    heads: VecDeque<Head>,
    out_of_step: bool,
    /// What the tracker had of a head when the connection ended.
    leftover: Option<Leftover>,
}

impl HeadQueue {
    /// The head of the request that hyper announces. `None` if the next head does not match; then
    /// all later calls return `None` too.
    pub(crate) fn take(&self, request: &Parts) -> Option<Head> {
        let mut queue = self.queue();
        if let Some(head) = queue.heads.pop_front()
            && head.method == request.method
            && same_target(&head.target, &request.uri)
            && head.framing.matches(&request.headers)
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

    pub(crate) fn set_in_trailers(&self, in_trailers: bool) {
        self.in_trailers.store(in_trailers, Ordering::Release);
    }

    /// Whether all chunks of the body that arrives have arrived.
    pub(crate) fn is_in_trailers(&self) -> bool {
        self.in_trailers.load(Ordering::Acquire)
    }

    /// Whether the heads match no request any more.
    pub(crate) fn is_out_of_step(&self) -> bool {
        self.queue().out_of_step
    }

    /// Keeps what the tracker had of a head when the connection ended.
    pub(crate) fn leave(&self, leftover: Option<Leftover>) {
        self.queue().leftover = leftover;
    }

    /// The head that did not become a request. `is_parse` tells whether hyper could not parse it.
    pub(crate) fn leftover(&self, is_parse: bool) -> Option<Leftover> {
        let mut queue = self.queue();
        // hyper parses the heads in order.
        match queue.heads.front() {
            Some(head) if is_parse => Some(Leftover::of(head)),
            _ => queue.leftover.take(),
        }
    }

    /// Removes all heads.
    #[cfg(test)]
    pub(crate) fn drain(&self) -> Vec<Head> {
        std::mem::take(&mut self.queue().heads).into()
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Compares the origin form only. Nearly every request has it, and hyper keeps its parts unchanged
/// in the target that it got.
fn same_target(target: &[u8], uri: &Uri) -> bool {
    let Some(origin_form) = uri.path_and_query() else {
        return true;
    };
    let origin_form = origin_form.as_str().as_bytes();
    !target.starts_with(b"/")
        || (target.len() >= origin_form.len()
            && target.iter().zip(origin_form).all(|(&byte, &got)| accepted(byte) == got))
}
