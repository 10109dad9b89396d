// The signing secrets, but for the secrets themselves, and what changes them. A secret changes what is known of
// signatures, and what a draft will be signed with.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { addSecret, removeSecret } from "@/ipc/commands";
import type { Scheme } from "@/ipc/types";
import { secretsQuery, type Tag, tagged } from "@/lib/queries";

/** What a secret affects: the signatures of events and of drafts. */
const CHANGED: readonly Tag[] = ["Secrets", "Settings", "Event", "Draft"];

export interface NewSecret {
  name: string;
  scheme: Scheme;
  secret: string;
}

export const useSecrets = () => useQuery(secretsQuery());

function useChanged() {
  const client = useQueryClient();
  return () => {
    for (const tag of CHANGED) void client.invalidateQueries(tagged(tag));
  };
}

export function useAddSecret() {
  const onSuccess = useChanged();
  return useMutation({
    mutationFn: ({ name, scheme, secret }: NewSecret) => addSecret(name, scheme, secret),
    onSuccess,
    // Nothing of the secret is kept here.
    gcTime: 0,
  });
}

export function useRemoveSecret() {
  const onSuccess = useChanged();
  return useMutation({ mutationFn: removeSecret, onSuccess });
}
