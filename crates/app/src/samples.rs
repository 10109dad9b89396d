//! Samples: made-up events of any type, sent to the running receiver or to a person's own application.
//!
//! `hookglass_senders::sample` makes them. Here they are signed and sent (`send`, `run`), and the results are stored by
//! target (`coverage`). A tour sends one sample of every type (`tour`).

mod catalog;
mod context;
mod coverage;
mod error;
mod place;
mod run;
mod send;
mod tour;

pub use catalog::known_types;
pub use context::{Samples, Tour};
pub use error::SamplesError;
pub use run::{SampleRun, Triggered};
pub use send::Trigger;
pub(crate) use send::example;
