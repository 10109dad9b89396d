// Queries for the users that events are about.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { userLife, userState, users } from "@/ipc/bindings/commands";
import { MAX_USER_ROWS } from "@/ipc/bindings/limits";
import { key } from "./tags";

const RECENT_USERS_MAX = 7;

export const recentUsersQuery = () =>
  queryOptions({
    queryKey: key("Users", "recent"),
    queryFn: () => users({ query: "", start: 0, len: RECENT_USERS_MAX }),
    placeholderData: keepPreviousData,
  });

/**
 * One page of the users that match a search. A page does not change until the list refreshes, so
 * that no row moves.
 */
export const usersQuery = (query: string, page: number) =>
  queryOptions({
    queryKey: key("Users", "list", query, page),
    queryFn: () => users({ query, start: page * MAX_USER_ROWS, len: MAX_USER_ROWS }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const userLifeQuery = (user: string) =>
  queryOptions({
    queryKey: key("UserLifetimes", user),
    queryFn: () => userLife({ userId: user }),
    placeholderData: keepPreviousData,
  });

/** The last known state of a user after an event. */
export const userStateQuery = (user: string, event: number) =>
  queryOptions({
    queryKey: key("UserState", user, event),
    queryFn: () => userState({ userId: user, event }),
    placeholderData: keepPreviousData,
  });
