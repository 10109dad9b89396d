//! Samples: generated events of any type, sent to the running receiver or to another application.
//!
//! `hookglass_senders::sample` generates them. This module signs and sends them (`send`, `run`) and
//! stores the results by target (`coverage`). A tour sends one sample of each type (`tour`).

mod catalog;
mod context;
mod coverage;
mod error;
mod run;
mod send;
mod target;
mod tour;

pub use catalog::known_types;
pub use context::{Samples, Tour};
pub use error::SamplesError;
pub use run::{SampleRun, SentSample};
pub use send::Trigger;
pub(crate) use send::example;
