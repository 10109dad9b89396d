// The stored event behind a held event. After the wait, it is polled until the outcome is stored.
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { eventQuery } from "@/lib/queries";
import { isSettled } from "./labels";

/** In milliseconds. */
const POLL_INTERVAL = 300;

export function useHeldDetail(id: number, over: boolean) {
  const detail = useQuery({
    ...eventQuery(id),
    // The outcome is stored shortly after the wait ends.
    refetchInterval: ({ state }) => (over && !isSettled(state.data?.answer ?? null) ? POLL_INTERVAL : false),
  });
  const { refetch } = detail;
  useEffect(() => {
    if (over) void refetch();
  }, [over, refetch]);
  return detail.data;
}
