//! Support for typing a filter: tokens for highlighting, and completions at the cursor.

use hookglass_filter as filter;
use hookglass_filter::Column;
use hookglass_senders::catalog;
use std::collections::BTreeSet;

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

    /// The completions at a cursor position, counted in characters. Types and families come from
    /// the stored events first, then from the catalog.
    pub async fn complete(&self, text: &str, cursor: u64) -> Result<FilterCompletion, InboxError> {
        let (mut types, mut families) = (Vec::new(), BTreeSet::new());
        let mut stored: Vec<_> = self.vendors().await?.into_iter().flat_map(|vendor| vendor.types).collect();
        stored.sort_by_key(|stored| std::cmp::Reverse(stored.count));
        for stored in stored {
            types.push(stored.event_type);
            families.insert(stored.family);
        }
        for entry in catalog::all() {
            types.push(entry.name.to_owned());
            families.insert(entry.family.to_owned());
        }
        let mut seen = BTreeSet::new();
        types.retain(|name| seen.insert(name.clone()));
        let known = |column| match column {
            Column::Type => types.clone(),
            Column::Family => families.iter().cloned().collect(),
            _ => Vec::new(),
        };
        let completion = filter::complete(text, usize::try_from(cursor).unwrap_or(usize::MAX), &known);
        let options = completion.options.into_iter();
        let options = options.map(|choice| FilterCompletionItem { text: choice.text, about: choice.about });
        Ok(FilterCompletion { from: completion.from as u64, to: completion.to as u64, options: options.collect() })
    }
}
