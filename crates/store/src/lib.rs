//! Hookglass's database: one SQLite file with everything that was received, and an index beside it.
//!
//! | Part | Files |
//! | --- | --- |
//! | Opening, closing, change signals | `store.rs`, `connection.rs` (all PRAGMAs), `schema.rs` (migrations), `repair.rs` |
//! | Handles | `handles.rs`: `store.drafts()` reads, `store.drafts_mut()` writes |
//! | Tables | one file each: `events.rs`, `resends.rs`, `rules.rs`, … with the SQL |
//! | Writing | `writer.rs`: one thread that commits batches and then acknowledges |
//! | Reading | `readers.rs`: a pool of read-only connections; `view.rs`: a snapshot of events and index |
//! | Searching | `search.rs` and its files |
//! | Index | `index.rs` and its files: a derived second database, filled by a thread; results never depend on its state |
//! | Background work | `arrivals.rs`, `idle_gate.rs`: staying out of the way of arriving events |
//!
//! Other processes may have the same file open; WAL mode and a busy timeout keep them apart. Kept
//! out: what events mean, and how they are displayed.

mod annotations;
mod arrivals;
mod columns;
mod connection;
mod coverage;
mod damage;
mod decisions;
mod delete;
mod disk;
mod drafts;
mod error;
mod event_ids;
mod events;
mod forwards;
mod handles;
mod id_runs;
mod idle_gate;
mod index;
mod lint_counts;
mod locks;
mod paths;
mod permissions;
mod readers;
mod refused;
mod removals;
mod repair;
mod resends;
mod reserve;
mod reserved_ids;
mod retention;
mod rules;
mod scenarios;
mod schema;
mod search;
mod searches;
mod secrets;
mod settings;
mod store;
mod terms;
mod trash;
mod type_counts;
mod untrusted;
mod view;
mod visibility;
mod writer;

pub use annotations::{Annotations, AnnotationsMut};
pub use coverage::{Coverage, CoverageMut, Covered};
pub use decisions::{Answered, Decision, Decisions, DecisionsMut};
pub use disk::{Disk, DiskMut};
pub use drafts::{Drafts, DraftsMut};
pub use error::{OpenError, StoreError};
pub use events::{
    Delivery, EventRow, Events, EventsMut, MAX_BODY, Mention, NewEvent, SignedEvent, SignedPage, StoredEvent,
};
pub use forwards::{Forwarded, Forwards, ForwardsMut, Progress, StoredForward, Unsent};
pub use idle_gate::IdleGate;
pub use index::{Index, IndexProgress};
pub use lint_counts::{LintCounts, LintCountsMut};
pub use locks::Locks;
pub use paths::{FILE_NAME, INDEX_FILE_NAME};
pub use refused::{RefusedRequests, RefusedRequestsMut};
pub use removals::{RemovalLog, Removals};
pub use repair::{MoveError, complaints, move_aside};
pub use resends::{NewResend, Resends, ResendsMut, SentRow, StoredResend};
pub use retention::{Aged, Prunable, PrunedEvents, Retention, RetentionMut, Usage};
pub use rules::{RuleUse, Rules, RulesMut};
pub use scenarios::{ScenarioRow, Scenarios, ScenariosMut};
pub use search::{Search, SearchCursor};
pub use searches::{SavedSearch, Searches, SearchesMut};
pub use secrets::{Secrets, SecretsMut, StoredSecret};
pub use settings::{Settings, SettingsMut};
pub use store::Store;
pub use trash::{MIN_UNDO_TIME, Trash, TrashMut, Trashed};
pub use type_counts::{TypeCount, TypeCounts};
pub use untrusted::{UnknownHost, UntrustedBudget, UntrustedEvents};
