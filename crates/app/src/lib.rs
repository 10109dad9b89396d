//! The features of Hookglass, independent of the window and the command line.
//!
//! [`App`] is the composition root: an open database and the contexts that work on it. A context is
//! a struct that holds only the handles it needs. The window and the command line call one function
//! of one context and show its result ([`view`]). Contexts are layered, and imports point down only
//! (`cargo xtask check` enforces this):
//!
//! | Layer | Contexts |
//! | --- | --- |
//! | base | `base`: clock, jobs, changes, files, data folder; `view` and `error` |
//! | 1 | `confirmations`, `events`, `secrets`, `duplicates`, `findings`, `settings` |
//! | 2 | `inbox`, `users`, `outbound` |
//! | 3 | `effects`, `replay`, `retention` |
//! | 4 | `compare`, `bulk`, `scenarios`, `samples` |
//! | 5 | `decide`, `forward` |
//! | 6 | `receive`, `pages` |

mod app;
mod base;
mod bulk;
mod compare;
mod confirmations;
mod decide;
mod duplicates;
mod effects;
mod error;
mod events;
mod findings;
mod forward;
mod inbox;
pub mod limits;
mod outbound;
mod pages;
mod receive;
mod replay;
mod retention;
mod samples;
mod scenarios;
mod secrets;
mod settings;
mod users;
pub mod view;

pub use app::App;
pub use base::{
    config_dir::ConfigDir, data_dir::DataDir, error::FileError, log::start_log, receiver_state::InvalidAddress,
};
pub use bulk::{Bulk, BulkError, BulkResendOptions, BulkRun, MAX_CONCURRENCY, PreparedBulk};
pub use compare::{ChangeLine, Compare, CompareError, DiffFormat, DiffOptions, DiffReport};
pub use confirmations::InvalidHost;
pub use decide::{Decide, DecideError, NotHeldReason};
pub use effects::{AnswerDraftError, EffectsError};
pub use error::{AppError, ContextError, Remedy};
pub use events::{Events, EventsError};
pub use forward::{Forward, ForwardError};
pub use hookglass_store::IndexProgress;
pub use inbox::{Inbox, InboxError};
pub use outbound::{Outbound, OutboundError};
pub use pages::{Pages, PagesError};
pub use receive::{Receive, ReceiveError};
pub use replay::{Replay, ReplayError, Resend};
pub use retention::{Housekeeping, PruneReport, RetentionError};
pub use samples::{SampleRun, Samples, SamplesError, SentSample, Tour, Trigger, known_types};
pub use scenarios::{RecordOptions, Recorded, ScenarioRun, ScenarioTarget, Scenarios, ScenariosError};
pub use secrets::{
    InvalidName, SECRET_VARIABLE, Secrets, SecretsError,
    keychain::{Keychain, MemoryKeychain, NoKeychain, SystemKeychain},
};
pub use settings::DEFAULT_LISTEN;
pub use users::{Users, UsersError};
