//! The state of this context. The other files implement its methods.

use hookglass_clock::Clock;
use hookglass_store::Store;
use std::sync::Arc;

use crate::{
    base::{changes::Changes, jobs::Jobs},
    duplicates::Duplicates,
    events::Events,
    findings::Findings,
    inbox::{counts::Counts, listing::Listings, search_counts::SearchCounts},
    secrets::Secrets,
    users::Users,
};

/// The list of events.
#[derive(Debug)]
pub struct Inbox {
    pub(super) store: Arc<Store>,
    pub(super) clock: Clock,
    pub(super) jobs: Jobs,
    pub(super) changes: Changes,
    pub(super) events: Arc<Events>,
    pub(super) secrets: Arc<Secrets>,
    pub(super) duplicates: Arc<Duplicates>,
    pub(super) findings: Arc<Findings>,
    pub(super) users: Arc<Users>,
    pub(super) listings: Listings,
    pub(super) counts: Counts,
    pub(super) searches: SearchCounts,
}

impl Inbox {
    #[expect(clippy::too_many_arguments, reason = "one handle for each lower context that it uses")]
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        jobs: Jobs,
        changes: Changes,
        events: Arc<Events>,
        secrets: Arc<Secrets>,
        duplicates: Arc<Duplicates>,
        findings: Arc<Findings>,
        users: Arc<Users>,
    ) -> Self {
        let listings = Listings::new(store.clone(), clock.clone(), jobs.clone(), duplicates.clone(), findings.clone());
        Self {
            store,
            clock,
            jobs,
            changes,
            events,
            secrets,
            duplicates,
            findings,
            users,
            listings,
            counts: Counts::default(),
            searches: SearchCounts::default(),
        }
    }
}
