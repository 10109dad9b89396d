import { describe, expect, it } from "vitest";
import { CATALOG } from "./catalog";
import { actionFor as actionIn, isTyping, type Press } from "./keymap";

const HELD = CATALOG.filter((action) => action.group === "Held");
/** The actions that are possible when no held event is shown. */
const OTHERS = CATALOG.slice(HELD.length);
const actionFor = (press: Press) => actionIn(press, OTHERS);

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrl: false,
  meta: false,
  alt: false,
  shift: false,
  typing: false,
  unfocused: false,
  ...more,
});

describe("keys", () => {
  it("run the action that shows them", () => {
    expect(actionFor(press("j"))).toBe("next");
    expect(actionFor(press("J", { shift: true }))).toBe("next");
    expect(actionFor(press("/"))).toBe("filter");
    expect(actionFor(press("k", { ctrl: true }))).toBe("palette");
    expect(actionFor(press("k", { meta: true }))).toBe("palette");
    expect(actionFor(press("Tab", { ctrl: true, shift: true }))).toBe("previousTab");
    expect(actionFor(press("Enter", { ctrl: true }))).toBe("send");
  });

  it("do nothing with a different modifier", () => {
    expect(actionFor(press("j", { ctrl: true }))).toBeNull();
    expect(actionFor(press("e", { alt: true }))).toBeNull();
    expect(actionFor(press("Tab"))).toBeNull();
    expect(actionFor(press("Enter"))).toBeNull();
  });

  it("that move the focused element apply to the list only when no element has the focus", () => {
    expect(actionFor(press("Home", { unfocused: true }))).toBe("newest");
    expect(actionFor(press("ArrowDown", { unfocused: true }))).toBe("next");
    expect(actionFor(press("Home"))).toBeNull();
    expect(actionFor(press("ArrowDown"))).toBeNull();
    expect(actionFor(press("Escape"))).toBe("back");
  });

  it("that enter characters never act while the user types", () => {
    for (const action of CATALOG) {
      for (const key of action.keys.filter(
        (combination) => !combination.includes("+") && !["Escape", "F6"].includes(combination),
      ))
        expect(actionFor(press(key, { typing: true })), key).toBeNull();
    }
  });

  it("with Ctrl also act while the user types", () => {
    expect(actionFor(press("Enter", { ctrl: true, typing: true }))).toBe("send");
    expect(actionFor(press("k", { ctrl: true, typing: true }))).toBe("palette");
  });

  it("open the palette with ?, unless the user types", () => {
    expect(actionFor(press("?", { shift: true }))).toBe("palette");
    expect(actionFor(press("?", { shift: true, typing: true }))).toBeNull();
    expect(actionFor(press("z", { ctrl: true }))).toBe("undoDelete");
    expect(actionFor(press("z", { ctrl: true, typing: true }))).toBeNull();
  });

  it("belong to one action each, except for those of a held event, which take precedence", () => {
    expect(CATALOG.slice(0, HELD.length)).toEqual(HELD);
    // Pages share the keys to send, save and add.
    const sharedByPages = ["Mod+Enter", "Mod+s", "a"];
    for (const actions of [HELD, OTHERS]) {
      const all = actions.flatMap((action) => action.keys).filter((keys) => !sharedByPages.includes(keys));
      expect(new Set(all).size).toBe(all.length);
    }
    expect([actionIn(press("d"), CATALOG), actionIn(press("d"), OTHERS)]).toEqual(["heldDeny", "compare"]);
  });
});

describe("isTyping", () => {
  const element = (html: string) => new DOMParser().parseFromString(html, "text/html").body.firstElementChild;

  it("is true for text fields and editors, and false for buttons and checkboxes", () => {
    expect(isTyping(element("<input>"))).toBe(true);
    expect(isTyping(element('<input type="password">'))).toBe(true);
    expect(isTyping(element("<textarea></textarea>"))).toBe(true);
    expect(isTyping(element('<div contenteditable="true"></div>'))).toBe(true);
    expect(isTyping(element('<div contenteditable="false"></div>'))).toBe(false);
    expect(isTyping(element('<input type="checkbox">'))).toBe(false);
    expect(isTyping(element("<button></button>"))).toBe(false);
    expect(isTyping(null)).toBe(false);
  });
});
