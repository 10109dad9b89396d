// The addresses that requests went to, newest first.
import { useQuery } from "@tanstack/react-query";
import { recentTargets } from "@/ipc/commands";
import { RECENT_TARGETS } from "@/lib/queries";

export const useRecentTargets = () => useQuery({ queryKey: RECENT_TARGETS, queryFn: recentTargets });
