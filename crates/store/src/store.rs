//! The handle on an open database.

use hookscope_domain::{
    capture::Capture,
    filter::{Filter, Now},
    signature::Verdict,
};
use rusqlite::Connection;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::sync::watch;

use crate::{
    connection::{file_in, lay_out, open_writer, prepare_writer, refused},
    coverage::{self, Covered},
    error::{OpenError, StoreError},
    events::{self, Delivery, EventRow, Mention, NewEvent, SignedPage, StoredEvent},
    listing::{self, Candidate, Candidates, Question, Tally},
    readers::Readers,
    resends::{self, NewResend, StoredResend},
    schema,
    secrets::{self, StoredSecret},
    settings,
    writer::Writer,
};

/// An open database. Dropping it writes what is still in the queue and closes the file.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    // Before the writer: the last connection to close folds the log into the file.
    readers: Readers,
    writer: Writer,
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
        Ok(Self { dir: dir.to_owned(), readers: Readers::new(dir.to_owned()), writer })
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
    /// filter count from `now`.
    pub async fn matching(&self, filter: &Filter, now: Now, after: i64) -> Result<(Vec<i64>, i64), StoreError> {
        let question = Arc::new(Question::new(filter, now));
        let asked = Arc::clone(&question);
        let look = move |connection: &Connection| {
            let upto = listing::latest(connection)?;
            Ok((listing::candidates(connection, &asked, after, upto)?, upto))
        };
        let (candidates, upto) = self.readers.read(look).await?;
        Ok((self.passing(&question, candidates, usize::MAX).await?, upto))
    }

    /// The ids of the newest events that pass a filter, newest first, `most` at most. Times in the filter count from `now`.
    pub async fn newest(&self, filter: &Filter, now: Now, most: usize) -> Result<Vec<i64>, StoreError> {
        let question = Arc::new(Question::new(filter, now));
        let (mut ids, mut upto) = (Vec::new(), i64::MAX);
        loop {
            let (asked, wanted) = (Arc::clone(&question), most - ids.len());
            let look = move |connection: &Connection| listing::newest_candidates(connection, &asked, upto, wanted);
            let candidates = self.readers.read(look).await?;
            let next = candidates.events.last().filter(|_| candidates.more).map(|last| last.id - 1);
            ids.extend(self.passing(&question, candidates, wanted).await?);
            match next {
                Some(next) if ids.len() < most => upto = next,
                _ => return Ok(ids),
            }
        }
    }

    /// The ids of those candidates that pass, `most` at most. Whoever no longer waits for it ends it after a few MiB.
    async fn passing(
        &self,
        question: &Arc<Question>,
        candidates: Candidates,
        most: usize,
    ) -> Result<Vec<i64>, StoreError> {
        if candidates.exact {
            return Ok(candidates.events.iter().map(|candidate| candidate.id).collect());
        }
        let events: Arc<[Candidate]> = candidates.events.into();
        let (mut ids, mut at) = (Vec::new(), 0);
        while at < events.len() && ids.len() < most {
            let (question, events, wanted) = (Arc::clone(question), Arc::clone(&events), most - ids.len());
            let look = move |connection: &Connection| listing::passing(connection, &question, &events[at..], wanted);
            let (passing, looked_at) = self.readers.read(look).await?;
            ids.extend(passing);
            at += looked_at;
        }
        Ok(ids)
    }

    /// How many events of each type and variant there are after `after`, and the id up to which they were counted.
    pub async fn tally(&self, after: i64) -> Result<(Vec<Tally>, i64), StoreError> {
        self.readers
            .read(move |connection| {
                let upto = listing::latest(connection)?;
                Ok((listing::tally(connection, after, upto)?, upto))
            })
            .await
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
