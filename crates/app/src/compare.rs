//! What changed: `old_identity` against `new_identity` of one event, the state in an event against the one before it, two
//! events, an event and its draft or sample, two responses.
//!
//! `compare/sides.rs` finds the two sides, `compare/comparison.rs` compares them and keeps what came of it by handles,
//! `compare/narrowed.rs` says which changes are shown, `compare/shown.rs` how one is. `compare/open.rs` is how the window reads it, a
//! part at a time, and `compare/printed.rs` how the command line does, all of it.

use hookglass_store::Store;
use std::sync::Arc;

use crate::{
    base::{blocking, jobs::Jobs},
    effects::Effects,
    error::AppError,
    events::{Events, Opened},
    people::People,
    replay::Replay,
    view::Sides,
};

mod comparison;
mod display;
mod filter_by_value;
mod open;
mod report;
mod sides;

pub use report::{Asked, ChangeLine, Compared, Wanted};

use comparison::Comparison;
use open::Comparisons;

const OLD: &str = "old_identity";
const NEW: &str = "new_identity";

/// Characters of a value, path or header that are shown.
const MOST_CHARACTERS: usize = 4_000;

impl Opened {
    /// Whether the payload is of a kind that has an old and a new side, also when one of them is missing.
    pub(crate) fn is_comparable(&self) -> bool {
        let named = self.event.envelope.event_type.as_deref();
        let updated = named.is_some_and(|name| name.starts_with("identity.") && name.ends_with(".updated"));
        let Ok(document) = self.document() else { return false };
        let side = |name| document.root().path(&["payload", name]).is_some();
        updated || side(OLD) || side(NEW)
    }
}

/// Compares events, requests and states.
#[derive(Debug)]
pub struct Compare {
    store: Arc<Store>,
    jobs: Jobs,
    events: Arc<Events>,
    people: Arc<People>,
    effects: Arc<Effects>,
    replay: Arc<Replay>,
    open: Comparisons,
}

impl Compare {
    pub(crate) fn new(
        store: Arc<Store>,
        jobs: Jobs,
        events: Arc<Events>,
        people: Arc<People>,
        effects: Arc<Effects>,
        replay: Arc<Replay>,
    ) -> Self {
        Self { store, jobs, events, people, effects, replay, open: Comparisons::default() }
    }

    /// What changed, for the command line: the whole of it at once. It is an error when there is nothing to compare.
    pub async fn diff(&self, sides: &Sides, asked: Asked) -> Result<Compared, AppError> {
        let id = match sides {
            Sides::Event { id } | Sides::Sample { id } => *id,
            Sides::Events { old, .. } | Sides::Responses { old, .. } | Sides::User { old, .. } => *old,
            Sides::Draft { request } => request.event_id,
            Sides::Answer { event_id, .. } => *event_id,
            Sides::Mutation { resend } => *resend,
            Sides::Chain { event_id } => *event_id,
        };
        // The one side of an event that is not JSON has no old and new in it.
        if let Sides::Event { id } = sides {
            self.events.opened(*id).await?.json()?;
        }
        let pair = self.sides(sides).await?.map_err(|reason| AppError::NothingToCompare { id, reason })?;
        blocking(move || match Comparison::of(pair, &|| false) {
            Some(comparison) => Compared::of(&comparison, asked),
            // Nobody stops it.
            None => Err(AppError::NoComparison),
        })
        .await?
    }
}
