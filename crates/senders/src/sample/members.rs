//! Writes the members in the catalog, in its order, with values from a story.
//!
//! The value of a member comes from the facts of the event, else from the story by the name of the
//! member, else from the catalog: its example, its values, its type. An entry in the catalog is
//! therefore enough for a valid sample. An optional member is present if there is a fact about it.
//! Generated values depend only on the seed and the name of the member, so they stay the same from
//! event to event.

use std::collections::BTreeMap;

use super::{
    facts::{Fact, Facts},
    go_json::Json,
    story::Story,
};
use crate::authgear::sample::{IdentityKind, ORIGIN, Occurrence, Trigger, sign_in_methods};
use crate::catalog::{EventType, Member, MemberType, Shape};
use crate::rng::Rng;

/// Writes one event.
pub(crate) struct Members<'s> {
    pub(crate) story: &'s Story,
    pub(crate) trigger: &'s Trigger,
    pub(crate) entry: &'static EventType,
}

impl Members<'_> {
    /// An object with these members. An open object is a map in its sender's code: it has sorted
    /// keys and can have other members.
    pub(crate) fn object(&self, members: &'static [Member], open: bool, mut facts: Facts) -> Json {
        let mut written: Vec<(String, Json)> = Vec::new();
        for member in members {
            let value = match facts.take(member.name) {
                Some(Fact::Absent) if member.optional => None,
                Some(Fact::Absent) if member.nullable => Some(Json::Null),
                Some(Fact::Is(value)) => Some(value),
                Some(Fact::Of(facts)) => Some(self.of(member.form, facts)),
                Some(Fact::Each(each)) => Some(self.each(member.form, each)),
                Some(Fact::Absent) => Some(self.generated(member)),
                None if open => None,
                None => self.default_value(member),
            };
            written.extend(value.map(|value| (member.name.to_owned(), value)));
        }
        if !open {
            return Json::Struct(written);
        }
        Json::Map(written.into_iter().chain(facts.remaining()).collect())
    }

    /// An object of a known shape, with the story's facts about it.
    fn shape(&self, shape: &'static Shape) -> Json {
        self.object(shape.members, shape.open, self.story_facts(shape.name))
    }

    fn of(&self, form: MemberType, facts: Facts) -> Json {
        match form {
            MemberType::Payload => self.object(self.entry.payload, false, facts),
            MemberType::Shape(shape) => self.object(shape.members, shape.open, facts),
            _ => Json::Map(facts.remaining().collect()),
        }
    }

    fn each(&self, form: MemberType, each: Vec<Facts>) -> Json {
        match form {
            MemberType::Array(of) => Json::List(each.into_iter().map(|facts| self.of(*of, facts)).collect()),
            _ => Json::Null,
        }
    }

    /// The value of a member without a fact about it.
    fn default_value(&self, member: &'static Member) -> Option<Json> {
        if let Some(known) = self.story_value(member) {
            return Some(known);
        }
        if member.optional && member.example.is_none() {
            return None;
        }
        Some(self.generated(member))
    }

    /// The story's value for a member name that several types share.
    fn story_value(&self, member: &'static Member) -> Option<Json> {
        let (story, trigger) = (self.story, self.trigger);
        match (member.form, member.name) {
            (MemberType::Array(MemberType::String), "user_ids") => {
                Some(vec![story.account.as_ref()?.id.clone()].into())
            }
            (MemberType::Array(MemberType::String), "amr") => Some(sign_in_methods().into()),
            (MemberType::Array(MemberType::Shape(shape)), "identities") if shape.name == "identity" => {
                let listed = story.account.as_ref()?.listed();
                Some(self.each(member.form, listed))
            }
            (MemberType::UnixSeconds, _) => Some(story.now.into()),
            (MemberType::Timestamp, _) if !member.optional => Some(story.at.into()),
            (MemberType::String, name) => match name {
                "user_id" => trigger.user.as_ref().filter(|user| !user.is_empty()).map(|user| user.as_str().into()),
                "client_id" if member.example.is_none() => Some(story.client.as_str().into()),
                "recipient" if self.entry.name.starts_with("email.") => Some(story.email().into()),
                "recipient" | "phone" | "phone_number" => Some(story.phone().into()),
                "email" => Some(story.email().into()),
                "invited_by" | "actor_user_id" => Some(story.admin.as_str().into()),
                "role_key" => Some(story.role.key.into()),
                "ip_address" => trigger.ip.as_deref().map(Json::from),
                "user_agent" => trigger.agent.map(Json::from),
                "http_url" => Some(trigger.url.as_str().into()),
                "geo_location_code" => trigger.geo.map(Json::from),
                "tracking_id" => Some(trigger.tracking_id().into()),
                _ => None,
            },
            _ => None,
        }
    }

    fn generated(&self, member: &'static Member) -> Json {
        if let Some(example) = member.example {
            return Json::read(example);
        }
        let mut rng = Rng::named(self.story.seed, member.name);
        if matches!(member.form, MemberType::String) && !member.values.is_empty() {
            return (*rng.pick(member.values)).into();
        }
        if matches!(member.form, MemberType::String) && (member.name == "id" || member.name.ends_with("_id")) {
            return rng.uuid().into();
        }
        self.of_type(member.form, member.name, &mut rng)
    }

    fn of_type(&self, form: MemberType, name: &str, rng: &mut Rng) -> Json {
        match form {
            MemberType::String => name.replace('_', " ").into(),
            MemberType::Int64 | MemberType::Integer => rng.between(1, 100).into(),
            MemberType::Boolean => false.into(),
            MemberType::Timestamp => self.story.at.into(),
            MemberType::UnixSeconds => self.story.now.into(),
            MemberType::Uuid => rng.uuid().into(),
            MemberType::Url => format!("{ORIGIN}/{name}").into(),
            MemberType::Object | MemberType::Any => Json::Map(BTreeMap::new()),
            MemberType::Payload => self.object(self.entry.payload, false, Facts::default()),
            MemberType::Shape(shape) => self.shape(shape),
            MemberType::Array(of) => Json::List(vec![self.of_type(*of, name, rng)]),
        }
    }

    /// The story's facts about an object, by its shape.
    fn story_facts(&self, shape: &str) -> Facts {
        let story = self.story;
        let Some(account) = &story.account else { return Facts::default() };
        match shape {
            "user" => account.user(),
            "attributes" => account.attributes(),
            "identity" => story.own_identity().unwrap_or_default(),
            "session" => {
                account.sessions.last().map(|session| account.session(session, &story.person)).unwrap_or_default()
            }
            "authenticator" => account.authenticator(),
            "identification" => story.identification(),
            "authentication" => story.authentication(),
            "authentication_context" => story.flow(),
            "role" => story.role.facts(),
            "jwt" => Facts::default().of("payload", story.access_token()),
            "jwt_claims" => story.access_token(),
            _ => Facts::default(),
        }
    }
}

impl Story {
    /// The payload of a type, with these facts.
    pub(crate) fn payload(&mut self, entry: &'static EventType, facts: Facts) -> Json {
        let trigger = self.trigger(entry, &Occurrence::default());
        Members { story: self, trigger: &trigger, entry }.object(entry.payload, false, facts)
    }

    /// The recipient of an email.
    fn email(&self) -> &str {
        self.login_id(IdentityKind::Email).unwrap_or(&self.person.email)
    }

    fn phone(&self) -> &str {
        self.login_id(IdentityKind::Phone).unwrap_or(&self.person.phone)
    }

    fn login_id(&self, kind: IdentityKind) -> Option<&str> {
        let account = self.account.as_ref()?;
        Some(&account.identities[account.first(kind)?].value)
    }
}
