//! The cache tags: what the window caches, and what a change puts out of date.

/// Defines the tags, and the list of them.
macro_rules! tags {
    ($($(#[doc = $docs:literal])+ $name:ident,)*) => {
        /// What a cached value is about. One tag can have a part for each event, user or name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum CacheTag {
            $($(#[doc = $docs])+ $name,)*
        }

        impl CacheTag {
            /// All tags, in order.
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
    /// The verdict on an answer to an event, by event.
    AnswerCheck,
    /// The members that an answer can have, by event.
    AnswerForm,
    /// Parts of a body as bytes, by event.
    BodyBytes,
    /// Parts of a body as text, by event.
    BodyText,
    /// The progress of the last bulk resend.
    Bulk,
    /// What a bulk resend would send.
    BulkPlan,
    /// What the answers to a bulk resend say, by bulk resend.
    BulkReport,
    /// Windows of results, by bulk resend.
    BulkResults,
    /// The catalog of event types, with counts.
    Catalog,
    /// How samples were answered, by target.
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
    /// The hooks of a configuration.
    Hooks,
    /// Exactly what a draft would send, by event.
    Preview,
    /// Recent reasons of denials.
    RecentReasons,
    /// Recent filters.
    RecentSearches,
    /// Recent targets of resends.
    RecentTargets,
    /// One resend, by its id.
    Resend,
    /// The resends of an event, by event.
    Resends,
    /// What is wrong with a rule.
    RuleCheck,
    /// The stored rules as a file.
    RuleFile,
    /// Which rule would answer an event, by event.
    RuleTrial,
    /// The stored rules.
    Rules,
    /// The example of a type, by type.
    Sample,
    /// A stored scenario, by name.
    Scenario,
    /// The progress of the last run of a scenario.
    ScenarioRun,
    /// Windows of steps, by run.
    ScenarioSteps,
    /// The stored scenarios.
    Scenarios,
    /// The secrets without their texts.
    Secrets,
    /// The resends of all events.
    Sent,
    /// The settings.
    Settings,
    /// Counts and saved searches.
    Sidebar,
    /// The receiver and the size of the database.
    Status,
    /// The JSON Pointers of nodes, by event.
    TreePointer,
    /// The identities and sessions of a user, by user.
    UserLife,
    /// The state of a user after an event, by user.
    UserState,
    /// Windows of users. The part `recent` is the first few; a list that a person reads is not part of it.
    Users,
}
