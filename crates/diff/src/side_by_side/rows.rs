//! The compact rows of a layout: the value or line on each side, with flags and depth.

/// No value or line.
pub(super) const NONE: u32 = u32::MAX;

/// The sides differ.
pub(super) const CHANGED: u32 = 1;
/// The row is the closing bracket of a container.
pub(super) const CLOSE: u32 = 1 << 1;
/// The container is empty on both sides.
pub(super) const EMPTY: u32 = 1 << 2;
/// The value is the last of its container.
pub(super) const LAST: u32 = 1 << 3;

/// The bit at which the depth starts.
const DEPTH_SHIFT: u32 = 4;

/// Line numbers are stored once per block and counted from there.
const BLOCK_ROWS: usize = 256;

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
        self.rest >> DEPTH_SHIFT
    }
}

#[derive(Debug, Default)]
pub(super) struct Rows {
    rows: Vec<Row>,
    /// The number of lines on each side before each block.
    lines: Vec<(u32, u32)>,
    counted: (u32, u32),
}

impl Rows {
    pub(super) fn push(&mut self, old: u32, new: u32, depth: u32, flags: u32) {
        if self.rows.len().is_multiple_of(BLOCK_ROWS) {
            self.lines.push(self.counted);
        }
        self.counted.0 += u32::from(old != NONE);
        self.counted.1 += u32::from(new != NONE);
        self.rows.push(Row { old, new, rest: depth << DEPTH_SHIFT | flags });
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

    /// The 1-based line numbers of a row. A side with a gap gets the number of the line before.
    pub(super) fn numbers(&self, row: usize) -> (u32, u32) {
        let block = row / BLOCK_ROWS;
        let before = self.lines.get(block).copied().unwrap_or_default();
        let rows = self.rows.get(block * BLOCK_ROWS..=row).unwrap_or_default();
        rows.iter().fold(before, |(old, new), row| (old + u32::from(row.old != NONE), new + u32::from(row.new != NONE)))
    }
}
