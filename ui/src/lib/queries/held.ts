// Held events and the answers to them.
import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query";
import { answerForm, checkAnswer, held, recentReasons } from "@/ipc/bindings/commands";
import type { AnswerDraft } from "@/ipc/types";
import { key } from "./tags";

/** Checks of half-typed answers leave the cache after this time. */
const CHECK_GC_TIME = 10_000;

/** The held events, and when they were read on the window's own clock. */
export const heldQuery = () =>
  queryOptions({
    queryKey: key("Held"),
    queryFn: async () => ({ rows: await held(), at: performance.now() }),
  });

export const answerFormQuery = (event: number | null) =>
  queryOptions({
    queryKey: key("AnswerForm", event),
    queryFn: event === null ? skipToken : () => answerForm({ eventId: event }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What the sender would do with an answer. `answer` is its JSON text, or that of null for none. */
export const answerCheckQuery = (event: number, answer: string) =>
  queryOptions({
    queryKey: key("AnswerCheck", event, answer),
    queryFn:
      answer === "null"
        ? skipToken
        : async () => {
            const of: AnswerDraft = JSON.parse(answer);
            return { of, check: await checkAnswer({ eventId: event, answer: of }) };
          },
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: CHECK_GC_TIME,
    retry: false,
  });

export const recentReasonsQuery = () =>
  queryOptions({ queryKey: key("RecentReasons"), queryFn: recentReasons });
