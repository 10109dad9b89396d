//! What a member of an event is, in the catalog's words, and which members there can be at a place.

use crate::catalog::{self, Member, MemberType, Part, Shape};
use crate::envelope::{Envelope, Vendor};
use hookglass_json::pointer::array_index;

/// A member that is known, and what it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Explained {
    /// What it belongs to.
    pub part: Part,
    /// The member.
    pub member: &'static Member,
}

/// What stands at a pointer into an event's body; `None` for what the catalog does not know. An element of an array is
/// what the array is an array of.
pub fn explain(envelope: &Envelope, tokens: &[String]) -> Option<Explained> {
    Some(explain_value(envelope, tokens)?.0)
}

/// The same, and the type of the value itself: of an element of an array, that of the elements.
pub fn explain_value(envelope: &Envelope, tokens: &[String]) -> Option<(Explained, MemberType)> {
    let Reached { found, form, .. } = reach(envelope, tokens)?;
    found.zip(form)
}

/// The members that an object at a pointer into an event's body can have, in the order in which they are sent; none where
/// none are known.
pub fn members_of(envelope: &Envelope, tokens: &[String]) -> &'static [Member] {
    match reach(envelope, tokens) {
        Some(Reached { form: Some(MemberType::Array(_)), .. }) | None => &[],
        Some(Reached { inside: Inside::Shape(shape), .. }) => shape.members,
        Some(Reached { inside: Inside::Payload, .. }) => envelope.known().map_or(&[], |known| known.payload),
    }
}

fn reach(envelope: &Envelope, tokens: &[String]) -> Option<Reached> {
    let fastgen = catalog::fastgen_event();
    let root = match envelope.vendor {
        Vendor::Authgear => catalog::authgear_event(),
        // Bare parameters have no wrapper around them.
        Vendor::Fastgen
            if tokens.first().is_some_and(|token| fastgen.members.iter().all(|member| member.name != token)) =>
        {
            return walk(Inside::Payload, envelope, tokens);
        }
        Vendor::Fastgen => fastgen,
        _ => return None,
    };
    walk(Inside::Shape(root), envelope, tokens)
}

/// What a pointer leads to.
struct Reached {
    found: Option<Explained>,
    form: Option<MemberType>,
    inside: Inside,
}

/// Where the next name is looked up.
enum Inside {
    Shape(&'static Shape),
    Payload,
}

fn walk(mut inside: Inside, envelope: &Envelope, tokens: &[String]) -> Option<Reached> {
    let mut found = None;
    let mut form = None;
    for token in tokens {
        if let Some(MemberType::Array(of)) = form {
            array_index(token)?;
            form = Some(*of);
        } else {
            let (part, members) = match inside {
                Inside::Shape(shape) => (shape.part, shape.members),
                Inside::Payload => (Part::Payload, envelope.known()?.payload),
            };
            let member = members.iter().find(|member| member.name == token)?;
            found = Some(Explained { part, member });
            form = Some(member.form);
        }
        match form {
            Some(MemberType::Shape(shape)) => inside = Inside::Shape(shape),
            Some(MemberType::Payload) => inside = Inside::Payload,
            Some(MemberType::Array(_)) => {}
            // Nothing in it is known.
            _ => inside = Inside::Shape(&NOTHING),
        }
    }
    Some(Reached { found, form, inside })
}

static NOTHING: Shape = Shape { name: "", part: Part::Payload, open: true, members: &[] };
