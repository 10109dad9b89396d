// The navigation state of the window: what the list shows, which event is selected or edited, and
// which page or comparison covers them. Pure: each transition is a function from one state to the
// next.
import { type CatalogPlace, INITIAL_CATALOG_PLACE } from "@/features/catalog/place";
import type { UsersPlace } from "@/features/users/list/place";
import type { Sides } from "@/ipc/types";
import { type Copies, EVERYTHING, filterOf, type Scope, withTerm } from "@/lib/scope/scope";

/** A page that covers the events. */
export type Page = "bulk" | "held" | "sent" | "scenarios" | "rules" | "forwards" | "catalog";

export interface NavState {
  /** The search text. The filter of the list combines it with the scope. */
  text: string;
  scope: Scope;
  selection: number | null;
  /** The event whose draft is open. */
  editing: number | null;
  /** The resend that is shown first next to the draft. Null for the newest one. */
  shownFirst: number | null;
  /** A filter whose newest event is selected once it is listed. */
  selectNewestOf: string | null;
  /** A filter that the user set, until it is clear whether its list contains the selected event. */
  followed: string | null;
  page: Page | null;
  catalog: CatalogPlace;
  grouping: boolean;
  /** The scope and the search text before the list showed copies of an event. */
  beforeCopies: { scope: Scope; text: string } | null;
  /** The open user screens, which cover the page. Each one was opened from the previous one. */
  userScreens: readonly UsersPlace[];
  /** The search text of the user list. It stays while a history is open. */
  usersQuery: string;
  /** The open comparison, which covers everything else. */
  sides: Sides | null;
  /** The event to compare with the next event that the user selects. */
  against: number | null;
}

export const INITIAL_STATE: NavState = {
  text: "",
  scope: EVERYTHING,
  selection: null,
  editing: null,
  shownFirst: null,
  selectNewestOf: null,
  followed: null,
  page: null,
  catalog: INITIAL_CATALOG_PLACE,
  grouping: false,
  beforeCopies: null,
  userScreens: [],
  usersQuery: "",
  sides: null,
  against: null,
};

export const filterAt = ({ scope, text }: NavState): string => filterOf(scope, text);

const PAGES: readonly Page[] = ["bulk", "held", "sent", "scenarios", "rules", "forwards", "catalog"];

/** The name of the page in front, from which the next start continues. Empty for the events. */
export const pageName = (state: NavState): string =>
  usersScreen(state) === null ? (state.page ?? "") : "users";

/** The first state of a start that continues with a page. Other names are those of no page. */
export function stateAtPage(name: string | null): NavState {
  if (name === "users") return { ...INITIAL_STATE, userScreens: [{ screen: "users" }] };
  return { ...INITIAL_STATE, page: PAGES.find((page) => page === name) ?? null };
}

/** The user screen in front. Null if none is open. */
export const usersScreen = ({ userScreens }: NavState): UsersPlace | null => userScreens.at(-1) ?? null;

/** Whether the window shows a page, with nothing in front of it. */
export const isPageShown = (state: NavState, page: Page): boolean =>
  state.page === page && usersScreen(state) === null && state.editing === null;

const uncovered = (state: NavState): NavState => ({ ...state, userScreens: [], sides: null, against: null });
const toInbox = (state: NavState): NavState => ({ ...uncovered(state), page: null });
const openPage = (state: NavState, page: Page): NavState => ({ ...uncovered(state), editing: null, page });

function withHistory(screens: readonly UsersPlace[], user: string, event: number | null): UsersPlace[] {
  // A history replaces another history, so Back leads to the screen before the first one.
  return [...screens.filter(({ screen }) => screen !== "history"), { screen: "history", user, event }];
}

/** The selection follows a new filter. Without a filter, it stays at the event that is read. */
const following = (state: NavState): NavState => ({ ...state, followed: filterAt(state) || null });

export const TRANSITIONS = {
  toInbox,
  choose: (state: NavState, scope: Scope) => following(toInbox({ ...state, scope })),
  search: (state: NavState, text: string) =>
    text === "" ? { ...state, text, followed: null } : following(toInbox({ ...state, text, editing: null })),
  showAll: (state: NavState) => toInbox({ ...state, scope: EVERYTHING, text: "", followed: null }),
  showSearch: (state: NavState, text: string) =>
    following(toInbox({ ...state, scope: EVERYTHING, text, editing: null })),
  /** Adds a filter word to the search text. */
  addFilterWord: (state: NavState, word: string) =>
    following(toInbox({ ...state, text: withTerm(state.text, word) })),
  showCopies: (state: NavState, copies: Copies) => {
    const { scope, text } = state;
    const beforeCopies = scope.copies === undefined ? { scope, text } : state.beforeCopies;
    return toInbox({ ...state, beforeCopies, scope: { ...EVERYTHING, copies }, text: "", followed: null });
  },
  leaveCopies: (state: NavState) => {
    const { scope, text } = state.beforeCopies ?? { scope: EVERYTHING, text: "" };
    return toInbox({ ...state, scope, text, followed: null });
  },
  /** Shows the events of a filter and selects the newest one. */
  showEvents: (state: NavState, filter: string) =>
    toInbox({ ...state, scope: EVERYTHING, text: filter, selectNewestOf: filter, followed: null }),
  newestSelected: (state: NavState) => ({ ...state, selectNewestOf: null }),
  filterFollowed: (state: NavState) => ({ ...state, followed: null }),
  select: (state: NavState, selection: number | null) => ({ ...state, selection, followed: null }),
  /**
   * Selects an event only while none is selected. A choice of the user in the same frame takes
   * precedence.
   */
  selectIfNone: (state: NavState, selection: number) =>
    state.selection === null ? { ...state, selection } : state,
  /** Selects an event for a new filter, unless the user has chosen one meanwhile. */
  selectFollowed: (state: NavState, selection: number) =>
    state.followed === null ? state : { ...state, selection, followed: null },
  showEvent: (state: NavState, selection: number) => toInbox({ ...state, selection, followed: null }),
  setGrouping: (state: NavState, grouping: boolean) => ({ ...state, grouping }),
  edit: (state: NavState, editing: number | null) => ({ ...state, editing, shownFirst: null }),
  /** Opens the draft of an event with one of its resends next to it. */
  editAgain: (state: NavState, editing: number, shownFirst: number) => ({ ...state, editing, shownFirst }),
  openPage,
  changeCatalog: (state: NavState, change: Partial<CatalogPlace>) => ({
    ...state,
    catalog: { ...state.catalog, ...change },
  }),
  openCatalog: (state: NavState, part: CatalogPlace["part"] = state.catalog.part) =>
    openPage({ ...state, catalog: { ...state.catalog, part } }, "catalog"),
  openUsers: (state: NavState): NavState => ({
    ...state,
    editing: null,
    userScreens: [{ screen: "users" }],
  }),
  openHistory: (state: NavState, user: string, event: number | null) => ({
    ...state,
    editing: null,
    userScreens: withHistory(state.userScreens, user, event),
  }),
  backFromUsers: (state: NavState) => ({ ...state, userScreens: state.userScreens.slice(0, -1) }),
  searchUsers: (state: NavState, usersQuery: string) => ({ ...state, usersQuery }),
  /** Starts a comparison of an event with the next event that the user selects. */
  beginComparing: (state: NavState, against: number) => ({ ...state, against, sides: null }),
  compare: (state: NavState, sides: Sides) => ({ ...state, sides, against: null }),
  leaveComparing: (state: NavState) => ({ ...state, sides: null, against: null }),
} satisfies Record<string, (state: NavState, ...args: never[]) => NavState>;

type ArgsOf<T> = T extends (state: NavState, ...args: infer A) => NavState ? A : never;

/** The transitions as functions that change the current state. */
export type Transitions = {
  [T in keyof typeof TRANSITIONS]: (...args: ArgsOf<(typeof TRANSITIONS)[T]>) => void;
};

/**
 * Binds the transitions to a state. `change` receives a function from the current state to the next
 * one.
 */
export function bindTransitions(change: (next: (state: NavState) => NavState) => void): Transitions {
  const bound = Object.entries(TRANSITIONS).map(([name, transition]) => [
    name,
    (...args: never[]) =>
      change((state) => (transition as (state: NavState, ...args: never[]) => NavState)(state, ...args)),
  ]);
  // Each entry has the arguments of the transition with the same name.
  return Object.fromEntries(bound) as Transitions;
}
