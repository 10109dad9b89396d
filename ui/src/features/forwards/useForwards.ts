// Targets that events are forwarded to, with the state of each.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { removeForward, saveForward, skipForward } from "@/ipc/commands";
import { onForwards } from "@/ipc/signals";
import type { ForwardTarget } from "@/ipc/types";
import { forwardsQuery, tagged } from "@/lib/queries";

export function useForwards() {
  const client = useQueryClient();
  useEffect(() => onForwards(() => void client.invalidateQueries(tagged("Forwards"))), [client]);
  return useQuery(forwardsQuery());
}

function useChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries(tagged("Forwards"));
}

export interface Saving {
  target: ForwardTarget;
  confirmed: boolean;
}

export const useSaveForward = () =>
  useMutation({
    mutationFn: ({ target, confirmed }: Saving) => saveForward(target, confirmed),
    onSuccess: useChanged(),
  });
export const useRemoveForward = () => useMutation({ mutationFn: removeForward, onSuccess: useChanged() });
export const useSkipForward = () => useMutation({ mutationFn: skipForward, onSuccess: useChanged() });
