// Explains the member of a body under the pointer, after the pointer rests.
import { useQuery } from "@tanstack/react-query";
import { useRested } from "@/components/useRested";
import { explanationQuery, type Member } from "@/lib/queries";

const REST = 120;

export const useExplanation = (event: number, member: Member) =>
  useQuery(explanationQuery(event, useRested(member, REST)));
