//! The users that events are about: listed by their newest event, found by their ids and by what events show of them.
//!
//! Who there is, is known without reading events (`people`). A search looks through the list columns, so a user is found
//! by what some event was recognised by, now or long ago; and through what users are recognised by now (`contacts`).

use hookglass_store::EventRow;

use crate::{
    base::instant,
    error::AppError,
    people::{People, Seen, user_labels::Contacts},
    view::{UserRow, UsersWindow},
};

/// Users of one window at most.
const MOST_USERS: usize = 100;

impl People {
    /// A window of the users that events are about, the one of the newest event first; `query` is a part of the id, of
    /// what an event is recognised by, or of the user's address, number or names, in either case; empty for all. `len` is at most 100.
    pub async fn users(&self, query: &str, start: u64, len: u64) -> Result<UsersWindow, AppError> {
        let query = query.trim();
        let among = match query {
            "" => None,
            query => Some(
                [self.store.events().ids_by_user_text(query.to_owned()).await?, self.recognised_by(query).await?]
                    .concat(),
            ),
        };
        let len = usize::try_from(len).unwrap_or(usize::MAX).min(MOST_USERS);
        let skip = usize::try_from(start).unwrap_or(usize::MAX);
        let (seen, total) = self.known_now().await?.recent(among.as_deref(), skip, len);
        Ok(UsersWindow { total, start, rows: self.user_rows(&seen).await? })
    }

    /// A user by the id.
    pub(crate) async fn user(&self, user_id: &str) -> Result<Option<UserRow>, AppError> {
        let seen = self.known_now().await?.seen(user_id);
        Ok(self.user_rows(seen.as_slice()).await?.pop().filter(|row| row.user_id == user_id))
    }

    /// What is known of some users.
    async fn user_rows(&self, seen: &[Seen]) -> Result<Vec<UserRow>, AppError> {
        let lasts: Vec<i64> = seen.iter().map(|user| user.last).collect();
        let mut contacts = self.contacts(&lasts).await?;
        let rows = self.store.events().rows(lasts).await?.into_iter().filter_map(|row| {
            let count = seen.iter().find(|user| user.last == row.id)?.count;
            let contacts = contacts.remove(&row.id).unwrap_or_default();
            user_row(row, contacts, count)
        });
        Ok(rows.collect())
    }

    /// The id of the user of that id, or of the only one that has a text in the id or in what events are recognised by.
    pub async fn user_called(&self, text: &str) -> Result<String, AppError> {
        if self.known_now().await?.events_of(text, 0, 0).1 > 0 {
            return Ok(text.to_owned());
        }
        if text.trim().is_empty() {
            return Err(AppError::NoUser(text.to_owned()));
        }
        let mut found = self.users(text, 0, 1).await?;
        match (found.total, found.rows.pop()) {
            (1, Some(row)) => Ok(row.user_id),
            (0, _) | (_, None) => Err(AppError::NoUser(text.to_owned())),
            (count, _) => Err(AppError::SeveralUsers { text: text.to_owned(), count }),
        }
    }
}

fn user_row(row: EventRow, [email, phone, username, name]: Contacts, events: u64) -> Option<UserRow> {
    Some(UserRow {
        user_id: row.user_id?,
        vendor: row.vendor,
        app_id: row.app_id,
        email,
        phone,
        username,
        name,
        events,
        last_event: row.id,
        last_type: row.event_type,
        last_received_at: instant(row.received_at),
    })
}
