//! Matching objects by a member that identifies them.

use foldhash::quality::RandomState;
use foldhash::{HashMap, HashMapExt};
use std::cmp::Ordering;
use std::hash::BuildHasher;

use super::elements::Elements;
use super::likeness::MAX_COMPARED_MEMBERS;
use super::matches::Matches;
use crate::sameness::identity;
use crate::sequence::longest_increasing;
use hookglass_json::{Form, Value};

/// Members that are tried as the identity.
const MAX_IDENTITIES: usize = 4;

/// Elements of a long array that are probed for a repeated identity before all are.
const MAX_PROBED: usize = 2_048;

/// Matches objects by a member that all of them have with a distinct string or number: `id`, or the
/// member that finds the most partners.
pub(super) fn by_identity(olds: Elements<'_, '_>, news: Elements<'_, '_>) -> Option<Matches> {
    let objects = |side: Elements<'_, '_>| side.iter().all(|value| value.form() == Form::Object);
    if !objects(olds) || !objects(news) {
        return None;
    }
    let of = |name: &str| shared(olds, news, name).map(|pairs| (name.to_owned(), pairs));
    let (name, pairs) = of("id").or_else(|| {
        let mut names: Vec<_> = olds.get(0).children().filter_map(|member| member.key()).collect();
        let mut others: Vec<_> = news.get(0).children().filter_map(|member| member.key()).collect();
        names.sort_unstable();
        names.dedup();
        others.sort_unstable();
        names.retain(|name| name != "id" && others.binary_search(name).is_ok());
        names.truncate(MAX_COMPARED_MEMBERS);
        let max = olds.len().min(news.len());
        let mut best: Option<(String, Vec<(u32, u32)>)> = None;
        for found in names.iter().filter_map(|name| of(name)).take(MAX_IDENTITIES) {
            if best.as_ref().is_none_or(|best| best.1.len() < found.1.len()) {
                best = Some(found);
            }
            if best.as_ref().is_some_and(|best| best.1.len() == max) {
                break;
            }
        }
        best.filter(|best| best.1.len() * 2 >= max)
    })?;
    let mut matches = Matches::none(olds.len(), news.len());
    let order = ranks(&pairs);
    let mut moved = vec![true; pairs.len()];
    let inverse = inverse(&order);
    // Two choices may move equally few elements. The choice must not depend on which side is the
    // old one.
    let named = |at: u32| olds.get(pairs[at as usize].0 as usize).get(&name).and_then(identity);
    let first_out = (0..order.len()).find(|&at| order[at] as usize != at);
    let from_new = first_out.is_some_and(|at| named(inverse[at]) < named(at as u32));
    if from_new {
        longest_increasing(&inverse).into_iter().for_each(|at| moved[inverse[at as usize] as usize] = false);
    } else {
        longest_increasing(&order).into_iter().for_each(|at| moved[at as usize] = false);
    }
    for ((old, new), moved) in pairs.into_iter().zip(moved) {
        matches.pair(old as usize, new as usize, moved);
    }
    Some(matches)
}

/// The positions of the elements with the same value of this member, in the order of the old side.
/// `None` if an element lacks it or two elements share a value.
fn shared(olds: Elements<'_, '_>, news: Elements<'_, '_>, name: &str) -> Option<Vec<(u32, u32)>> {
    // Repeated values usually show up early, so a prefix is probed first.
    if olds.len() > 4 * MAX_PROBED {
        let probed = Elements { handles: &olds.handles[..MAX_PROBED], ..olds };
        distinct(&Identity::all(probed, name)?, &RandomState::default())?;
    }
    let (olds, news) = (Identity::all(olds, name)?, Identity::all(news, name)?);
    let increasing = |side: &[Identity<'_>]| side.is_sorted_by(|a, b| a.cmp(b) == Ordering::Less);
    if increasing(&olds) && increasing(&news) {
        return Some(shared_in_order(&olds, &news));
    }
    let state = RandomState::default();
    let places = distinct(&olds, &state)?;
    distinct(&news, &state)?;
    let partner = |new: &Identity<'_>| {
        let old = *places.get(&new.hash(&state))?;
        (olds[old as usize].cmp(new) == Ordering::Equal).then_some(old)
    };
    let mut pairs: Vec<_> = (0..).zip(&news).filter_map(|(at, new)| Some((partner(new)?, at))).collect();
    pairs.sort_unstable();
    Some(pairs)
}

/// Like [`shared`], if both sides are sorted already. Generated ids usually are.
fn shared_in_order(olds: &[Identity<'_>], news: &[Identity<'_>]) -> Vec<(u32, u32)> {
    let (mut pairs, mut rest) = (Vec::with_capacity(olds.len().min(news.len())), (0..).zip(news).peekable());
    for (at, old) in (0..).zip(olds) {
        while rest.next_if(|(_, new)| new.cmp(old) == Ordering::Less).is_some() {}
        if let Some((place, _)) = rest.next_if(|(_, new)| new.cmp(old) == Ordering::Equal) {
            pairs.push((at, place));
        }
    }
    pairs
}

/// The positions by hash; `None` if two are equal. The hash is seeded per run, so a sender cannot
/// construct collisions.
fn distinct(all: &[Identity<'_>], state: &RandomState) -> Option<HashMap<u64, u32>> {
    let mut places = HashMap::with_capacity(all.len());
    (0..).zip(all).all(|(at, known)| places.insert(known.hash(state), at).is_none()).then_some(places)
}

/// The identity of an element. Most comparisons need only the length and the first bytes.
struct Identity<'a> {
    prefix: u64,
    len: u32,
    value: Value<'a>,
}

impl<'a> Identity<'a> {
    /// All of them; `None` when an element lacks the member.
    fn all(elements: Elements<'a, '_>, name: &str) -> Option<Vec<Self>> {
        elements.iter().map(|object| Self::of(object.get(name)?)).collect()
    }

    fn of(value: Value<'a>) -> Option<Self> {
        let text = identity(value)?;
        let mut prefix = [0; 8];
        prefix.iter_mut().zip(text.iter()).for_each(|(to, from)| *to = *from);
        Some(Self { prefix: u64::from_be_bytes(prefix), len: text.len() as u32, value })
    }

    fn hash(&self, state: &RandomState) -> u64 {
        state.hash_one(identity(self.value))
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let quickly = (self.len, self.prefix).cmp(&(other.len, other.prefix));
        if quickly.is_eq() && self.len > 8 { identity(self.value).cmp(&identity(other.value)) } else { quickly }
    }
}

/// The rank of each pair by its second position.
fn ranks(pairs: &[(u32, u32)]) -> Vec<u32> {
    let mut sorted: Vec<_> = (0..pairs.len() as u32).collect();
    sorted.sort_unstable_by_key(|&at| pairs[at as usize].1);
    inverse(&sorted)
}

fn inverse(order: &[u32]) -> Vec<u32> {
    let mut inverse = vec![0; order.len()];
    order.iter().enumerate().for_each(|(at, &to)| inverse[to as usize] = at as u32);
    inverse
}
