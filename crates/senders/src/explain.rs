//! Looks up a pointer in the catalog: the meaning of a member, and the members that an object can
//! have.

use crate::catalog::{Member, MemberType, Part};
use crate::envelope::Envelope;
use crate::sender::of;
use hookglass_json::pointer::array_index;

pub use crate::catalog::Root;

/// A known member, and the part of the event that it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Explained {
    /// The part of the event.
    pub part: Part,
    /// The member.
    pub member: &'static Member,
}

/// The member at a pointer into an event's body; `None` if the catalog does not know it. For an
/// element of an array, the member that contains the array.
pub fn explain(envelope: &Envelope, tokens: &[String]) -> Option<Explained> {
    Some(explain_value(envelope, tokens)?.0)
}

/// Like [`explain`], with the type of the value itself. For an element of an array, that is the
/// type of the elements.
pub fn explain_value(envelope: &Envelope, tokens: &[String]) -> Option<(Explained, MemberType)> {
    let Resolved { found, form, .. } = resolve(envelope, tokens)?;
    found.zip(form)
}

/// The members that an object at a pointer into an event's body can have, in the sender's order.
/// Empty if they are unknown.
pub fn members_of(envelope: &Envelope, tokens: &[String]) -> &'static [Member] {
    match resolve(envelope, tokens) {
        Some(Resolved { form: Some(MemberType::Array(_)), .. } | Resolved { inside: Root::Unknown, .. }) | None => &[],
        Some(Resolved { inside: Root::Shape(shape), .. }) => shape.members,
        Some(Resolved { inside: Root::Payload, .. }) => envelope.known().map_or(&[], |known| known.payload),
    }
}

fn resolve(envelope: &Envelope, tokens: &[String]) -> Option<Resolved> {
    let first = tokens.first().map(String::as_str);
    walk(of(envelope.vendor).root(first), envelope, tokens)
}

/// The result of following a pointer through the catalog.
struct Resolved {
    found: Option<Explained>,
    form: Option<MemberType>,
    inside: Root,
}

fn walk(mut inside: Root, envelope: &Envelope, tokens: &[String]) -> Option<Resolved> {
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
    Some(Resolved { found, form, inside })
}
