// Queries for the receiver, the settings and the parts of the window around the panes.
import { queryOptions } from "@tanstack/react-query";
import {
  defaultExportPath,
  forwards,
  recentSearches,
  refusedRequests,
  secrets,
  settings,
  sidebar,
  status,
} from "@/ipc/bindings/commands";
import { key } from "./tags";

/** Milliseconds. Building the search index sends no signals, so its progress is polled. */
const INDEX_INTERVAL = 1000;
/** Milliseconds. The backlog of a target grows with each event, without a signal. */
const FORWARDS_INTERVAL = 2000;

export const statusQuery = () =>
  queryOptions({
    queryKey: key("Status"),
    queryFn: status,
    refetchInterval: ({ state }) => (state.data?.index == null ? false : INDEX_INTERVAL),
  });

export const refusedRequestsQuery = () =>
  queryOptions({ queryKey: key("Status", "refused"), queryFn: refusedRequests });

export const sidebarQuery = () => queryOptions({ queryKey: key("Sidebar"), queryFn: sidebar });

export const settingsQuery = () => queryOptions({ queryKey: key("Settings"), queryFn: settings });

export const secretsQuery = () => queryOptions({ queryKey: key("Secrets"), queryFn: secrets });

export const recentSearchesQuery = () =>
  queryOptions({ queryKey: key("RecentSearches"), queryFn: recentSearches });

/** The default path for a file that is about to be saved. */
export const placeForQuery = (name: string) =>
  queryOptions({ queryKey: key("ExportPath", name), queryFn: () => defaultExportPath({ name }) });

export const forwardsQuery = () =>
  queryOptions({ queryKey: key("Forwards"), queryFn: forwards, refetchInterval: FORWARDS_INTERVAL });
