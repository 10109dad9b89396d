// Sends a draft. What is under way or went wrong is kept by event, above the screen that shows it, so that a person who
// leaves the draft and returns finds it still sending; afterwards what shows resends is asked for again.
import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { cancelSend, send } from "@/ipc/commands";
import type { SendRequest } from "@/ipc/types";
import { resendsQuery, tagged } from "@/lib/queries";

export interface Sending {
  /** Does nothing while one is under way. */
  send: (request: SendRequest) => void;
  cancel: () => void;
  /** Forgets what went wrong last. */
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
