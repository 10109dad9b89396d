// An in-memory backend that implements every command with realistic data, for tests and for
// development in a browser.
import { emit, mockIPC } from "@/ipc/mock";
import type {
  BodyText,
  DraftCheck,
  DraftView,
  EventDetail,
  EventRow,
  Listing,
  ListingWindow,
  Problem,
  RefusedRequest,
  RequestPreview,
  ResendView,
  RowAnchor,
  SecretView,
  SendRequest,
  SentWindow,
  SettingsChange,
  SettingsView,
  Sidebar,
  Status,
  TypeCount,
  Vendor,
  VendorCount,
} from "@/ipc/types";
import { FakeAnnotations } from "./fake-annotations";
import { FakeBulk } from "./fake-bulk";
import { explained, FakeCatalog } from "./fake-catalog";
import { FakeComparisons, type FakeSides } from "./fake-comparisons";
import { makeDetail, makeEvent, maskedBytes, maskedIn, maskedText, revealedDetail } from "./fake-events";
import { fakeCompletion, fakeTokens } from "./fake-filter";
import { FakeForwards } from "./fake-forwards";
import { FakeHeldEvents } from "./fake-held-events";
import { FakeRules } from "./fake-rules";
import { FakeScenarios } from "./fake-scenarios";
import { FakeSecrets } from "./fake-secrets";
import { FakeTree } from "./fake-tree";
import { FakeUsers } from "./fake-users";
import { bytesOf, type Handlers, reject } from "./handlers";

/** Headers that a resend generates, so a draft drops the received ones. */
const GENERATED_HEADERS = ["Host", "Connection", "Content-Length"];

export interface FakeOptions {
  events: number;
  /** The time between two events in milliseconds. */
  interval?: number;
  theme?: SettingsView["theme"];
  status?: Partial<Status>;
  refused?: RefusedRequest[];
  /** Every command fails with this problem. */
  broken?: Problem;
  settings?: Partial<SettingsView>;
  secrets?: SecretView[];
  /** Replaces the default comparisons. A string is the reason why no comparison is possible. */
  comparisons?: FakeSides;
  /** The size in bytes of the newest event's body, which is plain text. */
  longBody?: number;
  /** Whether bodies are binary and therefore not editable. */
  binary?: boolean;
  /** Responses wait for this promise. */
  answering?: Promise<void>;
}

/** The commands that work without a database. */
const RECOVERIES = new Set(["choose_folder", "reopen_database", "move_database_aside", "set_zoom"]);

interface OpenListing {
  filter: string;
  grouped: boolean;
  /** Null for all events. */
  ids: number[] | null;
  /** The version of the deletions that `ids` reflects. */
  version: number;
  copies: Map<number, number>;
  /** The number of rows that were found when the listing was opened. */
  knownFirst: number;
}

type Arguments = Record<string, unknown>;

export class FakeBackend {
  total: number;
  readonly calls: { command: string; args: Arguments }[] = [];
  readonly sent: SendRequest[] = [];
  settings: SettingsView;
  private readonly listings = new Map<number, OpenListing>();
  private readonly resends = new Map<number, ResendView[]>();
  readonly confirmedHosts = new Set<string>();
  readonly forwards = new FakeForwards(this.confirmedHosts);
  readonly keptDrafts = new Map<number, SendRequest>();
  private readonly trees = new Map<number, FakeTree>();
  readonly catalog = new FakeCatalog((count) => this.arrive(count));
  readonly users: FakeUsers;
  readonly secrets: FakeSecrets;
  readonly comparisons: FakeComparisons;
  readonly annotations: FakeAnnotations;
  readonly heldEvents = new FakeHeldEvents();
  readonly rules = new FakeRules((id) => this.eventOf(id).row);
  readonly bulk = new FakeBulk((filter) => this.idsMatching(filter));
  readonly scenarios = new FakeScenarios((path, text, replace) => this.bulk.write(path, text, replace));
  /** The number of rows that a filtered list has found so far; null when the search is complete. */
  foundRows: number | null = null;
  /** Requests for rows wait for this promise. */
  rowsGate: Promise<void> | null = null;
  /** Requests to open a list wait for this promise. */
  openGate: Promise<void> | null = null;
  private nextListing = 1;

  constructor(private readonly options: FakeOptions) {
    this.total = options.events;
    this.users = new FakeUsers(this.eventOf, () => this.total);
    this.annotations = new FakeAnnotations(
      (filter) => this.idsMatching(filter),
      () => this.emitInbox(0),
    );
    this.secrets = new FakeSecrets(options.secrets ?? []);
    this.comparisons = new FakeComparisons(
      (id) => makeDetail(this.eventOf(id)).comparable,
      options.comparisons,
    );
    this.settings = {
      listen: "127.0.0.1:4665",
      body_limit: 16 * 1024 * 1024,
      theme: options.theme ?? "system",
      on_close: "ask",
      ignored: { times: false, ids: false, paths: [] },
      data_dir: "/home/ada/.local/share/hookglass",
      data_dir_source: "default",
      next_data_dir: null,
      no_keychain: null,
      retention: { events: 1_000_000, days: null, bytes: 8 * 1024 ** 3 },
      known_hosts: [],
      allowed_hosts: [],
      retention_note: null,
      hold: { deadline_ms: 5000, margin_ms: 500, automatic: "default" },
      ...options.settings,
    };
    if (this.total > 0)
      this.resends.set(this.total, [this.response(1, this.total, true), this.failure(2, this.total)]);
  }

  install(): this {
    const handlers = this.handlers() as Record<string, (args: unknown) => unknown>;
    mockIPC(
      (command, payload) => {
        this.calls.push({ command, args: (payload ?? {}) as Arguments });
        if (this.options.broken && !RECOVERIES.has(command)) return Promise.reject(this.options.broken);
        const handler = handlers[command];
        if (handler === undefined)
          return reject("internal", `The fake backend does not implement ${command}.`);
        return handler(payload);
      },
      { shouldMockEvents: true },
    );
    return this;
  }

  /** Adds new events and emits the signal for them. */
  arrive(count: number): void {
    this.total += count;
    this.emitInbox(count);
  }

  /** Removes all resends. */
  forgetResends(): void {
    this.resends.clear();
  }

  /** Adds a resend of the newest event that another process made. */
  sendElsewhere(id: number): void {
    this.resends.set(this.total, [
      this.response(id, this.total, false),
      ...(this.resends.get(this.total) ?? []),
    ]);
    this.emitInbox(0);
  }

  private emitInbox(perSecond: number): void {
    const newest = this.allSent()[0]?.id ?? 0;
    void emit("inbox", { events: this.stored(), per_second: perSecond, newest_resend: newest, held: 0 });
  }

  /** The folder that the dialog of the system returns; null if it is dismissed. */
  folder: string | null = null;

  private readonly stored = () => this.total - this.annotations.deleted.size;

  private readonly eventOf = (id: number) => makeEvent(id, this.options.events, this.options.interval);

  private readonly ownHandlers = {
    status: () => this.status(),
    refused_requests: () => this.options.refused ?? [],
    retry_listen: () => this.status(),
    choose_folder: () => this.folder,
    set_zoom: () => null,
    reopen_database: ({ folder }) => {
      if (folder === null && this.options.broken) throw this.options.broken;
      delete this.options.broken;
      return null;
    },
    move_database_aside: () => {
      delete this.options.broken;
      return "/home/ada/.local/share/hookglass/hookglass.db.damaged-1";
    },
    resume_receiving: () => {
      this.options.status = { ...this.options.status, url: "http://127.0.0.1:4665", paused: false };
      return this.status();
    },
    answer_closing: ({ keepReceiving }) => {
      if (keepReceiving !== null) this.settings.on_close = keepReceiving ? "keep_receiving" : "quit";
      return null;
    },
    sidebar: () => this.sidebar(),
    open_listing: async ({ filter, grouped }) => {
      await this.openGate;
      return this.open(filter, grouped);
    },
    listing_window: async ({ listing, start, len, anchor }) => {
      await this.rowsGate;
      return this.window(listing, start, len, anchor);
    },
    close_listing: ({ listing }) => {
      this.listings.delete(listing);
      return null;
    },
    event: ({ id }) =>
      this.annotations.deleted.has(id)
        ? reject("not_found", "This event was deleted.")
        : this.annotations.detailed(this.detail(id)),
    revealed_event: ({ id }) => revealedDetail(this.annotations.detailed(this.detail(id))),
    filter_tokens: ({ text }) => fakeTokens(text),
    complete_filter: ({ text, cursor }) => fakeCompletion(text, cursor),
    body_text: ({ id, start, len, reveal }) => this.bodyText(id, start, len, reveal),
    body_bytes: ({ id, start, len, reveal }) => {
      const { text } = this.eventOf(id);
      return bytesOf(reveal ? text : maskedBytes(text), start, len);
    },
    tree: ({ id, node, start, len, reveal }) => this.tree(id, reveal).page(node, start, len),
    tree_pointer: ({ id, node }) => this.tree(id, false).pointer(node),
    explain: ({ pointer }) => explained(pointer),
    draft: ({ id }) => this.draft(id),
    send: ({ request }) => this.send(request),
    cancel_send: () => null,
    preview_send: ({ request }) => this.preview(request),
    save_draft: ({ request }) => {
      this.keptDrafts.set(request.event_id, request);
      return null;
    },
    delete_draft: ({ eventId }) => {
      this.keptDrafts.delete(eventId);
      return null;
    },
    import_curl: () => ({
      method: "POST",
      url: "http://localhost:3000/hooks",
      headers: [{ name: "Content-Type", value: "application/json", original: null, on: true }],
      body: '{"id":1}',
      notes: [],
    }),
    copy_event: ({ eventId, form, reveal }) => ({
      text: `${form} ${eventId}${reveal ? " with secrets" : ""}`,
      notes: reveal ? [] : ["Redacted: authorization."],
      masked: !reveal,
    }),
    copy_request: ({ request: { method, url }, form }) => ({
      text: `${form} ${method} ${url}`,
      notes: [],
      masked: false,
    }),
    check_draft: ({ body }) => this.check(body),
    complete_draft: ({ unit }) => ({
      from: unit,
      to: unit,
      options: [{ text: '"payload": ', about: "The data of the event." }],
    }),
    sent: ({ before, len }) => this.sentWindow(before, len),
    resend: ({ id }) =>
      this.allSent().find((one) => one.id === id) ?? reject("not_found", `There is no resend ${id}.`),
    revealed_resend: ({ id }) =>
      this.allSent().find((one) => one.id === id) ?? reject("not_found", `There is no resend ${id}.`),
    resends: ({ id }) => this.resends.get(id) ?? [],
    response_bytes: ({ id, start, len }) => {
      const { outcome } = this.allSent().find((one) => one.id === id) ?? this.response(1, 1, false);
      return bytesOf(outcome.state === "response" ? outcome.body : "", start, len);
    },
    allow_host: ({ host }) => {
      this.settings.allowed_hosts = [...this.settings.allowed_hosts, host];
      return this.settings;
    },
    disallow_host: ({ host }) => {
      this.settings.allowed_hosts = this.settings.allowed_hosts.filter((allowed) => allowed !== host);
      return this.settings;
    },
    forget_host: ({ host }) => {
      this.settings.known_hosts = this.settings.known_hosts.filter((known) => known !== host);
      return null;
    },
    settings: () => this.settings,
    change_settings: ({ change }) => this.change(change),
    send_samples: () => {
      this.arrive(12);
      return 12;
    },
  } satisfies Partial<Handlers>;

  private handlers(): Handlers {
    return {
      ...this.ownHandlers,
      ...this.rules.handlers,
      ...this.heldEvents.handlers,
      ...this.bulk.handlers,
      ...this.scenarios.handlers,
      ...this.annotations.handlers,
      ...this.catalog.handlers,
      ...this.secrets.handlers,
      ...this.users.handlers,
      ...this.comparisons.handlers,
      ...this.forwards.handlers,
    };
  }

  private status(): Status {
    return {
      version: "0.1.0",
      url: "http://127.0.0.1:4665",
      problem: null,
      paused: false,
      events: this.stored(),
      bytes: 3_250_586,
      index: null,
      unknown_hosts: [],
      paused_targets: [],
      confirmations_problem: null,
      refused: 0,
      pruned: null,
      storage_warnings: [],
      free_space_problem: null,
      ...this.options.status,
    };
  }

  private bodyText(id: number, start: number, len: number, reveal: boolean): BodyText {
    const text = this.bodyOf(id);
    const bytes = new TextEncoder().encode(reveal ? text : maskedText(text));
    const end = Math.min(start + len, bytes.length);
    return {
      text: new TextDecoder().decode(bytes.slice(start, end)),
      start,
      end,
      total: bytes.length,
      exact: true,
      masked: !reveal && maskedIn(text).length > 0,
    };
  }

  private bodyOf(id: number): string {
    const { longBody } = this.options;
    if (longBody === undefined || id !== this.options.events) return this.eventOf(id).text;
    const line = `${"A line of a long text. ".repeat(3)}\n`;
    return line.repeat(Math.ceil(longBody / line.length)).slice(0, longBody);
  }

  private detail(id: number): EventDetail {
    const detail = makeDetail(this.eventOf(id));
    const { longBody } = this.options;
    if (longBody === undefined || id !== this.options.events) return detail;
    return {
      ...detail,
      row: { ...detail.row, size: longBody },
      body: { ...detail.body, form: "text", size: longBody, decoded_size: longBody },
    };
  }

  /** The tree of an event. Masked and revealed requests share the handles of its nodes. */
  private tree(id: number, reveal: boolean): FakeTree {
    const { text } = this.eventOf(id);
    const tree = this.trees.get(id) ?? new FakeTree(text);
    this.trees.set(id, tree);
    tree.masked = reveal ? [] : maskedIn(text);
    return tree;
  }

  private sidebar(): Sidebar {
    const vendors = new Map<Vendor, VendorCount>();
    const sample = Math.min(this.total, 300);
    for (let id = this.total - sample + 1; id <= this.total; id += 1) {
      const { row } = this.eventOf(id);
      const vendor = vendors.get(row.vendor) ?? { vendor: row.vendor, count: 0, types: [] as TypeCount[] };
      vendor.count += 1;
      const type = row.type;
      if (type !== null) {
        const known = vendor.types.find((one) => one.type === type);
        if (known) known.count += 1;
        else vendor.types.push({ type, family: row.family ?? "", count: 1 });
      }
      vendors.set(row.vendor, vendor);
    }
    const order: Vendor[] = [
      "authgear",
      "fastgen",
      "github",
      "stripe",
      "standard_webhooks",
      "cloudevents",
      "generic",
    ];
    return {
      total: this.stored(),
      starred: [...this.annotations.starred].filter((id) => !this.annotations.deleted.has(id)).length,
      saved: this.annotations.searches(),
      vendors: order.map((vendor) => vendors.get(vendor) ?? { vendor, count: 0, types: [] }),
    };
  }

  private open(filter: string, grouped: boolean): Listing | Promise<never> {
    if (/^\w+:$/.test(filter.split(" ").at(-1) ?? ""))
      return reject(
        "invalid_input",
        `Filter, character ${filter.length + 1}: ${filter} needs a value after the colon.`,
      );
    const listing = this.nextListing++;
    const open: OpenListing = { filter, grouped, ids: null, version: -1, copies: new Map(), knownFirst: 0 };
    this.listings.set(listing, open);
    this.refresh(open);
    const { total, counting } = this.countedOf(open);
    open.knownFirst = total;
    return { listing, total, counting };
  }

  private countedOf(open: OpenListing): { total: number; behind: number; counting: boolean } {
    const { ids, knownFirst } = open;
    if (ids === null) return { total: this.total, behind: 0, counting: false };
    const total = Math.min(this.foundRows ?? ids.length, ids.length);
    return { total, behind: Math.max(0, total - knownFirst), counting: this.foundRows !== null };
  }

  /** Removes events that were deleted since the last refresh. */
  private refresh(open: OpenListing): void {
    if (open.version === this.annotations.version) return;
    open.version = this.annotations.version;
    const all = open.filter === "" && !open.grouped && this.annotations.deleted.size === 0;
    open.ids = all ? null : this.idsMatching(open.filter);
    if (!open.grouped) return;
    const newest = new Map<string, number>();
    const copies = new Map<number, number>();
    for (const id of open.ids ?? []) {
      const { vendor, app_id, event_id } = this.eventOf(id).row;
      const key = event_id === null ? String(id) : `${vendor} ${app_id} ${event_id}`;
      const of = newest.get(key) ?? id;
      newest.set(key, of);
      copies.set(of, (copies.get(of) ?? 0) + 1);
    }
    open.ids = [...newest.values()];
    open.copies = copies;
  }

  private idsMatching(filter: string): number[] {
    const ids =
      filter === "" ? Array.from({ length: this.total }, (_, at) => this.total - at) : this.search(filter);
    return ids.filter((id) => !this.annotations.deleted.has(id));
  }

  private search(filter: string): number[] {
    const groups = filter.match(/\([^)]*\)|\S+/g) ?? [];
    const matches = (row: EventRow) =>
      groups.every((group) =>
        group
          .replace(/^\(|\)$/g, "")
          .split(" OR ")
          .some(matchesWord(row)),
      );
    const matchesWord =
      (row: EventRow) =>
      (word: string): boolean => {
        const [key, value] = word.includes(":") ? (word.split(":") as [string, string]) : ["", word];
        if (key === "has" && value === "note") return this.annotations.notes.has(row.id);
        if (key === "is" && value === "starred") return this.annotations.starred.has(row.id);
        if (key === "has") return row.warnings > 0;
        if (key === "id") return row.event_id === value;
        if (key === "app" || key === "-app") return (row.app_id ?? "*") === value;
        if (key === "vendor") return row.vendor === value;
        if (key === "family") return row.family === value;
        if (key === "type")
          return (
            row.type === value || (value.endsWith("*") && row.type?.startsWith(value.slice(0, -1)) === true)
          );
        if (key === "signature") return row.signature === value;
        return `${row.type} ${row.subject} ${row.path} ${row.user_id}`.includes(value);
      };
    const ids: number[] = [];
    for (let id = this.total; id > Math.max(0, this.total - 2000); id -= 1)
      if (matches(this.eventOf(id).row)) ids.push(id);
    return ids;
  }

  private window(
    listing: number,
    from: number,
    len: number,
    anchor: RowAnchor | null,
  ): ListingWindow | Promise<never> {
    const open = this.listings.get(listing);
    if (open === undefined) return reject("not_found", "This list is closed.");
    this.refresh(open);
    const { ids } = open;
    const counted = this.countedOf(open);
    const { total } = counted;
    const rows: EventRow[] = [];
    const newer = (id: number) => (ids === null ? this.total - id : ids.filter((known) => known > id).length);
    const anchorIndex = anchor === null ? null : newer(anchor.event);
    const start =
      anchor === null || anchorIndex === null || from === 0
        ? from
        : Math.max(0, from + anchorIndex - anchor.index);
    for (let at = start; at < Math.min(start + len, total); at += 1) {
      const id = ids === null ? this.total - at : (ids[at] ?? 0);
      const { row } = this.eventOf(id);
      rows.push({
        ...this.annotations.annotated(row),
        resends: this.resends.get(id)?.length ?? 0,
        copies: open.copies.get(id) ?? 1,
      });
    }
    return {
      ...counted,
      start,
      rows,
      revision: this.annotations.version,
      newest: ids === null ? this.total || null : (ids[0] ?? null),
      anchor:
        anchor === null || anchorIndex === null
          ? null
          : { index: anchorIndex, newer: newer(anchor.newer_than) },
    };
  }

  private draft(id: number): DraftView {
    const detail = makeDetail(this.eventOf(id));
    return {
      event_id: id,
      method: detail.row.method,
      url: "http://localhost:3000/hooks/profile",
      recent_urls: ["http://localhost:3000/hooks/profile", "http://localhost:8787/hooks"],
      headers: detail.headers.filter(({ name }) => !GENERATED_HEADERS.includes(name)),
      dropped: GENERATED_HEADERS,
      editable: this.options.binary !== true,
      not_editable: this.options.binary === true ? "The body is not UTF-8." : null,
      size: detail.row.size,
      signing: this.secrets.list.length === 0 ? "no_secret" : "signs_edits",
      secrets: this.secrets.list.map(({ name, scheme }) => ({ name, scheme })),
      kept: this.keptDrafts.get(id) ?? null,
    };
  }

  private send(request: SendRequest): ResendView | Promise<ResendView> {
    this.sent.push(request);
    if (!/^https?:\/\/.+/.test(request.url))
      return reject("invalid_input", "The URL must start with http:// or https://.");
    if (request.headers.some((header) => /\s/.test(header.name)))
      return reject(
        "invalid_input",
        '"two words" is not a header name. Names consist of letters, digits and hyphens.',
      );
    const host = /^https?:\/\/([^/:]+)/.exec(request.url)?.[1] ?? "";
    if (request.confirmed) this.confirmedHosts.add(host);
    if (!["localhost", "127.0.0.1"].includes(host) && !this.confirmedHosts.has(host))
      return reject("unconfirmed_host", `${host} is outside this computer.`);
    this.keptDrafts.delete(request.event_id);
    const isEdited = request.body.form !== "received";
    const response = this.response(100 + this.sent.length, request.event_id, isEdited);
    this.resends.set(request.event_id, [response, ...(this.resends.get(request.event_id) ?? [])]);
    return this.options.answering?.then(() => response) ?? response;
  }

  private preview(request: SendRequest): RequestPreview {
    const on = request.headers.filter((header) => header.on);
    const body = request.body.form === "text" ? request.body.text : this.bodyOf(request.event_id);
    const size = new TextEncoder().encode(body).length;
    const lines = on.map(({ name, value }) => ({ name, value, exact: true }));
    const host = { name: "Host", value: request.url.split("/")[2] ?? "", exact: true };
    const length = { name: "Content-Length", value: String(size), exact: true };
    return {
      headers: [host, ...lines, length],
      added: ["Host", "Content-Length"],
      dropped: ["Host", "Content-Length"],
      size,
      signed: request.body.form === "received" ? "original" : "anew",
      fresh: request.fresh.seq ? [{ pointer: "/seq", json: "436" }] : [],
      problem: null,
    };
  }

  private check(body: string): DraftCheck {
    try {
      JSON.parse(body);
      return { findings: [], error: null };
    } catch {
      return { findings: [], error: { sentence: "unexpected end of the text", unit: body.length } };
    }
  }

  private allSent(): ResendView[] {
    return [...this.resends.values()].flat().sort((one, other) => other.id - one.id);
  }

  private sentWindow(before: number | null, len: number): SentWindow {
    const all = this.allSent();
    const rows = all.filter((one) => before === null || one.id < before).slice(0, len);
    return {
      total: all.length,
      rows: rows.map((one) => {
        const { row } = this.eventOf(one.event_id);
        const { outcome } = one;
        return {
          id: one.id,
          event_id: one.event_id,
          sent_at: one.sent_at,
          method: one.method,
          url: one.url,
          type: row.type,
          subject: row.subject,
          outcome:
            outcome.state === "response"
              ? { state: "response", status: outcome.status }
              : { state: "failed", why: outcome.why },
          duration_us: one.duration_us,
          verdict: one.verdict?.outcome ?? null,
          edited: one.edited,
          origin: one.origin,
        };
      }),
    };
  }

  private response(id: number, event: number, edited: boolean): ResendView {
    return {
      id,
      event_id: event,
      sent_at: "2026-03-11T09:52:14.377120Z",
      method: "POST",
      url: "http://localhost:3000/hooks/profile",
      headers: [],
      masked: [],
      size: 1183,
      edited,
      signed: edited ? "anew" : "original",
      duration_us: 38_214,
      outcome: {
        state: "response",
        status: 200,
        reason: "OK",
        version: "HTTP/1.1",
        headers: [{ name: "content-type", value: "application/json", exact: true }],
        body: '{"is_allowed":true,"mutations":{"user":{"custom_attributes":{"loyalty_number":"0004410","segment":"returning","score":10.500}}}}',
        exact: true,
        size: 113,
        truncated: false,
        kept: 113,
      },
      timing: { resolve_us: 412, connect_us: 301, tls_us: null, first_byte_us: 37_120, total_us: 38_214 },
      verdict: {
        outcome: "delivered",
        sentence: "Authgear counts this as delivered (200). It does not read the body.",
        title: null,
        reason: null,
        remarks: [],
      },
      origin: "person",
      mutated: null,
    };
  }

  private failure(id: number, event: number): ResendView {
    return {
      ...this.response(id, event, false),
      origin: "forward",
      sent_at: "2026-03-11T09:50:01.290000Z",
      duration_us: 910,
      outcome: {
        state: "failed",
        why: "refused",
        sentence: "Nothing listens on localhost:3000. Start your server, or change the target.",
      },
      timing: { resolve_us: 398, connect_us: null, tls_us: null, first_byte_us: null, total_us: 910 },
      verdict: {
        outcome: "not_delivered",
        sentence: "The connection was refused. Authgear only logs the failure; it does not retry.",
        title: null,
        reason: null,
        remarks: [],
      },
    };
  }

  private change(change: SettingsChange): SettingsView {
    const { data_dir: folder, ...rest } = change;
    this.settings = { ...this.settings, ...rest, next_data_dir: folder ?? this.settings.next_data_dir };
    return this.settings;
  }
}
