//! The envelope: what Hookglass understands of an event.
//!
//! Each sender recognizes its own requests, and [`recognize`] tries the senders in order. Unknown
//! fields are `None`, and `note` has the reason. Nothing here rejects an event.

mod fields;
pub(crate) mod text;
mod vendor;

pub use fields::Envelope;
pub use vendor::{Kind, Vendor};

use crate::known;
use crate::sender::{UNDERSTOOD, of};
use hookglass_json::Value;
use hookglass_request::capture::Capture;

impl Envelope {
    /// Whether the sender waits for the answer and reads its body.
    pub fn is_blocking(&self) -> bool {
        of(self.vendor).is_blocking(self.kind)
    }
}

/// Recognizes the sender of a request. `root` is the value of a JSON body. A certain match takes
/// precedence over a loose one.
pub fn recognize(capture: &Capture, root: Option<Value<'_>>) -> Envelope {
    let certain = UNDERSTOOD.iter().find_map(|sender| sender.recognize(capture, root));
    certain
        .or_else(|| known::recognize(capture, root))
        .or_else(|| UNDERSTOOD.iter().find_map(|sender| sender.recognize_loosely(capture, root)))
        .unwrap_or_else(|| Envelope::unknown(Vendor::Generic))
}
