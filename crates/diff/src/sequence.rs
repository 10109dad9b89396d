//! Longest common and longest increasing subsequences.
//!
//! The common subsequence is found by Myers' algorithm (1986) in linear space. Work is counted, not
//! timed. Once the budget is used up, symbols that are unique on both sides serve as anchors
//! (patience diff), and the result says that it is not the longest.

/// A common subsequence.
#[derive(Debug, Default)]
pub(super) struct Common {
    /// Positions on both sides, increasing on both.
    pub(super) pairs: Vec<(u32, u32)>,
    /// Whether the budget ran out, so a longer one may exist.
    pub(super) gave_up: bool,
}

/// Finds a common subsequence. `work` is the budget, and the remainder on return.
pub(super) fn common(a: &[u32], b: &[u32], work: &mut u64) -> Common {
    // Symbols of one side only are in no common subsequence, and would cost work at every step.
    let (a_places, b_places) = (also_in(a, b), also_in(b, a));
    if a_places.len() == a.len() && b_places.len() == b.len() {
        return common_of_shared(a, b, work);
    }
    let kept = |side: &[u32], places: &[u32]| places.iter().map(|&at| side[at as usize]).collect::<Vec<_>>();
    let mut common = common_of_shared(&kept(a, &a_places), &kept(b, &b_places), work);
    for pair in &mut common.pairs {
        *pair = (a_places[pair.0 as usize], b_places[pair.1 as usize]);
    }
    common
}

/// The positions of the symbols that the other sequence has too.
fn also_in(side: &[u32], other: &[u32]) -> Vec<u32> {
    let mut known = vec![false; symbols(side, other)];
    other.iter().for_each(|&symbol| known[symbol as usize] = true);
    (0..side.len() as u32).filter(|&at| known[side[at as usize] as usize]).collect()
}

fn symbols(a: &[u32], b: &[u32]) -> usize {
    a.iter().chain(b).max().map_or(0, |&most| most as usize + 1)
}

fn common_of_shared(a: &[u32], b: &[u32], work: &mut u64) -> Common {
    // Half of the budget is for the exact answer, so some is left for the fallback.
    let mut exact = *work / 2;
    let mut found = Vec::new();
    let complete = longest(a, b, (0, 0), &mut exact, &mut found);
    *work = *work / 2 + exact;
    if complete {
        return Common { pairs: found, gave_up: false };
    }
    let mut common = Common::default();
    let mut from = (0, 0);
    let anchors = unique_in_both(a, b);
    for (x, y) in anchors.into_iter().chain([(a.len() as u32, b.len() as u32)]) {
        let between = (&a[from.0 as usize..x as usize], &b[from.1 as usize..y as usize]);
        let kept = common.pairs.len();
        if !longest(between.0, between.1, from, work, &mut common.pairs) {
            common.pairs.truncate(kept);
            common.gave_up = true;
        }
        if (x as usize) < a.len() {
            common.pairs.push((x, y));
        }
        from = (x + 1, y + 1);
    }
    common
}

/// The longest increasing subsequence of distinct numbers, as positions.
pub(super) fn longest_increasing(numbers: &[u32]) -> Vec<u32> {
    let mut ends: Vec<u32> = Vec::new();
    let mut before = vec![u32::MAX; numbers.len()];
    for (at, &number) in numbers.iter().enumerate() {
        let length = match ends.last() {
            Some(&last) if numbers[last as usize] > number => {
                ends.partition_point(|&end| numbers[end as usize] < number)
            }
            _ => ends.len(),
        };
        if length > 0 {
            before[at] = ends[length - 1];
        }
        match ends.get_mut(length) {
            Some(end) => *end = at as u32,
            None => ends.push(at as u32),
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied().unwrap_or(u32::MAX);
    while at != u32::MAX {
        chain.push(at);
        at = before[at as usize];
    }
    chain.reverse();
    chain
}

/// The longest increasing run of symbols that are unique on each side.
fn unique_in_both(a: &[u32], b: &[u32]) -> Vec<(u32, u32)> {
    const NONE: u32 = u32::MAX;
    const MANY: u32 = u32::MAX - 1;
    let mut places = vec![(NONE, NONE); symbols(a, b)];
    let once = |place: &mut u32, at: usize| *place = if *place == NONE { at as u32 } else { MANY };
    a.iter().enumerate().for_each(|(at, &symbol)| once(&mut places[symbol as usize].0, at));
    b.iter().enumerate().for_each(|(at, &symbol)| once(&mut places[symbol as usize].1, at));
    let pairs: Vec<_> =
        a.iter().map(|&symbol| places[symbol as usize]).filter(|&(x, y)| x < MANY && y < MANY).collect();
    let seconds: Vec<_> = pairs.iter().map(|pair| pair.1).collect();
    longest_increasing(&seconds).into_iter().map(|at| pairs[at as usize]).collect()
}

enum Todo {
    Compare { a: (usize, usize), b: (usize, usize) },
    Equal { a: usize, b: usize, len: usize },
}

/// Appends the longest common subsequence. Returns false if the budget ran out.
fn longest(a: &[u32], b: &[u32], from: (u32, u32), work: &mut u64, pairs: &mut Vec<(u32, u32)>) -> bool {
    let mut frontiers = (Vec::new(), Vec::new());
    let mut todo = vec![Todo::Compare { a: (0, a.len()), b: (0, b.len()) }];
    while let Some(next) = todo.pop() {
        let (a_span, b_span) = match next {
            Todo::Equal { a, b, len } => {
                pairs.extend((0..len).map(|step| (from.0 + (a + step) as u32, from.1 + (b + step) as u32)));
                continue;
            }
            Todo::Compare { a, b } => (a, b),
        };
        let (left, right) = (&a[a_span.0..a_span.1], &b[b_span.0..b_span.1]);
        let front = left.iter().zip(right).take_while(|(a, b)| a == b).count();
        let rest = left.len().min(right.len()) - front;
        let back = left.iter().rev().zip(right.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
        pairs.extend((0..front).map(|step| (from.0 + (a_span.0 + step) as u32, from.1 + (b_span.0 + step) as u32)));
        let (a_span, b_span) = ((a_span.0 + front, a_span.1 - back), (b_span.0 + front, b_span.1 - back));
        if back > 0 {
            todo.push(Todo::Equal { a: a_span.1, b: b_span.1, len: back });
        }
        let (left, right) = (&a[a_span.0..a_span.1], &b[b_span.0..b_span.1]);
        if left.is_empty() || right.is_empty() {
            continue;
        }
        let Some((x, y)) = middle(left, right, &mut frontiers, work) else { return false };
        if (x, y) == (0, 0) || (x, y) == (left.len(), right.len()) {
            continue;
        }
        todo.push(Todo::Compare { a: (a_span.0 + x, a_span.1), b: (b_span.0 + y, b_span.1) });
        todo.push(Todo::Compare { a: (a_span.0, a_span.0 + x), b: (b_span.0, b_span.0 + y) });
    }
    true
}

/// A point on a shortest edit path, where the searches from both ends meet.
fn middle(a: &[u32], b: &[u32], frontiers: &mut (Vec<i32>, Vec<i32>), work: &mut u64) -> Option<(usize, usize)> {
    let (n, m) = (a.len() as i32, b.len() as i32);
    // The budget does not allow more steps than these.
    let affordable = i32::try_from(work.isqrt() + 1).unwrap_or(i32::MAX);
    let (delta, max) = (n - m, ((n + m + 1) / 2 + 1).min(affordable));
    let zero = max + 1;
    let (forth, back) = (&mut frontiers.0, &mut frontiers.1);
    for side in [&mut *forth, &mut *back] {
        if side.len() < (2 * zero + 2) as usize {
            side.resize((2 * zero + 2) as usize, 0);
        }
        side[(zero + 1) as usize] = 0;
    }
    let at = |k: i32| (zero + k) as usize;
    for d in 0..=max {
        *work = work.checked_sub(2 * d as u64 + 2)?;
        for k in (-d..=d).rev().step_by(2) {
            let down = k == -d || (k != d && forth[at(k - 1)] < forth[at(k + 1)]);
            let start = if down { forth[at(k + 1)] } else { forth[at(k - 1)] + 1 };
            let mut x = start;
            while x < n && x - k < m && x >= k && a[x as usize] == b[(x - k) as usize] {
                x += 1;
            }
            *work = work.saturating_sub((x - start) as u64);
            forth[at(k)] = x;
            if delta & 1 == 1 {
                let other = delta - k;
                if other.abs() < d && x + back[at(other)] >= n {
                    return Some((start as usize, (start - k) as usize));
                }
            }
        }
        for k in (-d..=d).rev().step_by(2) {
            let down = k == -d || (k != d && back[at(k - 1)] < back[at(k + 1)]);
            let mut x = if down { back[at(k + 1)] } else { back[at(k - 1)] + 1 };
            let start = x;
            while x < n && x - k < m && x >= k && a[(n - x - 1) as usize] == b[(m - x + k - 1) as usize] {
                x += 1;
            }
            *work = work.saturating_sub((x - start) as u64);
            back[at(k)] = x;
            if delta & 1 == 0 {
                let other = delta - k;
                if other.abs() <= d && x + forth[at(other)] >= n {
                    return Some(((n - x) as usize, (m - x + k) as usize));
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The length by dynamic programming.
    fn length(a: &[u32], b: &[u32]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut diagonal = 0;
            for (at, y) in b.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if x == y { diagonal + 1 } else { row[at].max(above) };
                diagonal = above;
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn it_is_the_longest_common_subsequence(a in prop::collection::vec(0..6_u32, 0..30), b in prop::collection::vec(0..6_u32, 0..30)) {
            let found = common(&a, &b, &mut 1_000_000);
            prop_assert!(!found.gave_up);
            prop_assert!(found.pairs.iter().all(|&(x, y)| a[x as usize] == b[y as usize]));
            prop_assert!(found.pairs.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
            prop_assert_eq!(found.pairs.len(), length(&a, &b));
        }

        #[test]
        fn with_a_small_budget_it_is_still_common(a in prop::collection::vec(0..40_u32, 0..30), b in prop::collection::vec(0..40_u32, 0..30)) {
            let found = common(&a, &b, &mut 40);
            prop_assert!(found.pairs.iter().all(|&(x, y)| a[x as usize] == b[y as usize]));
            prop_assert!(found.pairs.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
        }
    }

    #[test]
    fn an_exhausted_budget_is_reported() {
        let (a, b): (Vec<u32>, Vec<u32>) =
            ((0..10_000).map(|n| n % 7).collect(), (0..10_000).map(|n| n * 3 % 7).collect());
        assert!(common(&a, &b, &mut 100_000).gave_up);
    }

    #[test]
    fn a_longest_increasing_run_is_found() {
        assert_eq!(longest_increasing(&[3, 0, 1, 4, 2]), [1, 2, 4]);
        assert!(longest_increasing(&[]).is_empty());
    }
}
