//! Automation as values: rules, scenarios, bulk resends and forwarding targets.
//!
//! Everything here is pure. The caller provides the time, the randomness (as a seed) and the
//! network.
//!
//! | Module | Contents |
//! | --- | --- |
//! | [`rule`] | rules that decide the answer to an event |
//! | [`scenario`] | requests in order, and the expectations of their answers |
//! | [`bulk`] | bulk resends, with fault injection |
//! | [`forward`] | targets that events are forwarded to |
//!
//! Kept out: sending, waiting and storing.

pub mod bulk;
pub mod forward;
pub mod rule;
pub mod scenario;

mod json_text;
mod target_url;
