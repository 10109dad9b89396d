// The exact request that would be sent. Fetched with a delay after each change, so that typing
// never waits for it.
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import type { RequestPreview, SendRequest } from "@/ipc/types";
import { previewQuery } from "@/lib/queries";
import type { Draft } from "./draft";

const DEBOUNCE_DELAY = 250;

export function usePreview(
  event: number,
  draft: Draft,
  edits: number,
  request: () => SendRequest,
): RequestPreview | undefined {
  const revision = useRevision(draft, edits);
  const debounced = useDebouncedValue(revision, DEBOUNCE_DELAY);
  const { data } = useQuery(previewQuery(event, debounced, request));
  return data;
}

/** A number that changes with each change of the draft or its text. */
function useRevision(draft: Draft, edits: number): number {
  const last = useRef({ draft, edits, revision: 0 });
  if (last.current.draft !== draft || last.current.edits !== edits)
    last.current = { draft, edits, revision: last.current.revision + 1 };
  return last.current.revision;
}
