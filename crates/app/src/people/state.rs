//! The state of a user as it was known after an event: the one that the event carries, else the last one that an event
//! before it told.
//!
//! What was only proposed counts only where the proposal itself is asked for; a repeat tells nothing new of others. *Before* is
//! in the order of arrival, since that is what was known. Kept out: how two states are compared (`compare`).

use hookglass_json::{
    Document, Value,
    pointer::Pointer,
    pretty::{Indented, indented},
};
use hookglass_senders::{
    parsed_request::{Budget, ParsedRequest},
    redact,
    snapshot::{self, Snapshot, Thing, When},
};
use hookglass_store::StoredEvent;
use jiff::Timestamp;
use std::collections::HashSet;

use crate::{
    base::blocking,
    error::AppError,
    people::{
        People, Unread,
        previous::{States, can_tell, fact, updated_at},
        same_user,
    },
    view::StateView,
};

/// Bytes of a state that is shown.
const MOST_BYTES: usize = 256 << 10;

/// The state of a user, and where it is from.
#[derive(Debug)]
struct UserState {
    event_id: i64,
    proposed: bool,
    state: Document,
    at: Pointer,
    updated_at: Option<Timestamp>,
}

impl UserState {
    /// The one that an event carries of its own user; also a proposed one, if this is the event that is `asked` for.
    fn of(event: &StoredEvent, asked: bool) -> Option<Self> {
        let reading = reading(event, asked);
        let states = snapshot::snapshots(&event.envelope, reading.document.as_ref().ok()?);
        let state = carried(event, &states, asked)?;
        Some(Self {
            event_id: event.id,
            proposed: state.when == When::Proposed,
            at: state.pointer(),
            updated_at: updated_at(state.value),
            state: state.alone(&event.envelope)?,
        })
    }

    fn name(&self) -> String {
        format!("user{} in event {}", if self.proposed { " as proposed" } else { "" }, self.event_id)
    }
}

fn reading(event: &StoredEvent, asked: bool) -> ParsedRequest {
    ParsedRequest::of(&event.capture, if asked { Budget::LOOKING } else { Budget::WAITING })
}

/// The state of an event's own user in it; also a proposed one, if this is the event that is `asked` for.
fn carried<'a, 'b>(event: &StoredEvent, states: &'b [Snapshot<'a>], asked: bool) -> Option<&'b Snapshot<'a>> {
    let id = event.envelope.user_id.as_deref()?;
    let proposal = || states.iter().find(|state| state.thing == Thing::User && state.id == id);
    fact(states, Thing::User, id).or_else(|| proposal().filter(|_| asked))
}

impl People {
    /// The states of a user as known after two events, for a comparison; or why there are not two. It is an error to ask for
    /// an event that is not about the user, or for two of different applications.
    pub(crate) async fn user_states_between(
        &self,
        user_id: &str,
        old: i64,
        new: i64,
    ) -> Result<Result<States, String>, AppError> {
        let (old, new) = (self.event_about(user_id, old).await?, self.event_about(user_id, new).await?);
        if !same_user(&old.envelope, &new.envelope) {
            let reason = format!(
                "the user '{user_id}' of event {} is one of another application; choose two events of one.",
                new.id
            );
            return Err(AppError::NothingToCompare { id: old.id, reason });
        }
        let (old_id, new_id) = (old.id, new.id);
        let none = |id| Ok(Err(format!("No event up to event {id} tells the state of this user.")));
        let Some(old) = self.told_after(old, UserState::of).await? else { return none(old_id) };
        let Some(new) = self.told_after(new, UserState::of).await? else { return none(new_id) };
        let note = if old.event_id == new.event_id && old_id != new_id {
            Some(format!(
                "Both are the state in event {}: no event from there to the later one tells another.",
                old.event_id
            ))
        } else {
            let later = old.updated_at.zip(new.updated_at).is_some_and(|(old, new)| old > new);
            (later && old.event_id < new.event_id).then(|| {
                format!(
                    "Event {} tells of a later state, though it arrived before: they came out of order.",
                    old.event_id
                )
            })
        };
        Ok(Ok(States {
            thing: Thing::User,
            old_name: old.name(),
            old_event: old.event_id,
            new_name: new.name(),
            old: old.state,
            new: new.state,
            new_event: new.event_id,
            at: new.at,
            note,
        }))
    }

    /// An event, if it is about a user.
    async fn event_about(&self, user_id: &str, id: i64) -> Result<StoredEvent, AppError> {
        let event = self.store.events().get(id).await?.ok_or(AppError::NoEvent(id))?;
        if event.envelope.user_id.as_deref() != Some(user_id) {
            return Err(AppError::OfAnotherUser { id, user_id: user_id.to_owned() });
        }
        Ok(event)
    }

    /// The state of a user as known after an event about them, for a person to read.
    pub async fn user_state(&self, user_id: &str, event: i64) -> Result<StateView, AppError> {
        let event = self.event_about(user_id, event).await?;
        let told = self.told_after(event, view).await?;
        Ok(told.unwrap_or_else(|| StateView { event_id: None, text: String::new(), omitted: 0 }))
    }

    /// What `read` finds of the user in an event or else in the last one before it; `None` when no event tells of the user,
    /// as far as is looked. `read` is also told whether this is the event that is asked for.
    async fn told_after<T: Send + 'static>(
        &self,
        event: StoredEvent,
        read: fn(&StoredEvent, bool) -> Option<T>,
    ) -> Result<Option<T>, AppError> {
        let (id, envelope) = (event.id, event.envelope.clone());
        if let Some(own) = blocking(move || read(&event, true)).await? {
            return Ok(Some(own));
        }
        let before = self.known_upto(id).await?.before(id, can_tell(Thing::User));
        let mut unread = Unread::from(before);
        while let Some(events) = self.read_on(&mut unread).await? {
            let envelope = envelope.clone();
            let told = blocking(move || {
                let mut own = events.iter().filter(|event| same_user(&event.envelope, &envelope));
                own.find_map(|event| read(event, false))
            });
            if let Some(told) = told.await? {
                return Ok(Some(told));
            }
        }
        Ok(None)
    }
}

fn view(event: &StoredEvent, asked: bool) -> Option<StateView> {
    let reading = reading(event, asked);
    let document = reading.document.as_ref().ok()?;
    let states = snapshot::snapshots(&event.envelope, document);
    let masked: HashSet<u32> = redact::values(&event.envelope, document).iter().map(Value::handle).collect();
    let is_masked = |value: Value<'_>| masked.contains(&value.handle());
    let Indented { text, omitted } = indented(carried(event, &states, asked)?.value, MOST_BYTES, is_masked);
    Some(StateView { event_id: Some(event.id), text, omitted })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{App, base::data_dir::DataDir, secrets::keychain::NoKeychain, view::DataDirSource};
    use hookglass_clock::Clock;
    use hookglass_request::{
        capture::{Capture, Version},
        headers::Headers,
    };
    use hookglass_senders::{catalog, sample::Story};
    use std::sync::Arc;

    async fn with(bodies: impl IntoIterator<Item = Vec<u8>>) -> (App, tempfile::TempDir) {
        let dir = tempfile::tempdir().unwrap();
        let data_dir = DataDir { path: dir.path().to_owned(), source: DataDirSource::Option };
        let app = App::open_with(data_dir, Arc::new(NoKeychain), Clock::system()).await.unwrap();
        for body in bodies {
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
            app.receive.take(capture, &hookglass_receiver::Caller::detached()).await.unwrap();
        }
        (app, dir)
    }

    fn told(names: &[&str]) -> (String, Vec<Vec<u8>>) {
        let mut story = Story::of_seed(31);
        let bodies: Vec<_> = names.iter().map(|name| story.next(catalog::find(name).unwrap()).body.to_vec()).collect();
        let document = Document::parse(bodies[0].clone().into()).unwrap();
        let id = document.root().path(&["context", "user_id"]).unwrap().string().unwrap().into_owned();
        (id, bodies)
    }

    fn silent(body: &[u8]) -> Vec<u8> {
        let mut document: serde_json::Value = serde_json::from_slice(body).unwrap();
        document["payload"] = serde_json::json!({});
        serde_json::to_vec(&document).unwrap()
    }

    #[tokio::test]
    async fn between_two_events_stand_the_states_known_after_each() {
        let names = ["user.disabled", "user.profile.pre_update", "user.reenabled", "user.profile.updated"];
        let (user, mut bodies) = told(&names);
        bodies[2] = silent(&bodies[2]);
        bodies.push(bodies[0].clone());
        let (app, _dir) = with(bodies).await;
        let between = async |old, new| app.people.user_states_between(&user, old, new).await.unwrap().unwrap();
        let named = async |old, new| {
            let states = between(old, new).await;
            (states.old_name, states.new_name, states.new_event, states.at.to_string(), states.note.is_some())
        };
        let at = || "/payload/user".to_owned();
        assert_eq!(named(1, 4).await, ("user in event 1".into(), "user in event 4".into(), 4, at(), false));
        assert_eq!(named(2, 4).await.0, "user as proposed in event 2", "the proposal that was asked for");
        assert_eq!(named(1, 3).await, ("user in event 1".into(), "user in event 1".into(), 1, at(), true));
        assert_eq!(named(3, 2).await.0, "user in event 1", "not the proposal before it");
        assert_eq!(named(4, 1).await, ("user in event 4".into(), "user in event 1".into(), 1, at(), false));
        assert_eq!(named(5, 4).await.0, "user in event 5", "a repeat that is asked for tells its own state");
        assert!(!named(4, 4).await.4, "one event against itself needs no explanation");
        let out_of_order = between(4, 5).await.note.unwrap();
        assert!(out_of_order.contains("out of order"), "{out_of_order}");
    }

    #[tokio::test]
    async fn where_no_state_is_known_that_is_said_of_the_right_event() {
        let (user, bodies) = told(&["user.disabled", "user.reenabled"]);
        let (app, _dir) = with([silent(&bodies[0]), bodies[1].clone()]).await;
        for (old, new) in [(1, 2), (2, 1), (1, 1)] {
            let reason = app.people.user_states_between(&user, old, new).await.unwrap().unwrap_err();
            assert_eq!(reason, "No event up to event 1 tells the state of this user.");
        }
        assert!(app.people.user_states_between(&user, 2, 2).await.unwrap().is_ok());
    }

    #[tokio::test]
    async fn events_of_others_are_refused() {
        let (user, mut bodies) = told(&["user.disabled", "user.reenabled", "user.disabled"]);
        let mut elsewhere: serde_json::Value = serde_json::from_slice(&bodies[1]).unwrap();
        elsewhere["context"]["app_id"] = "elsewhere".into();
        bodies[1] = serde_json::to_vec(&elsewhere).unwrap();
        bodies[2] = silent(&bodies[2]);
        let (app, _dir) = with(bodies).await;
        let refused =
            async |user: &str, old, new| app.people.user_states_between(user, old, new).await.unwrap_err().to_string();
        assert!(refused(&user, 1, 2).await.contains("another application"));
        assert!(refused("nobody", 1, 3).await.contains("event 1 is not about the user 'nobody'"));
        assert!(refused(&user, 1, 9).await.contains("no event 9"));
        let states = app.people.user_states_between(&user, 1, 3).await.unwrap().unwrap();
        assert_eq!(states.new_name, "user in event 1", "not the one of the other application, which came after it");
    }
}
