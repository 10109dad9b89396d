// Targets that events are passed on to, and how each is doing; asked for again when the application says that one does
// otherwise. What is behind grows with every event that arrives, which is looked at now and then while the page is open.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { forwards, removeForward, saveForward, skipForward } from "@/ipc/commands";
import { onForwards } from "@/ipc/signals";
import type { ForwardTarget } from "@/ipc/types";

const FORWARDS = ["forwards"] as const;
const LOOK = 2000;

export function useForwards() {
  const client = useQueryClient();
  useEffect(() => onForwards(() => void client.invalidateQueries({ queryKey: FORWARDS })), [client]);
  return useQuery({ queryKey: FORWARDS, queryFn: forwards, refetchInterval: LOOK });
}

function useChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: FORWARDS });
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
