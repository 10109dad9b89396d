//! A comparison that is stopped, and one that is read in windows.

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
fn a_comparison_stops_when_it_is_told_to() {
    let (old, new) = (objects(20_000, 2), objects(20_000, 3));
    let asked = Cell::new(0);
    let after = |most: usize| {
        asked.set(0);
        let stopped = || {
            asked.set(asked.get() + 1);
            asked.get() > most
        };
        diff_until(old.root(), new.root(), &stopped).map(|diff| diff.changes.len())
    };
    assert_eq!(after(0), None);
    assert_eq!((after(2), asked.get()), (None, 3), "and not asked once more");
    assert_eq!(after(usize::MAX), Some(diff(old.root(), new.root()).changes.len()));
    assert!(asked.get() > 5, "it is asked while the work goes on");
}

fn told((path, value): (Pointer, Value<'_>)) -> (String, u32) {
    (path.to_string(), value.handle())
}

proptest! {
    #[test]
    fn a_window_of_the_equal_members_is_a_part_of_the_whole(value in 1..5_usize, start in 0..80_usize, len in 0..40_usize) {
        let (old, new) = (objects(20, 2), objects(20, value));
        let diff = diff(old.root(), new.root());
        let all: Vec<_> = diff.unchanged().map(told).collect();
        let upto = diff.unchanged_upto();
        prop_assert_eq!(upto.last().map_or(0, |&count| count as usize), diff.unchanged_total());
        let window: Vec<_> = diff.unchanged_window(&upto, start, len).into_iter().map(told).collect();
        let expected: Vec<_> = all.into_iter().skip(start).take(len).collect();
        prop_assert_eq!(window, expected);
    }
}
