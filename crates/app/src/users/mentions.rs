//! The events that mention each user, as doubly linked lists.

use hookglass_senders::{envelope::Vendor, snapshot};
use hookglass_store::{Mention as StoredMention, Removals};
use std::{
    collections::HashMap,
    hash::{BuildHasher as _, RandomState},
};

/// Maximum events of one user that one lookup visits.
pub(crate) const MAX_EVENTS: usize = 2_000;

const NONE: u32 = u32::MAX;

/// The mentions in all events up to an id.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    upto: i64,
    /// In ascending order of event ids.
    mentions: Vec<Mention>,
    users: Vec<User>,
    /// The position in `users` by the hash of the user id.
    by_id: HashMap<u64, u32>,
    hashes: RandomState,
    /// The id of the last tombstone that the mentions reflect.
    removals: i64,
    generation: u64,
}

#[derive(Debug)]
struct Mention {
    id: i64,
    /// The hash of vendor and application. The same user id in another application is another user.
    sender: u64,
    /// The position in `users`; `NONE` once the event is deleted.
    user: u32,
    /// The position of the user's previous mention.
    before: u32,
    /// The position of the user's next mention.
    after: u32,
    contents: EventContents,
}

/// The states that events of a type can contain.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EventContents {
    pub(crate) users: bool,
    pub(crate) identities: bool,
    /// Whether the states are only proposed.
    pub(crate) proposal: bool,
}

#[derive(Debug)]
struct User {
    /// The position of the newest mention.
    last: u32,
    /// The number of mentions.
    count: u32,
}

/// The facts about a user that are known without reading events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KnownUser {
    /// The id of the newest event.
    pub(crate) last: i64,
    /// The number of events.
    pub(crate) count: u64,
}

impl Mentions {
    /// The id up to which events were read.
    pub(crate) fn upto(&self) -> i64 {
        self.upto
    }

    /// The id of the last tombstone that the mentions reflect.
    pub(crate) fn removals(&self) -> i64 {
        self.removals
    }

    /// Changes when the event with the newest state of a user is deleted.
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }

    /// Adds the mentions of newer events, up to an id.
    pub(crate) fn extend(&mut self, new: &[StoredMention], upto: i64) {
        new.iter().for_each(|mention| self.add(mention));
        self.upto = upto;
    }

    fn add(&mut self, mention: &StoredMention) {
        let Ok(place) = u32::try_from(self.mentions.len()) else { return };
        let hash = self.hashes.hash_one(&mention.user_id);
        let users = &mut self.users;
        let user = *self.by_id.entry(hash).or_insert_with(|| {
            users.push(User { last: NONE, count: 0 });
            users.len() as u32 - 1
        });
        let known = &mut self.users[user as usize];
        let before = std::mem::replace(&mut known.last, place);
        known.count += 1;
        if let Some(before) = self.mentions.get_mut(before as usize) {
            before.after = place;
        }
        let name = mention.event_type.as_deref().unwrap_or_default();
        let contents = EventContents {
            users: snapshot::may_carry_users(mention.vendor, name),
            identities: snapshot::may_carry_identities(mention.vendor, name),
            proposal: snapshot::proposes(name),
        };
        let sender = self.sender(mention.vendor, mention.app_id.as_deref());
        self.mentions.push(Mention { id: mention.id, sender, user, before, after: NONE, contents });
    }

    /// Unlinks a deleted event.
    fn remove(&mut self, id: i64) {
        let Some(place) = self.place(id) else { return };
        let Mention { user, before, after, .. } = self.mentions[place as usize];
        let last = self.users[user as usize].last;
        let described_by = self.mentions.get(last as usize).and_then(|last| self.described_by(last.id));
        self.generation += u64::from(described_by == Some(id));
        if let Some(before) = self.mentions.get_mut(before as usize) {
            before.after = after;
        }
        if let Some(after) = self.mentions.get_mut(after as usize) {
            after.before = before;
        }
        let known = &mut self.users[user as usize];
        known.count -= 1;
        if known.last == place {
            known.last = before;
        }
        self.mentions[place as usize].user = NONE;
    }

    /// Removes deleted events, or everything if the store no longer knows which events were
    /// deleted.
    pub(crate) fn remove_deleted(&mut self, removals: Removals) {
        match removals.ids {
            Some(runs) => runs.into_iter().for_each(|(first, last)| {
                let from = self.mentions.partition_point(|mention| mention.id < first);
                let deleted: Vec<i64> =
                    self.mentions[from..].iter().map(|mention| mention.id).take_while(|id| *id <= last).collect();
                deleted.into_iter().for_each(|id| self.remove(id));
            }),
            None => *self = Self { generation: self.generation + 1, ..Self::default() },
        }
        self.removals = removals.upto;
    }

    fn sender(&self, vendor: Vendor, app_id: Option<&str>) -> u64 {
        self.hashes.hash_one((vendor, app_id))
    }

    fn place(&self, id: i64) -> Option<u32> {
        let place = self.mentions.binary_search_by_key(&id, |mention| mention.id).ok()?;
        (self.mentions[place].user != NONE).then_some(place as u32)
    }

    /// Follows a link from a position, excluding that position.
    fn walk(&self, from: u32, next: fn(&Mention) -> u32) -> impl Iterator<Item = &Mention> {
        let step = move |place: u32| self.mentions.get(place as usize).map(next).filter(|place| *place != NONE);
        std::iter::successors(step(from), move |place| step(*place))
            .filter_map(|place| self.mentions.get(place as usize))
    }

    /// The matching events in one direction about the same user from the same sender, nearest
    /// first.
    fn neighbors(&self, id: i64, next: fn(&Mention) -> u32, matches: impl Fn(EventContents) -> bool) -> Vec<i64> {
        let Some(place) = self.place(id) else { return Vec::new() };
        let sender = self.mentions[place as usize].sender;
        let others = self.walk(place, next).filter(|mention| mention.sender == sender && matches(mention.contents));
        others.take(MAX_EVENTS).map(|mention| mention.id).collect()
    }

    /// The matching events about the same user that arrived before an event, newest first.
    pub(crate) fn before(&self, id: i64, matches: impl Fn(EventContents) -> bool) -> Vec<i64> {
        self.neighbors(id, |mention| mention.before, matches)
    }

    /// The matching events about the same user that arrived after an event, oldest first.
    pub(crate) fn after(&self, id: i64, matches: impl Fn(EventContents) -> bool) -> Vec<i64> {
        self.neighbors(id, |mention| mention.after, matches)
    }

    /// A window of a user's events, newest first, and the total number of them.
    pub(crate) fn events_of(&self, user_id: &str, start: usize, len: usize) -> (Vec<i64>, u64) {
        let user = self.by_id.get(&self.hashes.hash_one(user_id)).and_then(|user| self.users.get(*user as usize));
        let Some(user) = user else { return (Vec::new(), 0) };
        let newest = self.mentions.get(user.last as usize).into_iter();
        let all = newest.chain(self.walk(user.last, |mention| mention.before));
        (all.skip(start).take(len).map(|mention| mention.id).collect(), user.count.into())
    }

    /// The matching events older than the given events of one user, newest first; at most `max` of
    /// each sender. `events` are newest first.
    pub(crate) fn older_than(&self, events: &[i64], max: usize, matches: impl Fn(EventContents) -> bool) -> Vec<i64> {
        let Some(oldest) = events.last().and_then(|id| self.place(*id)) else { return Vec::new() };
        let senders = events.iter().filter_map(|id| self.mentions.get(self.place(*id)? as usize));
        let mut left: HashMap<u64, usize> = senders.map(|mention| (mention.sender, max)).collect();
        let mut found = Vec::new();
        for mention in
            self.walk(oldest, |mention| mention.before).take(MAX_EVENTS).filter(|mention| matches(mention.contents))
        {
            if let Some(left) = left.get_mut(&mention.sender).filter(|left| **left > 0) {
                *left -= 1;
                found.push(mention.id);
            }
        }
        found
    }

    /// The proposals among a user's events between two events, inclusive, newest first.
    pub(crate) fn proposals(&self, newest: i64, oldest: i64) -> Vec<i64> {
        let Some(place) = self.place(newest) else { return Vec::new() };
        let all = self.mentions.get(place as usize).into_iter().chain(self.walk(place, |mention| mention.before));
        let between = all.take_while(|mention| mention.id >= oldest).filter(|mention| mention.contents.proposal);
        between.map(|mention| mention.id).collect()
    }

    /// The user with an id.
    pub(crate) fn user(&self, user_id: &str) -> Option<KnownUser> {
        let user = self.users.get(*self.by_id.get(&self.hashes.hash_one(user_id))? as usize)?;
        Some(KnownUser { last: self.mentions.get(user.last as usize)?.id, count: user.count.into() })
    }

    /// The newest event, up to and including an event, that can contain the state of its user.
    pub(crate) fn described_by(&self, id: i64) -> Option<i64> {
        let contents = self.mentions.get(self.place(id)? as usize)?.contents;
        if contents.users && !contents.proposal { Some(id) } else { self.described_before(id) }
    }

    /// The newest event, before an event, that can contain the state of its user.
    pub(crate) fn described_before(&self, id: i64) -> Option<i64> {
        let all = self.walk(self.place(id)?, |mention| mention.before).take(MAX_EVENTS);
        all.filter(|mention| mention.contents.users && !mention.contents.proposal).map(|mention| mention.id).next()
    }

    /// A window of the users, those with the newest events first, and the total number of them.
    /// With `among`, only the users that these events are about.
    pub(crate) fn recent(&self, among: Option<&[i64]>, start: usize, len: usize) -> (Vec<KnownUser>, u64) {
        let mut included = vec![among.is_none(); self.users.len()];
        for place in among.unwrap_or_default().iter().filter_map(|id| self.place(*id)) {
            included[self.mentions[place as usize].user as usize] = true;
        }
        let lasts = self
            .mentions
            .iter()
            .rev()
            .filter(|mention| mention.user != NONE && mention.after == NONE && included[mention.user as usize]);
        let known =
            |mention: &Mention| KnownUser { last: mention.id, count: self.users[mention.user as usize].count.into() };
        let total =
            included.iter().zip(&self.users).filter(|(included, user)| **included && user.count > 0).count() as u64;
        (lasts.skip(start).take(len).map(known).collect(), total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(mentions: &[(&str, &str, &str)]) -> Mentions {
        let mut known = Mentions::default();
        for (id, (app, user, name)) in (1..).zip(mentions) {
            known.add(&StoredMention {
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
    fn the_events_of_a_user_are_linked() {
        let known = known(&[
            ("a", "ada", "user.created"),
            ("a", "bob", "user.created"),
            ("b", "ada", "user.created"),
            ("a", "ada", "user.disabled"),
            ("a", "ada", "user.profile.pre_update"),
        ]);
        assert_eq!(known.before(50, |_| true), [40, 10], "the same id in another application is another user");
        assert_eq!(known.before(50, |contents| contents.identities), [10]);
        assert_eq!(known.after(10, |contents| !contents.proposal), [40]);
        assert_eq!((known.before(10, |_| true), known.after(99, |_| true)), (vec![], vec![]));
        assert_eq!(known.events_of("ada", 1, 2), (vec![40, 30], 4));
        assert_eq!(known.events_of("eve", 0, 2), (vec![], 0));
    }

    #[test]
    fn deleted_events_are_unlinked() {
        let mut known = known(&[("a", "ada", "user.created"), ("a", "bob", "x"), ("a", "ada", "y"), ("a", "ada", "z")]);
        known.remove_deleted(Removals { upto: 1, ids: Some(vec![(20, 30)]) });
        assert_eq!((known.events_of("ada", 0, 9), known.events_of("bob", 0, 9)), ((vec![40, 10], 2), (vec![], 0)));
        assert_eq!(
            (known.recent(None, 0, 9).1, known.user("bob"), known.generation),
            (1, None, 1),
            "no event about bob is left"
        );
        assert_eq!((known.before(40, |_| true), known.after(10, |_| true)), (vec![10], vec![40]));
        assert_eq!(known.recent(Some(&[20, 30]), 0, 9).1, 0);
        known.remove_deleted(Removals { upto: 2, ids: Some(vec![(40, 40), (10, 10), (40, 40)]) });
        assert_eq!((known.recent(None, 0, 9).1, known.user("ada")), (0, None));
        assert_eq!(known.generation, 3, "two deletions removed the event with ada's newest state");
        known.remove_deleted(Removals { upto: 3, ids: None });
        assert_eq!((known.upto, known.mentions.len(), known.generation), (0, 0, 4), "everything must be read again");
    }

    #[test]
    fn users_are_listed_by_their_newest_event() {
        let known = known(&[("a", "ada", "x"), ("a", "bob", "x"), ("a", "eve", "x"), ("a", "ada", "x")]);
        let lasts =
            |(users, total): (Vec<KnownUser>, u64)| (users.iter().map(|user| user.last).collect::<Vec<_>>(), total);
        assert_eq!(lasts(known.recent(None, 0, 9)), (vec![40, 30, 20], 3));
        assert_eq!(lasts(known.recent(None, 1, 1)), (vec![30], 3));
        assert_eq!(lasts(known.recent(Some(&[10, 20]), 0, 9)), (vec![40, 20], 2));
        assert_eq!(known.recent(None, 0, 1).0[0].count, 2);
    }
}
