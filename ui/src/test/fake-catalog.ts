// The catalog of the fake backend: the event types of the corpus, their samples, the tour and the
// explanations.
import { CATALOG } from "@/ipc/bindings/fixtures/catalog";
import type { Coverage, CoverageEntry, Explanation, TypeView } from "@/ipc/types";
import { PAYLOAD_OF } from "./fake-events";
import type { Handlers } from "./handlers";

const EXPLAINED: Record<string, Omit<Explanation, "pointer" | "name">> = {
  can_reauthenticate: {
    part: "user",
    form: "boolean",
    description: "Whether the user can reauthenticate.",
  },
  email: { part: "claims", form: "string, may be absent", description: "The email address, normalized." },
  seq: { part: "envelope", form: "integer", description: "Grows with each event of the project." },
};

/** The types of the corpus, and one type that no webhook delivers. */
const NAMES = [...PAYLOAD_OF.keys(), "email.sent"];

/** The number of received events of a type; 0 for some types. */
const seenOf = (name: string) => (name.length % 3 === 0 || name === "email.sent" ? 0 : name.length);

export function explained(pointer: string): Explanation | null {
  const name = pointer.split("/").at(-1) ?? "";
  const known = EXPLAINED[name];
  return known === undefined ? null : { pointer, name, ...known };
}

const RECEIVER = "http://127.0.0.1:4665";

export class FakeCatalog {
  readonly types: readonly TypeView[] = NAMES.flatMap((name) =>
    CATALOG.filter((type) => type.name === name).map((type) => ({ ...type, seen: seenOf(name) })),
  );
  /** Types whose samples fail. */
  failing: ReadonlySet<string> = new Set(["user.pre_create", "oidc.jwt.pre_create"]);
  /** The number of samples that a tour sends between two requests for its progress. */
  pace = 10;
  private readonly sent = new Map<string, Map<string, CoverageEntry>>();
  private tour: { to: string; done: number } | null = null;

  constructor(private readonly arrive: (count: number) => void) {}

  readonly handlers = {
    catalog: () => [...this.types],
    sample: ({ name }) => PAYLOAD_OF.get(name) ?? '{\n  "type": "email.sent"\n}',
    send_sample: ({ name, to }) => {
      if (to === null) this.arrive(1);
      const url = to ?? RECEIVER;
      return { name, url, signed: true, result: this.send(url, name) };
    },
    start_tour: ({ to }) => {
      this.tour = { to: to ?? RECEIVER, done: 0 };
      return this.coverage(this.tour.to);
    },
    cancel_tour: () => {
      this.tour = null;
      return null;
    },
    coverage: ({ to }) => {
      this.advanceTour();
      return this.coverage(to ?? RECEIVER);
    },
    coverage_targets: () => [...this.sent.keys()],
  } satisfies Partial<Handlers>;

  private send(to: string, name: string): CoverageEntry {
    const ok = !this.failing.has(name);
    const entry: CoverageEntry = {
      name,
      sent_at: "2026-03-11T09:52:14.377120Z",
      duration_us: ok ? 38_214 : 5_000_000,
      status: ok ? 200 : null,
      ok,
      sentence: ok ? "Answered in time." : "No answer within 5 s.",
    };
    const entries = this.sent.get(to) ?? new Map<string, CoverageEntry>();
    this.sent.set(to, entries.set(name, entry));
    return entry;
  }

  private advanceTour(): void {
    const { tour } = this;
    if (tour === null) return;
    for (const type of this.types.slice(tour.done, tour.done + this.pace)) this.send(tour.to, type.name);
    tour.done = Math.min(tour.done + this.pace, this.types.length);
    if (tour.done === this.types.length) this.tour = null;
  }

  private coverage(to: string): Coverage {
    const sent = this.sent.get(to);
    const entries = this.types.flatMap((type) => sent?.get(type.name) ?? []);
    return {
      target: to,
      types: this.types.length,
      sent: entries.length,
      failed: entries.filter((entry) => !entry.ok).length,
      entries,
      tour: this.tour === null ? null : { done: this.tour.done, total: this.types.length },
    };
  }
}
