// Hooks that list, add and remove signing secrets. The list does not contain the secret values.
import { useMutation, useQuery } from "@tanstack/react-query";
import { addSecret, removeSecret } from "@/ipc/bindings/commands";
import type { Scheme } from "@/ipc/types";
import { secretsQuery } from "@/lib/queries";

export interface NewSecret {
  name: string;
  scheme: Scheme;
  secret: string;
}

export const useSecrets = () => useQuery(secretsQuery());

export const useAddSecret = () =>
  useMutation({
    mutationFn: ({ name, scheme, secret }: NewSecret) => addSecret({ name, scheme, secret }),
    // The cache must not keep the secret value.
    gcTime: 0,
  });

export const useRemoveSecret = () => useMutation({ mutationFn: (id: number) => removeSecret({ id }) });
