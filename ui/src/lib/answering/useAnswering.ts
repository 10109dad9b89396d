// What the application knows about answers to an event: what one may hold, what its sender would make of one, and the
// reasons that were given last.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useRested } from "@/components/useRested";
import { answerForm, checkAnswer, recentReasons, rememberReason } from "@/ipc/commands";
import type { AnswerCheck, AnswerDraft } from "@/ipc/types";

const REASONS = ["recent-reasons"] as const;
const REST = 120;
/** What was typed on the way is not kept. */
const KEPT = 10_000;

export const useAnswerForm = (event: number | null) =>
  useQuery({
    queryKey: ["answer-form", event],
    queryFn: () => answerForm(event ?? 0),
    enabled: event !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });

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
  const query = useQuery({
    queryKey: ["answer-check", event, rested],
    queryFn: async () => {
      const of: AnswerDraft = JSON.parse(rested);
      return { of, check: await checkAnswer(event, of) };
    },
    enabled: rested !== "null",
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT,
    retry: false,
  });
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

export const useReasons = () => useQuery({ queryKey: REASONS, queryFn: recentReasons }).data ?? [];

export function useRememberReason() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: rememberReason,
    onSuccess: () => client.invalidateQueries({ queryKey: REASONS }),
  });
}
