import { act, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { dayName, isSameDay } from "@/format/time";
import type { FakeOptions } from "@/test/fake-backend";
import { eventDetail, eventList, eventRows, filterField, sidebar, toast } from "@/test/regions";
import { openWindow } from "@/test/window";

// In jsdom, checking the whole window for hidden elements takes most of a second. Queries therefore
// include hidden elements unless a test sets `hidden: false`.
configure({ defaultHidden: true });

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });
const rows = () => eventRows();
const idOf = (row: HTMLElement | undefined) => Number(row?.dataset.eventId);
const active = () => Number(eventList().querySelector<HTMLElement>('[data-active="true"]')?.dataset.eventId);

const NOTE = { name: "Note" };
/** The buttons to show new events: of a list that was scrolled, and of a paused list. */
const FRESH = { name: /^\S+ new$/ };
const PAUSED = { name: /^Paused/ };
/** The number of picked events, in words. */
const pickedCount = () => screen.getByText(/^\d[\d\s]* selected$/).textContent;
const isUndoOffered = () => {
  expect(toast().textContent).toMatch(/ deleted\./);
  within(toast()).getByRole("button", { name: "Undo" });
};

async function openInbox(events = 1204, more: Partial<FakeOptions> = {}) {
  const backend = openWindow({ events, ...more });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  eventList().focus();
  const calls = (command: string) => backend.calls.filter((call) => call.command === command);
  return { backend, calls };
}

describe("replacing a list", () => {
  it("shows the rows of the next list when a fetch for the closed list is still running", async () => {
    const { backend, calls } = await openInbox();
    let arrived: () => void = () => undefined;
    backend.rowsGate = new Promise((resolve) => {
      arrived = resolve;
    });
    act(() => backend.arrive(1));
    fireEvent.change(filterField(), { target: { value: "vendor:fastgen" } });
    await waitFor(() => expect(calls("close_listing")).toHaveLength(1));
    backend.rowsGate = null;
    await act(async () => arrived());
    await waitFor(() => expect(rows().every((row) => row.dataset.eventId !== undefined)).toBe(true));
    await waitFor(() => expect(rows().length).toBeGreaterThan(0));
    expect(screen.queryByText(/This list is closed/)).toBeNull();
  });
});

describe("days", () => {
  it("are shown for the first row in view, and where an older one begins", async () => {
    const interval = 10 * 60_000;
    await openInbox(1204, { interval });
    const received = (row: HTMLElement | undefined) =>
      row?.querySelector("time")?.getAttribute("datetime") ?? "";
    const day = () => screen.getByTestId("day").textContent;
    const newest = received(rows()[0]);
    expect(day()).toBe(dayName(newest, new Date()));
    const midnight = new Date(new Date(newest).setHours(0, 0, 0, 0));
    const index = Math.ceil((Date.parse(newest) - midnight.getTime()) / interval);
    eventList().scrollTop = (index - 3) * 28;
    fireEvent.scroll(eventList());
    const yesterday = dayName(new Date(midnight.getTime() - 1).toISOString(), new Date());
    const divider = await within(eventList()).findByText(yesterday);
    expect(day()).toBe(dayName(newest, new Date()));
    const below = rows().find((row) => row.style.transform === divider.parentElement?.style.transform);
    expect(isSameDay(received(below), newest), "the first row below the divider").toBe(false);
    eventList().scrollTop = (index + 3) * 28;
    fireEvent.scroll(eventList());
    await waitFor(() => expect(day()).toBe(yesterday));
  });
});

describe("a list that opens slowly", () => {
  it("shows that it is searching above the previous list until it is open", async () => {
    const { backend } = await openInbox();
    let opened: () => void = () => undefined;
    backend.openGate = new Promise((resolve) => {
      opened = resolve;
    });
    fireEvent.change(filterField(), { target: { value: "vendor:fastgen" } });
    await screen.findByText("Searching…");
    expect(rows().length).toBeGreaterThan(0);
    await act(async () => opened());
    await waitFor(() => expect(screen.queryByText("Searching…")).toBeNull());
    expect(screen.getByText(/ match$/)).toBeTruthy();
  });
});

describe("a list of a million events", () => {
  it("moves to both ends and by pages, and fetches only visible rows", async () => {
    const { calls } = await openInbox(1_000_000);
    expect(eventList().querySelector<HTMLElement>("div")?.style.height).toBe("28000000px");
    key("End");
    await waitFor(() => expect(active()).toBe(1));
    key("PageUp");
    await waitFor(() => expect(active()).toBe(21));
    key("Home");
    await waitFor(() => expect(active()).toBe(1_000_000));
    key("PageDown");
    await waitFor(() => expect(active()).toBe(999_980));
    expect(calls("listing_window").length).toBeLessThan(12);
  });

  it("jumps to the position of the scrollbar", async () => {
    await openInbox(1_000_000);
    const list = eventList();
    list.scrollTop = 14_000_000;
    fireEvent.scroll(list);
    await waitFor(() => expect(document.getElementById("event-500000")).toBeTruthy());
  });

  it("picks rows that were never fetched, and fetches them for an action", async () => {
    const { backend, calls } = await openInbox(3000);
    key("ArrowDown");
    await waitFor(() => expect(active()).toBe(2999));
    key("End", { shiftKey: true });
    await waitFor(() => expect(pickedCount()).toBe("2\u202f999 selected"));
    await waitFor(() => expect(active()).toBe(1));
    expect(calls("listing_window").length).toBeLessThan(8);
    key("Delete");
    await waitFor(() => expect(toast().textContent).toContain("2\u202f999 events deleted"));
    const ids = calls("delete_events").flatMap(({ args }) => (args.what as { ids: number[] }).ids);
    expect([...ids].sort((a, b) => a - b)).toEqual(Array.from({ length: 2999 }, (_, at) => at + 1));
    await waitFor(() => expect(rows()).toHaveLength(1));
    await waitFor(() => expect(active()).toBe(3000));
    expect(backend.annotations.deleted.size).toBe(2999);
  });
});

// The element of the pressed row can be gone at the release, so the window gets the release.
describe("a row that moves between press and release", () => {
  const press = (row: HTMLElement | undefined) => {
    if (row === undefined) throw new Error("there is no row");
    fireEvent.mouseDown(row, { clientX: 40, clientY: 60 });
    return idOf(row);
  };

  it("is still the one that is chosen", async () => {
    const { backend } = await openInbox();
    const pressed = press(rows()[5]);
    act(() => backend.arrive(3));
    await waitFor(() => expect(idOf(rows()[0])).toBe(1207));
    fireEvent.mouseUp(window, { clientX: 40, clientY: 60 });
    await waitFor(() => expect(active()).toBe(pressed));
  });

  it("is not chosen when the pointer has moved", async () => {
    await openInbox();
    const before = active();
    press(rows()[5]);
    fireEvent.mouseUp(window, { clientX: 40, clientY: 160 });
    expect(active()).toBe(before);
  });
});

describe("a list that is still being counted", () => {
  const counted = () =>
    screen.getByRole("region", { name: "List of events" }).querySelector("h2 + span")?.textContent;
  const filterBy = (value: string) => fireEvent.change(filterField(), { target: { value } });

  it("shows the first rows and a plus sign, and keeps its position when more rows are found", async () => {
    const { backend } = await openInbox();
    backend.foundRows = 40;
    filterBy("vendor:authgear");
    await waitFor(() => expect(counted()).toBe("40+ … of 1\u202f204 match"));
    key("End");
    await waitFor(() => expect(active()).toBe(idOf(rows().at(-1))));
    const last = active();
    expect(rows()[0]?.getAttribute("aria-setsize")).toBe("-1");
    backend.foundRows = 60;
    await waitFor(() => expect(counted()).toBe("60+ … of 1\u202f204 match"));
    expect(active()).toBe(last);
    key("ArrowDown");
    await waitFor(() => expect(active()).toBeLessThan(last));
    backend.foundRows = null;
    await waitFor(() => expect(counted()).toMatch(/^[\d\u202f]{3,} of 1\u202f204 match$/));
    expect(screen.queryByRole("button", FRESH)).toBeNull();
    key("End");
    await waitFor(() => expect(active()).toBeLessThan(20));
    eventList().focus();
    key("a", { ctrlKey: true });
    await waitFor(() => expect(`${counted()}`).toContain(`${pickedCount()?.match(/^[\d\u202f]+/)}`));
  });

  it("reports that no events match only after counting ends", async () => {
    const { backend } = await openInbox();
    backend.foundRows = 0;
    filterBy("vendor:fastgen");
    await screen.findByRole("status", { name: "Searching events" });
    expect(screen.queryByText("No events match")).toBeNull();
    backend.foundRows = null;
    await waitFor(() => expect(rows().length).toBeGreaterThan(0));
    backend.foundRows = 0;
    filterBy("vendor:stripe path:nowhere");
    await screen.findByRole("status", { name: "Searching events" });
    backend.foundRows = null;
    await screen.findByText("No events match");
  });
});

describe("deleting", () => {
  it("removes the chosen event, chooses the next one, and restores the event on undo", async () => {
    const { backend } = await openInbox();
    key("ArrowDown");
    await waitFor(() => expect(active()).toBe(1203));
    key("Delete");
    await waitFor(isUndoOffered);
    await waitFor(() => expect(active()).toBe(1202));
    expect(document.getElementById("event-1203")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(document.getElementById("event-1203")).toBeTruthy());
    expect(backend.annotations.deleted.size).toBe(0);
    expect(toast().textContent).toBe("");
  });

  it("offers undo for one minute", async () => {
    await openInbox();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      key("Delete");
      await vi.waitFor(isUndoOffered, { timeout: 30_000 });
      act(() => void vi.advanceTimersByTime(58_000));
      isUndoOffered();
      act(() => void vi.advanceTimersByTime(3_000));
      expect(toast().textContent).toBe("");
    } finally {
      vi.useRealTimers();
    }
  });

  it("asks before it deletes all events, then shows the welcome page", async () => {
    const { backend, calls } = await openInbox(120);
    fireEvent.click(screen.getByRole("button", { name: "List actions" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Delete all events…" }));
    const dialog = await screen.findByRole("dialog", { name: /^Delete all/ });
    expect(dialog.textContent).toContain("Delete all 120 events?");
    expect(calls("delete_events")).toHaveLength(0);
    fireEvent.click(within(dialog).getByRole("button", { name: "Delete all" }));
    await waitFor(isUndoOffered);
    expect(calls("delete_events")[0]?.args.what).toEqual({ what: "all" });
    await screen.findByRole("region", { name: "Welcome" });
    fireEvent.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(rows().length).toBeGreaterThan(10));
    expect(backend.annotations.deleted.size).toBe(0);
  });
});

describe("a list that grows", () => {
  it("keeps its position, counts the new events, and shows them after Home", async () => {
    const { backend } = await openInbox();
    const list = eventList();
    list.scrollTop = 2800;
    fireEvent.scroll(list);
    await waitFor(() => expect(document.getElementById("event-1100")).toBeTruthy());
    const top = () => document.getElementById("event-1100")?.style.transform;
    const before = { top: top(), scrollTop: list.scrollTop };
    act(() => backend.arrive(12));
    expect((await screen.findByRole("button", FRESH)).textContent).toContain("12 new");
    expect(list.scrollTop - before.scrollTop).toBe(12 * 28);
    expect(Number(/\((.*)px/.exec(top() ?? "")?.[1]) - list.scrollTop).toBe(
      Number(/\((.*)px/.exec(before.top ?? "")?.[1]) - before.scrollTop,
    );
    key("Home");
    await waitFor(() => expect(active()).toBe(1216));
    await waitFor(() => expect(screen.queryByRole("button", FRESH)).toBeNull());
  });

  it("pauses on P, counts new events, and resumes on P", async () => {
    const { backend } = await openInbox();
    key("p");
    const resume = await screen.findByRole("button", PAUSED);
    act(() => backend.arrive(5));
    await waitFor(() => expect(resume.textContent).toContain("Paused · 5 new"));
    expect(idOf(rows()[0])).toBe(1204);
    key("End");
    await waitFor(() => expect(active()).toBe(1));
    key("Home");
    await waitFor(() => expect(active()).toBe(1204));
    key("p");
    await waitFor(() => expect(idOf(rows()[0])).toBe(1209));
    expect(screen.queryByRole("button", PAUSED)).toBeNull();
  });
});

describe("annotations", () => {
  it("S stars the chosen event, shown in the row, the event and the sidebar", async () => {
    const { backend } = await openInbox();
    key("s");
    await waitFor(() => expect(backend.annotations.starred.has(1204)).toBe(true));
    await within(eventDetail()).findByRole("button", { name: "Starred", pressed: true });
    expect(within(rows()[0] as HTMLElement).getByText("starred")).toBeTruthy();
    const starred = await within(sidebar()).findByRole("button", { name: "Starred 1" });
    fireEvent.click(starred);
    await waitFor(() => expect(rows()).toHaveLength(1));
    fireEvent.click(within(eventList()).getByTitle("Remove star"));
    await waitFor(() => expect(backend.annotations.starred.size).toBe(0));
  });

  it("S toggles the star of all picked events", async () => {
    const { backend } = await openInbox();
    key("ArrowDown", { shiftKey: true });
    key("ArrowDown", { shiftKey: true });
    key("s");
    await waitFor(() => expect([...backend.annotations.starred].sort()).toEqual([1202, 1203, 1204]));
    key("s");
    await waitFor(() => expect(backend.annotations.starred.size).toBe(0));
  });

  it("saves a note automatically, even when the next event is opened at once", async () => {
    const { backend } = await openInbox();
    fireEvent.click(within(eventDetail()).getByRole("button", { name: "Add note" }));
    const field = await screen.findByRole("textbox", NOTE);
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: "Sent twice\nby the gateway" } });
    await waitFor(() => expect(backend.annotations.notes.get(1204)).toBe("Sent twice\nby the gateway"));
    await within(rows()[0] as HTMLElement).findByLabelText("has a note");
    fireEvent.change(field, { target: { value: "Sent twice" } });
    eventList().focus();
    key("j");
    await waitFor(() => expect(eventDetail().dataset.eventId).toBe("1203"));
    await waitFor(() => expect(backend.annotations.notes.get(1204)).toBe("Sent twice"));
    key("k");
    await waitFor(() =>
      expect(screen.getByRole<HTMLTextAreaElement>("textbox", NOTE).value).toBe("Sent twice"),
    );
  });
});

describe("duplicates", () => {
  it("are grouped into one row with a count, and listed when the row is opened", async () => {
    const { calls } = await openInbox();
    fireEvent.click(screen.getByRole("button", { name: "List actions" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Group duplicates" }));
    await waitFor(() =>
      expect(calls("open_listing").at(-1)?.args).toMatchObject({ filter: "", grouped: true }),
    );
    const many = await screen.findAllByText(/^×\d+$/);
    expect(many.length).toBeGreaterThan(3);
    const row = many[0]?.closest<HTMLElement>('[role="option"]');
    const copies = Number(many[0]?.textContent?.slice(1));
    fireEvent.click(row ?? document.body);
    eventList().focus();
    key("Enter");
    await screen.findByRole("heading", { name: "Copies of one event" });
    await waitFor(() => expect(rows()).toHaveLength(Math.min(copies, rows().length)));
    expect(calls("open_listing").at(-1)?.args.grouped).toBe(false);
    key("Escape");
    await waitFor(() =>
      expect(calls("open_listing").at(-1)?.args).toMatchObject({ filter: "", grouped: true }),
    );
    await screen.findAllByText(/^×\d+$/);
  });
});
