//! Looking for the events that pass a filter: the newest first, and on from where it stopped.
//!
//! A [`Lookup`] is of the events there are when it begins. It says nothing of what goes while it is under way: whoever keeps
//! what it found asks [`Store::removals`] for that. Whoever no longer waits for a go, or for any other question, ends it.

use hookglass_filter::{Filter, Now};
use std::sync::Arc;

use crate::{
    error::StoreError,
    filter::Question,
    listing::{self, Memory, Reach},
    repeats::repeats,
    store::Store,
    view::View,
    warnings,
};

/// Looking for the events that pass a filter.
#[derive(Debug)]
pub struct Lookup {
    filter: Filter,
    now: Now,
    /// Made when it is first asked.
    question: Option<Arc<Question>>,
    after: i64,
    upto: i64,
    /// The id up to which to go on; `None` when all was looked at.
    next: Option<i64>,
    memory: Memory,
    goes: u32,
}

impl Lookup {
    /// The id up to which events are looked for.
    pub fn upto(&self) -> i64 {
        self.upto
    }

    /// Whether all was found.
    pub fn is_over(&self) -> bool {
        self.next.is_none()
    }
}

impl Store {
    /// Begins to look for the events that pass a filter. Times in it count from `now`.
    pub async fn lookup(&self, filter: &Filter, now: Now) -> Result<Lookup, StoreError> {
        self.lookup_after(filter, now, 0).await
    }

    async fn lookup_after(&self, filter: &Filter, now: Now, after: i64) -> Result<Lookup, StoreError> {
        let mut upto = self.latest().await?;
        if filter.asks_for_warnings() {
            // Of those behind it nobody knows yet.
            upto = upto.min(self.readers.read(warnings::counted_upto).await?.max(after));
        }
        let next = Some(upto).filter(|upto| *upto > after);
        let memory = Memory::default();
        Ok(Lookup { filter: filter.clone(), now, question: None, after, upto, next, memory, goes: 0 })
    }

    /// The ids of some more events that pass, newest first, `most` at most. The first goes take some milliseconds, the later
    /// ones some tenths of a second; none may be found in one. Dropping the future leaves the lookup where it was.
    pub async fn look_on(&self, lookup: &mut Lookup, most: usize) -> Result<Vec<i64>, StoreError> {
        let Some(upto) = lookup.next else { return Ok(Vec::new()) };
        let (question, after) = (self.question_of(lookup).await?, lookup.after);
        let (reach, memory) = (Reach::after(lookup.goes), lookup.memory.clone());
        let look = move |view: &View<'_>| listing::go(view, &question, (after, upto), most, reach, memory.clone());
        let go = self.readers.look(look).await?;
        (lookup.next, lookup.memory) = (go.next, go.memory);
        lookup.goes += 1;
        Ok(go.ids)
    }

    /// How many events pass in all, those that were found already too; `None` when they have to be found to tell.
    pub async fn count(&self, lookup: &mut Lookup) -> Result<Option<u64>, StoreError> {
        let (question, upto) = (self.question_of(lookup).await?, lookup.upto);
        self.readers.look(move |view| listing::count(view, &question, upto)).await
    }

    async fn question_of(&self, lookup: &mut Lookup) -> Result<Arc<Question>, StoreError> {
        if let Some(question) = &lookup.question {
            return Ok(Arc::clone(question));
        }
        let mut question = Question::new(&lookup.filter, lookup.now.clone());
        if lookup.filter.asks_for_repeats() {
            let after = lookup.after;
            question.repeats = self.readers.look(move |view| repeats(view, after)).await?;
        }
        Ok(Arc::clone(lookup.question.insert(Arc::new(question))))
    }

    /// The ids of the newest events that pass a filter, newest first, `most` at most.
    pub async fn newest(&self, filter: &Filter, now: Now, most: usize) -> Result<Vec<i64>, StoreError> {
        self.found(self.lookup(filter, now).await?, most).await
    }

    /// The ids of the events after `after` that pass a filter, oldest first, and the id up to which was looked: not beyond
    /// those whose warnings are counted, if it asks for them.
    pub async fn matching(&self, filter: &Filter, now: Now, after: i64) -> Result<(Vec<i64>, i64), StoreError> {
        let lookup = self.lookup_after(filter, now, after).await?;
        let upto = lookup.upto;
        let mut ids = self.found(lookup, usize::MAX).await?;
        ids.reverse();
        Ok((ids, upto))
    }

    /// The same among the next `span` ids behind `after`.
    pub async fn next_matching(
        &self,
        filter: &Filter,
        now: Now,
        after: i64,
        span: i64,
    ) -> Result<(Vec<i64>, i64), StoreError> {
        let mut lookup = self.lookup_after(filter, now, after).await?;
        lookup.upto = lookup.upto.min(after.saturating_add(span)).max(after);
        lookup.next = Some(lookup.upto).filter(|upto| *upto > after);
        let upto = lookup.upto;
        let mut ids = self.found(lookup, usize::MAX).await?;
        ids.reverse();
        Ok((ids, upto))
    }

    /// How many events pass a filter, and the id up to which they were counted.
    pub async fn how_many(&self, filter: &Filter, now: Now) -> Result<(u64, i64), StoreError> {
        let mut lookup = self.lookup(filter, now).await?;
        let upto = lookup.upto;
        let count = match self.count(&mut lookup).await? {
            Some(count) => count,
            None => self.found(lookup, usize::MAX).await?.len() as u64,
        };
        Ok((count, upto))
    }

    async fn found(&self, mut lookup: Lookup, most: usize) -> Result<Vec<i64>, StoreError> {
        let mut ids = Vec::new();
        while !lookup.is_over() && ids.len() < most {
            ids.extend(self.look_on(&mut lookup, most - ids.len()).await?);
        }
        Ok(ids)
    }
}
