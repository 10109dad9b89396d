//! Stars, notes, and deleting with undo.

use hookglass_filter::Filter;

use crate::{
    base::here_and_now,
    error::AppError,
    inbox::Inbox,
    view::{Deleted, Deletion},
};

/// Characters of a note.
const MOST_CHARACTERS: usize = 10_000;
/// Events that are removed for good in one step.
pub(crate) const STEP: usize = 200;

impl Inbox {
    /// Puts stars on events, or takes them off.
    pub async fn star(&self, ids: Vec<i64>, starred: bool) -> Result<(), AppError> {
        self.store.annotations_mut().star(ids, starred).await?;
        self.searches.forget();
        Ok(())
    }

    /// Puts a note on an event; an empty one takes it off.
    pub async fn set_note(&self, id: i64, note: &str) -> Result<(), AppError> {
        let (note, length) = (note.trim_end(), note.chars().count());
        if length > MOST_CHARACTERS {
            return Err(AppError::Setting(format!(
                "a note has at most {MOST_CHARACTERS} characters, and this one has {length}; shorten it"
            )));
        }
        if !self.is_there(id).await? || !self.store.annotations_mut().set_note(id, note.to_owned()).await? {
            return Err(AppError::NoEvent(id));
        }
        self.searches.forget();
        Ok(())
    }

    async fn is_there(&self, id: i64) -> Result<bool, AppError> {
        Ok(!self.store.events().rows(vec![id]).await?.is_empty())
    }

    /// How many events a deletion would take.
    pub async fn count_to_delete(&self, what: &Deletion) -> Result<u64, AppError> {
        Ok(self.to_delete(what).await?.len() as u64)
    }

    async fn to_delete(&self, what: &Deletion) -> Result<Vec<i64>, AppError> {
        Ok(match what {
            Deletion::Ids { ids } => {
                let mut ids = ids.clone();
                ids.sort_unstable();
                ids.dedup();
                self.store.events().existing_ids(ids).await?
            }
            Deletion::Filter { filter } => self.newest(filter, usize::MAX).await?,
            Deletion::All => self.store.search().newest(&Filter::default(), here_and_now(), usize::MAX).await?,
        })
    }

    /// Deletes events, also starred ones: they are out of sight at once, and come back by [`Inbox::undo_delete`].
    pub async fn delete_events(&self, what: Deletion) -> Result<Deleted, AppError> {
        let ids = self.to_delete(&what).await?;
        let trashed = self.store.trash_mut().hide(ids).await?;
        Ok(Deleted { undo: trashed.undo, count: trashed.count })
    }

    /// Brings back what was deleted, and returns how many events that are.
    pub async fn undo_delete(&self, undo: i64) -> Result<u64, AppError> {
        Ok(self.store.trash_mut().restore(undo).await?)
    }

    /// Removes what was deleted for good, a few events at a time, out of the way of those that arrive.
    pub async fn empty_trash(&self, undo: i64) -> Result<(), AppError> {
        let mut lull = self.store.idle_gate();
        loop {
            lull.wait(self.store.events()).await?;
            if self.store.trash_mut().empty(undo, STEP).await? == 0 {
                return Ok(());
            }
        }
    }
}
