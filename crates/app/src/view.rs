//! The values that the window and `--json` get. Their TypeScript types are generated from here,
//! with these comments.
//!
//! Numbers are ids, sizes, counts and durations, all below 2^53. A number from a payload is a
//! string with its exact digits. Next to a text that can be cut, a field gives the omitted size.
//! Kept out: decisions, which the contexts make.

mod answer_editor;
mod answering;
mod body;
mod bulk;
mod catalog;
mod chain;
mod comparison;
mod effect;
mod event;
mod filter;
mod forward;
mod hooks;
mod inbox;
mod open_comparison;
mod program;
mod resend;
mod resend_draft;
mod resend_result;
mod retention;
mod scenario;
mod secrets;
mod trial;
mod users;

pub use hookglass_automation::rule;

pub use answer_editor::{AnswerCheck, AnswerForm, AnswerMember, DenialReason};
pub use answering::{AnswerDraft, Automatic, HeldRow, HoldSettings, RuleProblem, RuleRow};
pub use body::{BodyFacts, BodyForm, BodyText, TreeNode, TreePage};
pub use bulk::{
    BulkColumn, BulkForm, BulkPlan, BulkProgress, BulkReport, BulkRequest, BulkResult, BulkResults, BulkRow,
    BulkSelection, BulkSort, BulkState, BulkView, BulkWindow,
};
pub use catalog::{Coverage, CoverageEntry, Delivery, Explanation, SampleSent, TourProgress, TypeMember, TypeView};
pub use chain::{ChainHandler, ChainLimits, ChainStep, ChainView};
pub use comparison::{ChangeView, MemberView};
pub use effect::MutationEffect;
pub use event::{AnswerState, AnswerView, EnvelopeView, EventDetail, ExpiryView, HeaderLine};
pub use filter::{FilterCompletion, FilterCompletionItem, FilterToken, FilterTokenKind};
pub use forward::{ForwardMode, ForwardRow, ForwardTarget, TargetUrl};
pub use hooks::{
    DuplicateDeliveryView, HookChain, HookTypeCount, HookView, HooksProblem, HooksView, UndeliveredTypeView,
};
pub use inbox::{AnchorPosition, EventRow, Listing, ListingWindow, RowAnchor, Sidebar, TypeCount, VendorCount};
pub use open_comparison::{
    ChangeList, ChangeSelection, Compared, ComparisonMode, ComparisonTextFormat, HeaderChange, HeaderComparison,
    Ignored, LineRow, OpenComparison, Sides,
};
pub use program::{
    DataDirSource, IndexStatus, ListenProblem, OnClose, Problem, ProblemCode, RefusedRequest, SettingsChange,
    SettingsView, Signal, Status, Theme, UnknownHost,
};
pub use resend::{
    BodyDraft, DraftView, GenerateOnSend, HeaderDraft, Origin, ResendOutcome, ResendView, SendRequest, Signing,
    SigningChoice, SigningSecret,
};
pub use resend_draft::{
    CopiedRequest, CopyForm, DraftCheck, DraftCompletion, DraftCompletionItem, GeneratedValue, ImportedRequest,
    JsonError, RequestPreview,
};
pub use resend_result::{FindingView, SentOutcome, SentRow, SentWindow, Timing, VerdictView};
pub use retention::{Deleted, Deletion, Pruned, Retention, SavedSearch};
pub use scenario::{
    EditForm, ExpectationForm, ExpectationTest, HeaderForm, RecordRequest, ScenarioCheck, ScenarioForm,
    ScenarioFormError, ScenarioRead, ScenarioRecorded, ScenarioRow, ScenarioRunRequest, ScenarioRunState,
    ScenarioRunStep, ScenarioRunView, ScenarioStep, ScenarioStepState, StepForm,
};
pub use secrets::{Scheme, SecretStorage, SecretView, SignatureView};
pub use trial::RuleTrial;
pub use users::{
    HistoryEntry, HistoryWindow, LifecycleChangeView, Lifetime, StateView, UserLifetimes, UserRow, UsersWindow,
};
