// The stored event behind a held one. Once the wait is over, it is read again until it says how the wait ended.
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { eventQuery } from "@/lib/queries";
import { isSettled } from "./words";

/** Milliseconds. */
const POLL_INTERVAL = 300;

export function useHeldDetail(id: number, over: boolean) {
  const detail = useQuery({
    ...eventQuery(id),
    // The outcome is written a moment after the wait is over.
    refetchInterval: ({ state }) => (over && !isSettled(state.data?.answer ?? null) ? POLL_INTERVAL : false),
  });
  const { refetch } = detail;
  useEffect(() => {
    if (over) void refetch();
  }, [over, refetch]);
  return detail.data;
}
