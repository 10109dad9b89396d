//! Compares a `hook:` section with the stored events: which events each handler gets, which are
//! delivered twice, and which no handler gets.

use hookglass_senders::authgear_yaml::{self, Hooks, Reach};
use std::collections::{BTreeMap, BTreeSet};

use super::error::DecideError;
use crate::{
    decide::Decide,
    view::{DuplicateDeliveryView, HookChain, HookTypeCount, HookView, HooksProblem, HooksView, UndeliveredTypeView},
};

/// Matches all event types.
const ALL: &str = "*";

impl Decide {
    /// Reads an `authgear.yaml`, or only its `hook:` section.
    pub async fn read_hooks(&self, yaml: &str) -> Result<HooksView, DecideError> {
        let hooks = match authgear_yaml::read(yaml.as_bytes()) {
            Ok(hooks) => hooks,
            Err(error) => {
                let error = Some(HooksProblem { place: error.place, what: error.what });
                return Ok(HooksView { error, ..HooksView::default() });
            }
        };
        let vendors = self.inbox.vendors().await?;
        let authgear = vendors.into_iter().filter(|vendor| vendor.vendor == authgear_yaml::VENDOR);
        let stored = authgear.flat_map(|vendor| vendor.types).map(|found| (found.event_type, found.count)).collect();
        Ok(survey_view(hooks, &stored))
    }
}

fn survey_view(hooks: Hooks, stored: &BTreeMap<String, u64>) -> HooksView {
    let named = hooks.handlers.iter().flat_map(|handler| &handler.events).map(|event| event.name.as_str());
    let types: BTreeSet<&str> = stored.keys().map(String::as_str).chain(named).filter(|name| *name != ALL).collect();
    let survey = hooks.survey(types.iter().copied());
    let events = |name: &str| stored.get(name).copied().unwrap_or_default();
    let chains = types.iter().filter_map(|event| {
        let chain = hooks.chain(event).into_iter().filter(|handler| handler.reach() == Reach::Webhook);
        let urls: Vec<_> = chain.map(|handler| handler.url.clone()).collect();
        (!urls.is_empty()).then(|| HookChain { event_type: (*event).to_owned(), urls })
    });
    let chains = chains.collect();
    let twice = survey.twice.into_iter().map(|twice| DuplicateDeliveryView {
        events: events(&twice.event),
        handlers: twice.handlers.into_iter().filter_map(|at| u32::try_from(at).ok()).collect(),
        event_type: twice.event,
        url: twice.url,
    });
    let unheard = survey.unheard.into_iter().map(|unheard| UndeliveredTypeView {
        events: events(&unheard.event),
        event_type: unheard.event,
        why: unheard.why,
    });
    let (twice, unheard) = (twice.collect(), unheard.collect());
    let handlers = hooks.handlers.into_iter().zip(survey.gets).map(|(handler, gets)| {
        let gets: Vec<_> =
            gets.into_iter().map(|name| HookTypeCount { events: events(&name), event_type: name }).collect();
        HookView { reach: handler.reach(), events: gets.iter().map(|got| got.events).sum(), handler, gets }
    });
    HooksView {
        error: None,
        handlers: handlers.collect(),
        each_ms: millis(hooks.limits.each),
        total_ms: millis(hooks.limits.total),
        notes: hooks.notes,
        twice,
        unheard,
        chains,
    }
}

fn millis(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
