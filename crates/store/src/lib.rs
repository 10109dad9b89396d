//! Hookglass's database.
//!
//! One door: a [`Store`] has one writer thread, which commits batches and only then acknowledges, and a few read-only
//! connections. Each table has one file with its SQL. What finds events is a second file, derived from the first, that a thread
//! of its own fills (`index.rs`); no answer depends on how far it has come. Another process may have the same file open; SQLite's WAL and a
//! busy time-out keep them apart. Kept out: what events mean, and what a person wants to see of them.

mod body;
mod condition;
mod connection;
mod coverage;
mod decisions;
mod drafts;
mod error;
mod events;
mod filter;
mod forwards;
mod hosts;
mod index;
mod listing;
mod lookup;
mod marks;
mod plan;
mod readers;
mod repair;
mod repeats;
mod resends;
mod retention;
mod rules;
mod scenarios;
mod schema;
mod searches;
mod secrets;
mod settings;
mod store;
mod tallies;
mod trash;
mod view;
mod warnings;
mod writer;

pub use body::BodyPart;
pub use connection::FILE_NAME;
pub use coverage::Covered;
pub use decisions::{Answered, Decision};
pub use error::{OpenError, StoreError};
pub use events::{Delivery, EventRow, Mention, NewEvent, SignedEvent, SignedPage, StoredEvent};
pub use forwards::{Forwarded, Progress, StoredForward};
pub use index::INDEX_FILE_NAME;
pub use lookup::Lookup;
pub use repair::{complaints, move_aside};
pub use resends::{NewResend, SentRow, StoredResend};
pub use retention::{Limits, Prunable, Usage};
pub use rules::RuleUse;
pub use scenarios::ScenarioRow;
pub use searches::SavedSearch;
pub use secrets::StoredSecret;
pub use store::{IndexProgress, Lull, Store};
pub use tallies::Tally;
pub use trash::{Removals, Trashed};
