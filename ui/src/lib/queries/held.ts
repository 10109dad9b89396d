// Queries for held events and the answers to them.
import { keepPreviousData, queryOptions, skipToken } from "@tanstack/react-query";
import { answerForm, checkAnswer, held, recentReasons } from "@/ipc/bindings/commands";
import type { AnswerDraft } from "@/ipc/types";
import { key } from "./tags";

/** Milliseconds after which checks of half-typed answers leave the cache. */
const CHECK_GC_TIME = 10_000;

/** The held events, and the time on the window's clock at which they were read. */
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

/**
 * The sender's verdict on an answer. `answer` is an `AnswerDraft` as JSON text, or the text `null`
 * for no answer.
 */
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
