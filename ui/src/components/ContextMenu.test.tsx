import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Actions, useAction } from "@/actions/Actions";
import { ContextMenuProvider, useContextMenu } from "./ContextMenu";

const chosen = vi.fn();
const starred = vi.fn();

afterEach(() => {
  chosen.mockClear();
  starred.mockClear();
});

function Rows() {
  const open = useContextMenu();
  useAction("star", starred);
  return (
    <div
      role="listbox"
      tabIndex={0}
      aria-label="Rows"
      aria-activedescendant="row-b"
      onContextMenu={(event) => {
        const row = (event.target as Element).closest("[data-row]");
        const name = row?.getAttribute("data-row");
        if (name == null) return;
        open(event, {
          label: `Row ${name}`,
          outlined: row,
          actions: [
            { key: "open", text: "Open", onChoose: () => chosen("open", name) },
            { key: "star", text: "Star", onChoose: () => chosen("star", name) },
            { key: "delete", text: "Delete", startsGroup: true, onChoose: () => chosen("delete", name) },
          ],
        });
      }}
    >
      {["a", "b"].map((name) => (
        <div key={name} id={`row-${name}`} role="option" aria-selected={false} tabIndex={-1} data-row={name}>
          {name}
        </div>
      ))}
    </div>
  );
}

const openPage = () =>
  render(
    <Actions>
      <ContextMenuProvider>
        <Rows />
        <p>Plain text</p>
        <button type="button">Button</button>
        <label>
          Name <input defaultValue="Ada" />
        </label>
        <label>
          Url <input readOnly defaultValue="http://localhost" />
        </label>
        <select aria-label="Kind">
          <option>one</option>
        </select>
      </ContextMenuProvider>
    </Actions>,
  );

/** Whether the menu of the webview would open. */
const opensWebviewMenu = (element: Element) => fireEvent.contextMenu(element);
const press = (key: string, rest: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...rest });

describe("the menu of the webview", () => {
  it("opens nowhere but in fields that take text", () => {
    openPage();
    expect(opensWebviewMenu(screen.getByRole("textbox", { name: "Name" }))).toBe(true);
    for (const element of [
      screen.getByText("Plain text"),
      screen.getByRole("button"),
      screen.getByRole("combobox", { name: "Kind" }),
      screen.getByRole("textbox", { name: "Url" }),
      screen.getByRole("option", { name: "a" }),
      document.body,
    ])
      expect(opensWebviewMenu(element)).toBe(false);
  });
});

describe("a context menu", () => {
  it("acts on the element that was clicked, and outlines it while it is open", async () => {
    openPage();
    const row = screen.getByRole("option", { name: "a" });
    fireEvent.contextMenu(row);
    const menu = await screen.findByRole("menu", { name: "Row a" });
    expect(row.hasAttribute("data-menu-open")).toBe(true);
    expect(
      within(menu)
        .getAllByRole("menuitem")
        .map((item) => item.textContent),
    ).toEqual(["Open", "Star", "Delete"]);
    fireEvent.click(within(menu).getByRole("menuitem", { name: "Delete" }));
    expect(chosen.mock.calls).toEqual([["delete", "a"]]);
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    expect(row.hasAttribute("data-menu-open")).toBe(false);
  });

  it.each([
    ["ContextMenu", {}],
    ["F10", { shiftKey: true }],
  ])("opens with %s at the active option of the focused list", async (key, modifiers) => {
    openPage();
    screen.getByRole("listbox").focus();
    press(key, modifiers);
    await screen.findByRole("menu", { name: "Row b" });
  });

  it("moves to another element on a right click beside it", async () => {
    openPage();
    fireEvent.contextMenu(screen.getByRole("option", { name: "a" }));
    const menu = await screen.findByRole("menu", { name: "Row a" });
    const layer = menu.closest("[data-menu-layer]")?.firstElementChild as Element;
    const below = screen.getByText("b");
    Object.assign(document, { elementsFromPoint: () => [layer, below] });
    expect(fireEvent.contextMenu(layer)).toBe(false);
    await screen.findByRole("menu", { name: "Row b" });
    expect(screen.getAllByRole("menu")).toHaveLength(1);
    Reflect.deleteProperty(document, "elementsFromPoint");
  });

  it("returns the focus on Escape and after a choice", async () => {
    openPage();
    const list = screen.getByRole("listbox");
    for (const leave of [
      () => press("Escape"),
      () => fireEvent.click(screen.getByRole("menuitem", { name: "Open" })),
    ]) {
      list.focus();
      press("F10", { shiftKey: true });
      const menu = await screen.findByRole("menu");
      await waitFor(() => expect(menu.contains(document.activeElement)).toBe(true));
      leave();
      await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
      await waitFor(() => expect(document.activeElement).toBe(list));
    }
  });

  it("leaves the focus where an action moves it", async () => {
    openPage();
    screen.getByRole("listbox").focus();
    chosen.mockImplementationOnce(() => screen.getByLabelText("Name").focus());
    press("F10", { shiftKey: true });
    await screen.findByRole("menu");
    fireEvent.click(screen.getByRole("menuitem", { name: "Open" }));
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    await new Promise((resolve) => setTimeout(resolve));
    expect(document.activeElement).toBe(screen.getByLabelText("Name"));
  });

  it("moves with arrows, Home, End and letters, and letters run no shortcuts", async () => {
    openPage();
    screen.getByRole("listbox").focus();
    press("F10", { shiftKey: true });
    const menu = await screen.findByRole("menu");
    await waitFor(() => expect(menu.contains(document.activeElement)).toBe(true));
    const current = () => document.activeElement?.textContent;
    press("ArrowDown");
    await waitFor(() => expect(current()).toBe("Open"));
    press("End");
    await waitFor(() => expect(current()).toBe("Delete"));
    press("Home");
    await waitFor(() => expect(current()).toBe("Open"));
    press("s");
    await waitFor(() => expect(current()).toBe("Star"));
    expect(starred).not.toHaveBeenCalled();
    press("Escape");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("listbox")));
    press("s");
    expect(starred).toHaveBeenCalledTimes(1);
  });

  it("copies the text that is selected at the pointer", async () => {
    openPage();
    const paragraph = screen.getByText("Plain text");
    window.getSelection()?.selectAllChildren(paragraph);
    fireEvent.contextMenu(screen.getByRole("button"));
    expect(screen.queryByRole("menu")).toBeNull();
    const write = vi.fn(async () => undefined);
    vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText: write } });
    fireEvent.contextMenu(paragraph);
    fireEvent.click(await screen.findByRole("menuitem", { name: "Copy selected text" }));
    await waitFor(() => expect(write).toHaveBeenCalledWith("Plain text"));
    vi.unstubAllGlobals();
  });
});
