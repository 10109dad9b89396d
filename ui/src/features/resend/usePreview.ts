// The request exactly as it would go out, fetched a moment after each change, so that typing never waits for it.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useRested } from "@/components/useRested";
import { previewSend } from "@/ipc/commands";
import type { RequestPreview, SendRequest } from "@/ipc/types";
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
  const { data } = useQuery({
    queryKey: ["preview", event, rested],
    queryFn: () => previewSend(request()),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  return data;
}

/** Another number with every change of either. */
function useTurn(draft: Draft, edits: number): number {
  const last = useRef({ draft, edits, turn: 0 });
  if (last.current.draft !== draft || last.current.edits !== edits)
    last.current = { draft, edits, turn: last.current.turn + 1 };
  return last.current.turn;
}
