// Sends a draft. Progress and errors are stored per event, outside the screen, so that a reopened
// draft still shows a running request.
import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { cancelSend, send } from "@/ipc/bindings/commands";
import type { SendRequest } from "@/ipc/types";
import { resendsQuery } from "@/lib/queries";

export interface Sending {
  /** Does nothing while a request is running. */
  send: (request: SendRequest) => void;
  cancel: () => void;
  /** Clears the last error. */
  clearError: () => void;
  pending: boolean;
  error: unknown;
}

export function useSend(event: number): Sending {
  const client = useQueryClient();
  const mutationKey = useMemo(() => ["send", event], [event]);
  const { mutate } = useMutation({
    mutationKey,
    mutationFn: (request: SendRequest) => send({ request }),
    onSuccess: (result) => {
      client.setQueryData(resendsQuery(event).queryKey, (before) => [
        result,
        ...(before ?? []).filter((one) => one.id !== result.id),
      ]);
    },
  });
  const last = useMutationState({
    filters: { mutationKey, exact: true },
    select: ({ state }) => ({ status: state.status, error: state.error }),
  }).at(-1);
  const clearError = useCallback(() => {
    const cache = client.getMutationCache();
    for (const settled of cache.findAll({ mutationKey, exact: true }))
      if (settled.state.status !== "pending") cache.remove(settled);
  }, [client, mutationKey]);
  return {
    send: (request) => {
      if (client.isMutating({ mutationKey, exact: true }) > 0) return;
      mutate(request);
    },
    cancel: () => void cancelSend({ eventId: event }),
    clearError,
    pending: last?.status === "pending",
    error: last?.error ?? null,
  };
}
