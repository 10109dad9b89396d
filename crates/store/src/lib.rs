//! Hookscope's database.
//!
//! One door: a [`Store`] has one writer thread, which commits batches and only then acknowledges, and a few read-only
//! connections. Each table has one file with its SQL. Another process may have the same file open; SQLite's WAL and a
//! busy time-out keep them apart. Kept out: what events mean, and what a person wants to see of them.

mod clause;
mod connection;
mod coverage;
mod error;
mod events;
mod listing;
mod readers;
mod resends;
mod schema;
mod secrets;
mod settings;
mod store;
mod writer;

pub use connection::FILE_NAME;
pub use coverage::Covered;
pub use error::{OpenError, StoreError};
pub use events::{Delivery, EventRow, Mention, NewEvent, SignedEvent, SignedPage, StoredEvent};
pub use listing::Tally;
pub use resends::{NewResend, StoredResend};
pub use secrets::StoredSecret;
pub use store::Store;
