//! HTTP in: captures each request byte for byte, and answers it after it is stored.
//!
//! ```text
//! socket -> tap -> hyper -> exchange -> handle -> response
//! ```
//!
//! | Module | Job |
//! | --- | --- |
//! | `bind` | takes an address to listen on |
//! | `accept` | accepts connections and shuts down gracefully |
//! | `connections`, `descriptors` | bound how many connections are open and how long they are silent |
//! | `tap` | watches a socket's incoming bytes, and notices slow request heads and closed connections |
//! | `tracker`, `heads` | find the verbatim request heads in those bytes and queue them for their requests |
//! | `target` | hides bytes of a target that hyper would not accept |
//! | `refused` | what arrived of refused requests, and why they were refused |
//! | `exchange` | turns one request into a `Capture`, calls `handle`, and writes the reply |
//! | `body` | reads a body up to the limit, and drains the rest |
//! | `budget` | bounds the memory of all large bodies and heads together |
//! | `reply`, `response` | what `handle` decides, and the HTTP response for it |
//! | `fault` | ends a request without a whole answer |
//! | `caller` | the other end of a request: whether it still waits |
//! | `detach` | finishes a request after its connection is gone |
//! | `timer` | hyper's timers on the receiver's clock |
//!
//! Guarantees:
//!
//! - Every valid HTTP request reaches `handle`, whatever its method, target, headers and body. This
//!   includes requests whose caller disconnects half-way and requests that are too large.
//! - `handle` replies after the event is on disk. If the event cannot be stored, the caller gets
//!   503 or 507, never a 2xx.
//! - `handle` can take its time. The [`Caller`] reports when the other end disconnects and when the
//!   receiver shuts down.
//! - The port only receives. There are no routes, and no request reads or changes anything.
//!
//! Kept out: what a body means, where it is stored, and which answer it gets. Invalid HTTP does not
//! become an event: hyper answers it with 400, 414 (target too long) or 431 (head too large), and
//! it is added to the [`RefusedRequests`].

mod accept;
mod bind;
mod body;
mod budget;
mod caller;
mod config;
mod connections;
mod descriptors;
mod detach;
mod exchange;
mod fault;
mod heads;
mod refused;
mod reply;
mod response;
mod tap;
mod target;
mod timer;
mod tracker;

pub use bind::{BindError, Bound, bind, free_address_near};
pub use caller::Caller;
pub use config::{Config, Limits, RoomCheck};
pub use descriptors::{MAX_CONNECTIONS, available_connections};
pub use refused::{NewRefusals, RefusedRequests};
pub use reply::{Cause, NotStored, Reply};
