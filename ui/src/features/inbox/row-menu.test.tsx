import { act, configure, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import {
  chooseFrom,
  eventList,
  eventRow,
  eventRows,
  filterField,
  menuItems,
  openEvent,
  toast,
} from "@/test/regions";
import { openWindow } from "@/test/window";

configure({ defaultHidden: true });

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });
const idOf = (row: HTMLElement | undefined) => Number(row?.dataset.eventId);

async function openInbox(events = 1204) {
  const writeText = vi.fn(async () => undefined);
  vi.stubGlobal("navigator", Object.assign(Object.create(navigator), { clipboard: { writeText } }));
  const backend = openWindow({ events });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  eventList().focus();
  const calls = (command: string) => backend.calls.filter((call) => call.command === command);
  return { backend, calls, writeText };
}

/** Opens the menu of a row that is not the open event. */
async function openMenu(at = 3) {
  const row = eventRows()[at] as HTMLElement;
  expect(fireEvent.contextMenu(row)).toBe(false);
  const id = idOf(row);
  return { id, menu: await screen.findByRole("menu", { name: `Event ${id}` }) };
}
describe("the context menu of an event", () => {
  it("has the actions of an event", async () => {
    await openInbox();
    const { menu } = await openMenu();
    expect(menuItems(menu)).toEqual([
      "Open",
      "Copy body",
      "Copy as cURL",
      "Copy event number",
      "Filter by type",
      "Filter by user",
      "Filter by sender",
      "Compare with…",
      "Edit and resend",
      "Create rule…",
      "Star",
      "Add note",
      "Delete",
    ]);
  });

  it("acts on the event that was clicked, after others arrived and moved its row", async () => {
    const { backend, calls } = await openInbox();
    const opened = openEvent();
    const { id, menu } = await openMenu();
    act(() => backend.arrive(5));
    await waitFor(() => expect(idOf(eventRows()[0])).toBe(1209));
    chooseFrom(menu, "Star");
    await waitFor(() =>
      expect(calls("star").map(({ args }) => args)).toEqual([{ ids: [id], starred: true }]),
    );
    expect(openEvent()).toBe(opened);
    fireEvent.contextMenu(await eventRow(id));
    await screen.findByRole("menuitem", { name: "Remove star" });
  });

  it("deletes that event and leaves the open one open", async () => {
    const { calls } = await openInbox();
    const opened = openEvent();
    const { id, menu } = await openMenu();
    chooseFrom(menu, "Delete");
    await waitFor(() => expect(toast().textContent).toMatch(/1 event deleted/i));
    expect(calls("delete_events").map(({ args }) => args)).toEqual([{ what: { what: "ids", ids: [id] } }]);
    await waitFor(() => expect(document.getElementById(`event-${id}`)).toBeNull());
    expect(openEvent()).toBe(opened);
  });

  it("opens the next event when the open one is deleted", async () => {
    await openInbox();
    const next = idOf(eventRows()[1]);
    const { menu } = await openMenu(0);
    chooseFrom(menu, "Delete");
    await waitFor(() => expect(openEvent()).toBe(String(next)));
  });

  it("opens the event below a deleted one, after others arrived above it", async () => {
    const { backend } = await openInbox();
    const next = idOf(eventRows()[1]);
    const { menu } = await openMenu(0);
    act(() => backend.arrive(3));
    await waitFor(() => expect(idOf(eventRows()[0])).toBe(1207));
    chooseFrom(menu, "Delete");
    await waitFor(() => expect(openEvent()).toBe(String(next)));
  });

  it("copies its number, its body and its cURL command", async () => {
    const { writeText } = await openInbox();
    const { id, menu } = await openMenu();
    chooseFrom(menu, "Copy event number");
    await screen.findByText("Event number copied.");
    expect(writeText).toHaveBeenLastCalledWith(String(id));
    chooseFrom((await openMenu()).menu, "Copy as cURL");
    await screen.findByText(/^Copied as cURL/);
    expect(writeText).toHaveBeenLastCalledWith(`curl ${id}`);
    chooseFrom((await openMenu()).menu, "Copy body");
    await screen.findByText(/^Body copied/);
    expect(writeText).toHaveBeenLastCalledWith(expect.stringContaining("{"));
  });

  it("opens it, or its note, with the focus there", async () => {
    await openInbox();
    const { id, menu } = await openMenu();
    chooseFrom(menu, "Open");
    await waitFor(() => expect(openEvent()).toBe(String(id)));
    expect(document.activeElement).toBe(screen.getByRole("region", { name: "Event" }));
    const other = await openMenu(5);
    chooseFrom(other.menu, "Add note");
    const note = await screen.findByRole("textbox", { name: "Note" });
    await waitFor(() => expect(document.activeElement).toBe(note));
    expect(openEvent()).toBe(String(other.id));
  });

  it("filters the list by one of its values", async () => {
    await openInbox();
    chooseFrom((await openMenu()).menu, "Filter by sender");
    await waitFor(() => expect((filterField() as HTMLInputElement).value).toMatch(/^vendor:\w+$/));
  });

  it("opens its draft, and compares it with another one", async () => {
    await openInbox();
    const { id, menu } = await openMenu();
    chooseFrom(menu, "Compare with…");
    await screen.findByText(new RegExp(`Compare event ${id} with`));
    const second = await openMenu(6);
    expect(menuItems(second.menu)[0]).toBe(`Compare with event ${id}`);
    key("Escape");
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    key("Escape");
    chooseFrom((await openMenu()).menu, "Edit and resend");
    await screen.findByRole("textbox", { name: "URL" });
  });

  it("opens with Shift F10 for the chosen event, and returns the focus to the list", async () => {
    await openInbox();
    const chosen = openEvent();
    key("F10", { shiftKey: true });
    await screen.findByRole("menu", { name: `Event ${chosen}` });
    key("Escape");
    await waitFor(() => expect(document.activeElement).toBe(eventList()));
  });
});

describe("the context menu of selected events", () => {
  it("has the bulk actions, unless the row is not selected", async () => {
    await openInbox();
    key("ArrowDown", { shiftKey: true });
    key("ArrowDown", { shiftKey: true });
    await screen.findByText("3 selected");
    fireEvent.contextMenu(eventRows()[1] as HTMLElement);
    const menu = await screen.findByRole("menu", { name: "3 selected events" });
    expect(menuItems(menu)).toEqual(["Resend 3…", "Record scenario…", "Star", "Delete", "Clear selection"]);
    key("Escape");
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    const other = await openMenu(6);
    chooseFrom(other.menu, "Delete");
    await waitFor(() => expect(toast().textContent).toMatch(/1 event deleted/i));
  });
});
