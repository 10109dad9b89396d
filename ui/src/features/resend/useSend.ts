// Sends a draft and keeps its outcome; afterwards the counts and lists that show resends are asked for again.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { cancelSend, send } from "../../ipc/commands";
import type { ResendView, SendRequest } from "../../ipc/types";

export interface Sending {
  send: (request: SendRequest) => void;
  cancel: () => void;
  pending: boolean;
  error: unknown;
  result: ResendView | null;
}

export function useSend(event: number): Sending {
  const client = useQueryClient();
  const sending = useMutation({
    mutationFn: send,
    onSuccess: (result) => {
      client.setQueryData<ResendView[]>(["resends", event], (before) => [
        result,
        ...(before ?? []).filter((one) => one.id !== result.id),
      ]);
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["resends", event] });
      void client.invalidateQueries({ queryKey: ["event", event] });
    },
  });
  return {
    send: (request) => sending.mutate(request),
    cancel: () => void cancelSend(event),
    pending: sending.isPending,
    error: sending.error,
    result: sending.data ?? null,
  };
}
