// Hooks for answers to an event: the members that an answer may have, the check of an answer, and
// recent reasons.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import { rememberReason } from "@/ipc/bindings/commands";
import type { AnswerCheck, AnswerDraft, DenialReason } from "@/ipc/types";
import { answerCheckQuery, answerFormQuery, recentReasonsQuery } from "@/lib/queries";

/** Milliseconds. */
const CHECK_DELAY = 120;

export const useAnswerForm = (event: number | null) => useQuery(answerFormQuery(event));

export interface Checked {
  /** The last check, which may belong to an earlier text; null before the first check. */
  check: AnswerCheck | null;
  /** The answer that was checked. */
  of: AnswerDraft | null;
  /** Whether the check belongs to the current answer. */
  fresh: boolean;
  error: unknown;
}

export function useAnswerCheck(event: number, answer: AnswerDraft | null): Checked {
  const key = JSON.stringify(answer);
  const rested = useDebouncedValue(key, CHECK_DELAY);
  const query = useQuery(answerCheckQuery(event, rested));
  const known = query.data;
  return useMemo(
    () => ({
      check: known?.check ?? null,
      of: known?.of ?? null,
      fresh: rested === key && !query.isPlaceholderData && known !== undefined,
      error: query.error,
    }),
    [known, rested, key, query.isPlaceholderData, query.error],
  );
}

export const useReasons = () => useQuery(recentReasonsQuery()).data ?? [];

export const useRememberReason = () =>
  useMutation({ mutationFn: (given: DenialReason) => rememberReason({ given }) });
