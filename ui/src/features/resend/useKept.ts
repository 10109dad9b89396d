// Keeps a draft over restarts: stores it a moment after each change, and forgets it once it no longer differs from the
// event.
import { useCallback, useEffect, useRef, useState } from "react";
import { forgetDraft, keepDraft } from "@/ipc/bindings/commands";
import { troubleOf } from "@/ipc/errors";
import type { SendRequest } from "@/ipc/types";
import { type Draft, sameRequest } from "./draft";

const REST = 600;

export interface Kept {
  /** Why the draft is not kept, in a sentence. */
  problem: string | null;
  /** Stores at once a change that still waits. */
  flush: () => void;
  /** Forgets the draft, along with a change that still waits. */
  forget: () => Promise<null>;
}

interface KeptProps {
  event: number;
  draft: Draft;
  edits: number;
  /** The request of an unchanged draft. */
  untouched: SendRequest;
  wasKept: boolean;
  request: () => SendRequest;
}

export function useKept({ event, draft, edits, untouched, wasKept, request }: KeptProps): Kept {
  const [problem, setProblem] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const kept = useRef(wasKept);
  const first = useRef({ draft, edits });
  const keep = useCallback(() => {
    timer.current = null;
    const now = request();
    const same = sameRequest(now, untouched);
    if (same && !kept.current) return;
    kept.current = !same;
    (same ? forgetDraft({ eventId: event }) : keepDraft({ request: now })).then(
      () => setProblem(null),
      (error: unknown) => setProblem(troubleOf(error).sentence),
    );
  }, [event, request, untouched]);
  const flush = useCallback(() => {
    if (timer.current === null) return;
    clearTimeout(timer.current);
    keep();
  }, [keep]);
  useEffect(() => {
    if (first.current.draft === draft && first.current.edits === edits) return;
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(keep, REST);
  }, [draft, edits, keep]);
  const forget = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    kept.current = false;
    return forgetDraft({ eventId: event });
  }, [event]);
  return { problem, flush, forget };
}
