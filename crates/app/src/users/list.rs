//! Lists the users that events are about by their newest events, and finds users by ids and labels.
//!
//! The list is made without reading events (`mentions`). A search covers the list columns, so it
//! finds a user by the subject of any stored event, and the current labels (`user_labels`).

use hookglass_store::EventRow;

use crate::{
    base::instant,
    users::{Users, UsersError, mentions::KnownUser, user_labels::Labels},
    view::{UserRow, UsersWindow},
};

/// Maximum users in one window.
pub(crate) const MAX_USER_ROWS: usize = 100;

impl Users {
    /// A window of the users that events are about, those with the newest events first. `query` is
    /// a part of the id, of an event's subject, or of the user's labels, ignoring case; empty for
    /// all users. `len` is at most 100.
    pub async fn users(&self, query: &str, start: u64, len: u64) -> Result<UsersWindow, UsersError> {
        let query = query.trim();
        let among = match query {
            "" => None,
            query => Some(
                [self.store.events().ids_by_user_text(query.to_owned()).await?, self.with_label(query).await?].concat(),
            ),
        };
        let len = usize::try_from(len).unwrap_or(usize::MAX).min(MAX_USER_ROWS);
        let skip = usize::try_from(start).unwrap_or(usize::MAX);
        let (users, total) = self.mentions_now().await?.recent(among.as_deref(), skip, len);
        Ok(UsersWindow { total, start, rows: self.user_rows(&users).await? })
    }

    /// The user with an id.
    pub(crate) async fn user(&self, user_id: &str) -> Result<Option<UserRow>, UsersError> {
        let user = self.mentions_now().await?.user(user_id);
        Ok(self.user_rows(user.as_slice()).await?.pop().filter(|row| row.user_id == user_id))
    }

    /// The rows of users.
    async fn user_rows(&self, users: &[KnownUser]) -> Result<Vec<UserRow>, UsersError> {
        let lasts: Vec<i64> = users.iter().map(|user| user.last).collect();
        let mut labels = self.labels(&lasts).await?;
        let rows = self.store.events().rows(lasts).await?.into_iter().filter_map(|row| {
            let count = users.iter().find(|user| user.last == row.id)?.count;
            let labels = labels.remove(&row.id).unwrap_or_default();
            user_row(row, labels, count)
        });
        Ok(rows.collect())
    }

    /// Finds a user by id, or else by a text that matches exactly one user. Returns the id.
    pub async fn find(&self, text: &str) -> Result<String, UsersError> {
        if self.mentions_now().await?.events_of(text, 0, 0).1 > 0 {
            return Ok(text.to_owned());
        }
        if text.trim().is_empty() {
            return Err(UsersError::NoUser(text.to_owned()));
        }
        let mut found = self.users(text, 0, 1).await?;
        match (found.total, found.rows.pop()) {
            (1, Some(row)) => Ok(row.user_id),
            (0, _) | (_, None) => Err(UsersError::NoUser(text.to_owned())),
            (count, _) => Err(UsersError::SeveralUsers { text: text.to_owned(), count }),
        }
    }
}

fn user_row(row: EventRow, [email, phone, username, name]: Labels, events: u64) -> Option<UserRow> {
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
