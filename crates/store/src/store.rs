//! The handle on an open database.

use bytes::Bytes;
use hookglass_automation::forward;
use hookglass_request::{answer::Answer, capture::Capture};
use hookglass_senders::signature::Verdict;
use rusqlite::Connection;
use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::watch;

use crate::{
    body::{self, BodyPart},
    connection::{file_in, fold_log, lay_out, open_writer, prepare_writer, refused},
    coverage::{self, Covered},
    decisions::{self, Answered, Decision},
    drafts,
    error::{OpenError, StoreError},
    events::{self, Delivery, EventRow, Mention, NewEvent, SignedPage, StoredEvent},
    forwards::{self, Forwarded, StoredForward},
    hosts,
    index::{
        holes::{Leaving, leaving, make_holes},
        indexer::Indexer,
        pace::{Arrivals, Pace},
    },
    listing, marks,
    readers::Readers,
    resends::{self, NewResend, SentRow, StoredResend},
    retention::{self, Limits, Prunable, Usage},
    rules::{self, RuleUse},
    scenarios::{self, ScenarioRow},
    schema,
    searches::{self, SavedSearch},
    secrets::{self, StoredSecret},
    settings,
    tallies::{self, Tally},
    trash::{self, Removals, Session, Trashed},
    warnings,
    writer::Writer,
};

/// An open database. Dropping it writes what is still in the queue and closes the file.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    // Before the writer: the last connection to close folds the log into the file.
    pub(crate) readers: Readers,
    // Before the writer, too: it reads the events.
    indexer: Mutex<Option<Indexer>>,
    writer: Writer,
    /// Begun by the first deletion. It ends after all that it could still undo.
    session: tokio::sync::Mutex<Option<Session>>,
}

/// Events that are hidden or shown again in one transaction.
const MOST_HIDDEN: usize = 2_000;

/// How far the index has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexProgress {
    /// The newest event that is indexed; 0 when there is no index.
    pub upto: i64,
    /// The newest event there is.
    pub latest: i64,
}

impl Store {
    /// Opens the database in a folder; makes both when they are not there.
    pub fn open(dir: &Path) -> Result<Self, OpenError> {
        let file = file_in(dir);
        let mut connection = open_writer(dir)?;
        let failed = |source| refused(&file, source);
        if schema::check(&connection, &file)? {
            lay_out(&connection).map_err(failed)?;
        }
        prepare_writer(&connection).map_err(failed)?;
        schema::migrate(&mut connection, &file)?;
        let writer = Writer::start(connection).map_err(|source| OpenError::File { file, source })?;
        Ok(Self {
            dir: dir.to_owned(),
            readers: Readers::new(dir.to_owned()),
            indexer: Mutex::default(),
            writer,
            session: Default::default(),
        })
    }

    /// Fills the index from now on, unless another process does; then, once that has ended. For who stays: a question is
    /// answered without it, too.
    pub fn keep_index(&self) -> Result<(), StoreError> {
        let mut indexer = self.indexer.lock().unwrap_or_else(PoisonError::into_inner);
        if indexer.is_none() {
            let started = Indexer::start(self.dir.clone(), self.writer.arrivals());
            *indexer = Some(started.map_err(|error| StoreError::Index(error.to_string()))?);
        }
        Ok(())
    }

    /// Whether there is a database in a folder.
    pub fn exists(dir: &Path) -> bool {
        file_in(dir).exists()
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Stores an event and returns its id once it is on the disk.
    pub async fn append(&self, event: NewEvent) -> Result<i64, StoreError> {
        let bytes = 512 + event.capture.body.len() + event.capture.headers.block().len();
        self.writer.write(bytes, move |connection| events::insert(connection, &event)).await
    }

    /// Writes what was decided about an event that was stored before, and the answer that goes out.
    pub async fn decide(&self, event_id: i64, decision: Decision, answer: Option<Answer>) -> Result<(), StoreError> {
        let bytes = 256 + answer.as_ref().map_or(0, |answer| answer.body.len());
        let update = move |connection: &Connection| decisions::update(connection, event_id, &decision, answer.as_ref());
        self.writer.write(bytes, update).await
    }

    /// What became of an event's answer by now; `None` when there is no such event.
    pub async fn answered(&self, event_id: i64) -> Result<Option<Answered>, StoreError> {
        self.readers.read(move |connection| decisions::answered(connection, event_id)).await
    }

    /// Keeps a file of rules in the place of the one there is, with the counts of those named; returns its revision.
    pub async fn put_rules(&self, file: String, names: Vec<String>) -> Result<i64, StoreError> {
        self.writer.write(file.len(), move |connection| rules::put(connection, &file, &names)).await
    }

    /// The revision of the file of rules; 0 as long as there is none.
    pub async fn rules_revision(&self) -> Result<i64, StoreError> {
        self.readers.read(rules::revision).await
    }

    /// The file of rules, and its revision.
    pub async fn rules_file(&self) -> Result<Option<(i64, String)>, StoreError> {
        self.readers.read(rules::file).await
    }

    /// How often each rule decided.
    pub async fn rule_uses(&self) -> Result<Vec<RuleUse>, StoreError> {
        self.readers.read(rules::uses).await
    }

    /// Hides events from everybody who reads, at once; the number that comes back undoes it, for as long as this store is
    /// open and for a minute at least. `now` is in microseconds since 1970.
    pub async fn trash(&self, ids: Vec<i64>, now: i64) -> Result<Trashed, StoreError> {
        let session = self.session().await?;
        let undo = self.writer.write(0, move |connection| trash::begin(connection, &session, now)).await?;
        let mut count = 0;
        for chunk in ids.chunks(MOST_HIDDEN) {
            let chunk = chunk.to_vec();
            let hide = move |connection: &Connection| {
                trash::note(connection, Some(&chunk))?;
                trash::put(connection, undo, &chunk)
            };
            count += self.writer.write(0, hide).await?;
        }
        Ok(Trashed { undo, count })
    }

    /// Brings back what a deletion hid, and returns how many events that are.
    pub async fn restore(&self, undo: i64) -> Result<u64, StoreError> {
        let mut back = 0;
        loop {
            let some = self.writer.write(0, move |connection| trash::restore(connection, undo, MOST_HIDDEN)).await?;
            back += some;
            if some == 0 {
                break;
            }
        }
        let end = move |connection: &Connection| {
            trash::end(connection, undo)?;
            trash::note(connection, None)
        };
        self.writer.write(0, end).await?;
        Ok(back)
    }

    /// The name of this program's session.
    async fn session(&self) -> Result<String, StoreError> {
        let mut session = self.session.lock().await;
        if let Some(session) = &*session {
            return Ok(session.name().to_owned());
        }
        let random = "SELECT lower(hex(randomblob(8)))";
        let name: String = self.readers.read(|connection| connection.query_row(random, [], |row| row.get(0))).await?;
        let begun = Session::begin(&self.dir, name.clone()).map_err(|error| match error.kind() {
            io::ErrorKind::StorageFull => StoreError::Full,
            _ => StoreError::Session(error.to_string()),
        })?;
        *session = Some(begun);
        Ok(name)
    }

    /// The deletions that nobody can undo any more. `now` is in microseconds since 1970.
    pub async fn abandoned(&self, now: i64) -> Result<Vec<i64>, StoreError> {
        let dir = self.dir.clone();
        self.readers.read(move |connection| trash::abandoned(connection, &dir, now)).await
    }

    /// Removes some of what a deletion hid for good, `most` at most, and returns how many events those were; 0 once there is
    /// nothing left.
    pub async fn empty_trash(&self, undo: i64, most: usize) -> Result<u64, StoreError> {
        let ids = self.readers.read(move |connection| trash::of_deletion(connection, undo, most)).await?;
        if ids.is_empty() {
            self.writer.write(0, move |connection| trash::end(connection, undo)).await?;
            return Ok(0);
        }
        self.delete(ids).await
    }

    /// What has gone after a moment, and which moment it is now.
    pub async fn removals(&self, after: i64) -> Result<Removals, StoreError> {
        self.readers.read(move |connection| trash::removals(connection, after)).await
    }

    /// Puts stars on events, or takes them off.
    pub async fn star(&self, ids: Vec<i64>, starred: bool) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| marks::star(connection, &ids, starred)).await
    }

    /// Puts a note on an event; an empty one takes it off. Returns whether the event is there.
    pub async fn set_note(&self, id: i64, text: String) -> Result<bool, StoreError> {
        self.writer.write(text.len(), move |connection| marks::set_note(connection, id, &text)).await
    }

    /// The note of an event.
    pub async fn note(&self, id: i64) -> Result<Option<String>, StoreError> {
        self.readers.read(move |connection| marks::note(connection, id)).await
    }

    /// How many events have a star.
    pub async fn count_starred(&self) -> Result<u64, StoreError> {
        self.readers.read(marks::count_starred).await
    }

    /// Saves a search, in the place of the one of that name.
    pub async fn save_search(&self, search: SavedSearch) -> Result<(), StoreError> {
        let SavedSearch { name, filter } = search;
        self.writer.write(0, move |connection| searches::save(connection, &name, &filter)).await
    }

    /// Forgets a saved search; returns whether it was there.
    pub async fn remove_search(&self, name: String) -> Result<bool, StoreError> {
        self.writer.write(0, move |connection| searches::remove(connection, &name)).await
    }

    /// The saved searches, in the order in which they were first saved.
    pub async fn saved_searches(&self) -> Result<Vec<SavedSearch>, StoreError> {
        self.readers.read(searches::saved).await
    }

    /// Makes a filter the one that was used last.
    pub async fn remember_search(&self, filter: String) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| searches::remember(connection, &filter)).await
    }

    /// The filters that were used last, the last one first.
    pub async fn recent_searches(&self) -> Result<Vec<String>, StoreError> {
        self.readers.read(searches::recent).await
    }

    /// How much is kept.
    pub async fn usage(&self) -> Result<Usage, StoreError> {
        self.readers.look(retention::usage).await
    }

    /// Bytes of the file that are in use.
    pub async fn bytes_in_use(&self) -> Result<u64, StoreError> {
        Ok(self.readers.read(retention::bytes).await?.0)
    }

    /// Bytes of the file that are free; new events take them.
    pub async fn bytes_free(&self) -> Result<u64, StoreError> {
        Ok(self.readers.read(retention::bytes).await?.1)
    }

    /// Those of some ids that there are, in the order asked for.
    pub async fn there(&self, ids: Vec<i64>) -> Result<Vec<i64>, StoreError> {
        self.readers.read(move |connection| events::there(connection, &ids)).await
    }

    /// How many of the oldest events have to go for some limits; by bytes this is an estimate.
    pub async fn excess(&self, limits: Limits) -> Result<u64, StoreError> {
        let usage = self.usage().await?;
        let by_age = match limits.since {
            Some(since) => self.readers.read(move |connection| retention::count_before(connection, since)).await?,
            None => 0,
        };
        Ok(retention::excess(usage, limits).max(by_age))
    }

    /// The oldest events that can go behind an id: `most` at most, only until their bodies have so many bytes, or are large
    /// together, and only what was received before a moment if one is given.
    pub async fn prunable(
        &self,
        after: i64,
        before: Option<jiff::Timestamp>,
        most: usize,
        bytes: u64,
    ) -> Result<Prunable, StoreError> {
        self.readers.read(move |connection| retention::oldest(connection, after, before, most, bytes)).await
    }

    /// Removes events for good, but for those that have got a star or a note; returns how many. Some hundreds at a time hold
    /// nobody up.
    pub async fn prune(&self, ids: Vec<i64>) -> Result<u64, StoreError> {
        self.remove(ids, |connection, ids| events::delete(connection, &retention::still_prunable(connection, ids)?))
            .await
    }

    /// Held by the one who prunes; `None` while another does.
    pub fn prune_lock(&self) -> Result<Option<File>, StoreError> {
        retention::take_lock(&self.dir, "hookglass-prune.lock").map_err(|error| StoreError::Session(error.to_string()))
    }

    /// Held by the one who passes events on; `None` while another does.
    pub fn forward_lock(&self) -> Result<Option<File>, StoreError> {
        retention::take_lock(&self.dir, "hookglass-forward.lock")
            .map_err(|error| StoreError::Session(error.to_string()))
    }

    /// Gives free pages back, `pages` at most.
    pub async fn shrink(&self, pages: u64) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| retention::shrink(connection, pages)).await
    }

    /// Folds the log into the file and cuts it to nothing, unless somebody is reading or writing just now.
    pub async fn fold_log(&self) -> Result<(), StoreError> {
        let dir = self.dir.clone();
        let folded = tokio::task::spawn_blocking(move || fold_log(&dir).map_err(StoreError::from));
        folded.await.map_err(|_| StoreError::Closed)?
    }

    /// Writes so many bytes and takes them away again, to see whether there is room on the disk for them.
    pub async fn probe(&self, bytes: usize) -> Result<(), StoreError> {
        let text = "x".repeat(bytes);
        // In two transactions: what is taken away in the same one is never written.
        self.writer.write(bytes, move |connection| settings::put(connection, "probe", &text)).await?;
        self.writer.write(0, |connection| settings::clear(connection, "probe")).await
    }

    /// How many bytes found no room on the disk, until as many do; changes when that does.
    pub fn disk_full(&self) -> watch::Receiver<Option<usize>> {
        self.writer.full()
    }

    /// For work that keeps out of the way of what arrives.
    pub fn lull(&self) -> Lull {
        let arrivals = self.writer.arrivals();
        Lull { pace: Pace::new(Instant::now(), &arrivals, i64::MAX), arrivals }
    }

    /// Deletes events, with their resends, and returns how many there were. Some hundreds at a time hold nobody up.
    pub async fn delete(&self, ids: Vec<i64>) -> Result<u64, StoreError> {
        self.remove(ids, events::delete).await
    }

    async fn remove(
        &self,
        ids: Vec<i64>,
        delete: fn(&Connection, &[i64]) -> rusqlite::Result<u64>,
    ) -> Result<u64, StoreError> {
        let found = self.readers.read(move |connection| leaving(connection, &ids)).await?;
        let ids: Vec<i64> = found.iter().map(Leaving::id).collect();
        self.make_holes(found.clone()).await?;
        let deleted = self.writer.write(0, move |connection| delete(connection, &ids)).await?;
        // Once more: an index that was made anew meanwhile may have them again.
        if let Err(error) = self.make_holes(found).await {
            tracing::warn!(%error, "the index may have events that are deleted");
        }
        Ok(deleted)
    }

    async fn make_holes(&self, leaving: Vec<Leaving>) -> Result<(), StoreError> {
        let dir = self.dir.clone();
        let made = tokio::task::spawn_blocking(move || make_holes(&dir, &leaving));
        made.await.map_err(|_| StoreError::Closed)?
    }

    /// Stores a resend and returns its id once it is on the disk.
    pub async fn append_resend(&self, resend: NewResend) -> Result<i64, StoreError> {
        let bytes = 512 + resend.outgoing.body.len();
        self.writer.write(bytes, move |connection| resends::insert(connection, &resend)).await
    }

    /// Keeps a target that events are passed on to, a new one if its id is 0, and returns its id; `None` when there is none
    /// to change. One that is `anew` begins with the events that arrive from now on.
    pub async fn save_forward(&self, target: forward::Target, anew: bool) -> Result<Option<i64>, StoreError> {
        self.writer.write(0, move |connection| forwards::save(connection, &target, anew)).await
    }

    /// Forgets a target; returns whether it was there.
    pub async fn remove_forward(&self, id: i64) -> Result<bool, StoreError> {
        self.writer.write(0, move |connection| forwards::remove(connection, id)).await
    }

    /// Stores what came of events that were passed on, and how far their targets have come, in one transaction.
    pub async fn append_forwarded(&self, forwarded: Arc<Forwarded>) -> Result<(), StoreError> {
        self.writer.write(forwarded.bytes(), move |connection| forwards::append(connection, &forwarded)).await
    }

    /// The targets that events are passed on to, in the order in which they were added.
    pub async fn forwards(&self) -> Result<Vec<StoredForward>, StoreError> {
        self.readers.read(forwards::list).await
    }

    /// Keeps what a person edited of an event; returns whether the event is there.
    pub async fn put_draft(&self, event_id: i64, request: String) -> Result<bool, StoreError> {
        self.writer.write(request.len(), move |connection| drafts::put(connection, event_id, &request)).await
    }

    /// Forgets what a person edited of an event.
    pub async fn remove_draft(&self, event_id: i64) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| drafts::remove(connection, event_id)).await
    }

    /// Keeps a scenario; one of its name goes when `replace`. Returns whether it is kept.
    pub async fn put_scenario(&self, row: ScenarioRow, file: String, replace: bool) -> Result<bool, StoreError> {
        self.writer.write(file.len(), move |connection| scenarios::put(connection, &row, &file, replace)).await
    }

    /// Forgets a scenario; returns whether it was there.
    pub async fn remove_scenario(&self, name: String) -> Result<bool, StoreError> {
        self.writer.write(0, move |connection| scenarios::remove(connection, &name)).await
    }

    /// The scenarios, in the order in which they were first kept.
    pub async fn scenarios(&self) -> Result<Vec<ScenarioRow>, StoreError> {
        self.readers.read(scenarios::list).await
    }

    /// The file of a scenario.
    pub async fn scenario_file(&self, name: String) -> Result<Option<String>, StoreError> {
        self.readers.read(move |connection| scenarios::file(connection, &name)).await
    }

    /// Remembers a host that requests may go to.
    pub async fn put_known_host(&self, host: String) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| hosts::put(connection, &host)).await
    }

    /// Forgets a host, so that the next request to it has to be confirmed again.
    pub async fn remove_known_host(&self, host: String) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| hosts::remove(connection, &host)).await
    }

    /// Writes what a later check of signatures said.
    pub async fn set_signatures(&self, verdicts: Vec<(i64, Verdict)>) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| events::set_signatures(connection, &verdicts)).await
    }

    /// Writes how many warnings some events have, and that these checks have looked at all events up to an id.
    pub async fn set_warnings(
        &self,
        counts: Vec<(i64, u64)>,
        checks: &'static str,
        upto: i64,
    ) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| warnings::put(connection, &counts, checks, upto)).await
    }

    /// The id up to which these checks have looked at all events.
    pub async fn checked_upto(&self, checks: &'static str) -> Result<i64, StoreError> {
        self.readers.read(move |connection| warnings::checked_upto(connection, checks)).await
    }

    /// Keeps a setting.
    pub async fn put_setting(&self, name: &'static str, value: String) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| settings::put(connection, name, &value)).await
    }

    /// Takes a setting away, if nobody has given it another value since.
    pub async fn remove_setting(&self, name: &'static str, value: String) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| settings::remove(connection, name, &value)).await
    }

    /// Hands out `count` numbers to this caller alone, whatever other programs ask at the same time: those after the number
    /// that is returned. All are above `floor`, and above what was handed out under this name before.
    pub async fn hand_out(&self, name: &'static str, floor: i64, count: i64) -> Result<i64, StoreError> {
        self.writer.write(0, move |connection| settings::hand_out(connection, name, floor, count)).await
    }

    /// Keeps how a target answered a sample, in the place of what it answered to the one of that type before.
    pub async fn put_coverage(&self, target: String, covered: Covered) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| coverage::put(connection, &target, &covered)).await
    }

    /// A random id of this database, which stays.
    pub async fn database_id(&self) -> Result<String, StoreError> {
        self.writer.write(0, settings::database_id).await
    }

    /// An id for a secret to be added under a name. So what belongs to it can be in place before it is seen.
    pub async fn reserve_secret(&self, name: String) -> Result<i64, StoreError> {
        let wanted = name.clone();
        let id = self.writer.write(0, move |connection| secrets::reserve(connection, &name)).await?;
        id.ok_or(StoreError::NameTaken(wanted))
    }

    /// Adds a secret under the id that was reserved for it.
    pub async fn add_secret(&self, secret: StoredSecret) -> Result<(), StoreError> {
        let wanted = secret.name.clone();
        let added = self.writer.write(0, move |connection| secrets::insert(connection, &secret)).await?;
        if added { Ok(()) } else { Err(StoreError::NameTaken(wanted)) }
    }

    /// Removes a secret; returns whether it was there.
    pub async fn remove_secret(&self, id: i64) -> Result<bool, StoreError> {
        self.writer.write(0, move |connection| secrets::remove(connection, id)).await
    }

    /// Changes after every commit of this process.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.writer.commits()
    }

    /// A number that changes with every commit, of this process or another.
    pub async fn data_version(&self) -> Result<i64, StoreError> {
        self.readers.data_version().await
    }

    /// An event in full.
    pub async fn event(&self, id: i64) -> Result<Option<StoredEvent>, StoreError> {
        self.readers.read(move |connection| events::get(connection, id)).await
    }

    /// Rows by their ids, in the order asked for.
    pub async fn rows(&self, ids: Vec<i64>) -> Result<Vec<EventRow>, StoreError> {
        self.readers.read(move |connection| events::rows(connection, &ids)).await
    }

    /// The id of the newest event; 0 when there is none.
    pub async fn latest(&self) -> Result<i64, StoreError> {
        self.readers.read(listing::latest).await
    }

    /// How many events of each type and variant there are after `after`, and the id up to which they were counted.
    pub async fn tally(&self, after: i64) -> Result<(Vec<Tally>, i64), StoreError> {
        self.readers.look(move |view| Ok((tallies::tally(view, after)?, view.upto))).await
    }

    /// How far the index has come.
    pub async fn index_progress(&self) -> Result<IndexProgress, StoreError> {
        self.readers.look(|view| Ok(IndexProgress { upto: view.mark, latest: view.upto })).await
    }

    /// `length` bytes of an event's body from `start` on, as sent; fewer at its end. Only these are read.
    pub async fn body_part(&self, id: i64, start: u64, length: usize) -> Result<Option<BodyPart>, StoreError> {
        self.readers.read(move |connection| body::part(connection, id, start, length)).await
    }

    /// Events with a signature after `after`, oldest first, but for those with one of the verdicts `except`. One, and more
    /// while they are below `most` bytes together.
    pub async fn signed(&self, after: i64, most: usize, except: Vec<Verdict>) -> Result<SignedPage, StoreError> {
        self.readers.read(move |connection| events::signed(connection, after, most, &except)).await
    }

    /// What arrived after `after`, to be looked at again: one, and more while they are below `most` bytes together.
    pub async fn captures(&self, after: i64, most: usize) -> Result<Vec<(i64, Capture)>, StoreError> {
        self.readers.read(move |connection| events::captures(connection, after, most)).await
    }

    /// What tells the deliveries after `after` from one another, oldest first, `most` at most.
    pub async fn deliveries(&self, after: i64, most: usize) -> Result<Vec<Delivery>, StoreError> {
        self.readers.read(move |connection| events::deliveries(connection, after, most)).await
    }

    /// Which users the events after `after` are about, oldest first, `most` events at most, and the id up to which was
    /// looked.
    pub async fn mentions(&self, after: i64, most: usize) -> Result<(Vec<Mention>, i64), StoreError> {
        self.readers.read(move |connection| events::mentions(connection, after, most)).await
    }

    /// The ids of the events about a user that have a text in the user's id or in what a person recognises them by,
    /// oldest first.
    pub async fn about(&self, text: String) -> Result<Vec<i64>, StoreError> {
        self.readers.read(move |connection| listing::about(connection, &text)).await
    }

    /// Events in full by their ids, in the order asked for: one, and more while their bodies are below `most` bytes
    /// together. An id that is not there is left out.
    pub async fn some(&self, ids: Vec<i64>, most: usize) -> Result<Vec<StoredEvent>, StoreError> {
        self.readers.read(move |connection| events::some(connection, &ids, most)).await
    }

    /// The highest sequence number among the newest 10,000 events.
    pub async fn highest_seq(&self) -> Result<Option<i64>, StoreError> {
        self.readers.read(events::highest_seq).await
    }

    /// The resends of an event, newest first, `most` at most, with `body` bytes at most of each response.
    pub async fn resends(&self, event_id: i64, most: usize, body: usize) -> Result<Vec<StoredResend>, StoreError> {
        self.readers.read(move |connection| resends::of_event(connection, event_id, most, body)).await
    }

    /// The body that went out with a resend, when it is another than the event's.
    pub async fn sent_body(&self, id: i64) -> Result<Option<Bytes>, StoreError> {
        Ok(self.readers.read(move |connection| resends::body(connection, id)).await?.map(Bytes::from))
    }

    /// One resend, with `body` bytes at most of its response.
    pub async fn resend(&self, id: i64, body: usize) -> Result<Option<StoredResend>, StoreError> {
        self.readers.read(move |connection| resends::one(connection, id, body)).await
    }

    /// The id of the newest resend; 0 when there is none.
    pub async fn newest_resend(&self) -> Result<i64, StoreError> {
        self.readers.read(resends::newest).await
    }

    /// `length` bytes of what is kept of a response's body, from `start` on; fewer at its end.
    pub async fn response_part(&self, id: i64, start: u64, length: usize) -> Result<Option<Vec<u8>>, StoreError> {
        self.readers.read(move |connection| resends::response_part(connection, id, start, length)).await
    }

    /// How many resends there are, and those below an id, newest first, `most` at most.
    pub async fn sent(&self, before: i64, most: usize) -> Result<(u64, Vec<SentRow>), StoreError> {
        let look =
            move |connection: &Connection| Ok((resends::count(connection)?, resends::sent(connection, before, most)?));
        self.readers.read(look).await
    }

    /// What a person edited of an event.
    pub async fn kept_draft(&self, event_id: i64) -> Result<Option<String>, StoreError> {
        self.readers.read(move |connection| drafts::get(connection, event_id)).await
    }

    /// Whether requests may go to a host.
    pub async fn is_known_host(&self, host: String) -> Result<bool, StoreError> {
        self.readers.read(move |connection| hosts::is_known(connection, &host)).await
    }

    /// The hosts that requests may go to, by name.
    pub async fn known_hosts(&self) -> Result<Vec<String>, StoreError> {
        self.readers.read(hosts::all).await
    }

    /// The URLs that resends went to, the last one first.
    pub async fn recent_urls(&self, most: usize) -> Result<Vec<String>, StoreError> {
        self.readers.read(move |connection| resends::recent_urls(connection, most)).await
    }

    /// How a target answered the samples it was sent, by type.
    pub async fn coverage(&self, target: String) -> Result<Vec<Covered>, StoreError> {
        self.readers.read(move |connection| coverage::of_target(connection, &target)).await
    }

    /// The targets that were sent samples, the last one first.
    pub async fn covered_targets(&self) -> Result<Vec<String>, StoreError> {
        self.readers.read(coverage::targets).await
    }

    /// A setting.
    pub async fn setting(&self, name: &'static str) -> Result<Option<String>, StoreError> {
        self.readers.read(move |connection| settings::get(connection, name)).await
    }

    /// The secrets, in the order in which they were added.
    pub async fn secrets(&self) -> Result<Vec<StoredSecret>, StoreError> {
        self.readers.read(secrets::list).await
    }

    /// Bytes of the database.
    pub async fn bytes(&self) -> Result<u64, StoreError> {
        self.readers
            .read(|connection| {
                let pages: u64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
                let size: u64 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
                Ok(pages * size)
            })
            .await
    }
}

/// Tells when there is time for work that can wait.
#[derive(Debug)]
pub struct Lull {
    pace: Pace,
    arrivals: Arc<Arrivals>,
}

impl Lull {
    /// Waits until no event waits to be stored, and not many arrive, here or in another program.
    pub async fn wait(&mut self, store: &Store) -> Result<(), StoreError> {
        loop {
            let latest = store.latest().await?;
            if !self.pace.is_burst(Instant::now(), &self.arrivals, latest) && self.arrivals.is_quiet() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
