import { describe, expect, it } from "vitest";
import { CATALOG } from "./catalog";
import { combinationOf, type KeyPress, matches, partsOf } from "./combination";
import { actionFor } from "./keymap";
import {
  alsoOn,
  changeKeys,
  DEFAULT_CHOICES,
  isSingleKey,
  parseChoices,
  withChoices,
} from "./shortcut-choices";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrl: false,
  meta: false,
  alt: false,
  shift: false,
  ...more,
});

describe("a recorded combination", () => {
  it.each<[KeyPress, string | null]>([
    [press("x"), "x"],
    [press("X", { shift: true }), "x"],
    [press("?", { shift: true }), "?"],
    [press("B", { ctrl: true, shift: true }), "Mod+Shift+b"],
    [press("+", { ctrl: true, shift: true }), "Mod++"],
    [press("F7"), "F7"],
    [press("F7", { shift: true }), "Shift+F7"],
    [press("ArrowUp", { alt: true }), "Alt+ArrowUp"],
    [press("Enter", { meta: true }), "Mod+Enter"],
    [press("ö"), "ö"],
    [press("Enter"), null],
    [press(" "), null],
    [press("Home"), null],
    [press("Control", { ctrl: true }), null],
    [press("Dead"), null],
  ])("%j is %s", (pressed, expected) => {
    expect(combinationOf(pressed)).toBe(expected);
    if (expected !== null) expect(matches(expected, pressed)).toBe(true);
  });

  it("has parts, of which the last one may be the separator", () => {
    expect(partsOf("Mod++")).toEqual(["Mod", "+"]);
    expect(partsOf("+")).toEqual(["+"]);
    expect(partsOf("Mod+Shift+f")).toEqual(["Mod", "Shift", "f"]);
  });
});

describe("chosen shortcuts", () => {
  const pressed = { ...press("s"), typing: false, unfocused: true };

  it("replace the keys of an action, or remove them", () => {
    const choices = changeKeys(DEFAULT_CHOICES, "star", ["F7"]);
    const actions = withChoices(CATALOG, choices);
    expect(actionFor(pressed, actions)).toBeNull();
    expect(actionFor({ ...pressed, key: "F7", unfocused: false }, actions)).toBe("star");
    expect(actionFor(pressed, withChoices(CATALOG, changeKeys(choices, "star", null)))).toBe("star");
    const without = withChoices(CATALOG, changeKeys(DEFAULT_CHOICES, "star", []));
    expect(actionFor(pressed, without)).toBeNull();
  });

  it("without single keys leave the combinations with Ctrl", () => {
    const actions = withChoices(CATALOG, { ...DEFAULT_CHOICES, singleKeys: false });
    expect(actions.flatMap(({ keys }) => keys).filter(isSingleKey)).toEqual([]);
    expect(actionFor({ ...press("k", { ctrl: true }), typing: false, unfocused: true }, actions)).toBe(
      "palette",
    );
  });

  it("survive being stored, and leave out what is not valid", () => {
    const choices = { ...changeKeys(DEFAULT_CHOICES, "note", ["Mod+b"]), singleKeys: false };
    expect(parseChoices(JSON.stringify(choices))).toEqual(choices);
    expect(parseChoices('{"changed":{"star":["F7"],"note":7,"gone":["x"]}}')).toEqual(
      changeKeys(DEFAULT_CHOICES, "star", ["F7"]),
    );
    for (const text of [null, "", "{", "7", "null", '{"changed":[]}'])
      expect(parseChoices(text)).toEqual(DEFAULT_CHOICES);
  });

  it("name the other actions of the same keys", () => {
    expect(alsoOn(CATALOG, "star", "d")).toEqual(["Deny…", "Compare with another event"]);
    expect(alsoOn(CATALOG, "star", "s")).toEqual([]);
  });
});
