//! The registry of senders.

use super::capabilities::Sender;
use crate::authgear::Authgear;
use crate::envelope::Vendor;
use crate::fastgen::Fastgen;
use crate::known;

/// The implementation of a sender.
pub fn of(vendor: Vendor) -> &'static dyn Sender {
    match vendor {
        Vendor::Authgear => &Authgear,
        Vendor::Fastgen => &Fastgen,
        Vendor::Github => &known::GITHUB,
        Vendor::Stripe => &known::STRIPE,
        Vendor::StandardWebhooks => &known::STANDARD_WEBHOOKS,
        Vendor::CloudEvents => &known::CLOUD_EVENTS,
        Vendor::Generic => &known::GENERIC,
    }
}

/// The senders that are understood in full, in the order in which they try to recognize a request.
/// The senders of `known.rs` follow.
pub(crate) static UNDERSTOOD: [&dyn Sender; 2] = [&Authgear, &Fastgen];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog;
    use crate::sample::Story;
    use hookglass_json::Document;

    #[test]
    fn a_catalog_entry_is_enough_for_a_sample() {
        let entry = catalog::named(Vendor::Fastgen, "auth.user_loggedIn").first().unwrap();
        let sample = known::GITHUB.sample(&mut Story::of_seed(1), entry);
        let document = Document::parse(sample.body).unwrap();
        let members: Vec<_> = document.root().children().filter_map(|member| member.key()).collect();
        assert_eq!(members, ["userId", "email", "emailVerified", "roles"]);
    }
}
