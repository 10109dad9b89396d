//! Support for typing a filter: tokens for highlighting, and completions at the cursor.

use hookglass_filter as filter;
use hookglass_filter::{Column, KnownValue};
use hookglass_senders::catalog;
use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use crate::{
    inbox::{Inbox, InboxError},
    view::{FilterCompletion, FilterCompletionItem, FilterToken},
};

impl Inbox {
    /// The tokens of a filter in order, for highlighting. The place where parsing fails is an error
    /// token.
    pub fn filter_tokens(text: &str) -> Vec<FilterToken> {
        filter::tokens(text).into_iter().map(FilterToken::from).collect()
    }

    /// The completions at a cursor position, counted in characters. Types come from the stored
    /// events first, then from the catalog, and have the counts of the sidebar.
    pub async fn complete(&self, text: &str, cursor: u64) -> Result<FilterCompletion, InboxError> {
        let mut stored: Vec<_> = self.vendors().await?.into_iter().flat_map(|vendor| vendor.types).collect();
        stored.sort_by_key(|stored| std::cmp::Reverse(stored.count));
        // Senders can share the name of a type, and the catalog repeats stored types.
        let mut types: Vec<KnownValue> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut families: BTreeMap<String, u64> = BTreeMap::new();
        let catalog = catalog::all().iter().map(|entry| (entry.name.to_owned(), entry.family.to_owned(), 0));
        for (name, family, events) in
            stored.into_iter().map(|one| (one.event_type, one.family, one.count)).chain(catalog)
        {
            *families.entry(family).or_insert(0) += events;
            match places.entry(name) {
                Entry::Occupied(place) => types[*place.get()].events += events,
                Entry::Vacant(place) => {
                    types.push(KnownValue { value: place.key().clone(), events });
                    place.insert(types.len() - 1);
                }
            }
        }
        let known = |column| match column {
            Column::Type => types.clone(),
            Column::Family => {
                families.iter().map(|(value, events)| KnownValue { value: value.clone(), events: *events }).collect()
            }
            _ => Vec::new(),
        };
        let completion = filter::complete(text, usize::try_from(cursor).unwrap_or(usize::MAX), &known);
        let options = completion.options.into_iter();
        let options = options.map(|choice| FilterCompletionItem { text: choice.text, about: choice.about });
        Ok(FilterCompletion { from: completion.from as u64, to: completion.to as u64, options: options.collect() })
    }
}
