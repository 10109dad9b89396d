// The explanation of a member of an event's body, fetched once, after the pointer has rested on the member. It never
// changes.
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRested } from "@/components/useRested";
import { explain, treePointer } from "@/ipc/commands";

/** A member: by its JSON Pointer, or by its handle in the tree. Null while there is none. */
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
    // The last explanation stays until the next one is known; without a member there is none.
    placeholderData: rested === null ? undefined : keepPreviousData,
  });
}
