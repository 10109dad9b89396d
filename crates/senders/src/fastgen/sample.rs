//! Fastgen's side of a story: a user and a table, and the system events about them.
//!
//! A request is followed by its completion: after a verification request, the user is verified. The parameters and the
//! ends of the links are those of https://docs.fastgen.com, System Events.

use crate::catalog::EventType;
use crate::sample::{Sample, Story, go::Json};

mod state;

pub(crate) use state::State;

/// The order of the types in a user's life.
const LIFE: [&str; 8] = [
    "auth.user_signedUp",
    "auth.email_verificationRequested",
    "auth.email_verified",
    "auth.user_loggedIn",
    "auth.password_reset",
    "api.dataTable_created",
    "api.dataTable_updated",
    "api.dataTable_emptied",
];

/// The next event of a story, in the wrapper with which a workflow names it. Fastgen does not document its own request.
pub(super) fn sample(story: &mut Story, entry: &'static EventType) -> Sample {
    let mut state = std::mem::take(&mut story.fastgen);
    let facts = state.after(entry.name, entry.variant, &story.person, &mut story.rng);
    story.fastgen = state;
    let parameters = story.payload(entry, facts);
    let wrapper = vec![("event".to_owned(), entry.name.into()), ("param".to_owned(), parameters)];
    Sample::new(entry, Json::Struct(wrapper), [("Content-Type", "application/json")], "/fastgen")
}

/// Where a type comes in a tour.
pub(super) fn place_in_tour(entry: &EventType) -> (usize, u8) {
    (LIFE.iter().position(|name| *name == entry.name).unwrap_or(LIFE.len()), 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog;
    use crate::envelope::Vendor;

    #[test]
    fn the_names_in_a_life_are_the_catalogs() {
        for name in LIFE {
            assert!(!catalog::named(Vendor::Fastgen, name).is_empty(), "{name}");
        }
    }
}
