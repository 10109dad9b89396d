//! The tour: one event of every type, in the order of a user's life.

use crate::catalog::{self, EventType};
use crate::sender::of;

/// Every type of the catalog once, sender by sender.
pub fn tour() -> Vec<&'static EventType> {
    let mut all: Vec<&'static EventType> = catalog::all().iter().collect();
    // The sort is stable: types with equal positions, such as the two password resets, keep the
    // order of the catalog.
    all.sort_by_key(|entry| (entry.vendor, of(entry.vendor).place_in_tour(entry)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tour_has_every_type_once_in_the_order_of_a_users_life() {
        let tour = tour();
        assert_eq!(tour.len(), catalog::all().len());
        let names: Vec<_> = tour.iter().map(|entry| entry.full_name()).collect();
        let at = |name: &str| names.iter().position(|other| other == name).unwrap();
        assert_eq!(at("user.pre_create"), 0);
        assert!(at("user.deletion_unscheduled") < at("user.deleted"));
        assert!(at("rate_limit.blocked") < at("user.disabled"), "types without a position come while the user exists");
        assert!(at("auth.password_reset.requested") < at("auth.password_reset.completed"));
        assert!(at("user.anonymized") < at("auth.user_signedUp"));
    }
}
