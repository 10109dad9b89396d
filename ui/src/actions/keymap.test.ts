import { describe, expect, it } from "vitest";
import { CATALOG } from "./catalog";
import { isTyping, actionFor as meantBy, type Press } from "./keymap";

const HELD = CATALOG.filter((action) => action.group === "Held");
/** Of the actions that are possible when nothing is held. */
const REST = CATALOG.slice(HELD.length);
const actionFor = (press: Press) => meantBy(press, REST);

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrl: false,
  meta: false,
  alt: false,
  shift: false,
  typing: false,
  nowhere: false,
  ...more,
});

describe("keys", () => {
  it("run the action they are written beside", () => {
    expect(actionFor(press("j"))).toBe("next");
    expect(actionFor(press("J", { shift: true }))).toBe("next");
    expect(actionFor(press("/"))).toBe("filter");
    expect(actionFor(press("k", { ctrl: true }))).toBe("palette");
    expect(actionFor(press("k", { meta: true }))).toBe("palette");
    expect(actionFor(press("Tab", { ctrl: true, shift: true }))).toBe("previousTab");
    expect(actionFor(press("Enter", { ctrl: true }))).toBe("send");
  });

  it("with another modifier mean something else", () => {
    expect(actionFor(press("j", { ctrl: true }))).toBeNull();
    expect(actionFor(press("e", { alt: true }))).toBeNull();
    expect(actionFor(press("Tab"))).toBeNull();
    expect(actionFor(press("Enter"))).toBeNull();
  });

  it("that move what has the focus mean the list only when nothing has it", () => {
    expect(actionFor(press("Home", { nowhere: true }))).toBe("newest");
    expect(actionFor(press("ArrowDown", { nowhere: true }))).toBe("next");
    expect(actionFor(press("Home"))).toBeNull();
    expect(actionFor(press("ArrowDown"))).toBeNull();
    expect(actionFor(press("Escape"))).toBe("back");
  });

  it("that write characters never act while a person types", () => {
    for (const action of CATALOG) {
      for (const key of action.keys.filter(
        (combination) => !combination.includes("+") && combination !== "Escape",
      ))
        expect(actionFor(press(key, { typing: true })), key).toBeNull();
    }
  });

  it("with Ctrl act while a person types, too", () => {
    expect(actionFor(press("Enter", { ctrl: true, typing: true }))).toBe("send");
    expect(actionFor(press("k", { ctrl: true, typing: true }))).toBe("palette");
  });

  it("of all actions is ? where nobody types", () => {
    expect(actionFor(press("?", { shift: true }))).toBe("palette");
    expect(actionFor(press("?", { shift: true, typing: true }))).toBeNull();
    expect(actionFor(press("z", { ctrl: true }))).toBe("undoDelete");
    expect(actionFor(press("z", { ctrl: true, typing: true }))).toBeNull();
  });

  it("belong to one action each, but for those of a held event, which go before", () => {
    expect(CATALOG.slice(0, HELD.length)).toEqual(HELD);
    // Sending, saving and adding have the same keys on every page that has one of them.
    const onPages = ["Mod+Enter", "Mod+s", "a"];
    for (const actions of [HELD, REST]) {
      const all = actions.flatMap((action) => action.keys).filter((keys) => !onPages.includes(keys));
      expect(new Set(all).size).toBe(all.length);
    }
    expect([meantBy(press("d"), CATALOG), meantBy(press("d"), REST)]).toEqual(["heldDeny", "compare"]);
  });
});

describe("where characters are typed", () => {
  const element = (html: string) => new DOMParser().parseFromString(html, "text/html").body.firstElementChild;

  it("is a field or an editor, and not a button or a check box", () => {
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
