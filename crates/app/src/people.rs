//! Which events are about which user.
//!
//! Read on from the list columns when it is asked for, like `deliveries`, so that no question scans the events. What is
//! kept grows by some 40 bytes an event and as many a user: the events of a user are a chain in both directions. Kept
//! out: what the events say of the user (`previous`, `continuity`, `history`).

mod continuity;
mod history;
mod lifetimes;
pub(crate) mod previous;
mod state;
mod user_labels;
mod users;

use hookglass_clock::Clock;
use hookglass_senders::{
    envelope::{Envelope, Vendor},
    snapshot,
};
use hookglass_store::{Mention, Removals, Store, StoredEvent};
use std::{
    collections::HashMap,
    hash::{BuildHasher as _, RandomState},
    sync::Arc,
};

use crate::{duplicates::Duplicates, error::AppError, people::user_labels::Remembered};

/// Events looked at at a time.
const CHUNK: usize = 20_000;
/// Events of one user that are looked through for one question.
pub(crate) const MOST_EVENTS: usize = 2_000;
/// Of these, read at a time.
const MOST_READ: usize = 50;
/// Bytes of bodies that are read for one question. An encoded one counts as [`ENCODED`], since it can be large when it is read.
pub(crate) const MOST_BYTES: usize = 32 << 20;
const ENCODED: usize = 1 << 20;

const NONE: u32 = u32::MAX;

/// Who was mentioned by which events, up to an id.
#[derive(Debug)]
pub struct People {
    store: Arc<Store>,
    clock: Clock,
    duplicates: Arc<Duplicates>,
    known: tokio::sync::Mutex<Known>,
    pub(crate) remembered: Remembered,
}

impl People {
    pub(crate) fn new(store: Arc<Store>, clock: Clock, duplicates: Arc<Duplicates>) -> Self {
        Self { store, clock, duplicates, known: Default::default(), remembered: Default::default() }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Known {
    upto: i64,
    /// By event, ascending.
    links: Vec<Link>,
    users: Vec<User>,
    /// The user by the hash of the id.
    by_id: HashMap<u64, u32>,
    hashes: RandomState,
    /// The moment up to which what has gone is left out.
    removals: i64,
    /// Changes when an event goes that told what a user is recognised by.
    pub(crate) forgotten: u64,
}

#[derive(Debug)]
struct Link {
    id: i64,
    /// Vendor and application, hashed: the same user id elsewhere is another user.
    sender: u64,
    /// `NONE` when the event is gone.
    user: u32,
    before: u32,
    after: u32,
    what: What,
}

/// What an event can tell, by its type.
#[derive(Debug, Clone, Copy)]
pub(crate) struct What {
    pub(crate) users: bool,
    pub(crate) identities: bool,
    pub(crate) proposes: bool,
}

#[derive(Debug)]
struct User {
    last: u32,
    count: u32,
}

/// A user as far as it is known without reading events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    /// The newest event.
    pub(crate) last: i64,
    /// Events in all.
    pub(crate) count: u64,
}

impl Known {
    fn add(&mut self, mention: &Mention) {
        let Ok(place) = u32::try_from(self.links.len()) else { return };
        let hash = self.hashes.hash_one(&mention.user_id);
        let users = &mut self.users;
        let user = *self.by_id.entry(hash).or_insert_with(|| {
            users.push(User { last: NONE, count: 0 });
            users.len() as u32 - 1
        });
        let known = &mut self.users[user as usize];
        let before = std::mem::replace(&mut known.last, place);
        known.count += 1;
        if let Some(before) = self.links.get_mut(before as usize) {
            before.after = place;
        }
        let name = mention.event_type.as_deref().unwrap_or_default();
        let what = What {
            users: snapshot::may_carry_users(mention.vendor, name),
            identities: snapshot::may_carry_identities(mention.vendor, name),
            proposes: snapshot::proposes(name),
        };
        let sender = self.sender(mention.vendor, mention.app_id.as_deref());
        self.links.push(Link { id: mention.id, sender, user, before, after: NONE, what });
    }

    /// Forgets an event.
    fn remove(&mut self, id: i64) {
        let Some(place) = self.place(id) else { return };
        let Link { user, before, after, .. } = self.links[place as usize];
        let last = self.users[user as usize].last;
        let told = self.links.get(last as usize).and_then(|last| self.telling(last.id));
        self.forgotten += u64::from(told == Some(id));
        if let Some(before) = self.links.get_mut(before as usize) {
            before.after = after;
        }
        if let Some(after) = self.links.get_mut(after as usize) {
            after.before = before;
        }
        let known = &mut self.users[user as usize];
        known.count -= 1;
        if known.last == place {
            known.last = before;
        }
        self.links[place as usize].user = NONE;
    }

    /// Forgets what has gone.
    fn leave_out(&mut self, removals: Removals) {
        match removals.ids {
            Some(runs) => runs.into_iter().for_each(|(first, last)| {
                let from = self.links.partition_point(|link| link.id < first);
                let gone: Vec<i64> =
                    self.links[from..].iter().map(|link| link.id).take_while(|id| *id <= last).collect();
                gone.into_iter().for_each(|id| self.remove(id));
            }),
            None => *self = Self { forgotten: self.forgotten + 1, ..Self::default() },
        }
        self.removals = removals.upto;
    }

    fn sender(&self, vendor: Vendor, app_id: Option<&str>) -> u64 {
        self.hashes.hash_one((vendor, app_id))
    }

    fn place(&self, id: i64) -> Option<u32> {
        let place = self.links.binary_search_by_key(&id, |link| link.id).ok()?;
        (self.links[place].user != NONE).then_some(place as u32)
    }

    /// From a place on, by `next`; the place itself is left out.
    fn walk(&self, from: u32, next: fn(&Link) -> u32) -> impl Iterator<Item = &Link> {
        let step = move |place: u32| self.links.get(place as usize).map(next).filter(|place| *place != NONE);
        std::iter::successors(step(from), move |place| step(*place)).filter_map(|place| self.links.get(place as usize))
    }

    /// The other events of an event's user from the same sender, those next to it first.
    fn beside(&self, id: i64, next: fn(&Link) -> u32, wanted: impl Fn(What) -> bool) -> Vec<i64> {
        let Some(place) = self.place(id) else { return Vec::new() };
        let sender = self.links[place as usize].sender;
        let others = self.walk(place, next).filter(|link| link.sender == sender && wanted(link.what));
        others.take(MOST_EVENTS).map(|link| link.id).collect()
    }

    /// The events of an event's user that came before it, the last one first.
    pub(crate) fn before(&self, id: i64, wanted: impl Fn(What) -> bool) -> Vec<i64> {
        self.beside(id, |link| link.before, wanted)
    }

    /// The events of an event's user that came after it, the next one first.
    pub(crate) fn after(&self, id: i64, wanted: impl Fn(What) -> bool) -> Vec<i64> {
        self.beside(id, |link| link.after, wanted)
    }

    /// The events of a user, newest first: a window of them, and how many there are.
    pub(crate) fn events_of(&self, user_id: &str, start: usize, len: usize) -> (Vec<i64>, u64) {
        let user = self.by_id.get(&self.hashes.hash_one(user_id)).and_then(|user| self.users.get(*user as usize));
        let Some(user) = user else { return (Vec::new(), 0) };
        let newest = self.links.get(user.last as usize).into_iter();
        let all = newest.chain(self.walk(user.last, |link| link.before));
        (all.skip(start).take(len).map(|link| link.id).collect(), user.count.into())
    }

    /// Of the events behind some events of one user, newest first: `most` that are wanted of each of their senders.
    pub(crate) fn behind(&self, shown: &[i64], most: usize, wanted: impl Fn(What) -> bool) -> Vec<i64> {
        let Some(oldest) = shown.last().and_then(|id| self.place(*id)) else { return Vec::new() };
        let senders = shown.iter().filter_map(|id| self.links.get(self.place(*id)? as usize));
        let mut left: HashMap<u64, usize> = senders.map(|link| (link.sender, most)).collect();
        let mut found = Vec::new();
        for link in self.walk(oldest, |link| link.before).take(MOST_EVENTS).filter(|link| wanted(link.what)) {
            if let Some(left) = left.get_mut(&link.sender).filter(|left| **left > 0) {
                *left -= 1;
                found.push(link.id);
            }
        }
        found
    }

    /// Those of a user's events from one back to another that propose something, newest first.
    pub(crate) fn proposals(&self, newest: i64, oldest: i64) -> Vec<i64> {
        let Some(place) = self.place(newest) else { return Vec::new() };
        let all = self.links.get(place as usize).into_iter().chain(self.walk(place, |link| link.before));
        let between = all.take_while(|link| link.id >= oldest).filter(|link| link.what.proposes);
        between.map(|link| link.id).collect()
    }

    /// A user by the id.
    pub(crate) fn seen(&self, user_id: &str) -> Option<Seen> {
        let user = self.users.get(*self.by_id.get(&self.hashes.hash_one(user_id))? as usize)?;
        Some(Seen { last: self.links.get(user.last as usize)?.id, count: user.count.into() })
    }

    /// The newest event that can tell of the user of an event, up to that one.
    pub(crate) fn telling(&self, id: i64) -> Option<i64> {
        let link = self.links.get(self.place(id)? as usize)?;
        if link.what.users && !link.what.proposes { Some(id) } else { self.telling_before(id) }
    }

    /// The same before that one.
    pub(crate) fn telling_before(&self, id: i64) -> Option<i64> {
        let all = self.walk(self.place(id)?, |link| link.before).take(MOST_EVENTS);
        all.filter(|link| link.what.users && !link.what.proposes).map(|link| link.id).next()
    }

    /// The users, the one of the newest event first: a window of them, and how many there are. Of all, or of those whom
    /// one of these events is about.
    pub(crate) fn recent(&self, among: Option<&[i64]>, start: usize, len: usize) -> (Vec<Seen>, u64) {
        let mut wanted = vec![among.is_none(); self.users.len()];
        for place in among.unwrap_or_default().iter().filter_map(|id| self.place(*id)) {
            wanted[self.links[place as usize].user as usize] = true;
        }
        let lasts = self
            .links
            .iter()
            .rev()
            .filter(|link| link.user != NONE && link.after == NONE && wanted[link.user as usize]);
        let seen = |link: &Link| Seen { last: link.id, count: self.users[link.user as usize].count.into() };
        let total = wanted.iter().zip(&self.users).filter(|(wanted, user)| **wanted && user.count > 0).count() as u64;
        (lasts.skip(start).take(len).map(seen).collect(), total)
    }
}

/// Events that are still to be read for one question.
#[derive(Debug)]
pub(crate) struct Unread {
    ids: std::vec::IntoIter<i64>,
    bytes: usize,
    looked_at: u64,
}

impl Unread {
    /// Events that were read.
    pub(crate) fn looked_at(&self) -> u64 {
        self.looked_at
    }
}

impl From<Vec<i64>> for Unread {
    fn from(ids: Vec<i64>) -> Self {
        Self { ids: ids.into_iter(), bytes: MOST_BYTES, looked_at: 0 }
    }
}

impl People {
    /// Who was mentioned by the events up to one.
    pub(crate) async fn known_upto(&self, id: i64) -> Result<tokio::sync::MutexGuard<'_, Known>, AppError> {
        let mut known = self.known.lock().await;
        let removals = self.store.removals().since(known.removals).await?;
        known.leave_out(removals);
        while known.upto < id {
            let (mentions, upto) = self.store.events().mentions_after(known.upto, CHUNK).await?;
            if upto == known.upto {
                break;
            }
            mentions.iter().for_each(|mention| known.add(mention));
            known.upto = upto;
        }
        Ok(known)
    }

    /// Who was mentioned by all events there are.
    pub(crate) async fn known_now(&self) -> Result<tokio::sync::MutexGuard<'_, Known>, AppError> {
        self.known_upto(i64::MAX).await
    }

    /// The next of some events, in their order, without those that repeat an earlier one; `None` after the last one that
    /// is to be read.
    pub(crate) async fn read_on(&self, unread: &mut Unread) -> Result<Option<Vec<StoredEvent>>, AppError> {
        let ids: Vec<i64> = unread.ids.by_ref().take(MOST_READ).collect();
        if ids.is_empty() || unread.bytes == 0 {
            return Ok(None);
        }
        let events = within(self.store.events().by_ids(ids, unread.bytes).await?, &mut unread.bytes);
        unread.looked_at += events.len() as u64;
        Ok(Some(self.duplicates.without_repeats(events).await?))
    }
}

/// The first of some events, as long as bytes are left for them.
pub(crate) fn within(mut events: Vec<StoredEvent>, bytes: &mut usize) -> Vec<StoredEvent> {
    let fits = events.iter().take_while(|StoredEvent { capture, .. }| {
        let encoded = if capture.headers.get("content-encoding").is_some() { ENCODED } else { 512 };
        let fits = *bytes > 0;
        *bytes = bytes.saturating_sub(capture.body.len() + encoded);
        fits
    });
    let count = fits.count();
    events.truncate(count);
    events
}

/// Whether two events are of one sender about one user. What is looked up by its hash has to be looked at.
pub(crate) fn same_user(one: &Envelope, other: &Envelope) -> bool {
    one.user_id == other.user_id && one.vendor == other.vendor && one.app_id == other.app_id
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(mentions: &[(&str, &str, &str)]) -> Known {
        let mut known = Known::default();
        for (id, (app, user, name)) in (1..).zip(mentions) {
            known.add(&Mention {
                id: id * 10,
                vendor: Vendor::Authgear,
                app_id: Some((*app).to_owned()),
                user_id: (*user).to_owned(),
                event_type: Some((*name).to_owned()),
            });
        }
        known
    }

    #[test]
    fn the_events_of_a_user_are_a_chain() {
        let known = known(&[
            ("a", "ada", "user.created"),
            ("a", "bob", "user.created"),
            ("b", "ada", "user.created"),
            ("a", "ada", "user.disabled"),
            ("a", "ada", "user.profile.pre_update"),
        ]);
        assert_eq!(known.before(50, |_| true), [40, 10], "the same id in another application is another user");
        assert_eq!(known.before(50, |what| what.identities), [10]);
        assert_eq!(known.after(10, |what| !what.proposes), [40]);
        assert_eq!((known.before(10, |_| true), known.after(99, |_| true)), (vec![], vec![]));
        assert_eq!(known.events_of("ada", 1, 2), (vec![40, 30], 4));
        assert_eq!(known.events_of("eve", 0, 2), (vec![], 0));
    }

    #[test]
    fn what_has_gone_is_in_no_chain() {
        let mut known = known(&[("a", "ada", "user.created"), ("a", "bob", "x"), ("a", "ada", "y"), ("a", "ada", "z")]);
        known.leave_out(Removals { upto: 1, ids: Some(vec![(20, 30)]) });
        assert_eq!((known.events_of("ada", 0, 9), known.events_of("bob", 0, 9)), ((vec![40, 10], 2), (vec![], 0)));
        assert_eq!(
            (known.recent(None, 0, 9).1, known.seen("bob"), known.forgotten),
            (1, None, 1),
            "of bob nothing is left"
        );
        assert_eq!((known.before(40, |_| true), known.after(10, |_| true)), (vec![10], vec![40]));
        assert_eq!(known.recent(Some(&[20, 30]), 0, 9).1, 0);
        known.leave_out(Removals { upto: 2, ids: Some(vec![(40, 40), (10, 10), (40, 40)]) });
        assert_eq!((known.recent(None, 0, 9).1, known.seen("ada")), (0, None));
        assert_eq!(known.forgotten, 3, "twice the event that told what ada is called by");
        known.leave_out(Removals { upto: 3, ids: None });
        assert_eq!((known.upto, known.links.len(), known.forgotten), (0, 0, 4), "all is read again");
    }

    #[test]
    fn users_are_listed_by_their_newest_event() {
        let known = known(&[("a", "ada", "x"), ("a", "bob", "x"), ("a", "eve", "x"), ("a", "ada", "x")]);
        let lasts = |(seen, total): (Vec<Seen>, u64)| (seen.iter().map(|seen| seen.last).collect::<Vec<_>>(), total);
        assert_eq!(lasts(known.recent(None, 0, 9)), (vec![40, 30, 20], 3));
        assert_eq!(lasts(known.recent(None, 1, 1)), (vec![30], 3));
        assert_eq!(lasts(known.recent(Some(&[10, 20]), 0, 9)), (vec![40, 20], 2));
        assert_eq!(known.recent(None, 0, 1).0[0].count, 2);
    }
}
