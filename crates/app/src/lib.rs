//! What a person can do with Hookglass, without a window and without a terminal.
//!
//! [`Hookglass`] is an open database with a receiver beside it. Each file here is one thing a person does: look through the
//! inbox, read a body, compare, send again, send a sample, change a setting. The window and the command line each call one function of
//! it and show what comes back ([`view`]).

mod answering;
mod body;
mod bulk;
mod catalog;
mod checking;
mod compare;
mod contacts;
mod continuity;
mod coverage;
mod data_dir;
mod deliveries;
mod desk;
mod detail;
mod error;
mod explain;
mod files;
mod filtering;
mod forward;
mod groups;
mod history;
mod hookglass;
mod inbox;
mod keeping;
mod keychain;
mod life;
mod listing;
mod outbound;
mod people;
mod previous;
mod pulse;
mod receive;
mod replay;
mod retention;
mod samples;
mod scenarios;
mod searches;
mod secrets;
mod settings;
mod state;
mod targets;
mod users;
pub mod view;

pub use bulk::{Bulk, BulkReady, BulkSend, MOST_AT_ONCE};
pub use catalog::known_types;
pub use compare::{Asked, ChangeLine, Compared, Wanted};
pub use data_dir::DataDir;
pub use error::AppError;
pub use hookglass::Hookglass;
pub use hookglass_store::IndexProgress;
pub use keychain::{Keychain, MemoryKeychain, NoKeychain, SystemKeychain};
pub use replay::Resend;
pub use samples::{Run, Trigger, Triggered};
pub use scenarios::{Recorded, Recording, ScenarioRun, ScenarioTarget};
pub use secrets::SECRET_VARIABLE;
pub use settings::DEFAULT_LISTEN;
