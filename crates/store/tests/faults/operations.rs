//! What a program does with a store.

use hookglass_filter::Filter;
use hookglass_store::{FILE_NAME, Store, move_aside};
use jiff::Timestamp;
use std::{fs, path::PathBuf};

use crate::folder::{Expected, Folder, STARRED, Template, event, now};

/// One of the things a program does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// Makes a new database.
    Create,
    /// Opens the database, with a log to recover.
    Open,
    Append,
    Checkpoint,
    Prune,
    /// Moves events to the trash and empties it.
    Delete,
    /// Deletes and returns pages to the file system.
    Shrink,
    /// Replaces an index that is damaged by a new one.
    SwapIndex,
    /// Closes the store, which moves the log into the file.
    Close,
    /// Moves the database aside.
    MoveAside,
}

impl Operation {
    /// The folder that it works on.
    pub(crate) fn folder(self, template: &Template) -> Folder {
        if self == Self::Create { Folder::empty() } else { template.folder() }
    }

    /// Prepares a folder. Returns the open store, if the operation needs one.
    pub(crate) async fn prepare(self, folder: &Folder) -> Option<Store> {
        if matches!(self, Self::Create | Self::Open | Self::MoveAside) {
            return None;
        }
        let store = folder.open();
        // Connects a reader, with the index.
        store.search().ids_after(&Filter::default(), now(), 0).await.unwrap();
        match self {
            Self::Shrink => {
                store.retention_mut().prune(vec![1, 2]).await.unwrap();
            }
            Self::SwapIndex => fs::write(folder.path().join("hookglass-index.damaged"), "").unwrap(),
            _ => {}
        }
        Some(store)
    }

    /// What a folder holds before the operation.
    pub(crate) fn before(self) -> Expected {
        if self == Self::Create {
            return Expected::default();
        }
        let mut expected = Expected::template();
        if self == Self::Shrink {
            expected.events.retain(|id, _| *id > 2);
        }
        expected
    }

    /// Runs the operation. It may fail. Updates what is expected by what it acknowledged. Returns
    /// the store if it is still open.
    pub(crate) async fn run(self, folder: &Folder, store: Option<Store>, expected: &mut Expected) -> Option<Store> {
        let Some(store) = store else {
            match self {
                Self::Create | Self::Open => return folder.try_open().ok(),
                _ => drop(move_aside(folder.path(), Timestamp::UNIX_EPOCH)),
            }
            return None;
        };
        match self {
            Self::Append => {
                for number in [101, 102] {
                    if let Ok(id) = store.events_mut().append(event(number)).await {
                        assert_eq!(expected.events.insert(id, number), None, "an id is used once");
                    }
                }
            }
            Self::Checkpoint => drop(store.disk_mut().checkpoint().await),
            Self::Prune => {
                expected.removing(&[1, 2, 5]);
                if let Ok(pruned) = store.retention_mut().prune(vec![1, 2, 5, STARRED]).await {
                    assert_eq!(pruned, 3);
                    expected.uncertain.clear();
                }
            }
            Self::Delete => {
                expected.removing(&[3, 4]);
                if let Ok(trashed) = store.trash_mut().hide(vec![3, 4]).await {
                    expected.uncertain.clear();
                    drop(store.trash_mut().empty(trashed.undo, 100).await);
                }
            }
            Self::Shrink => drop(store.disk_mut().shrink(100).await),
            Self::SwapIndex => {
                let before = folder.disk.injected();
                folder.index_until(&store, || folder.disk.injected() > before).await;
            }
            Self::Close => {
                drop(store);
                return None;
            }
            Self::Create | Self::Open | Self::MoveAside => unreachable!("they have no store"),
        }
        Some(store)
    }

    /// The folder with the events after the operation.
    pub(crate) fn place(self, folder: &Folder) -> PathBuf {
        let aside = folder.path().join(format!("{FILE_NAME}.damaged-1"));
        let moved = self == Self::MoveAside && !folder.path().join(FILE_NAME).exists();
        if moved { aside } else { folder.path().to_owned() }
    }
}
