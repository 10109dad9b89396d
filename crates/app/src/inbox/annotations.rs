//! Stars, notes, and deletion with undo.

use hookglass_filter::Filter;

use crate::{
    base::filter_now,
    inbox::{Inbox, InboxError},
    view::{Deleted, Deletion},
};

/// Maximum characters in a note.
pub(crate) const MAX_NOTE_CHARS: usize = 10_000;
/// Events that one transaction removes permanently.
pub(crate) const BATCH_EVENTS: usize = 200;

impl Inbox {
    /// Adds stars to events, or removes them. Changes nothing if an event does not exist.
    pub async fn star(&self, ids: Vec<i64>, starred: bool) -> Result<(), InboxError> {
        if let Some(missing) = self.store.annotations_mut().star(ids, starred).await? {
            return Err(InboxError::NoEvent(missing));
        }
        self.searches.invalidate();
        Ok(())
    }

    /// Sets the note of an event; an empty one removes it.
    pub async fn set_note(&self, id: i64, note: &str) -> Result<(), InboxError> {
        let (note, length) = (note.trim_end(), note.chars().count());
        if length > MAX_NOTE_CHARS {
            return Err(InboxError::NoteTooLong { max: MAX_NOTE_CHARS, length });
        }
        if !self.store.annotations_mut().set_note(id, note.to_owned()).await? {
            return Err(InboxError::NoEvent(id));
        }
        self.searches.invalidate();
        Ok(())
    }

    /// The number of events that a deletion would delete.
    pub async fn count_to_delete(&self, what: &Deletion) -> Result<u64, InboxError> {
        Ok(self.ids_to_delete(what).await?.len() as u64)
    }

    async fn ids_to_delete(&self, what: &Deletion) -> Result<Vec<i64>, InboxError> {
        Ok(match what {
            Deletion::Ids { ids } => {
                let mut ids = ids.clone();
                ids.sort_unstable();
                ids.dedup();
                self.store.events().existing_ids(ids).await?
            }
            Deletion::Filter { filter } => self.newest(filter, usize::MAX).await?,
            Deletion::All => {
                self.store.search().newest(&Filter::default(), filter_now(&self.clock), usize::MAX).await?
            }
        })
    }

    /// Deletes events, including starred ones. They are hidden immediately; [`Inbox::undo_delete`]
    /// restores them.
    pub async fn delete(&self, what: Deletion) -> Result<Deleted, InboxError> {
        let ids = self.ids_to_delete(&what).await?;
        let trashed = self.store.trash_mut().hide(ids).await?;
        Ok(Deleted { undo: trashed.undo, count: trashed.count })
    }

    /// Restores deleted events and returns their number.
    pub async fn undo_delete(&self, undo: i64) -> Result<u64, InboxError> {
        Ok(self.store.trash_mut().restore(undo).await?)
    }

    /// Removes deleted events permanently, in batches, while no events arrive.
    pub async fn empty_trash(&self, undo: i64) -> Result<(), InboxError> {
        let mut gate = self.store.idle_gate();
        loop {
            gate.wait(self.store.events()).await?;
            if self.store.trash_mut().empty(undo, BATCH_EVENTS).await? == 0 {
                return Ok(());
            }
        }
    }
}
