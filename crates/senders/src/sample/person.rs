//! One fictional person: a name, a place, a browser, and the addresses, numbers and usernames in a
//! story.
//!
//! No data is real. Email addresses use example.com and example.org (RFC 2606), phone numbers use
//! the range reserved for fiction (+1 202 555 0100 to 0199), and IP addresses use the ranges for
//! documentation (RFC 5737).

use std::collections::BTreeSet;

use crate::rng::Rng;

#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) given: &'static str,
    pub(crate) family: &'static str,
    pub(crate) full: String,
    pub(crate) locale: &'static str,
    pub(crate) zone: &'static str,
    pub(crate) country_code: &'static str,
    pub(crate) country: &'static str,
    pub(crate) ip: String,
    pub(crate) browser: &'static Browser,
    /// The address that the person signs up with.
    pub(crate) email: String,
    pub(crate) phone: String,
    pub(crate) username: String,
    ascii: (&'static str, &'static str),
    used: BTreeSet<String>,
}

/// A browser and its device.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) agent: &'static str,
    pub(crate) name: &'static str,
}

struct Name {
    given: &'static str,
    family: &'static str,
    family_first: bool,
    ascii: (&'static str, &'static str),
    locale: &'static str,
    zone: &'static str,
    country: (&'static str, &'static str),
}

const fn name(
    given: &'static str,
    family: &'static str,
    ascii: (&'static str, &'static str),
    locale: &'static str,
    zone: &'static str,
    country: (&'static str, &'static str),
) -> Name {
    Name { given, family, family_first: false, ascii, locale, zone, country }
}

const NAMES: [Name; 16] = [
    name("Zoë", "Müller", ("zoe", "mueller"), "de-AT", "Europe/Vienna", ("AT", "Austria")),
    name("Łukasz", "Wójcik", ("lukasz", "wojcik"), "pl-PL", "Europe/Warsaw", ("PL", "Poland")),
    name("Amara", "Okafor", ("amara", "okafor"), "en-NG", "Africa/Lagos", ("NG", "Nigeria")),
    name("Søren", "Kjær", ("soren", "kjaer"), "da-DK", "Europe/Copenhagen", ("DK", "Denmark")),
    name("Máire", "O'Brien", ("maire", "obrien"), "en-IE", "Europe/Dublin", ("IE", "Ireland")),
    name("Inês", "Araújo", ("ines", "araujo"), "pt-BR", "America/Sao_Paulo", ("BR", "Brazil")),
    name("Priya", "Natarajan", ("priya", "natarajan"), "en-IN", "Asia/Kolkata", ("IN", "India")),
    name("Sigríður", "Jónsdóttir", ("sigridur", "jonsdottir"), "is-IS", "Atlantic/Reykjavik", ("IS", "Iceland")),
    name("Omar", "Haddad", ("omar", "haddad"), "ar-JO", "Asia/Amman", ("JO", "Jordan")),
    name("Eleni", "Παππά", ("eleni", "pappa"), "el-GR", "Europe/Athens", ("GR", "Greece")),
    name("Grace", "Lovell", ("grace", "lovell"), "en-US", "America/New_York", ("US", "United States")),
    name("Tariq", "Aziz-Bell", ("tariq", "aziz-bell"), "en-GB", "Europe/London", ("GB", "United Kingdom")),
    name("Lucía", "Ñañez", ("lucia", "nanez"), "es-AR", "America/Argentina/Buenos_Aires", ("AR", "Argentina")),
    Name { family_first: true, ..name("由美", "佐藤", ("yumi", "sato"), "ja-JP", "Asia/Tokyo", ("JP", "Japan")) },
    Name {
        family_first: true,
        ..name("美玲", "陳", ("meiling", "chan"), "zh-HK", "Asia/Hong_Kong", ("HK", "Hong Kong"))
    },
    name("Дарина", "Коваль", ("daryna", "koval"), "uk-UA", "Europe/Kyiv", ("UA", "Ukraine")),
];

const BROWSERS: [Browser; 4] = [
    Browser { agent: "Mozilla/5.0 (X11; Linux x86_64; rv:124.0) Gecko/20100101 Firefox/124.0", name: "Firefox 124.0" },
    Browser {
        agent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15",
        name: "Safari 17.4",
    },
    Browser {
        agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Safari/537.36",
        name: "Chrome 122.0.0",
    },
    Browser {
        agent: "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/122.0.0.0 Mobile Safari/537.36",
        name: "Google Pixel 8",
    },
];

const NETWORKS: [&str; 3] = ["192.0.2", "198.51.100", "203.0.113"];
const MAIL: [&str; 2] = ["example.com", "example.org"];

impl Person {
    pub(crate) fn new(rng: &mut Rng) -> Self {
        let name = rng.pick(&NAMES);
        let full = match name.family_first {
            true => format!("{}{}", name.family, name.given),
            false => format!("{} {}", name.given, name.family),
        };
        let mut person = Self {
            given: name.given,
            family: name.family,
            full,
            locale: name.locale,
            zone: name.zone,
            country_code: name.country.0,
            country: name.country.1,
            ip: format!("{}.{}", rng.pick(&NETWORKS), rng.between(2, 250)),
            browser: rng.pick(&BROWSERS),
            email: String::new(),
            phone: String::new(),
            username: String::new(),
            ascii: name.ascii,
            used: BTreeSet::new(),
        };
        person.email = person.new_email(rng);
        person.phone = person.new_phone(rng);
        person.username = person.new_username(rng);
        person
    }

    /// The language without the region.
    pub(crate) fn language(&self) -> &'static str {
        self.locale.split('-').next().unwrap_or(self.locale)
    }

    /// An unused address.
    pub(crate) fn new_email(&mut self, rng: &mut Rng) -> String {
        let (given, family) = self.ascii;
        let initial = &given[..1];
        let host = rng.pick(&MAIL);
        let first = match rng.below(5) {
            0 => format!("{given}@{host}"),
            1 => format!("{initial}.{family}@{host}"),
            2 => format!("{given}+hooks@{host}"),
            _ => format!("{given}.{family}@{host}"),
        };
        self.unused(first, |number| format!("{given}.{family}.{number}@{host}"))
    }

    /// An unused number. Once all are used, numbers repeat.
    pub(crate) fn new_phone(&mut self, rng: &mut Rng) -> String {
        let start = rng.below(100);
        let numbers = (0..100).map(|step| format!("+120255501{:02}", (start + step) % 100));
        let number = numbers.into_iter().find(|number| !self.used.contains(number));
        let number = number.unwrap_or_else(|| {
            // All numbers are used: start over.
            self.used.retain(|used| !used.starts_with('+'));
            format!("+120255501{start:02}")
        });
        self.used.insert(number.clone());
        number
    }

    /// An unused username.
    pub(crate) fn new_username(&mut self, rng: &mut Rng) -> String {
        let (given, family) = self.ascii;
        let first = match rng.below(3) {
            0 => given.to_owned(),
            1 => format!("{given}_{}", &family[..1]),
            _ => format!("{given}.{family}"),
        };
        self.unused(first, |number| format!("{given}{number}"))
    }

    fn unused(&mut self, first: String, then: impl Fn(u32) -> String) -> String {
        let candidates = std::iter::once(first).chain((2..).map(then));
        let found = candidates.into_iter().find(|text| !self.used.contains(text)).unwrap_or_default();
        self.used.insert(found.clone());
        found
    }
}
