// Opens a comparison, narrows it, and closes it when it is no longer shown, even while it is at work. The last one stays
// in place until the next one and its first rows are loaded, so that nothing flickers.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useRested } from "@/components/useRested";
import { closeComparison, narrowComparison, openComparison } from "@/ipc/bindings/commands";
import type { Compared, Ignored, Narrowing, OpenComparison, Sides } from "@/ipc/types";
import { useSettings } from "@/lib/live/useLive";
import { type Face, useChoices } from "./Choices";
import { Lists } from "./lists";

/** A finished comparison. */
export interface ShownComparison {
  compared: OpenComparison;
  lists: Lists;
  /** The compared sides. */
  of: Sides;
}

export interface ComparisonState {
  /** Null until the first one is finished, and where there is nothing to compare. */
  shown: ShownComparison | null;
  /** Why there is nothing to compare. */
  nothing: string | null;
  /** It was stopped before it was done. */
  stopped: boolean;
  /** Another comparison, or another narrowing, is on its way. */
  busy: boolean;
  error: unknown;
  retry: () => void;
  /** Stops the comparison at work. */
  stop: () => void;
  filter: string;
  setFilter: (filter: string) => void;
}

interface Work {
  ticket: number;
  over: boolean;
  running: boolean;
  open: boolean;
  /** Its narrowing; null before it is open. */
  has: string | null;
  lists: Lists | null;
}

type Result = { of: Sides; ticket: number } & (
  | { state: "none"; reason: string }
  | { state: "cancelled" }
  | { state: "compared"; compared: OpenComparison; lists: Lists }
);

const NOTHING_IGNORED: Ignored = { times: false, ids: false, paths: [] };
const PAUSE = 200;

let lastTicket = 0;

/** What a comparison is about, whatever is typed into it. A filter holds for one subject. */
export const subjectOf = (sides: Sides) =>
  sides.what === "draft"
    ? `draft ${sides.request.event_id}`
    : sides.what === "answer"
      ? `answer ${sides.event_id}`
      : JSON.stringify(sides);

/** The list that a face shows first. */
export const listOf = (face: Face, compared: OpenComparison) =>
  compared.form === "json" && face === "table" ? "shown" : "lines";

/** `sides` must be the same object while they are the same. */
export function useComparison(sides: Sides | null, reveal: boolean): ComparisonState {
  const settings = useSettings();
  const { face, spellings } = useChoices();
  const [result, setResult] = useState<Result | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const [typed, setTyped] = useState({ subject: "", filter: "" });

  const key = useMemo(() => (sides === null ? null : JSON.stringify(sides)), [sides]);
  const subject = useMemo(() => (sides === null ? "" : subjectOf(sides)), [sides]);
  const filter = typed.subject === subject ? typed.filter : "";
  const rested = useRested(filter, PAUSE);
  const wanted: Narrowing = {
    filter: filter === "" ? "" : rested,
    ignored: settings.data?.ignored ?? NOTHING_IGNORED,
    spelling_counts: spellings,
    reveal,
  };
  const wantedKey = JSON.stringify(wanted);
  const ready = !settings.isPending;

  const latest = useRef({ sides, wanted, wantedKey, face });
  latest.current = { sides, wanted, wantedKey, face };
  const work = useRef<Work | null>(null);
  /** The ticket of the comparison in view, which stays open. */
  const kept = useRef<number | null>(null);

  const place = useCallback((next: Result | null) => {
    const before = kept.current;
    kept.current = next?.state === "compared" ? next.ticket : null;
    if (before !== null && before !== kept.current)
      void closeComparison({ ticket: before }).catch(() => undefined);
    setResult(next);
  }, []);

  const run = useCallback(
    async (mine: Work) => {
      if (mine.running) return;
      mine.running = true;
      setBusy(true);
      try {
        while (!mine.over && mine.has !== latest.current.wantedKey) {
          const { sides: of, wanted: narrowing, wantedKey: has } = latest.current;
          if (of === null) break;
          const got: Compared = mine.open
            ? await narrowComparison({ ticket: mine.ticket, narrowing })
            : await openComparison({ ticket: mine.ticket, sides: of, narrowing });
          if (mine.over) return;
          mine.has = has;
          mine.open = got.state === "compared";
          if (got.state !== "compared") {
            place({ ...got, of, ticket: mine.ticket });
            break;
          }
          const lists = new Lists(mine.ticket, got, mine.lists?.unfolded);
          mine.lists = lists;
          await lists.first(listOf(latest.current.face, got));
          if (mine.over) return;
          place({ state: "compared", compared: got, lists, of, ticket: mine.ticket });
        }
        if (!mine.over) setError(null);
      } catch (thrown) {
        if (!mine.over) setError(thrown);
      } finally {
        mine.running = false;
        if (!mine.over) setBusy(false);
      }
    },
    [place],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt compares the same sides again.
  useEffect(() => {
    if (!ready) return;
    if (key === null) {
      place(null);
      setBusy(false);
      setError(null);
      return;
    }
    lastTicket += 1;
    const mine: Work = {
      ticket: lastTicket,
      over: false,
      running: false,
      open: false,
      has: null,
      lists: null,
    };
    work.current = mine;
    void run(mine);
    return () => {
      mine.over = true;
      work.current = null;
      if (kept.current !== mine.ticket) void closeComparison({ ticket: mine.ticket }).catch(() => undefined);
    };
  }, [key, attempt, ready, run, place]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of what is wanted runs it again.
  useEffect(() => {
    const mine = work.current;
    if (mine?.open) void run(mine);
  }, [wantedKey, run]);

  useEffect(
    () => () => {
      if (kept.current !== null) void closeComparison({ ticket: kept.current }).catch(() => undefined);
      kept.current = null;
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
    stopped: result?.state === "cancelled" && !busy,
    busy,
    error,
    retry: useCallback(() => setAttempt((n) => n + 1), []),
    stop: useCallback(() => {
      const mine = work.current;
      if (mine !== null) void closeComparison({ ticket: mine.ticket }).catch(() => undefined);
    }, []),
    filter,
    setFilter: useCallback((next: string) => setTyped({ subject, filter: next }), [subject]),
  };
}
