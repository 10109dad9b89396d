//! What users are recognised by: e-mail address, phone number, user name and name, by the newest state of each.
//!
//! Nothing is written for this when an event arrives. The newest state of a user is read when it is first asked for and kept, by
//! the user's newest event; what a search has read once is not read again until there is a newer one. A search looks
//! through this for [`MOST_USERS`] users, those of the newest events. Kept out: the list columns (`store`).

use hookglass_senders::{
    parsed_request::{Budget, ParsedRequest},
    snapshot::{self, Thing},
};
use hookglass_store::StoredEvent;
use std::collections::{HashMap, HashSet, VecDeque};

use crate::{
    base::blocking,
    error::AppError,
    people::{MOST_BYTES, People, previous::fact, within},
};

/// E-mail address, phone number, user name, name.
pub(crate) type Contacts = [Option<String>; 4];

/// Users that a search looks through, and that are kept.
const MOST_USERS: usize = 20_000;
/// Users whose states are read at a time.
const CHUNK: usize = 500;
/// Events that are tried for one user: one of a type that is not known may carry a user or not.
const MOST_TRIED: usize = 3;
/// Digits of what is taken for a part of a phone number.
const FEWEST_DIGITS: usize = 5;

/// What is known of users, by the newest event of each. The texts of a user are in lower case, a line each.
#[derive(Debug, Default)]
pub(crate) struct Remembered(tokio::sync::Mutex<Read>);

#[derive(Debug, Default)]
struct Read {
    lines: HashMap<i64, Box<str>>,
    /// Of which count of forgotten events this is.
    forgotten: u64,
}

impl People {
    /// What some users are recognised by: of each the newest event is given. Left out are those whose states were not read,
    /// since the ones beside them are too large.
    pub(crate) async fn contacts(&self, lasts: &[i64]) -> Result<HashMap<i64, Contacts>, AppError> {
        let (mut found, mut left) = (HashMap::new(), MOST_BYTES);
        let mut asked: Vec<(i64, i64)> = Vec::new();
        {
            let known = self.known_now().await?;
            for last in lasts {
                match known.telling(*last) {
                    Some(telling) => asked.push((*last, telling)),
                    None => drop(found.insert(*last, Contacts::default())),
                }
            }
        }
        for _ in 0..MOST_TRIED {
            let ids: Vec<i64> = asked.iter().map(|(_, telling)| *telling).collect();
            if ids.is_empty() || left == 0 {
                break;
            }
            let events = within(self.store.events().by_ids(ids, left).await?, &mut left);
            let told: HashMap<i64, Option<Contacts>> =
                blocking(move || events.iter().map(|event| (event.id, told(event))).collect()).await?;
            let known = self.known_now().await?;
            let mut silent = Vec::new();
            for (last, telling) in asked {
                match told.get(&telling) {
                    Some(Some(contacts)) => drop(found.insert(last, contacts.clone())),
                    Some(None) => {
                        found.insert(last, Contacts::default());
                        silent.extend(known.telling_before(telling).map(|before| (last, before)));
                    }
                    None => {}
                }
            }
            asked = silent;
        }
        Ok(found)
    }

    /// The newest events of the users who have a text in what they are recognised by, in either case.
    pub(crate) async fn recognised_by(&self, text: &str) -> Result<Vec<i64>, AppError> {
        let (lasts, forgotten) = {
            let known = self.known_now().await?;
            let lasts: Vec<i64> = known.recent(None, 0, MOST_USERS).0.iter().map(|user| user.last).collect();
            (lasts, known.forgotten)
        };
        let mut read = self.remembered.0.lock().await;
        if read.forgotten != forgotten {
            *read = Read { forgotten, ..Read::default() };
        }
        let remembered = &mut read.lines;
        let mut unread: VecDeque<i64> = lasts.iter().copied().filter(|last| !remembered.contains_key(last)).collect();
        while !unread.is_empty() {
            let mut chunk: Vec<i64> = unread.drain(..unread.len().min(CHUNK)).collect();
            let found = self.contacts(&chunk).await?;
            remembered.extend(found.into_iter().map(|(last, contacts)| (last, lines(&contacts))));
            let read = chunk.len();
            chunk.retain(|last| !remembered.contains_key(last));
            // One that is too large even by itself is not tried again before there is a newer one.
            if chunk.len() == read {
                remembered.insert(chunk.remove(0), Box::default());
            }
            unread.extend(chunk);
        }
        if remembered.len() > lasts.len() {
            let current: HashSet<i64> = lasts.iter().copied().collect();
            remembered.retain(|last, _| current.contains(last));
        }
        let (wanted, number) = (text.to_lowercase(), number_in(text));
        let fits = |line: &str| line.contains(&wanted) || number.as_ref().is_some_and(|number| line.contains(number));
        let has = |last: &i64| remembered.get(last).is_some_and(|lines| lines.lines().any(fits));
        Ok(lasts.into_iter().filter(has).collect())
    }
}

/// The digits of what is written like a phone number: states have it without the signs between.
fn number_in(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_number = text.chars().all(|sign| sign.is_ascii_digit() || "+-./() \u{a0}".contains(sign));
    (is_number && digits.len() >= FEWEST_DIGITS).then_some(digits)
}

fn lines(contacts: &Contacts) -> Box<str> {
    let texts: Vec<_> = contacts.iter().flatten().map(|text| text.to_lowercase()).collect();
    texts.join("\n").into()
}

/// By the state of the event's own user, not of another in it.
fn told(event: &StoredEvent) -> Option<Contacts> {
    let reading = ParsedRequest::of(&event.capture, Budget::WAITING);
    let states = snapshot::snapshots(&event.envelope, reading.document.as_ref().ok()?);
    Some(snapshot::contacts(fact(&states, Thing::User, event.envelope.user_id.as_deref()?)?.value))
}
