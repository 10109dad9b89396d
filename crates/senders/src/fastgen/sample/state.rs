//! The user and the table in the Fastgen events of a story.

use crate::rng::Rng;
use crate::sample::{facts::Facts, person::Person};

/// The fictional site that the links open.
const SITE: &str = "https://auth.fastgen.example";

#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    user: Option<User>,
    table: Option<Table>,
}

#[derive(Debug, Clone)]
struct User {
    id: String,
    project: String,
    verified: bool,
}

#[derive(Debug, Clone)]
struct Table {
    id: String,
    name: &'static str,
    description: &'static str,
}

const TABLES: [&str; 5] = ["Orders", "Invoices & receipts", "Kunden", "Shipments", "商品"];
const DESCRIPTIONS: [&str; 3] = ["One row per line", "Kept for ten years", "Filled by the nightly import"];

impl State {
    /// Applies an event and returns its parameters.
    pub(super) fn after(&mut self, name: &str, variant: Option<&str>, person: &Person, rng: &mut Rng) -> Facts {
        if name.starts_with("api.dataTable_") {
            return self.table(name, rng);
        }
        if name == "auth.user_signedUp" {
            self.user = None;
        }
        let user = self.user.get_or_insert_with(|| User {
            id: rng.uuid(),
            project: rng.uuid(),
            verified: !matches!(name, "auth.user_signedUp"),
        });
        match name {
            "auth.email_verificationRequested" => user.verified = false,
            "auth.email_verified" => user.verified = true,
            _ => {}
        }
        let facts = Facts::default()
            .with("userId", user.id.as_str())
            .with("email", person.email.as_str())
            .with("emailVerified", user.verified)
            .with("roles", vec!["Warehouse clerk"]);
        let page = match (name, variant) {
            ("auth.email_verificationRequested", _) => "verify-email",
            ("auth.password_reset", Some("requested")) => "set-new-password",
            _ => return facts,
        };
        let token = rng.token(96);
        let link = format!("{SITE}/{}/{page}?token={token}", user.project);
        facts.with("token", token).with("link", link)
    }

    fn table(&mut self, name: &str, rng: &mut Rng) -> Facts {
        if name == "api.dataTable_created" {
            self.table = None;
        }
        let table = self.table.get_or_insert_with(|| Table {
            id: rng.uuid(),
            name: rng.pick::<&str>(&TABLES),
            description: if name == "api.dataTable_created" { "" } else { DESCRIPTIONS[0] },
        });
        if name == "api.dataTable_updated" {
            let others: Vec<_> = DESCRIPTIONS.into_iter().filter(|text| *text != table.description).collect();
            table.description = rng.pick::<&str>(&others);
        }
        let facts = Facts::default()
            .with("ID", table.id.as_str())
            .with("Name", table.name)
            .with("Description", table.description);
        if name == "api.dataTable_deleted" {
            self.table = None;
        }
        facts
    }
}
