// Fetches the explanation of the member under the mouse pointer once the pointer rests.
import { useQuery } from "@tanstack/react-query";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import { explanationQuery, type Member } from "@/lib/queries";

/** Milliseconds. */
const HOVER_DELAY = 120;

export const useExplanation = (event: number, member: Member) =>
  useQuery(explanationQuery(event, useDebouncedValue(member, HOVER_DELAY)));
