//! Cache tags: they name the values that the window caches, so that a change can invalidate them.

/// Defines the tags and a list of all tags.
macro_rules! tags {
    ($($(#[doc = $docs:literal])+ $name:ident,)*) => {
        /// The subject of a cached value. A tag can have one part for each event, user or name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum CacheTag {
            $($(#[doc = $docs])+ $name,)*
        }

        impl CacheTag {
            /// All tags, in alphabetical order.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The doc comment.
            pub(crate) fn docs(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($docs),+).trim_ascii(),)*
                }
            }
        }
    };
}

tags! {
    /// The verdict on an answer, by event.
    AnswerCheck,
    /// The members that an answer can have, by event.
    AnswerForm,
    /// Parts of a body as bytes, by event.
    BodyBytes,
    /// Parts of a body as text, by event.
    BodyText,
    /// The progress of the last bulk resend.
    Bulk,
    /// The requests that a bulk resend would send.
    BulkPlan,
    /// The summary of the responses, by bulk resend.
    BulkReport,
    /// Windows of results, by bulk resend.
    BulkResults,
    /// The catalog of event types, with counts.
    Catalog,
    /// The responses to samples, by target.
    Coverage,
    /// The targets of samples.
    CoverageTargets,
    /// The request for the editor, by event.
    Draft,
    /// An event without its body, by event.
    Event,
    /// The default path of an exported file, by name.
    ExportPath,
    /// The meaning of members, by event.
    Explanation,
    /// Forwarding targets with their status.
    Forwards,
    /// Held events.
    Held,
    /// The hooks of an `authgear.yaml`.
    Hooks,
    /// The exact request that a draft would send, by event.
    Preview,
    /// Recent reasons for denials.
    RecentReasons,
    /// Recent filters.
    RecentSearches,
    /// Recent targets of resends.
    RecentTargets,
    /// One resend, by its id.
    Resend,
    /// The resends of an event, by event.
    Resends,
    /// The error in a rule.
    RuleCheck,
    /// The stored rules as the text of a file.
    RuleFile,
    /// Which rule would answer an event, by event.
    RuleTrial,
    /// The stored rules.
    Rules,
    /// The sample of a type, by type.
    Sample,
    /// A stored scenario, by name.
    Scenario,
    /// The progress of the last run of a scenario.
    ScenarioRun,
    /// Windows of steps, by run.
    ScenarioSteps,
    /// The stored scenarios.
    Scenarios,
    /// The secrets without their values.
    Secrets,
    /// The resends of all events.
    Sent,
    /// The settings.
    Settings,
    /// Counts and saved searches.
    Sidebar,
    /// The status of the receiver and the size of the database.
    Status,
    /// The JSON Pointers of nodes, by event.
    TreePointer,
    /// The identities and sessions of a user, by user.
    UserLifetimes,
    /// The state of a user after an event, by user.
    UserState,
    /// Windows of users. The part `recent` is the first few users, which the sidebar shows.
    Users,
}
