// Fetches the explanation of the member under the mouse pointer once the pointer rests.
import { useQuery } from "@tanstack/react-query";
import { useRested } from "@/components/useRested";
import { explanationQuery, type Member } from "@/lib/queries";

/** Milliseconds. */
const HOVER_DELAY = 120;

export const useExplanation = (event: number, member: Member) =>
  useQuery(explanationQuery(event, useRested(member, HOVER_DELAY)));
