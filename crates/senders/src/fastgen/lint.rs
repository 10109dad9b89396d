//! Findings about a Fastgen event.

use super::recognition::parameters;
use crate::catalog;
use crate::envelope::{Envelope, Vendor};
use crate::finding::Finding;
use crate::lint::{found::Found, members::Walk};
use hookglass_json::Value;

pub(super) fn findings(envelope: &Envelope, root: Value<'_>) -> Vec<Finding> {
    let mut found = Found::default();
    if let Some(note) = &envelope.note {
        // The name is known, but the variant is not.
        let is_ambiguous =
            envelope.event_type.as_deref().is_some_and(|name| !catalog::named(Vendor::Fastgen, name).is_empty());
        if is_ambiguous { found.warn("", note) } else { found.inform("", note) }
    }
    if let Some(known) = envelope.known() {
        Walk::new("Fastgen", Some(known), &mut found).object(parameters(root), known.payload, false);
    }
    found.findings
}
