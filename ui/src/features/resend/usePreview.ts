// The request exactly as it would go out, fetched a moment after each change, so that typing never waits for it.
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useRested } from "@/components/useRested";
import type { RequestPreview, SendRequest } from "@/ipc/types";
import { previewQuery } from "@/lib/queries";
import type { Draft } from "./draft";

const REST = 250;

export function usePreview(
  event: number,
  draft: Draft,
  edits: number,
  request: () => SendRequest,
): RequestPreview | undefined {
  const turn = useTurn(draft, edits);
  const rested = useRested(turn, REST);
  const { data } = useQuery(previewQuery(event, rested, request));
  return data;
}

/** Another number with every change of either. */
function useTurn(draft: Draft, edits: number): number {
  const last = useRef({ draft, edits, turn: 0 });
  if (last.current.draft !== draft || last.current.edits !== edits)
    last.current = { draft, edits, turn: last.current.turn + 1 };
  return last.current.turn;
}
