//! Many events sent again: at a pace, several at once, and tampered with as an adversary would.
//!
//! What is sent when is the domain's (`hookglass_automation::bulk`); here it is read (`ahead`), made (`making`), sent (`driver`)
//! and counted (`tally`). An event is read shortly before it is due and dropped when it is answered, so that memory depends on
//! how many are under way at once and not on how many there are. Answers are counted, and the newest results kept in memory
//! (`results`); thousands of rows among the resends of events, each with its body, would drown those that a person made.
//! `window` is what the window does with all that.

mod driver;
mod prefetch;
mod progress;
mod request_builder;
mod results;
mod window;

use driver::Driver;
use hookglass_automation::bulk::{FaultInjection, Order, Pace, Plan, PlanCounts as Planned, Recorded};
use hookglass_clock::Clock;
use hookglass_outbound::{ConnectionPool, Options};
use hookglass_store::Store;
use progress::Tally;
use request_builder::Making;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::sync::watch;
use window::Bulks;

use crate::{
    base::{blocking, jobs::Jobs, lock},
    error::AppError,
    inbox::Inbox,
    outbound::Outbound,
    replay::Replay,
    secrets::Secrets,
    view::{BulkProgress, BulkReport, BulkResults, FreshDraft, SigningChoice},
};

/// Requests under way at once, at most.
pub const MOST_AT_ONCE: u32 = 256;
/// Bytes of an answer that are kept until it is judged.
const KEPT_OF_AN_ANSWER: usize = 1 << 20;
/// Events whose times are read at once.
const PAGE: usize = 1_000;

/// How many events are sent again.
#[derive(Debug, Clone)]
pub struct BulkSend {
    /// The URL that all of them go to.
    pub to: String,
    /// Which goes out first.
    pub order: Order,
    /// How fast.
    pub pace: Pace,
    /// How many times over.
    pub rounds: u32,
    /// Requests under way at once, from 1 to [`MOST_AT_ONCE`].
    pub at_once: u32,
    /// What of Authgear's events is made new; the others have nothing of that kind.
    pub fresh: FreshDraft,
    /// What becomes of signatures.
    pub signing: SigningChoice,
    /// What happens to them on the way, after that.
    pub adversary: FaultInjection,
    /// How long to wait for each answer; 30 seconds, if `None`.
    pub timeout: Option<Duration>,
    /// Whether the target's certificate has to be believed.
    pub verify_tls: bool,
    /// Whether it may leave this computer for a host that was not confirmed before.
    pub confirmed: bool,
}

/// What a bulk send was last told to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Command {
    Go,
    Pause,
    Cancel,
}

/// A bulk send that can begin.
pub struct BulkReady {
    plan: Plan,
    planned: Planned,
    driver: Driver,
    command: watch::Sender<Command>,
}

/// A bulk send that was begun. It is cancelled when this is dropped.
#[derive(Debug)]
pub struct BulkRun {
    command: watch::Sender<Command>,
    tally: Arc<Mutex<Tally>>,
    over: watch::Receiver<bool>,
}

/// Sends many events again.
#[derive(Debug)]
pub struct Bulk {
    store: Arc<Store>,
    clock: Clock,
    jobs: Jobs,
    secrets: Arc<Secrets>,
    inbox: Arc<Inbox>,
    outbound: Arc<Outbound>,
    replay: Arc<Replay>,
    runs: Bulks,
}

impl Bulk {
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        jobs: Jobs,
        secrets: Arc<Secrets>,
        inbox: Arc<Inbox>,
        outbound: Arc<Outbound>,
        replay: Arc<Replay>,
    ) -> Self {
        Self { store, clock, jobs, secrets, inbox, outbound, replay, runs: Bulks::default() }
    }

    /// Makes ready to send these events. Everything that can be told to be wrong before anything is sent is told here.
    pub async fn ready_bulk(self: &Arc<Self>, ids: &[i64], how: &BulkSend) -> Result<BulkReady, AppError> {
        let events = self.recorded(ids).await?;
        self.ready_recorded(events, how).await
    }

    /// The same of events whose times are known.
    async fn ready_recorded(self: &Arc<Self>, events: Vec<Recorded>, how: &BulkSend) -> Result<BulkReady, AppError> {
        if !(1..=MOST_AT_ONCE).contains(&how.at_once) {
            let sentence =
                format!("{} requests at once cannot be; give a number from 1 to {MOST_AT_ONCE}", how.at_once);
            return Err(AppError::Setting(sentence));
        }
        let (plan, planned) = planned(events, how).await?;
        let secrets = self.secrets.named_secrets();
        if let SigningChoice::With { secret } = &how.signing
            && !secrets.iter().any(|named| named.name == *secret)
        {
            return Err(AppError::NoSuchSecret(secret.clone()));
        }
        self.outbound.may_go_to(&how.to, how.confirmed).await?;
        let (command, commands) = watch::channel(Command::Go);
        let options =
            Options { max_kept_body: KEPT_OF_AN_ANSWER, ..self.outbound.sending(how.timeout, how.verify_tls) };
        let driver = Driver {
            app: Arc::clone(self),
            at_once: how.at_once,
            pool: ConnectionPool::new(options),
            making: Making::new(how, secrets),
            tally: Arc::new(Mutex::new(Tally::new(planned))),
            commands,
        };
        Ok(BulkReady { plan, planned, driver, command })
    }

    /// When each event was received.
    async fn recorded(&self, ids: &[i64]) -> Result<Vec<Recorded>, AppError> {
        let mut events = Vec::with_capacity(ids.len());
        for page in ids.chunks(PAGE) {
            let rows = self.store.events().rows(page.to_vec()).await?;
            if rows.len() < page.len() {
                let is_there = |id: &i64| rows.iter().any(|row| row.id == *id);
                let gone = page.iter().find(|id| !is_there(id));
                return Err(AppError::NoEvent(gone.copied().unwrap_or(page[0])));
            }
            events
                .extend(rows.iter().map(|row| Recorded { id: row.id, received_us: row.received_at.as_microsecond() }));
        }
        Ok(events)
    }
}

/// What these events make, and how much that is.
async fn planned(events: Vec<Recorded>, how: &BulkSend) -> Result<(Plan, Planned), AppError> {
    let (order, pace, rounds, adversary) = (how.order, how.pace, how.rounds, how.adversary);
    blocking(move || {
        let plan = Plan::new(events, order, pace, rounds, adversary)?;
        let planned = plan.counts();
        Ok((plan, planned))
    })
    .await?
}

impl BulkReady {
    /// How much is to be sent, and what is to be done to it.
    pub fn planned(&self) -> Planned {
        self.planned
    }

    /// Begins to send.
    pub fn begin(self) -> BulkRun {
        let Self { plan, driver, command, .. } = self;
        let tally = Arc::clone(&driver.tally);
        lock(&tally).resume();
        let (end, over) = watch::channel(false);
        tokio::spawn(async move {
            driver.drive(&plan).await;
            // Nobody may wait for it.
            let _ = end.send(true);
        });
        BulkRun { command, tally, over }
    }
}

impl BulkRun {
    /// Lets what is under way come to its end, and sends nothing more until [`Bulk::resume`].
    pub fn pause(&self) {
        self.tell(Command::Pause);
    }

    /// Goes on after a pause. The time of the pause does not count.
    pub fn resume(&self) {
        self.tell(Command::Go);
    }

    /// Ends it, and what is under way with it.
    pub fn cancel(&self) {
        self.tell(Command::Cancel);
    }

    fn tell(&self, command: Command) {
        if command == Command::Cancel {
            lock(&self.tally).cancelling();
        }
        self.command.send_if_modified(|told| {
            let is_new = *told != command && *told != Command::Cancel;
            if is_new {
                *told = command;
            }
            is_new
        });
    }

    /// How far it has come.
    pub fn progress(&self) -> BulkProgress {
        lock(&self.tally).progress()
    }

    /// The results after so many, as far as they are among the newest 100,000; `most` at most.
    pub fn results(&self, after: u64, most: usize) -> BulkResults {
        lock(&self.tally).results(after, most)
    }

    /// What all of it says of the handler so far.
    pub fn report(&self) -> BulkReport {
        lock(&self.tally).report()
    }

    /// Waits until all is done, or all has ended that was under way when it was cancelled.
    pub async fn ended(&self) {
        // Without its sender it has ended, too.
        let _ = self.over.clone().wait_for(|over| *over).await;
    }
}
