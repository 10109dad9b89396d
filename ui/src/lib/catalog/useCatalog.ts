// The catalog, the sample of a type, and sending one.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { catalog, sample, sendSample } from "@/ipc/commands";
import { TARGETS } from "@/lib/targets/target";

export const CATALOG = ["catalog"] as const;

export const useCatalog = () => useQuery({ queryKey: CATALOG, queryFn: catalog });

export const useSample = (name: string) =>
  useQuery({
    queryKey: ["sample", name],
    queryFn: () => sample(name),
    // Each sent sample is new; the one to read stays the same.
    staleTime: Number.POSITIVE_INFINITY,
  });

export function useSendSample() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, to }: { name: string; to: string | null }) => sendSample(name, to),
    onSuccess: () => {
      for (const queryKey of [CATALOG, TARGETS, ["coverage"]]) void client.invalidateQueries({ queryKey });
    },
  });
}
