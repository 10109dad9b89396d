// The comparison of an event, fetched once: an event never changes.
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { changes } from "../../ipc/commands";
import type { Changes } from "../../ipc/types";

export const useChanges = (id: number): UseQueryResult<Changes> =>
  useQuery({
    queryKey: ["changes", id],
    queryFn: () => changes(id),
    staleTime: Number.POSITIVE_INFINITY,
  });
