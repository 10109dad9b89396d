// What the application knows about answers to an event: what one may hold, what its sender would make of one, and the
// reasons that were given last.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useRested } from "@/components/useRested";
import { rememberReason } from "@/ipc/bindings/commands";
import type { AnswerCheck, AnswerDraft, DenialReason } from "@/ipc/types";
import { answerCheckQuery, answerFormQuery, recentReasonsQuery } from "@/lib/queries";

const REST = 120;

export const useAnswerForm = (event: number | null) => useQuery(answerFormQuery(event));

export interface Checked {
  /** Of the answer as it was a moment ago; null before the first. */
  check: AnswerCheck | null;
  /** Of which answer. */
  of: AnswerDraft | null;
  /** It is the answer as it stands. */
  fresh: boolean;
  error: unknown;
}

export function useAnswerCheck(event: number, answer: AnswerDraft | null): Checked {
  const key = JSON.stringify(answer);
  const rested = useRested(key, REST);
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
