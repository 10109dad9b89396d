//! What is understood of an event's body.
//!
//! Each sender understands its own requests; this module asks them in turn. What remains unknown is left out and explained
//! in `note`; nothing here rejects an event.

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

/// Understands a request as far as possible; `root` is the value of a JSON body. A sender that is certain comes first.
pub fn recognise(capture: &Capture, root: Option<Value<'_>>) -> Envelope {
    let certain = UNDERSTOOD.iter().find_map(|sender| sender.recognize(capture, root));
    certain
        .or_else(|| known::recognize(capture, root))
        .or_else(|| UNDERSTOOD.iter().find_map(|sender| sender.recognize_loosely(capture, root)))
        .unwrap_or_else(|| Envelope::unknown(Vendor::Generic))
}
