//! Stopping a comparison, and reading its equal values in windows.

use bytes::Bytes;
use hookglass_diff::{diff, diff_until};
use hookglass_json::{Document, Value, pointer::Pointer};
use proptest::prelude::*;
use std::cell::Cell;

fn document(text: &str) -> Document {
    Document::parse(Bytes::copy_from_slice(text.as_bytes())).unwrap()
}

fn objects(count: usize, value: usize) -> Document {
    let members: Vec<_> = (0..count).map(|at| format!(r#""m{at}":[{},{at},{{"x":{at}}}]"#, at % value)).collect();
    document(&format!("{{{}}}", members.join(",")))
}

#[test]
fn a_comparison_can_be_stopped() {
    let (old, new) = (objects(20_000, 2), objects(20_000, 3));
    let asked = Cell::new(0);
    let after = |max: usize| {
        asked.set(0);
        let stopped = || {
            asked.set(asked.get() + 1);
            asked.get() > max
        };
        diff_until(old.root(), new.root(), &stopped).map(|diff| diff.changes.len())
    };
    assert_eq!(after(0), None);
    assert_eq!((after(2), asked.get()), (None, 3), "and not checked again");
    assert_eq!(after(usize::MAX), Some(diff(old.root(), new.root()).changes.len()));
    assert!(asked.get() > 5, "it is checked during the work");
}

fn flat((path, value): (Pointer, Value<'_>)) -> (String, u32) {
    (path.to_string(), value.handle())
}

proptest! {
    #[test]
    fn a_window_of_equal_values_is_a_slice_of_all(value in 1..5_usize, start in 0..80_usize, len in 0..40_usize) {
        let (old, new) = (objects(20, 2), objects(20, value));
        let diff = diff(old.root(), new.root());
        let totals = diff.unchanged_totals();
        let all: Vec<_> = diff.unchanged_window(&totals, 0, usize::MAX).into_iter().map(flat).collect();
        prop_assert_eq!(totals.last().map_or(0, |&total| total as usize), all.len());
        let window: Vec<_> = diff.unchanged_window(&totals, start, len).into_iter().map(flat).collect();
        let expected: Vec<_> = all.into_iter().skip(start).take(len).collect();
        prop_assert_eq!(window, expected);
    }
}
