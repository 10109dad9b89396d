//! The rows of a layout, compactly: which value or line stands on each side, and what is to be known of it without looking
//! there.

/// No value or line.
pub(super) const NONE: u32 = u32::MAX;

/// The row differs.
pub(super) const CHANGED: u32 = 1;
/// The closing bracket of a container.
pub(super) const CLOSE: u32 = 1 << 1;
/// A container with nothing in it on either side.
pub(super) const EMPTY: u32 = 1 << 2;
/// The last of what it stands in.
pub(super) const LAST: u32 = 1 << 3;

/// Where the flags end and the depth begins.
const DEPTH: u32 = 4;

/// Line numbers are kept of every so many rows, and counted on from there.
const EVERY: usize = 256;

#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) old: u32,
    pub(super) new: u32,
    rest: u32,
}

impl Row {
    pub(super) fn has(self, flag: u32) -> bool {
        self.rest & flag != 0
    }

    pub(super) fn depth(self) -> u32 {
        self.rest >> DEPTH
    }
}

#[derive(Debug, Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    /// How many lines each side has before every so manieth row.
    lines: Vec<(u32, u32)>,
    counted: (u32, u32),
}

impl Rows {
    pub(super) fn push(&mut self, old: u32, new: u32, depth: u32, flags: u32) {
        if self.rows.len().is_multiple_of(EVERY) {
            self.lines.push(self.counted);
        }
        self.counted.0 += u32::from(old != NONE);
        self.counted.1 += u32::from(new != NONE);
        self.rows.push(Row { old, new, rest: depth << DEPTH | flags });
    }

    pub(super) fn shrunk(mut self) -> Self {
        self.rows.shrink_to_fit();
        self
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn get(&self, row: usize) -> Option<Row> {
        self.rows.get(row).copied()
    }

    pub(super) fn is_changed(&self, row: usize) -> bool {
        self.get(row).is_some_and(|row| row.has(CHANGED))
    }

    /// The line numbers of a row, from 1; of a side that has none there, that of the line before.
    pub(super) fn numbers(&self, row: usize) -> (u32, u32) {
        let block = row / EVERY;
        let before = self.lines.get(block).copied().unwrap_or_default();
        let rows = self.rows.get(block * EVERY..=row).unwrap_or_default();
        rows.iter().fold(before, |(old, new), row| (old + u32::from(row.old != NONE), new + u32::from(row.new != NONE)))
    }
}
