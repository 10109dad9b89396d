// Reads the URLs of recent requests, newest first.
import { useQuery } from "@tanstack/react-query";
import { recentTargetsQuery } from "@/lib/queries";

export const useRecentTargets = () => useQuery(recentTargetsQuery());
