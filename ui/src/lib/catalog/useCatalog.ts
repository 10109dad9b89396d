// The catalog, the sample of a type, and sending one.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { sendSample } from "@/ipc/commands";
import { catalogQuery, sampleQuery, tagged } from "@/lib/queries";

export const useCatalog = () => useQuery(catalogQuery());

export const useSample = (name: string) => useQuery(sampleQuery(name));

export function useSendSample() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, to }: { name: string; to: string | null }) => sendSample(name, to),
    onSuccess: () => {
      void client.invalidateQueries(tagged("Catalog"));
      void client.invalidateQueries(tagged("CoverageTargets"));
      void client.invalidateQueries(tagged("Coverage"));
    },
  });
}
