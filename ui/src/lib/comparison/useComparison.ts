// Opens a comparison, narrows it, and closes it when it is no longer shown, even while the backend
// computes it. The last result stays visible until the next result and its first rows are loaded,
// so that nothing flickers.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import { closeComparison, filterComparison, openComparison } from "@/ipc/bindings/commands";
import type { ChangeSelection, Compared, Ignored, OpenComparison, Sides } from "@/ipc/types";
import { useSettings } from "@/lib/live/useLive";
import { useChoices, type ViewMode } from "./ComparisonOptions";
import { ComparisonLists } from "./lists";

/** A finished comparison. */
export interface ShownComparison {
  compared: OpenComparison;
  lists: ComparisonLists;
  /** The compared sides. */
  of: Sides;
}

export interface ComparisonState {
  /** The result; null until the first comparison finishes, and when no comparison is possible. */
  shown: ShownComparison | null;
  /** Why no comparison is possible; otherwise null. */
  nothing: string | null;
  /** Whether these sides differ, filtered and ignored changes included; null while it is unknown. */
  differ: boolean | null;
  /** Whether the comparison was stopped before it finished. */
  stopped: boolean;
  /** Whether another comparison or narrowing is loading. */
  busy: boolean;
  error: unknown;
  retry: () => void;
  /** Stops the running comparison. */
  stop: () => void;
  filter: string;
  setFilter: (filter: string) => void;
}

interface Job {
  ticket: number;
  closed: boolean;
  running: boolean;
  /** Whether the backend has opened the comparison. */
  open: boolean;
  /** The applied narrowing as JSON; null before the comparison is open. */
  applied: string | null;
  lists: ComparisonLists | null;
}

type Result = { of: Sides; ticket: number } & (
  | { state: "none"; reason: string }
  | { state: "cancelled" }
  | { state: "compared"; compared: OpenComparison; lists: ComparisonLists }
);

const NOTHING_IGNORED: Ignored = { times: false, ids: false, paths: [] };
/** Milliseconds. */
const FILTER_DELAY = 200;

let lastTicket = 0;

/**
 * Identifies the subject of a comparison, without typed content. A filter applies to one subject.
 */
export const subjectOf = (sides: Sides) =>
  sides.what === "draft"
    ? `draft ${sides.request.event_id}`
    : sides.what === "answer"
      ? `answer ${sides.event_id}`
      : JSON.stringify(sides);

/** The main list of a view. */
export const listOf = (viewMode: ViewMode, compared: OpenComparison) =>
  compared.form === "json" && viewMode === "table" ? "shown" : "lines";

/** Whether a result has differences. What the user filters or ignores counts too. */
function differOf(result: Result): boolean | null {
  if (result.state === "cancelled") return null;
  if (result.state === "none") return false;
  const { form, about, headers, changes, filtered, ignored, rewritten } = result.compared;
  const members = changes + filtered + ignored + rewritten;
  const headerLines = headers === null ? 0 : headers.changes.length + headers.omitted;
  return form !== "json" || members + about.length + headerLines > 0;
}

/** `sides` must be the same object as long as the sides are equal. */
export function useComparison(sides: Sides | null, reveal: boolean): ComparisonState {
  const settings = useSettings();
  const { viewMode, strictFormat } = useChoices();
  const [result, setResult] = useState<Result | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const [typed, setTyped] = useState({ subject: "", filter: "" });

  const key = useMemo(() => (sides === null ? null : JSON.stringify(sides)), [sides]);
  const subject = useMemo(() => (sides === null ? "" : subjectOf(sides)), [sides]);
  const filter = typed.subject === subject ? typed.filter : "";
  const settledFilter = useDebouncedValue(filter, FILTER_DELAY);
  const narrowing: ChangeSelection = {
    filter: filter === "" ? "" : settledFilter,
    ignored: settings.data?.ignored ?? NOTHING_IGNORED,
    spelling_counts: strictFormat,
    reveal,
  };
  const narrowingKey = JSON.stringify(narrowing);
  const ready = !settings.isPending;

  const latest = useRef({ sides, narrowing, narrowingKey, viewMode });
  latest.current = { sides, narrowing, narrowingKey, viewMode };
  const currentJob = useRef<Job | null>(null);
  /** The ticket of the visible comparison, which stays open. */
  const shownTicket = useRef<number | null>(null);

  const show = useCallback((next: Result | null) => {
    const before = shownTicket.current;
    shownTicket.current = next?.state === "compared" ? next.ticket : null;
    if (before !== null && before !== shownTicket.current)
      void closeComparison({ ticket: before }).catch(() => undefined);
    setResult(next);
  }, []);

  const run = useCallback(
    async (job: Job) => {
      if (job.running) return;
      job.running = true;
      setBusy(true);
      try {
        while (!job.closed && job.applied !== latest.current.narrowingKey) {
          const { sides: of, narrowing, narrowingKey } = latest.current;
          if (of === null) break;
          const got: Compared = job.open
            ? await filterComparison({ ticket: job.ticket, narrowing })
            : await openComparison({ ticket: job.ticket, sides: of, narrowing });
          if (job.closed) return;
          job.applied = narrowingKey;
          job.open = got.state === "compared";
          if (got.state !== "compared") {
            show({ ...got, of, ticket: job.ticket });
            break;
          }
          const lists = new ComparisonLists(job.ticket, got, job.lists?.unfolded);
          job.lists = lists;
          await lists.loadFirst(listOf(latest.current.viewMode, got));
          if (job.closed) return;
          show({ state: "compared", compared: got, lists, of, ticket: job.ticket });
        }
        if (!job.closed) setError(null);
      } catch (thrown) {
        if (!job.closed) setError(thrown);
      } finally {
        job.running = false;
        if (!job.closed) setBusy(false);
      }
    },
    [show],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new `attempt` compares the same sides again.
  useEffect(() => {
    if (!ready) return;
    if (key === null) {
      show(null);
      setBusy(false);
      setError(null);
      return;
    }
    lastTicket += 1;
    const job: Job = {
      ticket: lastTicket,
      closed: false,
      running: false,
      open: false,
      applied: null,
      lists: null,
    };
    currentJob.current = job;
    void run(job);
    return () => {
      job.closed = true;
      currentJob.current = null;
      if (shownTicket.current !== job.ticket)
        void closeComparison({ ticket: job.ticket }).catch(() => undefined);
    };
  }, [key, attempt, ready, run, show]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the narrowing runs the job again.
  useEffect(() => {
    const job = currentJob.current;
    if (job?.open) void run(job);
  }, [narrowingKey, run]);

  useEffect(
    () => () => {
      if (shownTicket.current !== null)
        void closeComparison({ ticket: shownTicket.current }).catch(() => undefined);
      shownTicket.current = null;
    },
    [],
  );

  const shown = useMemo(
    () =>
      result?.state === "compared" ? { compared: result.compared, lists: result.lists, of: result.of } : null,
    [result],
  );
  return {
    shown,
    nothing: result?.state === "none" ? result.reason : null,
    differ: result !== null && result.of === sides ? differOf(result) : null,
    stopped: result?.state === "cancelled" && !busy,
    busy,
    error,
    retry: useCallback(() => setAttempt((n) => n + 1), []),
    stop: useCallback(() => {
      const job = currentJob.current;
      if (job !== null) void closeComparison({ ticket: job.ticket }).catch(() => undefined);
    }, []),
    filter,
    setFilter: useCallback((next: string) => setTyped({ subject, filter: next }), [subject]),
  };
}
