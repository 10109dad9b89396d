//! What the catalog says about a member of an event, and which members an object in an event can have.

use crate::catalog::{Member, MemberType, Part};
use crate::envelope::Envelope;
use crate::sender::of;
use hookglass_json::pointer::array_index;

pub use crate::catalog::Root;

/// A member that is known, and what it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Explained {
    /// What it belongs to.
    pub part: Part,
    /// The member.
    pub member: &'static Member,
}

/// The member at a pointer into an event's body; `None` if the catalog does not know it. For an element of an array it is
/// the member that has the array.
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
        Some(Reached { form: Some(MemberType::Array(_)), .. } | Reached { inside: Root::Unknown, .. }) | None => &[],
        Some(Reached { inside: Root::Shape(shape), .. }) => shape.members,
        Some(Reached { inside: Root::Payload, .. }) => envelope.known().map_or(&[], |known| known.payload),
    }
}

fn reach(envelope: &Envelope, tokens: &[String]) -> Option<Reached> {
    let first = tokens.first().map(String::as_str);
    walk(of(envelope.vendor).root(first), envelope, tokens)
}

/// What a pointer leads to.
struct Reached {
    found: Option<Explained>,
    form: Option<MemberType>,
    inside: Root,
}

fn walk(mut inside: Root, envelope: &Envelope, tokens: &[String]) -> Option<Reached> {
    let mut found = None;
    let mut form = None;
    for token in tokens {
        if let Some(MemberType::Array(of)) = form {
            array_index(token)?;
            form = Some(*of);
        } else {
            let (part, members) = match inside {
                Root::Unknown => return None,
                Root::Shape(shape) => (shape.part, shape.members),
                Root::Payload => (Part::Payload, envelope.known()?.payload),
            };
            let member = members.iter().find(|member| member.name == token)?;
            found = Some(Explained { part, member });
            form = Some(member.form);
        }
        match form {
            Some(MemberType::Shape(shape)) => inside = Root::Shape(shape),
            Some(MemberType::Payload) => inside = Root::Payload,
            Some(MemberType::Array(_)) => {}
            _ => inside = Root::Unknown,
        }
    }
    Some(Reached { found, form, inside })
}
