// Sends a draft. Progress and errors are kept by event, outside the screen, so that a draft that is left and opened again
// is still sending. Afterwards all lists of resends are fetched again.
import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { cancelSend, send } from "@/ipc/commands";
import type { SendRequest } from "@/ipc/types";
import { resendsQuery, tagged } from "@/lib/queries";

export interface Sending {
  /** Does nothing while a request is under way. */
  send: (request: SendRequest) => void;
  cancel: () => void;
  /** Forgets the last error. */
  mend: () => void;
  pending: boolean;
  error: unknown;
}

export function useSend(event: number): Sending {
  const client = useQueryClient();
  const mutationKey = useMemo(() => ["send", event], [event]);
  const { mutate } = useMutation({
    mutationKey,
    mutationFn: send,
    onSuccess: (result) => {
      client.setQueryData(resendsQuery(event).queryKey, (before) => [
        result,
        ...(before ?? []).filter((one) => one.id !== result.id),
      ]);
    },
    onSettled: () => {
      void client.invalidateQueries(tagged("Resends", event));
      void client.invalidateQueries(tagged("Event", event));
      void client.invalidateQueries(tagged("Sent"));
      // The next preview contains another fresh number.
      void client.invalidateQueries(tagged("Preview", event));
    },
  });
  const last = useMutationState({
    filters: { mutationKey, exact: true },
    select: ({ state }) => ({ status: state.status, error: state.error }),
  }).at(-1);
  const mend = useCallback(() => {
    const cache = client.getMutationCache();
    for (const settled of cache.findAll({ mutationKey, exact: true }))
      if (settled.state.status !== "pending") cache.remove(settled);
  }, [client, mutationKey]);
  return {
    send: (request) => {
      if (client.isMutating({ mutationKey, exact: true }) > 0) return;
      mutate(request);
    },
    cancel: () => void cancelSend(event),
    mend,
    pending: last?.status === "pending",
    error: last?.error ?? null,
  };
}
