//! What the search field needs while a person types a filter: its tokens, and completions at the cursor.

use hookglass_filter as filter;
use hookglass_filter::Column;
use hookglass_senders::catalog;
use std::collections::BTreeSet;

use crate::{
    inbox::{Inbox, InboxError},
    view::{FilterChoice, FilterCompletion, FilterToken},
};

impl Inbox {
    /// The parts of a filter in order, for highlighting. The part at which it fails to parse is an error.
    pub fn filter_tokens(text: &str) -> Vec<FilterToken> {
        filter::tokens(text).into_iter().map(FilterToken::from).collect()
    }

    /// Completions at a cursor, which counts characters. Types and families are the stored ones first, then those of the
    /// catalog.
    pub async fn complete(&self, text: &str, cursor: u64) -> Result<FilterCompletion, InboxError> {
        let (mut types, mut families) = (Vec::new(), BTreeSet::new());
        let mut stored: Vec<_> = self.vendors().await?.into_iter().flat_map(|vendor| vendor.types).collect();
        stored.sort_by_key(|found| std::cmp::Reverse(found.count));
        for found in stored {
            types.push(found.event_type);
            families.insert(found.family);
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
        let found = filter::complete(text, usize::try_from(cursor).unwrap_or(usize::MAX), &known);
        let options = found.options.into_iter().map(|choice| FilterChoice { text: choice.text, about: choice.about });
        Ok(FilterCompletion { from: found.from as u64, to: found.to as u64, options: options.collect() })
    }
}
