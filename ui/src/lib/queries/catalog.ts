// Queries for event types, their samples, and the answers of a target to samples.
import { queryOptions } from "@tanstack/react-query";
import { catalog, coverage, coverageTargets, sample } from "@/ipc/bindings/commands";
import { key } from "./tags";

/** Milliseconds. A tour sends no signals, so its progress is polled. */
const TOUR_INTERVAL = 300;

export const catalogQuery = () => queryOptions({ queryKey: key("Catalog"), queryFn: catalog });

export const sampleQuery = (name: string) =>
  queryOptions({
    queryKey: key("Sample", name),
    queryFn: () => sample({ name }),
    // Sending generates a new sample each time; for reading, one sample is enough.
    staleTime: Number.POSITIVE_INFINITY,
  });

/** `to` is a URL; null for this receiver. */
export const coverageQuery = (to: string | null) =>
  queryOptions({
    queryKey: key("Coverage", to),
    queryFn: () => coverage({ to }),
    refetchInterval: ({ state }) => (state.data?.tour == null ? false : TOUR_INTERVAL),
  });

export const coverageTargetsQuery = () =>
  queryOptions({ queryKey: key("CoverageTargets"), queryFn: coverageTargets });
