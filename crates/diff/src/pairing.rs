//! Which member or element of one container stands for which of another.
//!
//! Members by their names. Elements by a member that tells them apart (`id` first), else by what the two arrays have in
//! common, in order, then by what is equal in another place, and last by likeness among neighbours. The same pairs come
//! out whichever side is called the old one. Work is bounded over all containers of one comparison; where it runs out,
//! elements are paired by position, and the caller is told.

use foldhash::quality::RandomState;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::BuildHasher;
use std::ops::Range;
use std::vec;

use super::sameness::{Fingerprints, identity};
use super::sequence::{common, longest_rising};
use hookglass_json::{Document, Form, Value};

/// Steps that one comparison may spend on arrays.
const MOST_WORK: u64 = 1 << 24;

/// More pairs of neighbours than these are not compared for likeness.
const MOST_NEIGHBOURS: usize = 2_500;

/// Members of an element that are looked at for likeness, and that are tried as its identity.
const MOST_LOOKED_AT: usize = 32;
const MOST_TRIED: usize = 4;

/// Elements of a long array that are probed for a repeated identity before all are.
const MOST_PROBED: usize = 2_048;

const NONE: u32 = u32::MAX;

/// A member of either or both of two objects, or an element of two arrays.
#[derive(Debug, Clone, Copy)]
pub struct Paired<'a> {
    /// On the old side.
    pub old: Option<Value<'a>>,
    /// On the new side.
    pub new: Option<Value<'a>>,
    /// Whether it is an element that stands in another place among those that both sides have.
    pub moved: bool,
    /// Positions in the two arrays.
    pub(super) at: (u32, u32),
}

impl<'a> Paired<'a> {
    /// A value on either or both sides that is in no array.
    pub fn of(old: Option<Value<'a>>, new: Option<Value<'a>>) -> Self {
        Self { old, new, moved: false, at: (NONE, NONE) }
    }
}

/// What is in two containers, side by side.
#[derive(Debug, Clone)]
pub struct Pairs<'a> {
    documents: (&'a Document, &'a Document),
    pairs: vec::IntoIter<Pair>,
}

/// A [`Paired`] while it waits for its turn, by handles: there may be a hundred thousand of them.
#[derive(Debug, Clone, Copy)]
struct Pair {
    old: u32,
    new: u32,
    at: (u32, u32),
    moved: bool,
}

impl Pair {
    fn of_members(old: Option<Value<'_>>, new: Option<Value<'_>>) -> Self {
        let handle = |value: Option<Value<'_>>| value.map_or(NONE, |value| value.handle());
        Self { old: handle(old), new: handle(new), at: (NONE, NONE), moved: false }
    }
}

impl<'a> Iterator for Pairs<'a> {
    type Item = Paired<'a>;

    fn next(&mut self) -> Option<Paired<'a>> {
        let Pair { old, new, at, moved } = self.pairs.next()?;
        let value = |document: &'a Document, handle: u32| (handle != NONE).then(|| document.value_at(handle));
        Some(Paired { old: value(self.documents.0, old), new: value(self.documents.1, new), moved, at })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.pairs.size_hint()
    }
}

impl ExactSizeIterator for Pairs<'_> {}

/// Elements of an array, or a stretch of them.
#[derive(Clone, Copy)]
struct Elements<'a, 'h> {
    document: &'a Document,
    handles: &'h [u32],
}

impl<'a, 'h> Elements<'a, 'h> {
    fn len(self) -> usize {
        self.handles.len()
    }

    fn get(self, at: usize) -> Value<'a> {
        self.document.value_at(self.handles[at])
    }

    fn iter(self) -> impl Iterator<Item = Value<'a>> + Clone + use<'a, 'h> {
        self.handles.iter().map(move |&handle| self.document.value_at(handle))
    }
}

/// Pairs what is in two values, container by container.
#[derive(Debug)]
pub struct Pairing<'a> {
    documents: (&'a Document, &'a Document),
    fingerprints: (Fingerprints, Fingerprints),
    work: u64,
    bytes: usize,
    gave_up: bool,
}

/// The pairs of two arrays, being found: for each position of the second its partner in the first.
struct Matches {
    partner: Vec<u32>,
    taken: Vec<bool>,
    moved: Vec<bool>,
}

impl Matches {
    fn none(first: usize, second: usize) -> Self {
        Self { partner: vec![NONE; second], taken: vec![false; first], moved: vec![false; second] }
    }

    fn pair(&mut self, first: usize, second: usize, moved: bool) {
        self.partner[second] = first as u32;
        self.taken[first] = true;
        self.moved[second] = moved;
    }

    fn turned(self) -> Self {
        let mut other = Self::none(self.partner.len(), self.taken.len());
        for (second, &first) in self.partner.iter().enumerate().filter(|(_, first)| **first != NONE) {
            other.pair(second, first as usize, self.moved[second]);
        }
        other
    }
}

impl<'a> Pairing<'a> {
    /// For what is in these two values.
    pub fn between(old: Value<'a>, new: Value<'a>) -> Self {
        let bytes = old.raw().len().saturating_add(new.raw().len()).saturating_mul(8);
        let documents = (old.document(), new.document());
        Self { documents, fingerprints: Default::default(), work: MOST_WORK, bytes, gave_up: false }
    }

    /// Members or elements of two containers of one form, side by side: the new side's order, with what only the old side
    /// has where it stood.
    pub fn pair(&mut self, old: Value<'a>, new: Value<'a>) -> Pairs<'a> {
        let pairs = match old.form() {
            Form::Array => self.elements(old, new),
            _ => members(old, new),
        };
        Pairs { documents: self.documents, pairs: pairs.into_iter() }
    }

    /// Whether elements of the last two arrays were paired by position because there was too much to compare.
    pub fn gave_up(&self) -> bool {
        self.gave_up
    }

    /// Whether two values have the same text. Says no without looking when too much was looked at: containers in containers
    /// would be read again on every level.
    pub(super) fn identical(&mut self, old: Value<'a>, new: Value<'a>) -> bool {
        let (before, after) = (old.raw(), new.raw());
        if before.len() != after.len() || before.len() > self.bytes {
            return false;
        }
        self.bytes -= before.len();
        before == after
    }

    /// Whether two elements have the same text, or are the same in another spelling or order.
    fn alike(&mut self, old: Value<'a>, new: Value<'a>) -> bool {
        let stretch = |value: Value<'a>| value.handle()..value.handle_after();
        self.identical(old, new)
            || (old.form() == new.form()
                && self.fingerprints.0.of(old.document(), stretch(old)).get(old)
                    == self.fingerprints.1.of(new.document(), stretch(new)).get(new))
    }

    fn elements(&mut self, old: Value<'a>, new: Value<'a>) -> Vec<Pair> {
        self.gave_up = false;
        let handles = |array: Value<'a>| array.children().map(|element| element.handle()).collect::<Vec<_>>();
        let (olds, news) = (handles(old), handles(new));
        let (old_document, new_document) = self.documents;
        let mut alike = |old: u32, new: u32| self.alike(old_document.value_at(old), new_document.value_at(new));
        let front = olds.iter().zip(&news).take_while(|&(&old, &new)| alike(old, new)).count();
        let rest = olds.len().min(news.len()) - front;
        let backwards = olds.iter().rev().zip(news.iter().rev()).take(rest);
        let back = backwards.take_while(|&(&old, &new)| alike(old, new)).count();
        let inner = (
            Elements { document: old_document, handles: &olds[front..olds.len() - back] },
            Elements { document: new_document, handles: &news[front..news.len() - back] },
        );
        let matches = match (inner.0.len(), inner.1.len()) {
            (0, _) | (_, 0) => Matches::none(inner.0.len(), inner.1.len()),
            _ => self.matches(inner.0, inner.1),
        };
        let pair = |old: Option<usize>, new: Option<usize>, moved| Pair {
            old: old.map_or(NONE, |at| olds[at]),
            new: new.map_or(NONE, |at| news[at]),
            at: (old.map_or(NONE, |at| at as u32), new.map_or(NONE, |at| at as u32)),
            moved,
        };
        let lonely = matches.taken.iter().filter(|&&taken| !taken).count();
        let mut merged = Vec::with_capacity(news.len() + lonely);
        merged.extend((0..front).map(|at| pair(Some(at), Some(at), false)));
        let mut from = 0;
        let gone = |range: Range<usize>, merged: &mut Vec<_>| {
            merged.extend(range.filter(|&at| !matches.taken[at]).map(|at| pair(Some(front + at), None, false)));
        };
        // What holds its place on both sides divides the rest into stretches; in each, what left stands before what came.
        let mut start = 0;
        let in_place = |at: usize| matches.partner[at] != NONE && !matches.moved[at];
        for end in (0..inner.1.len()).filter(|&at| in_place(at)).chain([inner.1.len()]) {
            let old_end = matches.partner.get(end).map_or(inner.0.len(), |&at| at as usize);
            gone(from..old_end, &mut merged);
            for at in start..end {
                let partner = matches.partner[at];
                let before = (partner != NONE).then_some(front + partner as usize);
                merged.push(pair(before, Some(front + at), before.is_some()));
            }
            if end < inner.1.len() {
                merged.push(pair(Some(front + old_end), Some(front + end), false));
            }
            (from, start) = (old_end + 1, end + 1);
        }
        merged.extend((0..back).rev().map(|at| pair(Some(olds.len() - 1 - at), Some(news.len() - 1 - at), false)));
        merged
    }

    fn matches(&mut self, olds: Elements<'a, '_>, news: Elements<'a, '_>) -> Matches {
        if let Some(matches) = by_identity(olds, news) {
            return matches;
        }
        let (a, b, turn) = self.kinds(olds, news);
        if turn { self.by_content(news, olds, &b, &a).turned() } else { self.by_content(olds, news, &a, &b) }
    }

    /// The elements by number, those that are equal by the same one; and whether the new side is to be looked at first,
    /// which must not hang on which is called the old one.
    fn kinds(&mut self, olds: Elements<'a, '_>, news: Elements<'a, '_>) -> (Vec<u32>, Vec<u32>, bool) {
        let span = |side: Elements<'a, '_>| side.get(0).handle()..side.get(side.len() - 1).handle_after();
        let old_prints = self.fingerprints.0.of(olds.document, span(olds));
        let new_prints = self.fingerprints.1.of(news.document, span(news));
        let old_order = olds.iter().map(|value| old_prints.get(value));
        let new_order = news.iter().map(|value| new_prints.get(value));
        let turn = old_order.cmp(new_order) == Ordering::Greater;
        let mut kinds: HashMap<u64, u32> = HashMap::with_capacity(olds.len());
        let mut kind = |print: u64| {
            let next = kinds.len() as u32;
            *kinds.entry(print).or_insert(next)
        };
        let a = olds.iter().map(|value| kind(old_prints.get(value))).collect();
        let b = news.iter().map(|value| kind(new_prints.get(value))).collect();
        (a, b, turn)
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
        for (at, kind) in a.iter().enumerate() {
            let place = if matches.taken[at] { None } else { elsewhere.get_mut(kind).and_then(Vec::pop) };
            if let Some(place) = place {
                matches.pair(at, place, true);
            }
        }
        let (mut x, mut y) = (0, 0);
        for (next_x, next_y) in common.pairs.into_iter().chain([(a.len() as u32, b.len() as u32)]) {
            let lonely_x: Vec<_> = (x..next_x as usize).filter(|&at| !matches.taken[at]).collect();
            let lonely_y: Vec<_> = (y..next_y as usize).filter(|&at| matches.partner[at] == NONE).collect();
            self.neighbours(first, second, &lonely_x, &lonely_y, &mut matches);
            (x, y) = (next_x as usize + 1, next_y as usize + 1);
        }
        matches
    }

    /// Pairs elements of one stretch, in order, so that those that are most alike come together.
    fn neighbours(
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
        let look = |side: Elements<'a, '_>, places: &[usize]| -> Vec<_> {
            places.iter().map(|&at| Look::at(side.get(at))).collect()
        };
        let cost = (cells * MOST_LOOKED_AT) as u64;
        if cells > MOST_NEIGHBOURS || self.work < cost {
            self.gave_up = true;
            for (&x, &y) in xs.iter().zip(ys) {
                if Look::at(first.get(x)).likeness(&Look::at(second.get(y))) > 0 {
                    matches.pair(x, y, false);
                }
            }
            return;
        }
        let (first, second) = (look(first, xs), look(second, ys));
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

/// Pairs objects by a member that all of them have, with a text or number of its own on each side: `id`, or of the others
/// the one that finds the most partners.
fn by_identity(olds: Elements<'_, '_>, news: Elements<'_, '_>) -> Option<Matches> {
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
        names.truncate(MOST_LOOKED_AT);
        let most = olds.len().min(news.len());
        let mut best: Option<(String, Vec<(u32, u32)>)> = None;
        for found in names.iter().filter_map(|name| of(name)).take(MOST_TRIED) {
            if best.as_ref().is_none_or(|best| best.1.len() < found.1.len()) {
                best = Some(found);
            }
            if best.as_ref().is_some_and(|best| best.1.len() == most) {
                break;
            }
        }
        best.filter(|best| best.1.len() * 2 >= most)
    })?;
    let mut matches = Matches::none(olds.len(), news.len());
    let order = ranks(&pairs);
    let mut moved = vec![true; pairs.len()];
    let inverse = inverse(&order);
    // Two choices may leave equally few in another place; which one is made must not hang on the side it is seen from.
    let named = |at: u32| olds.get(pairs[at as usize].0 as usize).get(&name).and_then(identity);
    let first_out = (0..order.len()).find(|&at| order[at] as usize != at);
    let from_new = first_out.is_some_and(|at| named(inverse[at]) < named(at as u32));
    if from_new {
        longest_rising(&inverse).into_iter().for_each(|at| moved[inverse[at as usize] as usize] = false);
    } else {
        longest_rising(&order).into_iter().for_each(|at| moved[at as usize] = false);
    }
    for ((old, new), moved) in pairs.into_iter().zip(moved) {
        matches.pair(old as usize, new as usize, moved);
    }
    Some(matches)
}

/// Positions of the elements whose member of that name is the same, in the order of the old side; `None` when an element
/// lacks it, or two have the same.
fn shared(olds: Elements<'_, '_>, news: Elements<'_, '_>, name: &str) -> Option<Vec<(u32, u32)>> {
    // What repeats mostly does so soon, and need not be looked for to the end.
    if olds.len() > 4 * MOST_PROBED {
        let probed = Elements { handles: &olds.handles[..MOST_PROBED], ..olds };
        distinct(&Known::all(probed, name)?, &RandomState::default())?;
    }
    let (olds, news) = (Known::all(olds, name)?, Known::all(news, name)?);
    let rising = |side: &[Known<'_>]| side.is_sorted_by(|a, b| a.cmp(b) == Ordering::Less);
    if rising(&olds) && rising(&news) {
        return Some(shared_in_order(&olds, &news));
    }
    let state = RandomState::default();
    let places = distinct(&olds, &state)?;
    distinct(&news, &state)?;
    let partner = |new: &Known<'_>| {
        let old = *places.get(&new.hash(&state))?;
        (olds[old as usize].cmp(new) == Ordering::Equal).then_some(old)
    };
    let mut pairs: Vec<_> = (0..).zip(&news).filter_map(|(at, new)| Some((partner(new)?, at))).collect();
    pairs.sort_unstable();
    Some(pairs)
}

/// The same where both sides are in order already, as most are that were made one after the other.
fn shared_in_order(olds: &[Known<'_>], news: &[Known<'_>]) -> Vec<(u32, u32)> {
    let (mut pairs, mut rest) = (Vec::with_capacity(olds.len().min(news.len())), (0..).zip(news).peekable());
    for (at, old) in (0..).zip(olds) {
        while rest.next_if(|(_, new)| new.cmp(old) == Ordering::Less).is_some() {}
        if let Some((place, _)) = rest.next_if(|(_, new)| new.cmp(old) == Ordering::Equal) {
            pairs.push((at, place));
        }
    }
    pairs
}

/// Positions by hash; `None` when two are the same. Hashes differ from run to run, so that nobody can choose equal ones.
fn distinct(all: &[Known<'_>], state: &RandomState) -> Option<HashMap<u64, u32>> {
    let mut places = HashMap::with_capacity(all.len());
    (0..).zip(all).all(|(at, known)| places.insert(known.hash(state), at).is_none()).then_some(places)
}

/// What an element is known by. Most are told apart by their length and first bytes, without a look at the text.
struct Known<'a> {
    begins: u64,
    len: u32,
    value: Value<'a>,
}

impl<'a> Known<'a> {
    /// All of them; `None` when an element lacks the member.
    fn all(elements: Elements<'a, '_>, name: &str) -> Option<Vec<Self>> {
        elements.iter().map(|object| Self::of(object.get(name)?)).collect()
    }

    fn of(value: Value<'a>) -> Option<Self> {
        let text = identity(value)?;
        let mut begins = [0; 8];
        begins.iter_mut().zip(text.iter()).for_each(|(to, from)| *to = *from);
        Some(Self { begins: u64::from_be_bytes(begins), len: text.len() as u32, value })
    }

    fn hash(&self, state: &RandomState) -> u64 {
        state.hash_one(identity(self.value))
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let quickly = (self.len, self.begins).cmp(&(other.len, other.begins));
        if quickly.is_eq() && self.len > 8 { identity(self.value).cmp(&identity(other.value)) } else { quickly }
    }
}

/// Which of them each second number is, counted from the smallest.
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

/// A value and, of an object, some of its members by name: the same ones, whatever their order.
struct Look<'a> {
    value: Value<'a>,
    members: Vec<(Cow<'a, [u8]>, &'a [u8])>,
}

impl<'a> Look<'a> {
    fn at(value: Value<'a>) -> Self {
        let mut members = Vec::new();
        if value.form() == Form::Object {
            let named = |member: Value<'a>| (member.key_bytes().unwrap_or_default(), member.raw());
            members.extend(value.members().into_iter().map(named));
            if members.len() > MOST_LOOKED_AT {
                members.select_nth_unstable(MOST_LOOKED_AT);
                members.truncate(MOST_LOOKED_AT);
            }
            members.sort_unstable();
        }
        Self { value, members }
    }

    /// How much two elements that are not equal have in common; nothing when one says more by leaving and the other by
    /// coming.
    fn likeness(&self, other: &Self) -> u32 {
        if self.value.form() != Form::Object || other.value.form() != Form::Object {
            return likeness(self.value, other.value);
        }
        let (mut shared, mut same) = (0, 0);
        let mut rest = other.members.iter().peekable();
        for member in &self.members {
            while rest.next_if(|other| other.0 < member.0).is_some() {}
            if let Some(like) = rest.next_if(|other| other.0 == member.0) {
                shared += 1;
                same += usize::from(like.1 == member.1);
            }
        }
        let longer = self.members.len().max(other.members.len()).max(1);
        if same == 0 && shared * 2 < longer { 0 } else { (3 + (8 * same + shared) * 4 / longer) as u32 }
    }
}

fn likeness(a: Value<'_>, b: Value<'_>) -> u32 {
    if !super::same_type(a.form(), b.form()) {
        return 1;
    }
    match a.form() {
        Form::Array => {
            let pairs = a.children().zip(b.children()).take(MOST_LOOKED_AT);
            let same = pairs.filter(|(a, b)| a.raw() == b.raw()).count();
            (3 + 32 * same / a.len().max(b.len()).clamp(1, MOST_LOOKED_AT)) as u32
        }
        Form::String => {
            let (a, b) = (a.raw(), b.raw());
            let least = a.len().min(b.len()).min(256);
            let front = (0..least).take_while(|&at| a[at] == b[at]).count();
            let back = (0..least - front).take_while(|&at| a[a.len() - 1 - at] == b[b.len() - 1 - at]).count();
            (2 + 8 * (front + back) / a.len().max(b.len()).clamp(1, 256)) as u32
        }
        _ => 2,
    }
}

fn members(old: Value<'_>, new: Value<'_>) -> Vec<Pair> {
    let pair = |(old, new)| Pair::of_members(Some(old), Some(new));
    if old.len() == new.len() && !has_repeats(new) {
        let both = || old.children().zip(new.children());
        if both().all(|(old, new)| old.raw_key() == new.raw_key()) {
            return both().map(pair).collect();
        }
    }
    let (olds, news) = (old.members(), new.members());
    let mut places: HashMap<Option<Cow<'_, [u8]>>, usize> = HashMap::with_capacity(olds.len());
    places.extend(olds.iter().enumerate().map(|(place, member)| (member.key_bytes(), place)));
    let partners: Vec<_> = news.iter().map(|member| places.get(&member.key_bytes()).copied()).collect();
    let mut taken = vec![false; olds.len()];
    partners.iter().flatten().for_each(|&place| taken[place] = true);
    let lonely = taken.iter().filter(|&&taken| !taken).count();
    let mut merged = Vec::with_capacity(news.len() + lonely);
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

/// Whether two members may have one name; a name with an escape in it may be any.
fn has_repeats(object: Value<'_>) -> bool {
    if object.has_distinct_names() {
        return false;
    }
    let mut seen = HashSet::with_capacity(object.len());
    !object.children().filter_map(|member| member.raw_key()).all(|name| !name.contains(&b'\\') && seen.insert(name))
}
