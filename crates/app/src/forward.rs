//! Passing events on to targets as they arrive.
//!
//! A target in the background has a task of its own (`queue`) that follows the stored events with a cursor: the events in the
//! database are the queue, so nothing waits in memory, and a target that is down costs the receiver nothing. One that answers
//! for the sender is asked while the sender waits (`ask`). What came of it is kept as resends are, written by the many
//! (`results`). How a target is doing is in `doing`, and told to whoever looks (`news`).
//!
//! Targets are of the database, so of several programs on it one passes events on at a time, the one that has the lock.
//! Those of one run only (`serve --forward-to`) belong to that program, and are not kept.

mod ask;
mod queue;
mod results;
mod status_log;
mod target_status;

use hookglass_automation::forward::{Mode, Target};
use hookglass_clock::Clock;
use hookglass_filter::Filter;
use hookglass_outbound::{port, remote_host};
use hookglass_store::{Store, StoredForward};
use std::{
    collections::HashMap,
    fs::File,
    sync::{
        Arc, Mutex, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
    time::{sleep, timeout},
};

use crate::{
    base::{
        changes::Changes,
        here_and_now,
        jobs::Jobs,
        lock,
        receiver_state::{LISTENING, ReceiverState},
    },
    error::AppError,
    outbound::Outbound,
    view::{ForwardMode, ForwardRow, ForwardTarget},
};

pub(crate) use ask::Ask;
use results::Results;
use status_log::News;
use target_status::Live;

/// How often to look whether another program has changed the targets, or has ended and left them to this one.
const LOOK: Duration = Duration::from_secs(1);
/// The shortest time between two signals: each event that is passed on changes how a target is doing.
const APART: Duration = Duration::from_millis(250);
/// Ids among which events that pass are looked for at a time.
const SPAN: i64 = 2_000;
/// Milliseconds that a sender may be made to wait.
const DEADLINES: std::ops::RangeInclusive<u64> = 50..=60_000;

/// Forwards events to targets, and asks those that answer for the sender.
#[derive(Debug)]
pub struct Forward {
    store: Arc<Store>,
    clock: Clock,
    changes: Changes,
    outbound: Arc<Outbound>,
    receiver: ReceiverState,
    jobs: Jobs,
    begun: AtomicBool,
    /// Those of this run only.
    own: Mutex<Vec<Target>>,
    /// Those that answer for the sender, in the order in which they are asked.
    answering: Mutex<Arc<[Answering]>>,
    lives: Mutex<HashMap<i64, Arc<Live>>>,
    queues: tokio::sync::Mutex<HashMap<i64, Queue>>,
    /// Held by the program that passes events on to the kept targets.
    lock: Mutex<Option<File>>,
    results: Arc<Results>,
    signals: watch::Sender<u64>,
    /// Rung when targets have changed.
    bell: Arc<Notify>,
}

/// A target that answers for the sender, with its filter read.
#[derive(Debug)]
struct Answering {
    target: Target,
    filter: Filter,
}

/// The task of a target.
#[derive(Debug)]
struct Queue {
    target: Target,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Drop for Queue {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Forward {
    pub(crate) fn new(
        store: Arc<Store>,
        clock: Clock,
        changes: Changes,
        outbound: Arc<Outbound>,
        receiver: ReceiverState,
        jobs: Jobs,
    ) -> Self {
        Self {
            store,
            clock,
            changes,
            outbound,
            receiver,
            jobs,
            begun: AtomicBool::new(false),
            own: Mutex::default(),
            answering: Mutex::new(Arc::from([])),
            lives: Mutex::default(),
            queues: Default::default(),
            lock: Mutex::default(),
            results: Arc::default(),
            signals: watch::Sender::new(0),
            bell: Arc::default(),
        }
    }

    fn live(&self, target: &Target, begins_at: i64) -> Arc<Live> {
        let mut lives = lock(&self.lives);
        Arc::clone(lives.entry(target.id).or_insert_with(|| Arc::new(Live::beginning(begins_at))))
    }

    fn live_of(&self, target: i64) -> Option<Arc<Live>> {
        lock(&self.lives).get(&target).cloned()
    }

    fn changed(&self) {
        self.signals.send_modify(|count| *count += 1);
    }
}

impl Forward {
    /// Begins to pass events on, unless that has begun.
    pub(crate) fn keep_forwarding(self: &Arc<Self>) {
        if self.begun.swap(true, Ordering::Relaxed) {
            return;
        }
        tokio::spawn(results::keep_writing(Arc::downgrade(self), Arc::clone(&self.results)));
        let (app, bell) = (Arc::downgrade(self), Arc::clone(&self.bell));
        tokio::spawn(async move {
            while let Some(app) = Weak::upgrade(&app) {
                if let Err(error) = app.follow_targets().await {
                    tracing::warn!(%error, "the targets of forwarding could not be read; it is tried again");
                }
                // The application is not kept open for this.
                drop(app);
                tokio::select! {
                    () = sleep(LOOK) => {}
                    () = bell.notified() => {}
                }
            }
        });
    }

    /// Sees to it that each target that is on has its task, and no other.
    async fn follow_targets(self: &Arc<Self>) -> Result<(), AppError> {
        let forwarding = self;
        let mut queues = forwarding.queues.lock().await;
        let kept = self.store.forwards().all().await?;
        // Nobody needs the lock where nothing is kept.
        let has_lock = !kept.is_empty() && self.has_forward_lock()?;
        let own = lock(&forwarding.own).clone();
        let all = own.iter().chain(kept.iter().map(|kept| &kept.target)).filter(|target| target.on);
        let answering = all.filter(|target| target.mode == Mode::Answer).filter_map(|target| {
            let filter = Filter::parse(&target.filter).ok()?;
            Some(Answering { target: target.clone(), filter })
        });
        let answering: Vec<Answering> = answering.collect();
        let asked: Vec<i64> = answering.iter().map(|answering| answering.target.id).collect();
        answering.iter().for_each(|answering| drop(forwarding.live(&answering.target, 0)));
        *lock(&forwarding.answering) = answering.into();
        let mut wanted: Vec<(Target, Option<i64>)> = own.into_iter().map(|target| (target, None)).collect();
        if has_lock {
            wanted.extend(kept.into_iter().map(|StoredForward { target, upto, .. }| {
                let goes_on = target.retry.then_some(upto);
                (target, goes_on)
            }));
        }
        wanted.retain(|(target, _)| target.on && target.mode == Mode::Background);
        let mut ended: Vec<Queue> = Vec::new();
        let keys: Vec<i64> = queues.keys().copied().collect();
        for id in keys {
            let stays = wanted.iter().any(|(target, _)| queues.get(&id).is_some_and(|queue| queue.target == *target));
            if !stays {
                ended.extend(queues.remove(&id));
            }
        }
        for queue in &ended {
            queue.stop.send_replace(true);
        }
        for queue in &mut ended {
            // What has gone out is kept as a result. The next one does not begin before this one has ended.
            if timeout(2 * queue::LAST_MOMENT, &mut queue.task).await.is_err() {
                queue.task.abort();
                let _ = (&mut queue.task).await;
            }
        }
        let is_on = |id: &i64| asked.contains(id) || wanted.iter().any(|(target, _)| target.id == *id);
        lock(&forwarding.lives).retain(|id, _| is_on(id));
        for (target, goes_on) in wanted {
            if queues.contains_key(&target.id) {
                continue;
            }
            let begins_at = match goes_on {
                Some(upto) => upto,
                None => self.store.events().latest().await?,
            };
            let live = forwarding.live(&target, begins_at);
            let (stop, stopped) = watch::channel(false);
            let task = tokio::spawn(queue::follow(Arc::downgrade(self), target.clone(), live, stopped));
            queues.insert(target.id, Queue { target, stop, task });
            forwarding.changed();
        }
        if !ended.is_empty() {
            forwarding.changed();
        }
        Ok(())
    }

    /// Whether this program passes events on to the kept targets.
    fn has_forward_lock(&self) -> Result<bool, AppError> {
        let mut held = lock(&self.lock);
        if held.is_none() {
            *held = self.store.locks().forward()?;
        }
        Ok(held.is_some())
    }

    /// Adds a target for this run of the program. It begins with the events that arrive from now on.
    pub async fn forward_in_this_run(self: &Arc<Self>, target: ForwardTarget, confirmed: bool) -> Result<(), AppError> {
        let mut target = self.checked_target(target, confirmed).await?;
        {
            let mut own = lock(&self.own);
            target.id = -1 - i64::try_from(own.len()).unwrap_or_default();
            own.push(target);
        }
        self.follow_targets().await?;
        self.keep_forwarding();
        Ok(())
    }

    /// The targets and how they are doing: those that are kept, in the order in which they were added, and those of this run.
    pub async fn forwards(&self) -> Result<Vec<ForwardRow>, AppError> {
        let mut rows = Vec::new();
        for StoredForward { target, upto, delivered, failed } in self.store.forwards().all().await? {
            rows.push(self.forward_row(target, upto, (delivered, failed)).await?);
        }
        let own = lock(&self.own).clone();
        for target in own {
            rows.push(self.forward_row(target, 0, (0, 0)).await?);
        }
        Ok(rows)
    }

    async fn forward_row(&self, target: Target, upto: i64, counts: (u64, u64)) -> Result<ForwardRow, AppError> {
        let live = self.live_of(target.id);
        let is_here = target.id < 0 || lock(&self.lock).is_some();
        let counts = match &live {
            Some(live) if target.id < 0 => live.counts(),
            _ => counts,
        };
        let follows = target.on && target.mode == Mode::Background && (live.is_some() || target.retry);
        let behind = match (follows, Filter::parse(&target.filter)) {
            (true, Ok(filter)) => {
                let after = live.as_ref().map_or(upto, |live| live.upto());
                let (ids, upto) = self.store.search().ids_within(&filter, here_and_now(), after, SPAN).await?;
                ids.len() as u64 + u64::try_from(self.store.events().latest().await? - upto).unwrap_or(0)
            }
            _ => 0,
        };
        Ok(target_status::row(target, live.as_deref(), is_here, counts, behind))
    }

    /// Adds a target (id 0) or changes one. One that is new, or is switched on again, begins with the events that arrive from
    /// now on.
    pub async fn save_forward(
        self: &Arc<Self>,
        target: ForwardTarget,
        confirmed: bool,
    ) -> Result<ForwardRow, AppError> {
        let id = target.id;
        let target = self.checked_target(target, confirmed).await?;
        let before = self.store.forwards().all().await?.into_iter().find(|kept| kept.target.id == id);
        let is_same = |kept: &StoredForward| kept.target.on && kept.target.mode == target.mode;
        let anew = !before.as_ref().is_some_and(is_same);
        let Some(id) = self.store.forwards_mut().save(target.clone(), anew).await? else {
            return Err(AppError::NoForward(id));
        };
        if anew {
            lock(&self.lives).remove(&id);
        }
        self.follow_targets().await?;
        self.changed();
        let row = self.forwards().await?.into_iter().find(|row| row.target.id == id);
        row.ok_or(AppError::NoForward(id))
    }

    /// Forgets a target. What was passed on to it stays among the resends.
    pub async fn remove_forward(self: &Arc<Self>, id: i64) -> Result<(), AppError> {
        if !self.store.forwards_mut().remove(id).await? {
            return Err(AppError::NoForward(id));
        }
        self.follow_targets().await?;
        self.changed();
        Ok(())
    }

    /// Passes over the event that a target does not take and that waits to be sent again.
    pub fn skip_forward(&self, id: i64) -> Result<(), AppError> {
        let live = self.live_of(id).ok_or(AppError::NoForward(id))?;
        live.skip();
        Ok(())
    }

    /// Calls `signal` whenever a target has changed, or how one is doing; at most four times a second. Runs until the
    /// application is closed.
    pub async fn watch_forwards(&self, mut signal: impl FnMut()) {
        let mut changes = self.signals.subscribe();
        while changes.changed().await.is_ok() {
            signal();
            sleep(APART).await;
        }
    }

    /// Calls `tell` with a line whenever a target begins, stops or goes on taking events. Runs until the application is
    /// closed.
    pub async fn tell_of_forwards(&self, mut tell: impl FnMut(&str)) {
        let (mut changes, mut news) = (self.signals.subscribe(), News::default());
        loop {
            match self.forwards().await {
                Ok(rows) => news.lines(&rows).iter().for_each(|line| tell(line)),
                Err(error) => tracing::warn!(%error, "how targets are doing could not be read"),
            }
            if changes.changed().await.is_err() {
                return;
            }
            sleep(APART).await;
        }
    }

    /// A target that can be sent to, as it is kept.
    async fn checked_target(&self, target: ForwardTarget, confirmed: bool) -> Result<Target, AppError> {
        let ForwardTarget { id, url, filter, on, mode, retry, verify_tls, deadline_ms } = target;
        let (url, filter) = (url.trim().to_owned(), filter.trim().to_owned());
        let mode = match mode {
            ForwardMode::Answer => Mode::Answer,
            ForwardMode::Background => Mode::Background,
        };
        Filter::parse(&filter)?;
        if let Some(wrong) = deadline_ms.filter(|deadline| !DEADLINES.contains(deadline)) {
            return Err(AppError::Setting(format!(
                "a sender cannot be made to wait {wrong} ms for a target; give 50 to 60000, or nothing for as long as it waits"
            )));
        }
        let elsewhere = self.store.settings().get(LISTENING).await?.and_then(|address| address.parse().ok());
        for receiver in self.receiver.address().into_iter().chain(elsewhere) {
            if is_receiver(&url, receiver, &self.clock).await? {
                return Err(AppError::ForwardLoop(url));
            }
        }
        self.outbound.may_go_to(&url, confirmed).await?;
        let retry = retry && mode == Mode::Background;
        let deadline_ms = deadline_ms.filter(|_| mode == Mode::Answer);
        Ok(Target { id, url, filter, on, mode, retry, verify_tls, deadline_ms })
    }

    /// Whether a URL is that of the receiver of this program.
    async fn is_own_receiver(&self, url: &str) -> Result<bool, AppError> {
        match self.receiver.address() {
            Some(address) => is_receiver(url, address, &self.clock).await,
            None => Ok(false),
        }
    }
}

/// Whether what is sent to a URL comes to a receiver on this computer. A name is looked up only if the port is the same.
async fn is_receiver(
    url: &str,
    receiver: std::net::SocketAddr,
    clock: &hookglass_clock::Clock,
) -> Result<bool, AppError> {
    Ok(port(url)? == receiver.port() && remote_host(url, clock).await?.is_none())
}
