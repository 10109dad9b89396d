// The targets with their states, and the commands that change them.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { confirmTargets, removeForward, saveForward, skipForward } from "@/ipc/bindings/commands";
import { invalidateOn } from "@/ipc/cache";
import { onForwards } from "@/ipc/signals";
import type { ForwardTarget, TargetUrl } from "@/ipc/types";
import { forwardsQuery } from "@/lib/queries";

export function useForwarding() {
  const client = useQueryClient();
  useEffect(() => onForwards(() => void invalidateOn(client, "forwards", null)), [client]);
  return useQuery(forwardsQuery());
}

export interface Saving {
  target: ForwardTarget;
  confirmed: boolean;
}

export const useSaveForward = () => useMutation({ mutationFn: (saving: Saving) => saveForward(saving) });
export const useConfirmTarget = () =>
  useMutation({
    mutationFn: ({ url, verify_tls }: TargetUrl) => confirmTargets({ targets: [{ url, verify_tls }] }),
  });
export const useRemoveForward = () => useMutation({ mutationFn: (id: number) => removeForward({ id }) });
export const useSkipForward = () => useMutation({ mutationFn: (id: number) => skipForward({ id }) });
