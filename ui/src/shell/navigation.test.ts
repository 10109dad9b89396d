import { describe, expect, it } from "vitest";
import { EVERYTHING, STARRED } from "@/lib/scope/scope";
import {
  bindTransitions,
  filterAt,
  INITIAL_STATE,
  isPageShown,
  type NavState,
  pageName,
  stateAtPage,
  TRANSITIONS,
  usersScreen,
} from "./navigation";

const { toInbox, choose, search, showSearch, addFilterWord, showCopies, leaveCopies } = TRANSITIONS;
const { showEvents, edit, editAgain, openPage, openCatalog } = TRANSITIONS;
const { openUsers, openHistory, backFromUsers } = TRANSITIONS;
const COPIES = { vendor: "authgear", app: null, id: "1" } as const;

/** A page, a draft, a history and a comparison, each in front of the previous one. */
const covered: NavState = {
  ...openPage(INITIAL_STATE, "sent"),
  editing: 7,
  userScreens: [{ screen: "users" }, { screen: "history", user: "a", event: 3 }],
  sides: { what: "events", old: 1, new: 2 },
};
const isInbox = ({ page, userScreens, sides, against }: NavState) =>
  page === null && userScreens.length === 0 && sides === null && against === null;

describe("transitions to the inbox", () => {
  it.each([
    ["a choice in the sidebar", choose(covered, STARRED)],
    ["a search", search(covered, "x")],
    ["a saved search", showSearch(covered, "x")],
    ["another filter word", addFilterWord(covered, "type:x")],
    ["opening copies", showCopies(covered, COPIES)],
    ["opening an event", TRANSITIONS.showEvent(covered, 9)],
    ["a reset of the filter", TRANSITIONS.showAll(covered)],
    ["going back", toInbox(covered)],
  ])("happen after %s", (_what, state) => {
    expect(isInbox(state)).toBe(true);
  });

  it("do not happen when the search field is cleared", () => {
    expect(search({ ...covered, text: "x" }, "")).toEqual({ ...covered, text: "" });
  });

  it("close the draft after a search, but not after a choice in the sidebar", () => {
    expect(search(covered, "x").editing).toBeNull();
    expect(showSearch(covered, "x").editing).toBeNull();
    expect(choose(covered, STARRED).editing).toBe(7);
  });
});

describe("the filter", () => {
  it("combines the scope and the search text", () => {
    expect(filterAt(search(choose(INITIAL_STATE, STARRED), "path:/a"))).toBe("is:starred path:/a");
    expect(filterAt(showSearch(choose(INITIAL_STATE, STARRED), "path:/a"))).toBe("path:/a");
    expect(filterAt(addFilterWord(search(INITIAL_STATE, "a"), "b"))).toBe("a b");
  });

  it("is restored after copies were shown, even of two events", () => {
    const before = search(choose(INITIAL_STATE, STARRED), "x");
    const other = showCopies(showCopies(before, COPIES), { ...COPIES, id: "2" });
    expect(other.scope.copies?.id).toBe("2");
    expect(other.text).toBe("");
    expect(leaveCopies(other)).toMatchObject({ scope: STARRED, text: "x" });
    expect(leaveCopies(INITIAL_STATE)).toMatchObject({ scope: EVERYTHING, text: "" });
  });

  it("is followed by the selection after the user set it, until an event is selected", () => {
    for (const state of [
      search(INITIAL_STATE, "x"),
      showSearch(INITIAL_STATE, "x"),
      addFilterWord(INITIAL_STATE, "x"),
    ])
      expect(state.followed).toBe("x");
    expect(choose(INITIAL_STATE, STARRED).followed).toBe("is:starred");
    expect(TRANSITIONS.select(search(INITIAL_STATE, "x"), 3).followed).toBeNull();
    expect(TRANSITIONS.filterFollowed(search(INITIAL_STATE, "x")).followed).toBeNull();
  });

  it("selects nothing for the user who has chosen an event meanwhile", () => {
    const { select, selectIfNone, selectFollowed } = TRANSITIONS;
    expect(selectIfNone(INITIAL_STATE, 9).selection).toBe(9);
    expect(selectIfNone(select(INITIAL_STATE, 1), 9).selection).toBe(1);
    const filtered = search(INITIAL_STATE, "x");
    expect(selectFollowed(filtered, 9)).toMatchObject({ selection: 9, followed: null });
    expect(selectFollowed(select(filtered, 1), 9).selection).toBe(1);
  });

  it("is not followed when it is cleared or restored, or for copies of the selected event", () => {
    const state = search(INITIAL_STATE, "x");
    expect(search(state, "").followed).toBeNull();
    expect(TRANSITIONS.showAll(state).followed).toBeNull();
    expect(choose(INITIAL_STATE, EVERYTHING).followed).toBeNull();
    expect(showCopies(state, COPIES).followed).toBeNull();
    expect(leaveCopies(showCopies(state, COPIES)).followed).toBeNull();
  });

  it("of a type selects its newest event once", () => {
    const state = showEvents(covered, "type:x");
    expect(state.selectNewestOf).toBe("type:x");
    expect(TRANSITIONS.newestSelected(state).selectNewestOf).toBeNull();
  });
});

describe("a page", () => {
  it("covers the events, and closes the draft and the user screens", () => {
    const state = openPage(covered, "rules");
    expect(state).toMatchObject({ page: "rules", editing: null, userScreens: [], sides: null });
    expect(isPageShown(state, "rules")).toBe(true);
    expect(isPageShown(state, "sent")).toBe(false);
  });

  it("is not shown behind a user screen or a draft", () => {
    const state = openPage(INITIAL_STATE, "rules");
    expect(isPageShown(openUsers(state), "rules")).toBe(false);
    expect(isPageShown(edit(state, 1), "rules")).toBe(false);
    expect(isPageShown(backFromUsers(openUsers(state)), "rules")).toBe(true);
  });

  it("for the catalog opens the last part, or a given one", () => {
    const coverage = openCatalog(INITIAL_STATE, "coverage");
    expect(coverage.catalog.part).toBe("coverage");
    expect(openCatalog(toInbox(coverage)).catalog.part).toBe("coverage");
    expect(openCatalog(coverage, "types").catalog.part).toBe("types");
    expect(TRANSITIONS.changeCatalog(coverage, { chosen: "x" }).catalog).toMatchObject({
      part: "coverage",
      chosen: "x",
    });
  });
});

describe("user screens", () => {
  it("go back from any number of histories to the user list", () => {
    const history = openHistory(openHistory(openUsers(INITIAL_STATE), "a", null), "b", 4);
    expect(usersScreen(history)).toEqual({ screen: "history", user: "b", event: 4 });
    expect(usersScreen(backFromUsers(history))).toEqual({ screen: "users" });
    expect(usersScreen(backFromUsers(backFromUsers(history)))).toBeNull();
  });

  it("keep the search text", () => {
    const state = TRANSITIONS.searchUsers(openUsers(INITIAL_STATE), "ann");
    expect(toInbox(openHistory(state, "a", null)).usersQuery).toBe("ann");
  });
});

describe("a draft", () => {
  it("shows the newest resend first, unless it was opened for another one", () => {
    const state = editAgain(INITIAL_STATE, 5, 12);
    expect(state).toMatchObject({ editing: 5, shownFirst: 12 });
    expect(edit(state, 6)).toMatchObject({ editing: 6, shownFirst: null });
  });
});

describe("a comparison", () => {
  it("starts with one event, and opens with the second one", () => {
    const started = TRANSITIONS.beginComparing(covered, 4);
    expect(started).toMatchObject({ against: 4, sides: null });
    const both = TRANSITIONS.compare(started, { what: "events", old: 4, new: 5 });
    expect(both).toMatchObject({ against: null, sides: { old: 4, new: 5 } });
    expect(TRANSITIONS.leaveComparing(both)).toMatchObject({ against: null, sides: null });
  });
});

it("binds transitions to the current state, with all arguments", () => {
  let state = INITIAL_STATE;
  const transitions = bindTransitions((next) => {
    state = next(state);
  });
  transitions.select(8);
  transitions.openHistory("a", 3);
  expect(state.selection).toBe(8);
  expect(usersScreen(state)).toEqual({ screen: "history", user: "a", event: 3 });
});

describe("the next start", () => {
  it("continues with the page in front", () => {
    expect(stateAtPage(pageName(openPage(INITIAL_STATE, "rules"))).page).toBe("rules");
    expect(stateAtPage(pageName(openCatalog(INITIAL_STATE))).page).toBe("catalog");
    expect(usersScreen(stateAtPage(pageName(openUsers(INITIAL_STATE))))).toEqual({ screen: "users" });
    expect(stateAtPage(pageName(toInbox(covered)))).toEqual(INITIAL_STATE);
  });

  it("shows the users instead of a history, whose user can be gone by then", () => {
    expect(usersScreen(stateAtPage(pageName(openHistory(INITIAL_STATE, "a", null))))).toEqual({
      screen: "users",
    });
  });

  it("shows the events after a name that is no page", () => {
    expect(stateAtPage("toString")).toEqual(INITIAL_STATE);
    expect(stateAtPage(null)).toEqual(INITIAL_STATE);
  });
});
