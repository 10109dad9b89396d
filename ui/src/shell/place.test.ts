import { describe, expect, it } from "vitest";
import { EVERYTHING, STARRED } from "@/lib/scope/scope";
import { AT_START, filterAt, isShown, MOVES, movesWith, type PlaceState, usersAt } from "./place";

const { toInbox, choose, search, showSearch, narrow, showCopies, leaveCopies, showEvents } = MOVES;
const { edit, editAgain, openPage, openCatalog, allUsers, historyOf, backFromUsers } = MOVES;
const COPIES = { vendor: "authgear", app: null, id: "1" } as const;

/** A page, a draft, a history and a comparison, each over the one before. */
const covered: PlaceState = {
  ...openPage(AT_START, "sent"),
  editing: 7,
  trail: [{ screen: "users" }, { screen: "history", user: "a", event: 3 }],
  sides: { what: "events", old: 1, new: 2 },
};
const isInbox = ({ page, trail, sides, against }: PlaceState) =>
  page === null && trail.length === 0 && sides === null && against === null;

describe("what leads to the inbox", () => {
  it.each([
    ["a choice in the sidebar", choose(covered, STARRED)],
    ["a search", search(covered, "x")],
    ["a saved search", showSearch(covered, "x")],
    ["one more word", narrow(covered, "type:x")],
    ["copies", showCopies(covered, COPIES)],
    ["an event", MOVES.showEvent(covered, 9)],
    ["all events", MOVES.showAll(covered)],
    ["the way back", toInbox(covered)],
  ])("is %s", (_what, place) => {
    expect(isInbox(place)).toBe(true);
  });

  it("is not a search field that is emptied", () => {
    expect(search({ ...covered, text: "x" }, "")).toEqual({ ...covered, text: "" });
  });

  it("ends a draft when something is searched, but not when a view is chosen", () => {
    expect(search(covered, "x").editing).toBeNull();
    expect(showSearch(covered, "x").editing).toBeNull();
    expect(choose(covered, STARRED).editing).toBe(7);
  });
});

describe("the filter", () => {
  it("is the scope and the search text", () => {
    expect(filterAt(search(choose(AT_START, STARRED), "path:/a"))).toBe("is:starred path:/a");
    expect(filterAt(showSearch(choose(AT_START, STARRED), "path:/a"))).toBe("path:/a");
    expect(filterAt(narrow(search(AT_START, "a"), "b"))).toBe("a b");
  });

  it("is what it was once copies are left, also after copies of another event", () => {
    const before = search(choose(AT_START, STARRED), "x");
    const other = showCopies(showCopies(before, COPIES), { ...COPIES, id: "2" });
    expect(other.scope.copies?.id).toBe("2");
    expect(other.text).toBe("");
    expect(leaveCopies(other)).toMatchObject({ scope: STARRED, text: "x" });
    expect(leaveCopies(AT_START)).toMatchObject({ scope: EVERYTHING, text: "" });
  });

  it("of a type's events is to choose the newest one, once", () => {
    const place = showEvents(covered, "type:x");
    expect(place.led).toBe("type:x");
    expect(MOVES.arrived(place).led).toBeNull();
  });
});

describe("a page", () => {
  it("covers the events, and ends the draft and the users over it", () => {
    const place = openPage(covered, "rules");
    expect(place).toMatchObject({ page: "rules", editing: null, trail: [], sides: null });
    expect(isShown(place, "rules")).toBe(true);
    expect(isShown(place, "sent")).toBe(false);
  });

  it("is not shown below users or a draft", () => {
    const place = openPage(AT_START, "rules");
    expect(isShown(allUsers(place), "rules")).toBe(false);
    expect(isShown(edit(place, 1), "rules")).toBe(false);
    expect(isShown(backFromUsers(allUsers(place)), "rules")).toBe(true);
  });

  it("of the catalog opens at the part it was left at, or at another one", () => {
    const coverage = openCatalog(AT_START, "coverage");
    expect(coverage.catalog.part).toBe("coverage");
    expect(openCatalog(toInbox(coverage)).catalog.part).toBe("coverage");
    expect(openCatalog(coverage, "types").catalog.part).toBe("types");
    expect(MOVES.changeCatalog(coverage, { chosen: "x" }).catalog).toMatchObject({
      part: "coverage",
      chosen: "x",
    });
  });
});

describe("the users", () => {
  it("lead to a history and back, from one history to the next only once", () => {
    const history = historyOf(historyOf(allUsers(AT_START), "a", null), "b", 4);
    expect(usersAt(history)).toEqual({ screen: "history", user: "b", event: 4 });
    expect(usersAt(backFromUsers(history))).toEqual({ screen: "users" });
    expect(usersAt(backFromUsers(backFromUsers(history)))).toBeNull();
  });

  it("keep what is searched for", () => {
    const place = MOVES.searchUsers(allUsers(AT_START), "ann");
    expect(toInbox(historyOf(place, "a", null)).usersQuery).toBe("ann");
  });
});

describe("a draft", () => {
  it("shows the newest resend first, unless another one was asked for", () => {
    const place = editAgain(AT_START, 5, 12);
    expect(place).toMatchObject({ editing: 5, shownFirst: 12 });
    expect(edit(place, 6)).toMatchObject({ editing: 6, shownFirst: null });
  });
});

describe("comparing", () => {
  it("begins with one event, and ends with two or none", () => {
    const begun = MOVES.beginComparing(covered, 4);
    expect(begun).toMatchObject({ against: 4, sides: null });
    const both = MOVES.compare(begun, { what: "events", old: 4, new: 5 });
    expect(both).toMatchObject({ against: null, sides: { old: 4, new: 5 } });
    expect(MOVES.leaveComparing(both)).toMatchObject({ against: null, sides: null });
  });
});

it("moves from the present place, with every argument", () => {
  let place = AT_START;
  const moves = movesWith((next) => {
    place = next(place);
  });
  moves.select(8);
  moves.historyOf("a", 3);
  expect(place.selection).toBe(8);
  expect(usersAt(place)).toEqual({ screen: "history", user: "a", event: 3 });
});
