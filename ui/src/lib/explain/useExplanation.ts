// What a member of an event's body is. The member one points at is asked for after a short rest, once; what is known
// of a member never changes.
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRested } from "@/components/useRested";
import { explain, treePointer } from "@/ipc/commands";

/** A member: by its JSON Pointer, or by its handle in the tree. Null while one points at none. */
export type Member = string | number | null;

const REST = 120;

export function useExplanation(event: number, member: Member) {
  const client = useQueryClient();
  const rested = useRested(member, REST);
  const pointerOf = (node: number) =>
    client.fetchQuery({
      queryKey: ["pointer", event, node],
      queryFn: () => treePointer(event, node),
      staleTime: Number.POSITIVE_INFINITY,
    });
  return useQuery({
    queryKey: ["explain", event, rested],
    queryFn: async () => {
      if (rested === null) return null;
      return explain(event, typeof rested === "string" ? rested : await pointerOf(rested));
    },
    enabled: rested !== null,
    staleTime: Number.POSITIVE_INFINITY,
    // What was told stays until the next is known; of nothing, nothing is told.
    placeholderData: rested === null ? undefined : keepPreviousData,
  });
}
