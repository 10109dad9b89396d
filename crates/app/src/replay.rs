//! Resends an event: byte for byte as received, or edited and signed again.
//!
//! Every request is built in one place (`prepared`), for the window, the command line, a preview, a copy or a comparison,
//! so what is shown before is what goes out. `signing` decides on the signature and `generated` on members that are
//! generated on send. The request goes out in `sending`, `judged` has the verdict of the event's sender on the answer, and
//! `sent` shows the result. `draft` opens an event for editing and stores the draft, `preview` and `writing` help with it,
//! and `copy_as` exchanges requests with other tools.

mod context;
mod copy_as;
mod draft;
mod error;
mod generated;
mod in_flight;
mod options;
mod prepared;
mod preview;
mod sending;
mod sent;
mod signing;
mod writing;

pub use context::Replay;
pub use error::ReplayError;
pub(crate) use generated::Numbers;
pub use options::Resend;
pub(crate) use prepared::again;
pub(crate) use sent::{MAX_RESPONSE_PART_BYTES, MAX_SENT_ROWS};
pub(crate) use writing::unit_of;
