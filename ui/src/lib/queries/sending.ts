// Queries for drafts and resends.
import { infiniteQueryOptions, keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query";
import {
  draft,
  event,
  previewSend,
  recentTargets,
  resend,
  revealedResend,
  sent,
} from "@/ipc/bindings/commands";
import { MAX_SENT_ROWS } from "@/ipc/bindings/limits";
import type { SendRequest } from "@/ipc/types";
import { readWholeText } from "@/lib/body/body-text";
import { key } from "./tags";

/** `turn` grows each time the draft is discarded. */
export const draftQuery = (id: number, turn: number) =>
  queryOptions({
    queryKey: key("Draft", id, turn),
    queryFn: async () => {
      const [view, detail] = await Promise.all([draft({ id }), event({ id })]);
      // The sent body must be exact, so no value is masked.
      const text = view.editable ? await readWholeText(id, true) : null;
      return { view, event: detail, text };
    },
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** The request as it would be sent. `turn` grows with each edit. */
export const previewQuery = (event: number, turn: number, request: () => SendRequest) =>
  queryOptions({
    queryKey: key("Preview", event, turn),
    queryFn: () => previewSend({ request: request() }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });

export const recentTargetsQuery = () =>
  queryOptions({ queryKey: key("RecentTargets"), queryFn: recentTargets });

/** Fetches a single row, for the total. */
export const sentTotalQuery = () =>
  queryOptions({ queryKey: key("Sent", "total"), queryFn: () => sent({ before: null, len: 1 }) });

export const sentListQuery = () =>
  infiniteQueryOptions({
    queryKey: key("Sent", "list"),
    queryFn: ({ pageParam }) => sent({ before: pageParam, len: MAX_SENT_ROWS }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.rows.length < MAX_SENT_ROWS ? null : (last.rows.at(-1)?.id ?? null)),
  });

/** One resend with its response. */
export const sentResultQuery = (id: number | null) =>
  queryOptions({
    queryKey: key("Resend", id),
    queryFn: id === null ? skipToken : () => resend({ id }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** One resend with its secrets. It leaves the cache as soon as no view shows it. */
export const revealedResendQuery = (id: number | null) =>
  queryOptions({
    queryKey: key("Resend", id, "revealed"),
    queryFn: id === null ? skipToken : () => revealedResend({ id }),
    gcTime: 0,
  });
