// The commands with positional arguments, for call sites that do not use bindings/commands.ts yet. To be removed with
// the last of them.
import { call } from "./call";
import type {
  AnswerCheck,
  AnswerDraft,
  AnswerForm,
  BodyText,
  BulkForm,
  BulkPlan,
  BulkReport,
  BulkRequest,
  BulkSort,
  BulkView,
  BulkWindow,
  ChainHandler,
  ChainLimits,
  ChainView,
  ChangeList,
  ChangeView,
  Compared,
  CopiedRequest,
  CopyForm,
  Coverage,
  Deleted,
  Deletion,
  DenialReason,
  DraftCheck,
  DraftCompletion,
  DraftView,
  EventDetail,
  Explanation,
  FilterCompletion,
  FilterToken,
  ForwardRow,
  ForwardTarget,
  HeldRow,
  HistoryWindow,
  HooksView,
  ImportedRequest,
  LineRow,
  Listing,
  ListingWindow,
  MemberView,
  Narrowing,
  RecordRequest,
  RequestPreview,
  ResendView,
  Rule,
  RuleProblem,
  RuleRow,
  RuleTrial,
  SampleSent,
  ScenarioForm,
  ScenarioRead,
  ScenarioRecorded,
  ScenarioRow,
  ScenarioRunRequest,
  ScenarioRunStep,
  ScenarioRunView,
  Scheme,
  SecretView,
  SendRequest,
  SentWindow,
  SettingsChange,
  SettingsView,
  Sidebar,
  Sides,
  StateView,
  Status,
  TextForm,
  TreePage,
  TypeView,
  UserLife,
  UsersWindow,
} from "./types";

const invoke = <T>(command: Parameters<typeof call>[0], args?: object) =>
  (call as (command: string, args?: object) => Promise<unknown>)(command, args) as Promise<T>;

/** Rows a window of a listing may have. */
export const LISTING_WINDOW_MAX = 200;
/** Bytes one call for a body may ask for. */
export const BODY_PART_MAX = 1024 * 1024;
/** Children one page of a tree may have. */
export const TREE_PAGE_MAX = 500;
/** Changes, members or lines one window of a comparison may have. */
export const COMPARISON_WINDOW_MAX = 200;
/** Users or entries of a history one window may have. */
export const USERS_WINDOW_MAX = 100;
/** Rows one window of the resends may have. */
export const SENT_WINDOW_MAX = 200;
export const HISTORY_WINDOW_MAX = 200;
/** Characters a note may have. */
export const NOTE_MAX = 10_000;

export const status = () => invoke<Status>("status");
export const sidebar = () => invoke<Sidebar>("sidebar");
/**
 * With `grouped` a row stands for all events with the same vendor, app and event id; it is the newest of them. What is still
 * being opened under the same ticket is given up.
 */
export const openListing = (filter: string, grouped: boolean, ticket: number | null) =>
  invoke<Listing>("open_listing", { filter, grouped, ticket });
export const listingWindow = (listing: number, start: number, len: number) =>
  invoke<ListingWindow>("listing_window", { listing, start, len });
export const closeListing = (listing: number) => invoke<null>("close_listing", { listing });
/** The parts of a filter, to be coloured; places are characters, not UTF-16 units. */
export const filterTokens = (text: string) => invoke<FilterToken[]>("filter_tokens", { text });
export const completeFilter = (text: string, cursor: number) =>
  invoke<FilterCompletion>("complete_filter", { text, cursor });
export const saveSearch = (name: string, filter: string) => invoke<null>("save_search", { name, filter });
export const removeSearch = (name: string) => invoke<null>("remove_search", { name });
export const recentSearches = () => invoke<string[]>("recent_searches");
export const rememberSearch = (filter: string) => invoke<null>("remember_search", { filter });
export const star = (ids: number[], starred: boolean) => invoke<null>("star", { ids, starred });
/** An empty note takes it away. */
export const setNote = (id: number, note: string) => invoke<null>("set_note", { id, note });
export const deleteEvents = (what: Deletion) => invoke<Deleted>("delete_events", { what });
/** Tells how many came back. */
export const undoDelete = (undo: number) => invoke<number>("undo_delete", { undo });
export const event = (id: number) => invoke<EventDetail>("event", { id });
export const bodyText = (id: number, start: number, len: number, reveal: boolean) =>
  invoke<BodyText>("body_text", { id, start, len, reveal });
export const bodyBytes = (id: number, start: number, len: number, reveal: boolean) =>
  invoke<ArrayBuffer>("body_bytes", { id, start, len, reveal });
export const tree = (id: number, node: number | null, start: number, len: number, reveal: boolean) =>
  invoke<TreePage>("tree", { id, node, start, len, reveal });
export const treePointer = (id: number, node: number) => invoke<string>("tree_pointer", { id, node });
export const explain = (id: number, pointer: string) =>
  invoke<Explanation | null>("explain", { id, pointer });
/** Compares under a number of the window's own choice, by which it can be closed while it is still at work. */
export const openComparison = (ticket: number, sides: Sides, narrowing: Narrowing) =>
  invoke<Compared>("open_comparison", { ticket, sides, narrowing });
export const narrowComparison = (ticket: number, narrowing: Narrowing) =>
  invoke<Compared>("narrow_comparison", { ticket, narrowing });
export const closeComparison = (ticket: number) => invoke<null>("close_comparison", { ticket });
export const comparedChanges = (ticket: number, list: ChangeList, start: number, len: number) =>
  invoke<ChangeView[]>("compared_changes", { ticket, list, start, len });
export const comparedUnchanged = (ticket: number, start: number, len: number) =>
  invoke<MemberView[]>("compared_unchanged", { ticket, start, len });
export const comparedLines = (ticket: number, start: number, len: number) =>
  invoke<LineRow[]>("compared_lines", { ticket, start, len });
/** Opens a fold, or all with null; tells how many rows there are then. */
export const foldLines = (ticket: number) => invoke<number>("fold_lines", { ticket });
export const unfoldLines = (ticket: number, fold: number | null) =>
  invoke<number>("unfold_lines", { ticket, fold });
/** The next row after or before another that differs; null when there is none. */
export const changedLine = (ticket: number, from: number, back: boolean) =>
  invoke<number | null>("changed_line", { ticket, from, back });
export const comparisonText = (ticket: number, form: TextForm) =>
  invoke<string>("comparison_text", { ticket, form });
export const users = (query: string, start: number, len: number) =>
  invoke<UsersWindow>("users", { query, start, len });
export const userHistory = (userId: string, start: number, len: number) =>
  invoke<HistoryWindow>("user_history", { userId, start, len });
export const userLife = (userId: string) => invoke<UserLife>("user_life", { userId });
/** The state of a user as known after an event. */
export const userState = (userId: string, event: number) =>
  invoke<StateView>("user_state", { userId, event });
/** What an answer to an event may hold, and one to begin with. */
export const answerForm = (eventId: number) => invoke<AnswerForm>("answer_form", { eventId });
/** What the event's sender would make of an answer; sends nothing. */
export const checkAnswer = (eventId: number, answer: AnswerDraft) =>
  invoke<AnswerCheck>("check_answer", { eventId, answer });
/** The reasons of denials that were given last, the newest first. */
export const recentReasons = () => invoke<DenialReason[]>("recent_reasons");
export const rememberReason = (given: DenialReason) => invoke<null>("remember_reason", { given });
export const draft = (id: number) => invoke<DraftView>("draft", { id });
export const send = (request: SendRequest) => invoke<ResendView>("send", { request });
export const cancelSend = (eventId: number) => invoke<null>("cancel_send", { eventId });
/** Exactly what would go out now; sends nothing. */
export const previewSend = (request: SendRequest) => invoke<RequestPreview>("preview_send", { request });
/** Keeps a draft over restarts, until it is answered or forgotten. */
export const keepDraft = (request: SendRequest) => invoke<null>("keep_draft", { request });
export const forgetDraft = (eventId: number) => invoke<null>("forget_draft", { eventId });
export const importCurl = (text: string) => invoke<ImportedRequest>("import_curl", { text });
export const copyRequest = (request: SendRequest, form: CopyForm) =>
  invoke<CopiedRequest>("copy_request", { request, form });
export const checkDraft = (eventId: number, body: string) =>
  invoke<DraftCheck>("check_draft", { eventId, body });
/** What can stand at a place in a body, which is a number of UTF-16 units. */
export const completeDraft = (eventId: number, body: string, unit: number) =>
  invoke<DraftCompletion>("complete_draft", { eventId, body, unit });
/** All resends below an id, newest first; from the newest on with null. */
export const sent = (before: number | null, len: number) => invoke<SentWindow>("sent", { before, len });
export const resend = (id: number) => invoke<ResendView>("resend", { id });
/** Bytes of what is kept of a response's body. */
export const responseBytes = (id: number, start: number, len: number) =>
  invoke<ArrayBuffer>("response_bytes", { id, start, len });
export const resends = (id: number) => invoke<ResendView[]>("resends", { id });
export const settings = () => invoke<SettingsView>("settings");
export const changeSettings = (change: SettingsChange) => invoke<SettingsView>("change_settings", { change });
/** The next request to that host asks again. */
export const forgetHost = (host: string) => invoke<null>("forget_host", { host });
/** Rows one window of a bulk send's results, or of a scenario's steps, may have. */
export const BULK_WINDOW_MAX = 200;
/** Results that can be copied as a text. */
export const BULK_COPY_MAX = 2000;
/** What would be sent; sends nothing. */
export const planBulk = (request: BulkRequest) => invoke<BulkPlan>("plan_bulk", { request });
export const startBulk = (request: BulkRequest) => invoke<BulkView>("start_bulk", { request });
export const pauseBulk = (bulk: number) => invoke<null>("pause_bulk", { bulk });
export const resumeBulk = (bulk: number) => invoke<null>("resume_bulk", { bulk });
export const cancelBulk = (bulk: number) => invoke<null>("cancel_bulk", { bulk });
/** The last one, also when it is over; null when there was none yet. */
export const bulkProgress = () => invoke<BulkView | null>("bulk_progress");
export const bulkResults = (bulk: number, sort: BulkSort, start: number, len: number) =>
  invoke<BulkWindow>("bulk_results", { bulk, sort, start, len });
export const bulkReport = (bulk: number) => invoke<BulkReport>("bulk_report", { bulk });
export const bulkText = (bulk: number, form: BulkForm) => invoke<string>("bulk_text", { bulk, form });
/** Tells where the file is. */
export const exportBulk = (bulk: number, form: BulkForm, path: string, replace: boolean) =>
  invoke<string>("export_bulk", { bulk, form, path, replace });
export const recentTargets = () => invoke<string[]>("recent_targets");
/** Where a file of that name goes when nobody says otherwise. */
export const placeFor = (name: string) => invoke<string>("place_for", { name });
export const scenarios = () => invoke<ScenarioRow[]>("scenarios");
export const recordScenario = (request: RecordRequest) =>
  invoke<ScenarioRecorded>("record_scenario", { request });
export const scenario = (name: string) => invoke<ScenarioRead>("scenario", { name });
export const scenarioFile = (name: string) => invoke<string>("scenario_file", { name });
/** A text as a form, or what is wrong with it. */
export const readScenario = (text: string) => invoke<ScenarioRead>("read_scenario", { text });
/** A form as a text, or what is wrong with it. */
export const writeScenario = (form: ScenarioForm) => invoke<ScenarioRead>("write_scenario", { form });
/** `was` is the name it had before; null for a new one. */
export const saveScenario = (text: string, was: string | null, replace: boolean) =>
  invoke<ScenarioRow>("save_scenario", { text, was, replace });
export const duplicateScenario = (name: string) => invoke<ScenarioRow>("duplicate_scenario", { name });
export const removeScenario = (name: string) => invoke<null>("remove_scenario", { name });
export const importScenario = (path: string, replace: boolean) =>
  invoke<ScenarioRow>("import_scenario", { path, replace });
export const exportScenario = (name: string, path: string, replace: boolean) =>
  invoke<string>("export_scenario", { name, path, replace });
/** Begins a scenario with the draft when there is none of that name. */
export const addToScenario = (name: string, request: SendRequest) =>
  invoke<ScenarioRow>("add_to_scenario", { name, request });
export const startScenario = (request: ScenarioRunRequest) =>
  invoke<ScenarioRunView>("start_scenario", { request });
export const cancelScenario = (run: number) => invoke<null>("cancel_scenario", { run });
export const scenarioProgress = () => invoke<ScenarioRunView | null>("scenario_progress");
export const scenarioSteps = (run: number, start: number, len: number) =>
  invoke<ScenarioRunStep[]>("scenario_steps", { run, start, len });
export const exportJunit = (run: number, path: string, replace: boolean) =>
  invoke<string>("export_junit", { run, path, replace });
export const sendSamples = () => invoke<number>("send_samples");
export const listenAgain = (address: string | null) => invoke<Status>("listen_again", { address });
export const catalog = () => invoke<TypeView[]>("catalog");
export const sample = (name: string) => invoke<string>("sample", { name });
export const sendSample = (name: string, to: string | null) =>
  invoke<SampleSent>("send_sample", { name, to });
export const startTour = (to: string | null) => invoke<Coverage>("start_tour", { to });
export const cancelTour = () => invoke<null>("cancel_tour");
export const coverage = (to: string | null) => invoke<Coverage>("coverage", { to });
export const coverageTargets = () => invoke<string[]>("coverage_targets");
/** The events whose senders wait for a person, the one that is answered first at the top. */
export const held = () => invoke<HeldRow[]>("held");
/** What the sender would refuse is sent only `anyway`; otherwise the problem's code is `refused_answer`. */
export const answerHeld = (eventId: number, answer: AnswerDraft, anyway: boolean) =>
  invoke<null>("answer_held", { eventId, answer, anyway });
export const rules = () => invoke<RuleRow[]>("rules");
/** In the place of those there are; all of them, or none. */
export const saveRules = (rules: Rule[]) => invoke<RuleRow[]>("save_rules", { rules });
/** What is wrong with a rule by itself. */
export const checkRule = (rule: Rule) => invoke<RuleProblem | null>("check_rule", { rule });
export const importRules = (text: string, replace: boolean) =>
  invoke<RuleRow[]>("import_rules", { text, replace });
export const exportRules = () => invoke<string>("export_rules");
export const secrets = () => invoke<SecretView[]>("secrets");
export const addSecret = (name: string, scheme: Scheme, secret: string) =>
  invoke<SecretView>("add_secret", { name, scheme, secret });
export const removeSecret = (id: number) => invoke<null>("remove_secret", { id });
export const showSecret = (id: number) => invoke<string>("show_secret", { id });
/** Which of some rules would answer an event, and how; of the kept ones with null. */
export const tryRules = (eventId: number, rules: Rule[] | null) =>
  invoke<RuleTrial>("try_rules", { eventId, rules });
/** Reads an authgear.yaml, or its hook section by itself. */
export const readHooks = (yaml: string) => invoke<HooksView>("read_hooks", { yaml });
/** Asks handlers of a blocking event one after the other, for real. */
export const startChain = (
  eventId: number,
  handlers: ChainHandler[],
  limits: ChainLimits | null,
  confirmed: boolean,
) => invoke<ChainView>("start_chain", { eventId, handlers, limits, confirmed });
export const cancelChain = (eventId: number) => invoke<null>("cancel_chain", { eventId });
export const forwards = () => invoke<ForwardRow[]>("forwards");
/** Adds a target (id 0) or changes one. */
export const saveForward = (target: ForwardTarget, confirmed: boolean) =>
  invoke<ForwardRow>("save_forward", { target, confirmed });
export const removeForward = (id: number) => invoke<null>("remove_forward", { id });
/** Passes over the event that a target did not take and that waits to be sent again. */
export const skipForward = (id: number) => invoke<null>("skip_forward", { id });
