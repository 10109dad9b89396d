// The signing secrets without their values, and the changes to them. A change affects verified signatures and the
// signatures of drafts.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { addSecret, removeSecret, secrets } from "@/ipc/commands";
import type { Scheme } from "@/ipc/types";
import { SETTINGS } from "@/lib/queries";

const SECRETS = ["secrets"] as const;

export interface NewSecret {
  name: string;
  scheme: Scheme;
  secret: string;
}

export const useSecrets = () => useQuery({ queryKey: SECRETS, queryFn: secrets });

function useChanged() {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [SECRETS, SETTINGS, ["event"], ["draft"]])
      void client.invalidateQueries({ queryKey });
  };
}

export function useAddSecret() {
  const onSuccess = useChanged();
  return useMutation({
    mutationFn: ({ name, scheme, secret }: NewSecret) => addSecret(name, scheme, secret),
    onSuccess,
    // The secret does not stay in the cache.
    gcTime: 0,
  });
}

export function useRemoveSecret() {
  const onSuccess = useChanged();
  return useMutation({ mutationFn: removeSecret, onSuccess });
}
