//! Recorded changes, and what survives a power cut.
//!
//! What was synced survives. Of each later change, all, nothing or a part survives, in any order. A
//! failed sync drops the changes before it: the system marks such pages as written. Names survive
//! as they are.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    os::unix::fs::MetadataExt as _,
    path::Path,
};

/// The unit that a disk writes as a whole.
const SECTOR: usize = 512;

/// A file, whatever its name is.
pub(crate) type FileId = usize;

/// What happens to changes that were not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsynced {
    /// None survives.
    Lost,
    /// All survive, as after the end of the program alone.
    Kept,
    /// Some survive, some of them in part. The number selects which.
    Mixed(u64),
}

/// A change of a file.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Truncate { size: usize },
    Sync { succeeded: bool },
}

#[derive(Debug, Default)]
pub(crate) struct History {
    /// What the files contained when they were opened first.
    opened: Vec<Vec<u8>>,
    numbers: HashMap<(u64, u64), FileId>,
    /// How many handles each file has.
    handles: Vec<usize>,
    changes: Vec<Recorded>,
}

#[derive(Debug)]
struct Recorded {
    file: FileId,
    change: Change,
    /// The names in the folder before the change.
    names: BTreeMap<String, FileId>,
}

impl History {
    pub(crate) fn len(&self) -> usize {
        self.changes.len()
    }

    pub(crate) fn opens(&mut self, path: &Path) -> FileId {
        let metadata = fs::metadata(path).ok();
        let number = metadata.as_ref().map(|metadata| (metadata.dev(), metadata.ino()));
        let known = number.and_then(|number| self.numbers.get(&number).copied());
        // A new file can get the number of a deleted one.
        let is_new = |file: FileId| self.handles[file] == 0 && metadata.is_some_and(|metadata| metadata.len() == 0);
        let file = known.filter(|file| !is_new(*file)).unwrap_or_else(|| {
            self.opened.push(fs::read(path).unwrap_or_default());
            self.handles.push(0);
            self.opened.len() - 1
        });
        self.numbers.extend(number.map(|number| (number, file)));
        self.handles[file] += 1;
        file
    }

    pub(crate) fn closes(&mut self, file: FileId) {
        self.handles[file] -= 1;
    }

    pub(crate) fn add(&mut self, dir: &Path, file: FileId, change: Change) {
        let names = self.names(dir);
        self.changes.push(Recorded { file, change, names });
    }

    fn names(&self, dir: &Path) -> BTreeMap<String, FileId> {
        let entries = fs::read_dir(dir).into_iter().flatten().filter_map(Result::ok);
        let named = entries.filter_map(|entry| {
            let metadata = entry.metadata().ok()?;
            let file = self.numbers.get(&(metadata.dev(), metadata.ino()))?;
            Some((entry.file_name().into_string().ok()?, *file))
        });
        named.collect()
    }

    /// The files after a power cut before the `nth` change.
    pub(crate) fn survivors(&self, nth: usize, unsynced: Unsynced, dir: &Path) -> Vec<(String, Vec<u8>)> {
        let mut images: Vec<Image> =
            self.opened.iter().map(|content| Image { synced: content.clone(), pending: Vec::new() }).collect();
        for Recorded { file, change, .. } in &self.changes[..nth] {
            images[*file].add(change);
        }
        let names = self.changes.get(nth).map_or_else(|| self.names(dir), |change| change.names.clone());
        // The shared memory is not a file of the disk.
        let names = names.into_iter().filter(|(name, _)| !name.ends_with("-shm"));
        names.map(|(name, file)| (name, images[file].survives(unsynced))).collect()
    }
}

/// A file during a replay.
struct Image<'a> {
    synced: Vec<u8>,
    pending: Vec<&'a Change>,
}

impl<'a> Image<'a> {
    fn add(&mut self, change: &'a Change) {
        match change {
            Change::Sync { succeeded } => {
                for change in std::mem::take(&mut self.pending) {
                    if *succeeded {
                        apply(&mut self.synced, change, false);
                    }
                }
            }
            change => self.pending.push(change),
        }
    }

    fn survives(&self, unsynced: Unsynced) -> Vec<u8> {
        let mut content = self.synced.clone();
        for (number, change) in self.pending.iter().enumerate() {
            let (survives, is_torn) = match unsynced {
                Unsynced::Lost => (false, false),
                Unsynced::Kept => (true, false),
                Unsynced::Mixed(seed) => {
                    let random = mix(seed.wrapping_mul(1_000_003).wrapping_add(number as u64));
                    (random & 1 == 0, random & 6 == 0)
                }
            };
            if survives {
                apply(&mut content, change, is_torn);
            }
        }
        content
    }
}

fn apply(content: &mut Vec<u8>, change: &Change, is_torn: bool) {
    match change {
        Change::Write { at, bytes } => {
            let end = if is_torn { bytes.len() / 2 / SECTOR * SECTOR } else { bytes.len() };
            if content.len() < at + end {
                content.resize(at + end, 0);
            }
            content[*at..at + end].copy_from_slice(&bytes[..end]);
        }
        Change::Truncate { size } => content.truncate(*size),
        Change::Sync { .. } => {}
    }
}

/// The output function of `SplitMix64`.
fn mix(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
