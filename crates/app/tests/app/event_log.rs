//! A database of events about generated users, in the order in which a test appends them.

use hookglass_app::{
    App, ConfigDir, DataDir, NoKeychain,
    view::{ChangeList, ChangeSelection, ChangeView, Compared, DataDirSource, OpenComparison, Sides},
};
use hookglass_clock::Clock;
use hookglass_request::{
    capture::{Capture, Version},
    headers::Headers,
};
use hookglass_senders::{
    answers, catalog,
    finding::Finding,
    parsed_request::{Budget, ParsedRequest},
    sample::Story,
    signature::Verdict,
};
use hookglass_store::{NewEvent, Store};
use hookglass_testkit::corpus;
use jiff::Timestamp;
use std::sync::Arc;
use tempfile::TempDir;

/// An open comparison with its changes.
#[derive(Debug)]
pub(crate) struct Comparison {
    open: OpenComparison,
    pub(crate) changes: Vec<ChangeView>,
}

impl std::ops::Deref for Comparison {
    type Target = OpenComparison;

    fn deref(&self) -> &OpenComparison {
        &self.open
    }
}

pub(crate) struct EventLog {
    pub(crate) app: Arc<App>,
    /// Stores the events, like another program that receives them.
    receiver: Store,
    _dir: TempDir,
    /// The id of the last event.
    pub(crate) last_id: i64,
}

impl EventLog {
    pub(crate) async fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let data_dir = DataDir { path: dir.path().to_owned(), source: DataDirSource::Option };
        let app =
            App::open_with(data_dir, ConfigDir::at(dir.path().join("config")), Arc::new(NoKeychain), Clock::system())
                .await
                .unwrap();
        let receiver = Store::open(dir.path(), Clock::system()).unwrap();
        Self { app: Arc::new(app), receiver, _dir: dir, last_id: 0 }
    }

    /// Appends these events in order. Ids start at 1.
    pub(crate) async fn of(bodies: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let mut log = Self::empty().await;
        for body in bodies {
            log.append(body).await;
        }
        log
    }

    /// Stores an event and returns its id.
    pub(crate) async fn append(&mut self, body: Vec<u8>) -> i64 {
        let capture = Capture {
            began_at: Timestamp::UNIX_EPOCH,
            received_at: Timestamp::UNIX_EPOCH,
            peer: ([127, 0, 0, 1], 1).into(),
            version: Version::Http11,
            method: "POST".into(),
            target: "/".into(),
            headers: Headers::from_pairs([("content-type", "application/json")]),
            body: body.into(),
            cut: None,
        };
        let envelope = ParsedRequest::of(&capture, Budget::WAITING).envelope;
        let answer = Some(answers::default_answer(&capture, &envelope));
        let event =
            NewEvent { capture, envelope, answer, signature: Verdict::Unsigned, decision: None, untrusted: None };
        self.last_id = self.receiver.events_mut().append(event).await.unwrap();
        self.last_id
    }

    async fn open_comparison(&self, id: i64) -> Compared {
        self.app.compare.open(1, Sides::Event { id }, ChangeSelection::default()).await.unwrap()
    }

    pub(crate) async fn compared(&self, id: i64) -> Comparison {
        match self.open_comparison(id).await {
            Compared::Compared(open) => {
                let changes = self.app.compare.changes(1, ChangeList::Shown, 0, 200).await.unwrap();
                Comparison { open: *open, changes }
            }
            other => panic!("event {id}: {other:?}"),
        }
    }

    /// Why an event has no comparison.
    pub(crate) async fn no_comparison_reason(&self, id: i64) -> String {
        match self.open_comparison(id).await {
            Compared::None { reason } => reason,
            other => panic!("event {id}: {other:?}"),
        }
    }

    pub(crate) async fn is_comparable(&self, id: i64) -> bool {
        self.app.inbox.event(id).await.unwrap().comparable
    }

    /// The findings of an event about states that do not follow from its neighboring events.
    pub(crate) async fn breaks(&self, id: i64) -> Vec<Finding> {
        let findings = self.app.inbox.event(id).await.unwrap().findings;
        findings.into_iter().filter(|finding| finding.sentence.contains("missed")).collect()
    }

    pub(crate) async fn all_breaks(&self) -> Vec<(i64, Finding)> {
        let mut found = Vec::new();
        for id in 1..=self.last_id {
            found.extend(self.breaks(id).await.into_iter().map(|finding| (id, finding)));
        }
        found
    }
}

pub(crate) fn fixture(name: &str) -> Vec<u8> {
    let all = [corpus::events(), corpus::events_newer()].concat();
    corpus::compact(&all.into_iter().find(|fixture| fixture.name == name).unwrap().bytes)
}

/// The bodies of events of one story.
pub(crate) fn story(seed: u64, names: &[&str]) -> Vec<Vec<u8>> {
    let mut story = Story::of_seed(seed);
    names.iter().map(|name| story.next(catalog::find(name).unwrap()).body.to_vec()).collect()
}

pub(crate) fn user_of(body: &[u8]) -> String {
    let document: serde_json::Value = serde_json::from_slice(body).unwrap();
    document["payload"]["user"]["id"].as_str().unwrap().to_owned()
}
