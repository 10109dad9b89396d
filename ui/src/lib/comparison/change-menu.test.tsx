import { configure, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { changeRows, menuItems } from "@/test/regions";
import { openWindow } from "@/test/window";

configure({ defaultHidden: true });

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });

async function openEvent() {
  const writeText = vi.fn(async () => undefined);
  vi.stubGlobal("navigator", Object.assign(Object.create(navigator), { clipboard: { writeText } }));
  openWindow({ events: 120 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  return writeText;
}
const choose = (name: string) => fireEvent.click(screen.getByRole("menuitem", { name }));

async function changedRow() {
  await screen.findAllByRole("article");
  return changeRows().find((row) => row.dataset.op === "changed") as HTMLElement;
}

describe("the context menu of a change", () => {
  it("copies both values and the pointer in the body", async () => {
    const writeText = await openEvent();
    const row = await changedRow();
    const [old, now] = [row.querySelector("del")?.textContent, row.querySelector("ins")?.textContent];
    fireEvent.contextMenu(row);
    const menu = await screen.findByRole("menu");
    expect(menuItems(menu).slice(0, 4)).toEqual([
      "Copy new value",
      "Copy old value",
      "Copy pointer",
      "Only events with the new value",
    ]);
    choose("Copy new value");
    await screen.findByText("New value copied.");
    expect(writeText).toHaveBeenLastCalledWith(now);
    fireEvent.contextMenu(row);
    choose("Copy old value");
    await screen.findByText("Old value copied.");
    expect(writeText).toHaveBeenLastCalledWith(old);
    fireEvent.contextMenu(row);
    choose("Copy pointer");
    await screen.findByText("Pointer copied.");
    const [[pointer]] = writeText.mock.calls.slice(-1) as unknown as [[string]];
    expect(pointer.endsWith(row.dataset.path ?? "-")).toBe(true);
    expect(pointer).toMatch(/^\/payload/);
  });

  it("opens with Shift F10 at the change where ] stopped", async () => {
    await openEvent();
    await changedRow();
    key("]");
    await waitFor(() => expect(changeRows()[0]?.dataset.here).toBe("true"));
    screen.getByRole("region", { name: "Changes" }).focus();
    key("F10", { shiftKey: true });
    await screen.findByRole("menu", { name: /^Change of / });
    expect(changeRows()[0]?.hasAttribute("data-menu-open")).toBe(true);
  });

  it("copies a line of the line view", async () => {
    const writeText = await openEvent();
    await changedRow();
    key("m");
    const lines = await screen.findAllByTestId("line-row");
    const changed = lines.find((line) => line.dataset.changed === "true") as HTMLElement;
    fireEvent.contextMenu(changed);
    expect(menuItems(await screen.findByRole("menu", { name: "Line" }))).toContain("Copy new line");
    choose("Copy new line");
    await screen.findByText("New line copied.");
    const [[line]] = writeText.mock.calls as unknown as [[string]];
    expect(changed.textContent).toContain(line);
  });
});

describe("the context menu of a header", () => {
  it("copies the value, or name and value, and filters by it", async () => {
    const writeText = await openEvent();
    key("3");
    const value = await screen.findByText("Go-http-client/1.1");
    fireEvent.contextMenu(value);
    expect(menuItems(await screen.findByRole("menu", { name: "Header User-Agent" }))).toEqual([
      "Copy value",
      "Copy name and value",
      "Copy name",
      "Only events with this value",
      "Exclude this value",
      "Only this user",
    ]);
    choose("Copy name and value");
    await screen.findByText("Header copied.");
    expect(writeText).toHaveBeenLastCalledWith("User-Agent: Go-http-client/1.1");
  });
});
