//! The capabilities of senders, and the registry of senders.

mod capabilities;
mod registry;

pub use capabilities::Sender;
pub(crate) use registry::UNDERSTOOD;
pub use registry::of;
