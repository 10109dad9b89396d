// The users of the fake backend, derived from its events, with their histories and states. An entry
// of a history depends only on the type and the position of its event, so the same events yield the
// same history.
import type {
  EventRow,
  HistoryEntry,
  HistoryWindow,
  LifecycleChangeView,
  Lifetime,
  StateView,
  UserLifetimes,
  UserRow,
  UsersWindow,
} from "@/ipc/types";
import type { Handlers } from "./handlers";

interface Body {
  payload?: {
    user?: { standard_attributes?: { email?: string; name?: string; phone_number?: string } };
    identity?: { id?: string };
  };
}

interface FakeEvent {
  row: EventRow;
  text: string;
}

interface UserEvents {
  user: UserRow;
  /** Events about the user, oldest first. */
  events: number[];
}

/** Older events are ignored. */
const MAX_SCANNED_EVENTS = 20_000;

const LABELS: Record<string, string[]> = {
  "user.profile.updated": ["Nickname", "Website"],
  "user.profile.pre_update": ["Nickname"],
  "user.authenticated": ["Last log-in"],
  "identity.email.updated": ["Email", "Login ID"],
  "identity.username.added": ["Username"],
};

export const SEQUENCE_WARNING =
  "The email before this event is jose.nandu@example.com, but the last known email is ada@example.com: an event is missing or arrived out of order.";

export class FakeUsers {
  private readonly people = new Map<string, UserEvents>();
  private lastSeen = 0;
  /**
   * The number of further users, which have only an id. The first of them has a thousand events.
   */
  extraUsers = 0;

  constructor(
    private readonly eventOf: (id: number) => FakeEvent,
    private readonly total: () => number,
  ) {}

  readonly handlers = {
    users: ({ query, start, len }) => this.users(query, start, len),
    user_history: ({ userId, start, len }) => this.history(userId, start, len),
    user_life: ({ userId }) => this.life(userId),
    user_state: ({ userId, event }) => this.state(userId, event),
  } satisfies Partial<Handlers>;

  private history(userId: string, start: number, len: number): HistoryWindow {
    const events = this.of(userId)?.events ?? [];
    const total = events.length;
    const entries: HistoryEntry[] = [];
    for (let at = start; at < Math.min(start + len, total); at += 1)
      entries.push(this.entry(events, total - 1 - at));
    return { user_id: userId, total, start, entries };
  }

  /** Events about a user, oldest first. */
  eventsOf(id: string): readonly number[] {
    return this.of(id)?.events ?? [];
  }

  private of(id: string): UserEvents | undefined {
    this.update();
    if (id === "stranger-0") return { user: stranger(0), events: THOUSAND };
    return this.people.get(id);
  }

  /** Adds the events that arrived since the last call. */
  private update(): void {
    const total = this.total();
    for (let id = Math.max(this.lastSeen, total - MAX_SCANNED_EVENTS) + 1; id <= total; id += 1) {
      const { row, text } = this.eventOf(id);
      if (row.user_id === null) continue;
      const known = this.people.get(row.user_id);
      const attributes = (row.vendor === "authgear" ? (JSON.parse(text) as Body) : {}).payload?.user
        ?.standard_attributes;
      const events = known?.events ?? [];
      events.push(id);
      // The map is ordered by the newest event, ascending.
      this.people.delete(row.user_id);
      this.people.set(row.user_id, {
        events,
        user: {
          user_id: row.user_id,
          vendor: row.vendor,
          app_id: row.app_id,
          email: attributes?.email ?? known?.user.email ?? null,
          phone: attributes?.phone_number ?? known?.user.phone ?? null,
          username: known?.user.username ?? null,
          name: attributes?.name ?? known?.user.name ?? null,
          events: events.length,
          last_event: id,
          last_type: row.type,
          last_received_at: row.received_at,
        },
      });
    }
    this.lastSeen = total;
  }

  private users(query: string, start: number, len: number): UsersWindow {
    this.update();
    const text = query.toLowerCase();
    const all = [...this.people.values()].map((person) => person.user).reverse();
    for (let left = this.extraUsers - 1; left >= 0; left -= 1) all.push(stranger(left));
    const matches = all.filter((user) =>
      `${user.user_id}\n${user.name}\n${user.email}\n${user.phone}`.toLowerCase().includes(text),
    );
    return { total: matches.length, start, rows: matches.slice(start, start + len) };
  }

  private entry(events: readonly number[], distance: number): HistoryEntry {
    const id = events[distance] ?? 0;
    const { row } = this.eventOf(id);
    const labels = distance === 0 ? [] : (LABELS[row.type ?? ""] ?? []);
    const repeat = distance % 17 === 11;
    return {
      id,
      received_at: row.received_at,
      type: row.type,
      kind: row.kind,
      seq: row.seq,
      subject: row.subject,
      before: distance === 0 ? null : (events[distance - 1] ?? null),
      proposed: row.kind === "blocking",
      repeat,
      changed: labels.length,
      labels: repeat ? [] : labels,
      words: repeat
        ? "Duplicate of an earlier event"
        : distance === 0
          ? "First known state"
          : labels.length > 0
            ? `${labels.length} changes: ${labels.join(", ")}`
            : "User unchanged",
      turns: this.turns(row, distance),
      breaks: row.type === "identity.email.updated" && distance > 0 ? [SEQUENCE_WARNING] : [],
    };
  }

  private turns(row: EventRow, distance: number): LifecycleChangeView[] {
    if (row.type === "user.session.terminated")
      return [{ thing: "session", id: `session-${distance}`, name: null, turn: "went" }];
    const turn = /^identity\..*\.added$/.test(row.type ?? "")
      ? "came"
      : /^identity\..*\.removed$/.test(row.type ?? "")
        ? "went"
        : null;
    if (turn === null) return [];
    return [{ thing: "identity", id: `identity-${distance}`, name: row.subject, turn }];
  }

  private life(id: string): UserLifetimes {
    const person = this.of(id);
    if (person === undefined) throw new Error(`There is no user ${id}.`);
    const { user, events } = person;
    const at = (event: number) => this.eventOf(event).row.received_at;
    const [first, middle, last] = [
      events[0] ?? 0,
      events[Math.floor(events.length / 2)] ?? 0,
      events.at(-1) ?? 0,
    ];
    const span = (more: Partial<Lifetime>): Lifetime => ({
      thing: "session",
      id: "5e55-10",
      name: null,
      came: null,
      came_at: null,
      first_seen: first,
      first_seen_at: at(first),
      last_seen: middle,
      last_seen_at: at(middle),
      went: null,
      went_at: null,
      ...more,
    });
    return {
      user,
      spans: [
        span({ thing: "identity", id: "ff676b12", name: user.email, came: first, came_at: at(first) }),
        span({ last_seen: last, last_seen_at: at(last), went: last, went_at: at(last) }),
      ],
      omitted: 0,
      looked_at: events.length,
    };
  }

  private state(id: string, event: number): StateView {
    const at = this.of(id)?.events.indexOf(event) ?? -1;
    if (at < 0) return { event_id: null, text: "", omitted: 0 };
    const body = JSON.parse(this.eventOf(event).text) as Body;
    return { event_id: event, text: JSON.stringify(body.payload?.user ?? { id }, null, 2), omitted: 0 };
  }
}

const THOUSAND = Array.from({ length: 1000 }, (_, at) => at + 1);

const stranger = (number: number): UserRow => ({
  user_id: `stranger-${number}`,
  vendor: "fastgen",
  app_id: null,
  email: null,
  phone: null,
  username: null,
  name: null,
  events: number === 0 ? THOUSAND.length : 1,
  last_event: number === 0 ? THOUSAND.length : 1,
  last_type: "auth.user_loggedIn",
  last_received_at: "2026-03-11T09:00:00.000000Z",
});
