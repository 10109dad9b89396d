//! The Fastgen events of a story: system events about a user and a table.
//!
//! The parameters and the link formats are those of https://docs.fastgen.com, System Events.

use crate::catalog::EventType;
use crate::sample::{Sample, Story, go_json::Json};

mod state;

pub(crate) use state::State;

/// The order of the types in a tour: that of a user's life.
const TOUR_ORDER: [&str; 8] = [
    "auth.user_signedUp",
    "auth.email_verificationRequested",
    "auth.email_verified",
    "auth.user_loggedIn",
    "auth.password_reset",
    "api.dataTable_created",
    "api.dataTable_updated",
    "api.dataTable_emptied",
];

/// The next event of a story, in the wrapper that a workflow adds. Fastgen documents no request
/// format.
pub(super) fn sample(story: &mut Story, entry: &'static EventType) -> Sample {
    let mut state = std::mem::take(&mut story.fastgen);
    let facts = state.after(entry.name, entry.variant, &story.person, &mut story.rng);
    story.fastgen = state;
    let parameters = story.payload(entry, facts);
    let wrapper = vec![("event".to_owned(), entry.name.into()), ("param".to_owned(), parameters)];
    Sample::new(entry, Json::Struct(wrapper), [("Content-Type", "application/json")], "/fastgen")
}

/// The position of a type in a tour.
pub(super) fn place_in_tour(entry: &EventType) -> (usize, u8) {
    (TOUR_ORDER.iter().position(|name| *name == entry.name).unwrap_or(TOUR_ORDER.len()), 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog;
    use crate::envelope::Vendor;

    #[test]
    fn the_tour_order_names_types_of_the_catalog() {
        for name in TOUR_ORDER {
            assert!(!catalog::named(Vendor::Fastgen, name).is_empty(), "{name}");
        }
    }
}
