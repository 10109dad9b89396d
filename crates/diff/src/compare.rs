//! Comparing two values.

use crate::change::{Change, Op};
use crate::form::same_type;
use crate::limits::{MAX_LEVELS, STEPS_BETWEEN_CHECKS};
use crate::pairing::{Paired, Pairing, Pairs};
use crate::result::{Diff, Equal};
use crate::sameness::{self, Sameness};
use crate::trail::{ChangePath, Trail};
use hookglass_json::{Form, Value};

/// Compares two values.
pub fn diff<'a>(old: Value<'a>, new: Value<'a>) -> Diff<'a> {
    run(old, new, &|| false).0
}

/// Compares two values unless `stopped` returns true, which is checked every few thousand steps.
/// `None` if stopped.
pub fn diff_until<'a>(old: Value<'a>, new: Value<'a>, stopped: &dyn Fn() -> bool) -> Option<Diff<'a>> {
    let (diff, complete) = run(old, new, stopped);
    complete.then_some(diff)
}

/// The comparison, and whether it is complete.
fn run<'a>(old: Value<'a>, new: Value<'a>, stopped: &dyn Fn() -> bool) -> (Diff<'a>, bool) {
    let (mut changes, mut rewritten, mut by_position, mut equal) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut trail = Trail::between(old, new);
    let mut pairing = Pairing::between(old, new);
    // Pending containers, from the outermost inwards. This stack replaces recursion.
    let mut whole = Some(Paired::of(Some(old), Some(new)));
    let mut todo: Vec<(ChangePath, Pairs<'a>)> = Vec::new();
    let mut steps = 0_u32;
    loop {
        if steps.is_multiple_of(STEPS_BETWEEN_CHECKS) && stopped() {
            return (Diff { changes, rewritten, by_position, equal, trail }, false);
        }
        steps = steps.wrapping_add(1);
        let (within, pair) = match (whole.take(), todo.last_mut()) {
            (Some(whole), _) => (None, whole),
            (None, Some((within, rest))) => match rest.next() {
                Some(pair) => (Some(*within), pair),
                None => {
                    todo.pop();
                    continue;
                }
            },
            (None, None) => break,
        };
        let same =
            |new: Value<'a>| Equal { within: within.unwrap_or(Trail::ROOT), handle: new.handle(), at: pair.at.1 };
        if let (Some(old), Some(new), false) = (pair.old, pair.new, pair.moved)
            && pairing.identical(old, new)
        {
            equal.push(same(new));
            continue;
        }
        let at = within.map_or(Trail::ROOT, |within| trail.step(within, &pair));
        let change = |op| Change { op, path: at, old: pair.old, new: pair.new };
        let (old, new) = match (pair.old, pair.new) {
            (Some(old), Some(new)) => (old, new),
            (None, Some(_)) => {
                changes.push(change(Op::Added));
                continue;
            }
            _ => {
                changes.push(change(Op::Removed));
                continue;
            }
        };
        if pair.moved {
            changes.push(change(Op::Moved));
            if pairing.identical(old, new) {
                equal.push(same(new));
                continue;
            }
        }
        if old.form() == new.form() && old.form().is_container() && trail.level(at) < MAX_LEVELS {
            let children = pairing.pair(old, new);
            if old.form() == Form::Array && pairing.gave_up() {
                by_position.push(at);
            }
            if children.len() == 0 {
                equal.push(same(new));
            }
            todo.push((at, children));
            continue;
        }
        match sameness::of(old, new) {
            Sameness::Same => equal.push(same(new)),
            Sameness::Rewritten => rewritten.push(change(Op::Changed)),
            _ if same_type(old.form(), new.form()) => changes.push(change(Op::Changed)),
            _ => changes.push(change(Op::Retyped)),
        }
    }
    (Diff { changes, rewritten, by_position, equal, trail }, true)
}
