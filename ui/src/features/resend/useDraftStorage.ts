// Stores a draft, so that it survives a restart. It is saved shortly after each change and deleted
// once it equals the event again.
import { useCallback, useEffect, useRef, useState } from "react";
import { deleteDraft, saveDraft } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import type { SendRequest } from "@/ipc/types";
import { type Draft, sameRequest } from "./draft";

/** In milliseconds. */
const SAVE_DELAY = 600;

export interface DraftStorage {
  /** Why the draft was not stored, as a sentence; null when it was. */
  problem: string | null;
  /** Saves a pending change immediately. */
  flush: () => void;
  /** Deletes the stored draft and drops a pending change. */
  forget: () => Promise<null>;
}

interface DraftStorageProps {
  event: number;
  draft: Draft;
  edits: number;
  /** The request of an unchanged draft. */
  unchanged: SendRequest;
  wasStored: boolean;
  request: () => SendRequest;
}

export function useDraftStorage({
  event,
  draft,
  edits,
  unchanged,
  wasStored,
  request,
}: DraftStorageProps): DraftStorage {
  const [problem, setProblem] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const stored = useRef(wasStored);
  const first = useRef({ draft, edits });
  const save = useCallback(() => {
    timer.current = null;
    const now = request();
    const same = sameRequest(now, unchanged);
    if (same && !stored.current) return;
    stored.current = !same;
    (same ? deleteDraft({ eventId: event }) : saveDraft({ request: now })).then(
      () => setProblem(null),
      (error: unknown) => setProblem(describeError(error).sentence),
    );
  }, [event, request, unchanged]);
  const flush = useCallback(() => {
    if (timer.current === null) return;
    clearTimeout(timer.current);
    save();
  }, [save]);
  useEffect(() => {
    if (first.current.draft === draft && first.current.edits === edits) return;
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(save, SAVE_DELAY);
  }, [draft, edits, save]);
  const forget = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    stored.current = false;
    return deleteDraft({ eventId: event });
  }, [event]);
  return { problem, flush, forget };
}
