// Hooks that read the catalog and the sample of a type, and that send a sample.
import { useMutation, useQuery } from "@tanstack/react-query";
import { sendSample } from "@/ipc/bindings/commands";
import { catalogQuery, sampleQuery } from "@/lib/queries";

export const useCatalog = () => useQuery(catalogQuery());

export const useSample = (name: string) => useQuery(sampleQuery(name));

export const useSendSample = () =>
  useMutation({
    mutationFn: (sample: { name: string; to: string | null; act: boolean }) => sendSample(sample),
  });
