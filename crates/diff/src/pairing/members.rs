//! Pairing the members of two objects by name.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::borrow::Cow;
use std::ops::Range;

use super::pairs::Pair;
use hookglass_json::Value;

/// The pairs of two objects, in the order of the new side.
pub(super) fn members(old: Value<'_>, new: Value<'_>) -> Vec<Pair> {
    let pair = |(old, new)| Pair::of_members(Some(old), Some(new));
    if old.len() == new.len() && !has_repeats(new) {
        let both = || old.children().zip(new.children());
        if both().all(|(old, new)| old.raw_key() == new.raw_key()) {
            return both().map(pair).collect();
        }
    }
    let (olds, news) = (old.members(), new.members());
    let mut positions: HashMap<Option<Cow<'_, [u8]>>, usize> = HashMap::with_capacity(olds.len());
    positions.extend(olds.iter().enumerate().map(|(place, member)| (member.key_bytes(), place)));
    let partners: Vec<_> = news.iter().map(|member| positions.get(&member.key_bytes()).copied()).collect();
    let mut taken = vec![false; olds.len()];
    partners.iter().flatten().for_each(|&place| taken[place] = true);
    let unmatched = taken.iter().filter(|&&taken| !taken).count();
    let mut merged = Vec::with_capacity(news.len() + unmatched);
    let mut from = 0;
    let only_old = |range: Range<usize>, merged: &mut Vec<Pair>| {
        merged.extend(range.filter(|&at| !taken[at]).map(|at| Pair::of_members(Some(olds[at]), None)));
    };
    for (member, place) in news.into_iter().zip(partners) {
        if let Some(place) = place.filter(|&place| place >= from) {
            only_old(from..place, &mut merged);
            from = place;
        }
        merged.push(Pair::of_members(place.map(|place| olds[place]), Some(member)));
    }
    only_old(from..olds.len(), &mut merged);
    merged
}

/// Whether two members may share a name. A name with an escape could be any name.
fn has_repeats(object: Value<'_>) -> bool {
    if object.has_distinct_names() {
        return false;
    }
    let mut seen = HashSet::with_capacity(object.len());
    !object.children().filter_map(|member| member.raw_key()).all(|name| !name.contains(&b'\\') && seen.insert(name))
}
