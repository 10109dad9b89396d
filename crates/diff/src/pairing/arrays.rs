//! Matching the elements of two arrays: by identity, by common subsequence, by equality elsewhere,
//! by likeness.

use foldhash::{HashMap, HashMapExt};
use std::cmp::Ordering;

use super::elements::Elements;
use super::identity::by_identity;
use super::likeness::{MAX_COMPARED_MEMBERS, Sample};
use super::matches::Matches;
use super::pairs::NONE;
use super::state::Pairing;
use crate::sequence::common;

/// Neighbors are compared for likeness up to this number of pairs.
const MAX_NEIGHBOR_PAIRS: usize = 2_500;

impl<'a> Pairing<'a> {
    pub(super) fn matches(&mut self, olds: Elements<'a, '_>, news: Elements<'a, '_>) -> Matches {
        if let Some(matches) = by_identity(olds, news) {
            return matches;
        }
        let (a, b, swap) = self.symbols(olds, news);
        if swap { self.by_content(news, olds, &b, &a).swapped() } else { self.by_content(olds, news, &a, &b) }
    }

    /// Numbers the elements so that equal ones share a number. Also returns whether to swap the
    /// sides: the result must not depend on which side is the old one.
    fn symbols(&mut self, olds: Elements<'a, '_>, news: Elements<'a, '_>) -> (Vec<u32>, Vec<u32>, bool) {
        let span = |side: Elements<'a, '_>| side.get(0).handle()..side.get(side.len() - 1).handle_after();
        let old_prints = self.fingerprints.0.of(olds.document, span(olds));
        let new_prints = self.fingerprints.1.of(news.document, span(news));
        let old_order = olds.iter().map(|value| old_prints.get(value));
        let new_order = news.iter().map(|value| new_prints.get(value));
        let swap = old_order.cmp(new_order) == Ordering::Greater;
        let mut symbols: HashMap<u64, u32> = HashMap::with_capacity(olds.len());
        let mut symbol = |print: u64| {
            let next = symbols.len() as u32;
            *symbols.entry(print).or_insert(next)
        };
        let a = olds.iter().map(|value| symbol(old_prints.get(value))).collect();
        let b = news.iter().map(|value| symbol(new_prints.get(value))).collect();
        (a, b, swap)
    }

    fn by_content(&mut self, first: Elements<'a, '_>, second: Elements<'a, '_>, a: &[u32], b: &[u32]) -> Matches {
        let mut matches = Matches::none(first.len(), second.len());
        let common = common(a, b, &mut self.work);
        self.gave_up |= common.gave_up;
        common.pairs.iter().for_each(|&(x, y)| matches.pair(x as usize, y as usize, false));
        let mut elsewhere: HashMap<u32, Vec<usize>> = HashMap::new();
        for at in (0..b.len()).rev().filter(|&at| matches.partner[at] == NONE) {
            elsewhere.entry(b[at]).or_default().push(at);
        }
        for (at, symbol) in a.iter().enumerate() {
            let place = if matches.taken[at] { None } else { elsewhere.get_mut(symbol).and_then(Vec::pop) };
            if let Some(place) = place {
                matches.pair(at, place, true);
            }
        }
        let (mut x, mut y) = (0, 0);
        for (next_x, next_y) in common.pairs.into_iter().chain([(a.len() as u32, b.len() as u32)]) {
            let unmatched_x: Vec<_> = (x..next_x as usize).filter(|&at| !matches.taken[at]).collect();
            let unmatched_y: Vec<_> = (y..next_y as usize).filter(|&at| matches.partner[at] == NONE).collect();
            self.neighbors(first, second, &unmatched_x, &unmatched_y, &mut matches);
            (x, y) = (next_x as usize + 1, next_y as usize + 1);
        }
        matches
    }

    /// Pairs the unmatched elements of one run in order, with the greatest total likeness.
    fn neighbors(
        &mut self,
        first: Elements<'a, '_>,
        second: Elements<'a, '_>,
        xs: &[usize],
        ys: &[usize],
        matches: &mut Matches,
    ) {
        let cells = xs.len() * ys.len();
        if cells == 0 {
            return;
        }
        let samples = |side: Elements<'a, '_>, places: &[usize]| -> Vec<_> {
            places.iter().map(|&at| Sample::of(side.get(at))).collect()
        };
        let cost = (cells * MAX_COMPARED_MEMBERS) as u64;
        if cells > MAX_NEIGHBOR_PAIRS || self.work < cost {
            self.gave_up = true;
            for (&x, &y) in xs.iter().zip(ys) {
                if Sample::of(first.get(x)).likeness(&Sample::of(second.get(y))) > 0 {
                    matches.pair(x, y, false);
                }
            }
            return;
        }
        let (first, second) = (samples(first, xs), samples(second, ys));
        self.work -= cost;
        let width = ys.len() + 1;
        let mut best = vec![0_u32; (xs.len() + 1) * width];
        let mut alike = Vec::with_capacity(cells);
        for (row, one) in first.iter().enumerate() {
            for (column, other) in second.iter().enumerate() {
                let both = one.likeness(other);
                alike.push(both);
                let skip = best[row * width + column + 1].max(best[(row + 1) * width + column]);
                let pair = if both > 0 { best[row * width + column] + both } else { 0 };
                best[(row + 1) * width + column + 1] = skip.max(pair);
            }
        }
        let (mut row, mut column) = (xs.len(), ys.len());
        while row > 0 && column > 0 {
            let here = best[row * width + column];
            if here == best[(row - 1) * width + column] {
                row -= 1;
            } else if here == best[row * width + column - 1] {
                column -= 1;
            } else {
                (row, column) = (row - 1, column - 1);
                matches.pair(xs[row], ys[column], false);
            }
        }
    }
}
