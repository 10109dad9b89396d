//! The handle on an open database.

use hookscope_domain::{
    capture::Capture,
    filter::{Filter, Now},
    signature::Verdict,
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::watch;

use crate::{
    body::{self, BodyPart},
    connection::{file_in, lay_out, open_writer, prepare_writer, refused},
    coverage::{self, Covered},
    error::{OpenError, StoreError},
    events::{self, Delivery, EventRow, Mention, NewEvent, SignedPage, StoredEvent},
    filter::Question,
    index::{
        holes::{Leaving, leaving, make_holes},
        indexer::Indexer,
    },
    listing::{self, Opened, Reach, Tally},
    readers::Readers,
    repeats::repeats,
    resends::{self, NewResend, StoredResend},
    schema,
    secrets::{self, StoredSecret},
    settings,
    view::View,
    writer::Writer,
};

/// An open database. Dropping it writes what is still in the queue and closes the file.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    // Before the writer: the last connection to close folds the log into the file.
    readers: Readers,
    // Before the writer, too: it reads the events.
    indexer: Mutex<Option<Indexer>>,
    writer: Writer,
}

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
        Ok(Self { dir: dir.to_owned(), readers: Readers::new(dir.to_owned()), indexer: Mutex::default(), writer })
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

    /// Deletes events, with their resends, and returns how many there were. Some hundreds at a time hold nobody up.
    pub async fn delete(&self, ids: Vec<i64>) -> Result<u64, StoreError> {
        let found = self.readers.read(move |connection| leaving(connection, &ids)).await?;
        let ids: Vec<i64> = found.iter().map(Leaving::id).collect();
        self.make_holes(found.clone()).await?;
        let deleted = self.writer.write(0, move |connection| events::delete(connection, &ids)).await?;
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

    /// Writes what a later check of signatures said.
    pub async fn set_signatures(&self, verdicts: Vec<(i64, Verdict)>) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| events::set_signatures(connection, &verdicts)).await
    }

    /// Writes what a later check found: how many warnings each event has.
    pub async fn set_warnings(&self, counts: Vec<(i64, u64)>) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| events::set_warnings(connection, &counts)).await
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

    /// The ids of the events after `after` that pass a filter, oldest first, and the id up to which was looked. Times in the
    /// filter count from `now`. Whoever no longer waits for it, or for any other question, ends it.
    pub async fn matching(&self, filter: &Filter, now: Now, after: i64) -> Result<(Vec<i64>, i64), StoreError> {
        let (question, upto) = self.question(filter, now, after).await?;
        let (mut ids, upto) = self.found(&question, after, upto, usize::MAX).await?;
        ids.reverse();
        Ok((ids, upto))
    }

    /// Opens a listing of the events that pass a filter: how many there are, and the newest of them, `most` at least if there
    /// are so many. [`Store::older`] has the others.
    pub async fn open_listing(&self, filter: &Filter, now: Now, most: usize) -> Result<Opened, StoreError> {
        let (question, upto) = self.question(filter, now, 0).await?;
        let asked = Arc::clone(&question);
        if let Some(opened) = self.readers.look(move |view| listing::open(view, &asked, most)).await? {
            return Ok(opened);
        }
        let (ids, upto) = self.found(&question, 0, upto, usize::MAX).await?;
        Ok(Opened { total: ids.len() as u64, ids, before: None, upto })
    }

    /// The ids of the newest events before `before` that pass, newest first, `most` at most.
    pub async fn older(&self, filter: &Filter, now: Now, before: i64, most: usize) -> Result<Vec<i64>, StoreError> {
        let (question, _) = self.question(filter, now, 0).await?;
        Ok(self.found(&question, 0, before.saturating_sub(1), most).await?.0)
    }

    /// The ids of the newest events that pass a filter, newest first, `most` at most.
    pub async fn newest(&self, filter: &Filter, now: Now, most: usize) -> Result<Vec<i64>, StoreError> {
        let (question, upto) = self.question(filter, now, 0).await?;
        Ok(self.found(&question, 0, upto, most).await?.0)
    }

    /// A filter about to be asked of the events after `after`, and the id up to which it can be.
    async fn question(&self, filter: &Filter, now: Now, after: i64) -> Result<(Arc<Question>, i64), StoreError> {
        let (mut question, mut upto) = (Question::new(filter, now), i64::MAX);
        if filter.asks_for_repeats() {
            let look = move |view: &View<'_>| Ok((repeats(view, after)?, view.upto));
            (question.repeats, upto) = self.readers.look(look).await?;
        }
        Ok((Arc::new(question), upto))
    }

    /// What passes after `after` and up to `upto`, newest first, `most` at most, and the newest event up to there.
    async fn found(
        &self,
        question: &Arc<Question>,
        after: i64,
        upto: i64,
        most: usize,
    ) -> Result<(Vec<i64>, i64), StoreError> {
        let (mut ids, mut next, mut latest, mut candidates) = (Vec::new(), upto, None, None);
        loop {
            let (question, wanted) = (Arc::clone(question), most - ids.len());
            let look = move |view: &View<'_>| {
                listing::go(view, &question, (after, next), wanted, Reach::USUAL, Option::clone(&candidates))
            };
            let go = self.readers.look(look).await?;
            candidates = go.candidates;
            let latest = *latest.get_or_insert(go.latest.min(upto));
            ids.extend(go.ids);
            match go.next {
                Some(below) if ids.len() < most => next = below,
                _ => return Ok((ids, latest)),
            }
        }
    }

    /// How many events of each type and variant there are after `after`, and the id up to which they were counted.
    pub async fn tally(&self, after: i64) -> Result<(Vec<Tally>, i64), StoreError> {
        self.readers.look(move |view| Ok((listing::tally(view, after)?, view.upto))).await
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

    /// One resend, with `body` bytes at most of its response.
    pub async fn resend(&self, id: i64, body: usize) -> Result<Option<StoredResend>, StoreError> {
        self.readers.read(move |connection| resends::one(connection, id, body)).await
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
