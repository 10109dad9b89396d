// Where the window is, pure: what the list shows, which event is chosen or edited, and which page or comparison covers
// them. Each move is a function from one place to the next.
import { AT_FIRST, type CatalogPlace } from "@/features/catalog/place";
import type { UsersPlace } from "@/features/people/users/place";
import type { Sides } from "@/ipc/types";
import { type Copies, EVERYTHING, filterOf, type Scope, withWord } from "@/lib/scope/scope";

/** A page that covers the events. */
export type Page = "bulk" | "held" | "sent" | "scenarios" | "rules" | "forwards" | "catalog";

export interface PlaceState {
  /** The search text. Together with the scope it is the filter of the list. */
  text: string;
  scope: Scope;
  selection: number | null;
  editing: number | null;
  /** The resend shown first beside the draft; null for the newest. */
  shownFirst: number | null;
  /** A filter whose newest event is to be chosen as soon as it is listed. */
  led: string | null;
  page: Page | null;
  catalog: CatalogPlace;
  grouping: boolean;
  /** The part in which the shown copies of an event were found. */
  left: { scope: Scope; text: string } | null;
  /** The screens of users that cover the page, each opened from the one before. */
  trail: readonly UsersPlace[];
  /** The search text in the list of users. It stays while a history is shown. */
  usersQuery: string;
  /** The comparison that covers all of it. */
  sides: Sides | null;
  /** The event that is to be compared with the next chosen one. */
  against: number | null;
}

export const AT_START: PlaceState = {
  text: "",
  scope: EVERYTHING,
  selection: null,
  editing: null,
  shownFirst: null,
  led: null,
  page: null,
  catalog: AT_FIRST,
  grouping: false,
  left: null,
  trail: [],
  usersQuery: "",
  sides: null,
  against: null,
};

export const filterAt = ({ scope, text }: PlaceState): string => filterOf(scope, text);

/** The screen of users in front; null while none is open. */
export const usersAt = ({ trail }: PlaceState): UsersPlace | null => trail.at(-1) ?? null;

/** Whether a page is what the window shows. */
export const isShown = (place: PlaceState, page: Page): boolean =>
  place.page === page && usersAt(place) === null && place.editing === null;

const uncovered = (place: PlaceState): PlaceState => ({ ...place, trail: [], sides: null, against: null });
const inInbox = (place: PlaceState): PlaceState => ({ ...uncovered(place), page: null });
const onPage = (place: PlaceState, page: Page): PlaceState => ({ ...uncovered(place), editing: null, page });

function withHistory(trail: readonly UsersPlace[], user: string, event: number | null): UsersPlace[] {
  // From one history to another, the way back stays that of the first.
  return [...trail.filter(({ screen }) => screen !== "history"), { screen: "history", user, event }];
}

export const MOVES = {
  toInbox: inInbox,
  choose: (place: PlaceState, scope: Scope) => inInbox({ ...place, scope }),
  search: (place: PlaceState, text: string) =>
    text === "" ? { ...place, text } : inInbox({ ...place, text, editing: null }),
  showAll: (place: PlaceState) => inInbox({ ...place, scope: EVERYTHING, text: "" }),
  showSearch: (place: PlaceState, text: string) =>
    inInbox({ ...place, scope: EVERYTHING, text, editing: null }),
  /** Adds a word to the search text. */
  narrow: (place: PlaceState, word: string) => inInbox({ ...place, text: withWord(place.text, word) }),
  showCopies: (place: PlaceState, copies: Copies) => {
    const { scope, text } = place;
    const left = scope.copies === undefined ? { scope, text } : place.left;
    return inInbox({ ...place, left, scope: { ...EVERYTHING, copies }, text: "" });
  },
  leaveCopies: (place: PlaceState) => {
    const { scope, text } = place.left ?? { scope: EVERYTHING, text: "" };
    return inInbox({ ...place, scope, text });
  },
  /** Shows the events of a filter and chooses the newest one. */
  showEvents: (place: PlaceState, filter: string) =>
    inInbox({ ...place, scope: EVERYTHING, text: filter, led: filter }),
  arrived: (place: PlaceState) => ({ ...place, led: null }),
  select: (place: PlaceState, selection: number | null) => ({ ...place, selection }),
  showEvent: (place: PlaceState, selection: number) => inInbox({ ...place, selection }),
  setGrouping: (place: PlaceState, grouping: boolean) => ({ ...place, grouping }),
  edit: (place: PlaceState, editing: number | null) => ({ ...place, editing, shownFirst: null }),
  /** Opens the draft of an event with one of its resends beside it. */
  editAgain: (place: PlaceState, editing: number, shownFirst: number) => ({ ...place, editing, shownFirst }),
  openPage: onPage,
  changeCatalog: (place: PlaceState, change: Partial<CatalogPlace>) => ({
    ...place,
    catalog: { ...place.catalog, ...change },
  }),
  openCatalog: (place: PlaceState, part: CatalogPlace["part"] = place.catalog.part) =>
    onPage({ ...place, catalog: { ...place.catalog, part } }, "catalog"),
  allUsers: (place: PlaceState): PlaceState => ({ ...place, editing: null, trail: [{ screen: "users" }] }),
  historyOf: (place: PlaceState, user: string, event: number | null) => ({
    ...place,
    editing: null,
    trail: withHistory(place.trail, user, event),
  }),
  backFromUsers: (place: PlaceState) => ({ ...place, trail: place.trail.slice(0, -1) }),
  searchUsers: (place: PlaceState, usersQuery: string) => ({ ...place, usersQuery }),
  /** Starts to compare an event with the next one that is chosen. */
  beginComparing: (place: PlaceState, against: number) => ({ ...place, against, sides: null }),
  compare: (place: PlaceState, sides: Sides) => ({ ...place, sides, against: null }),
  leaveComparing: (place: PlaceState) => ({ ...place, sides: null, against: null }),
} satisfies Record<string, (place: PlaceState, ...args: never[]) => PlaceState>;

type ArgsOf<M> = M extends (place: PlaceState, ...args: infer A) => PlaceState ? A : never;

/** The moves as functions that change the place of the window. */
export type Moves = { [M in keyof typeof MOVES]: (...args: ArgsOf<(typeof MOVES)[M]>) => void };

/** `change` receives the function from the present place to the next one. */
export function movesWith(change: (next: (place: PlaceState) => PlaceState) => void): Moves {
  const bound = Object.entries(MOVES).map(([name, move]) => [
    name,
    (...args: never[]) =>
      change((place) => (move as (place: PlaceState, ...args: never[]) => PlaceState)(place, ...args)),
  ]);
  // Each entry takes the arguments of the move with its name.
  return Object.fromEntries(bound) as Moves;
}
