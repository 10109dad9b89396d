import { describe, expect, it } from "vitest";
import { type ActionId, CATALOG } from "./catalog";
import { distance, matching } from "./matching";

const first = (typed: string): ActionId | undefined => matching(CATALOG, typed)[0]?.id;
const found = (typed: string): ActionId[] => matching(CATALOG, typed).map(({ id }) => id);
const titled = (title: string, ...keywords: string[]) => ({ title, keywords });

describe("the search of the palette", () => {
  it("lists every action in catalog order when nothing is typed", () => {
    expect(matching(CATALOG, " ")).toEqual(CATALOG);
  });

  it("finds an action by the start of a word of its title", () => {
    expect(first("edit")).toBe("edit");
    expect(first("sett")).toBe("settings");
    expect(first("headers")).toBe("tab3");
    expect(first("as httpie")).toBe("copyAsHttpie");
  });

  it("ignores case and punctuation", () => {
    expect(first("THEME DARK")).toBe("themeDark");
    expect(first("authgear.yaml")).toBe("showHooks");
  });

  it("finds words in any order", () => {
    expect(first("dark theme")).toBe("themeDark");
    expect(first("curl import")).toBe("importCurl");
  });

  it("finds letters in order with gaps, after all other matches", () => {
    expect(distance(titled("Edit and resend"), "ear")).not.toBeNull();
    expect(distance(titled("Edit and resend"), "xyz")).toBeNull();
    const [near, far] = [distance(titled("Import"), "port"), distance(titled("Pause or retry"), "port")];
    expect(near, "adjacent letters are closer than letters with gaps").toBeLessThan(far ?? 0);
  });

  it("ranks a title before a keyword, and a keyword before letters inside a word", () => {
    const ranks = [titled("Port"), titled("Settings", "port"), titled("Import")].map((action) =>
      distance(action, "port"),
    );
    expect(ranks).toEqual([...ranks].sort((a, b) => (a ?? 0) - (b ?? 0)));
    expect(new Set(ranks).size, "each kind of match has its own rank").toBe(3);
  });
});

describe("synonyms", () => {
  it.each<[typed: string, expected: ActionId]>([
    ["port", "settings"],
    ["preferences", "settings"],
    ["options", "settings"],
    ["theme", "themeSystem"],
    ["dark", "themeDark"],
    ["dark mode", "themeDark"],
    ["light", "themeLight"],
    ["appearance", "themeSystem"],
    ["help", "palette"],
    ["shortcuts", "palette"],
    ["keyboard", "palette"],
    ["cURL", "importCurl"],
    ["import", "importCurl"],
    ["delete", "delete"],
    ["trash", "delete"],
    ["remove selected", "delete"],
    ["undo", "undoDelete"],
    ["restore", "undoDelete"],
    ["url", "focusUrl"],
    ["replay", "edit"],
    ["favorite", "star"],
    ["comment", "note"],
    ["redact", "reveal"],
    ["export", "copyEventAsCurl"],
    ["csv", "copyResults"],
    ["mock", "rules"],
    ["proxy", "forwards"],
    ["people", "users"],
  ])("%s finds %s first", (typed, expected) => {
    expect(first(typed)).toBe(expected);
  });

  it.each<[typed: string, expected: readonly ActionId[]]>([
    ["export", ["copyEventAsCurl", "copyPatch", "copyAsCurl", "exportResults", "copyResults", "exportRules"]],
    ["import", ["importCurl", "importScenario", "importRules"]],
    ["curl", ["importCurl", "copyEventAsCurl", "copyAsCurl"]],
    ["delete", ["delete", "deleteListed", "clearAll", "removeRule"]],
    ["trash", ["delete", "deleteListed", "clearAll", "removeRule"]],
    ["port", ["settings", "copyAddress"]],
    ["theme", ["themeSystem", "themeLight", "themeDark"]],
    ["colors", ["themeSystem", "themeLight", "themeDark"]],
    ["undo", ["undoDelete", "asReceived", "discardDraft"]],
    ["diff", ["compare", "comparePrevious", "tab1"]],
  ])("%s finds all of %j", (typed, expected) => {
    expect(found(typed)).toEqual(expect.arrayContaining([...expected]));
  });

  it("are lower-case words, which is what the search compares", () => {
    for (const { id, keywords } of CATALOG)
      for (const keyword of keywords) expect(keyword, `a keyword of ${id}`).toMatch(/^[a-z0-9]+$/);
  });
});
