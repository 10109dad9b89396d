//! Resends an event: byte for byte as received, or edited and re-signed.
//!
//! All requests are built in `prepared`: for the window, the command line, a preview, a copy and a
//! comparison. A preview is therefore exactly the request that is sent.
//!
//! | Module | Job |
//! | --- | --- |
//! | `signing` | chooses and computes the signature |
//! | `generated` | members that are generated on send |
//! | `sending`, `in_flight` | sends a request and stores the result |
//! | `sent` | the stored resends and their results |
//! | `draft` | opens an event for editing and stores the draft |
//! | `preview`, `writing` | a preview of the request, checks and completions for the editor |
//! | `copy_as` | copies requests for other tools and imports cURL commands |

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
pub(crate) use prepared::request_for_resend;
pub(crate) use sent::{MAX_RESPONSE_PART_BYTES, MAX_SENT_ROWS};
pub(crate) use writing::unit_of;
