//! The handles of a store: one to read and one to write for each table or concern.

use crate::{
    annotations::{Annotations, AnnotationsMut},
    coverage::{Coverage, CoverageMut},
    decisions::{Decisions, DecisionsMut},
    disk::{Disk, DiskMut},
    drafts::{Drafts, DraftsMut},
    events::{Events, EventsMut},
    forwards::{Forwards, ForwardsMut},
    idle_gate::IdleGate,
    index::Index,
    lint_counts::{LintCounts, LintCountsMut},
    locks::Locks,
    refused::{RefusedRequests, RefusedRequestsMut},
    removals::RemovalLog,
    resends::{Resends, ResendsMut},
    retention::{Retention, RetentionMut},
    rules::{Rules, RulesMut},
    scenarios::{Scenarios, ScenariosMut},
    search::Search,
    searches::{Searches, SearchesMut},
    secrets::{Secrets, SecretsMut},
    settings::{Settings, SettingsMut},
    store::Store,
    trash::{Trash, TrashMut},
    type_counts::TypeCounts,
    untrusted::UntrustedEvents,
};

impl Store {
    /// Stars and notes.
    pub fn annotations(&self) -> Annotations<'_> {
        Annotations { readers: &self.readers }
    }

    /// Stars and notes, to write.
    pub fn annotations_mut(&self) -> AnnotationsMut<'_> {
        AnnotationsMut { writer: &self.writer }
    }

    /// Answers to samples.
    pub fn coverage(&self) -> Coverage<'_> {
        Coverage { readers: &self.readers }
    }

    /// Answers to samples, to write.
    pub fn coverage_mut(&self) -> CoverageMut<'_> {
        CoverageMut { writer: &self.writer }
    }

    /// Answers and how they came about.
    pub fn decisions(&self) -> Decisions<'_> {
        Decisions { readers: &self.readers }
    }

    /// Answers and how they came about, to write.
    pub fn decisions_mut(&self) -> DecisionsMut<'_> {
        DecisionsMut { writer: &self.writer }
    }

    /// The size of the file.
    pub fn disk(&self) -> Disk<'_> {
        Disk { readers: &self.readers, writer: &self.writer, dir: &self.dir }
    }

    /// Freeing space on the disk.
    pub fn disk_mut(&self) -> DiskMut<'_> {
        DiskMut { writer: &self.writer, dir: &self.dir }
    }

    /// Edited requests that are not sent yet.
    pub fn drafts(&self) -> Drafts<'_> {
        Drafts { readers: &self.readers }
    }

    /// Edited requests that are not sent yet, to write.
    pub fn drafts_mut(&self) -> DraftsMut<'_> {
        DraftsMut { writer: &self.writer }
    }

    /// Events.
    pub fn events(&self) -> Events<'_> {
        Events { readers: &self.readers }
    }

    /// Events, to write.
    pub fn events_mut(&self) -> EventsMut<'_> {
        EventsMut { writer: &self.writer }
    }

    /// Forwarding targets.
    pub fn forwards(&self) -> Forwards<'_> {
        Forwards { readers: &self.readers }
    }

    /// Forwarding targets, to write.
    pub fn forwards_mut(&self) -> ForwardsMut<'_> {
        ForwardsMut { writer: &self.writer }
    }

    /// The index.
    pub fn index(&self) -> Index<'_> {
        Index { readers: &self.readers, indexer: &self.indexer }
    }

    /// How far lint warnings are counted.
    pub fn lint_counts(&self) -> LintCounts<'_> {
        LintCounts { readers: &self.readers }
    }

    /// Lint warnings, to write.
    pub fn lint_counts_mut(&self) -> LintCountsMut<'_> {
        LintCountsMut { writer: &self.writer }
    }

    /// Jobs that one program at a time does.
    pub fn locks(&self) -> Locks<'_> {
        Locks { dir: &self.dir }
    }

    /// Refused requests.
    pub fn refused(&self) -> RefusedRequests<'_> {
        RefusedRequests { readers: &self.readers }
    }

    /// Refused requests, to write.
    pub fn refused_mut(&self) -> RefusedRequestsMut<'_> {
        RefusedRequestsMut { writer: &self.writer }
    }

    /// The log of removed events.
    pub fn removals(&self) -> RemovalLog<'_> {
        RemovalLog { readers: &self.readers }
    }

    /// Resends.
    pub fn resends(&self) -> Resends<'_> {
        Resends { readers: &self.readers }
    }

    /// Resends, to write.
    pub fn resends_mut(&self) -> ResendsMut<'_> {
        ResendsMut { writer: &self.writer }
    }

    /// Usage and limits.
    pub fn retention(&self) -> Retention<'_> {
        Retention { readers: &self.readers, kept_size: &self.kept_size }
    }

    /// Deleting old events.
    pub fn retention_mut(&self) -> RetentionMut<'_> {
        RetentionMut { readers: &self.readers, writer: &self.writer, dir: &self.dir }
    }

    /// The rules and their use.
    pub fn rules(&self) -> Rules<'_> {
        Rules { readers: &self.readers }
    }

    /// The rules, to write.
    pub fn rules_mut(&self) -> RulesMut<'_> {
        RulesMut { writer: &self.writer }
    }

    /// Scenarios.
    pub fn scenarios(&self) -> Scenarios<'_> {
        Scenarios { readers: &self.readers }
    }

    /// Scenarios, to write.
    pub fn scenarios_mut(&self) -> ScenariosMut<'_> {
        ScenariosMut { writer: &self.writer }
    }

    /// Searching events.
    pub fn search(&self) -> Search<'_> {
        Search { readers: &self.readers }
    }

    /// Saved and recent searches.
    pub fn searches(&self) -> Searches<'_> {
        Searches { readers: &self.readers }
    }

    /// Saved and recent searches, to write.
    pub fn searches_mut(&self) -> SearchesMut<'_> {
        SearchesMut { writer: &self.writer }
    }

    /// Signing secrets.
    pub fn secrets(&self) -> Secrets<'_> {
        Secrets { readers: &self.readers }
    }

    /// Signing secrets, to write.
    pub fn secrets_mut(&self) -> SecretsMut<'_> {
        SecretsMut { writer: &self.writer }
    }

    /// Settings.
    pub fn settings(&self) -> Settings<'_> {
        Settings { readers: &self.readers }
    }

    /// Settings, to write.
    pub fn settings_mut(&self) -> SettingsMut<'_> {
        SettingsMut { writer: &self.writer }
    }

    /// Deletions that can be undone.
    pub fn trash(&self) -> Trash<'_> {
        Trash { readers: &self.readers, dir: &self.dir, clock: &self.clock }
    }

    /// Deleting and restoring events.
    pub fn trash_mut(&self) -> TrashMut<'_> {
        TrashMut {
            readers: &self.readers,
            writer: &self.writer,
            dir: &self.dir,
            session: &self.session,
            clock: &self.clock,
        }
    }

    /// The number of events by type.
    pub fn type_counts(&self) -> TypeCounts<'_> {
        TypeCounts { readers: &self.readers }
    }

    /// Events that must not cause actions.
    pub fn untrusted(&self) -> UntrustedEvents<'_> {
        UntrustedEvents { readers: &self.readers }
    }

    /// A gate for background work that stays out of the way of arriving events.
    pub fn idle_gate(&self) -> IdleGate {
        IdleGate::new(self.writer.arrivals(), self.writer.full(), self.clock.clone())
    }
}
