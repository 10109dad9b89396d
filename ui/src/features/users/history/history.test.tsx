import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { SEQUENCE_WARNING } from "@/test/fake-users";
import { chooseFrom, findRecentUsers, menuItems, openEvent, openMenuOf } from "@/test/regions";
import { openWindow } from "@/test/window";
import { HistoryCache } from "./history-cache";

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });

/** Opens the history of the newest event's user from that event. */
async function openHistory(events = 240) {
  const backend = openWindow({ events });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  key("h");
  await screen.findByRole("slider", B);
  await within(timeLine()).findAllByRole("option");
  return backend;
}

const A = { name: "A, the earlier event" };
const B = { name: "B, the later event" };
const HISTORY = { name: /^History of / };
const ONLY = { name: "Only this event" };
const point = (name: "A" | "B") => screen.getByRole("slider", name === "A" ? A : B);
const at = (name: "A" | "B") => Number(point(name).getAttribute("aria-valuenow"));
const total = () => Number(point("B").getAttribute("aria-valuemax"));
const track = () => screen.getByRole("group", { name: "Compared events" });
const timeLine = () => screen.getByRole("listbox", { name: "Events of this user, newest first" });
const entries = () => within(timeLine()).getAllByRole("option");
const entry = (distance: number) =>
  entries().find((row) => row.dataset.distance === String(distance)) ?? document.body;
const isClosed = () => expect(screen.queryByRole("region", HISTORY)).toBeNull();
const compared = (backend: ReturnType<typeof openWindow>) =>
  backend.calls
    .filter((call) => call.command === "open_comparison")
    .map((call) => call.args.sides as { what: string; new: number; old: number })
    .filter((sides) => sides.what === "user");

describe("the history of a user", () => {
  it("starts at the event that it was opened from, compared with the event before", async () => {
    const backend = await openHistory();
    expect([at("A"), at("B")]).toEqual([total() - 1, total()]);
    expect(screen.getByRole("option", { selected: true }).dataset.eventId).toBe("240");
    await waitFor(() => expect(compared(backend)).toHaveLength(1));
    const sides = compared(backend)[0];
    expect(sides?.new).toBe(240);
    expect(sides?.old).toBe(Number(entry(total() - 2).dataset.eventId));
    expect(screen.getByText(/ · 1 event$/)).toBeTruthy();
  });

  it("finds an old event with a binary search instead of reading all entries", async () => {
    const backend = openWindow({ events: 240 });
    const cache = new HistoryCache("stranger-0");
    expect(await cache.find(2)).toBe(1);
    expect(await cache.find(251)).toBe(250);
    expect(await cache.find(1_000_000)).toBeNull();
    const reads = backend.calls.filter((call) => call.command === "user_history");
    expect(reads.length).toBeLessThan(35);
  });

  it("shows what each event changed, added and removed, and state mismatches", async () => {
    await openHistory();
    expect(entry(total() - 1).textContent).toContain("changed: Email");
    expect(within(timeLine()).getAllByText(SEQUENCE_WARNING).length).toBeGreaterThan(0);
    const page = timeLine().textContent ?? "";
    expect(page).toMatch(/− identity \S+ removed/);
    expect(page).toContain("blocking");
    expect(page).toContain("proposed");
    expect(page).toContain("duplicate");
  });

  it("moves B with arrow keys and A with Shift, and never moves one past the other", async () => {
    const backend = await openHistory();
    const all = total();
    key("ArrowDown");
    expect([at("A"), at("B")]).toEqual([all - 2, all - 1]);
    key("ArrowLeft", { shiftKey: true });
    expect([at("A"), at("B")]).toEqual([all - 3, all - 1]);
    expect(screen.getByRole("button", ONLY).getAttribute("aria-pressed")).toBe("false");
    key("ArrowRight");
    expect([at("A"), at("B")]).toEqual([all - 3, all]);
    expect(screen.getByText(/ · 3 events$/)).toBeTruthy();
    key("End");
    expect([at("A"), at("B")]).toEqual([1, 1]);
    await screen.findByText("No earlier event");
    key("Home");
    expect([at("A"), at("B")]).toEqual([1, all]);
    await waitFor(() =>
      expect((compared(backend).at(-1) as { old: number }).old).toBe(
        Number(backend.users.eventsOf(screen.getByRole("region", HISTORY).dataset.user ?? "")[0]),
      ),
    );
    fireEvent.click(screen.getByRole("button", ONLY));
    expect([at("A"), at("B")]).toEqual([all - 1, all]);
  });

  it("has sliders with the event as their value text", async () => {
    await openHistory();
    point("B").focus();
    expect(point("B").getAttribute("aria-valuetext")).toMatch(/^identity\.email\.updated, seq 48371, /);
    key("ArrowLeft");
    expect(at("B")).toBe(total() - 1);
    point("A").focus();
    key("Home");
    expect([at("A"), at("B")]).toEqual([1, total() - 1]);
    key("End");
    expect(at("A")).toBe(total() - 2);
  });

  it("moves B to a clicked event, and A with Shift", async () => {
    await openHistory();
    const all = total();
    fireEvent.click(entry(all - 4));
    expect([at("A"), at("B")]).toEqual([all - 4, all - 3]);
    fireEvent.click(entry(all - 7), { shiftKey: true });
    expect([at("A"), at("B")]).toEqual([all - 6, all - 3]);
    fireEvent.click(entry(all - 1), { shiftKey: true });
    expect([at("A"), at("B")]).toEqual([all - 3, all]);
  });

  it("moves B to the next warning, or shows that there is none", async () => {
    await openHistory();
    const all = total();
    key("w");
    await waitFor(() => expect(at("B")).toBeLessThan(all));
    expect(entry(at("B") - 1).textContent).toContain(SEQUENCE_WARNING);
    key("Escape");
    await waitFor(isClosed);
    fireEvent.click(screen.getByText("Solveig Hagerup"));
    await screen.findByRole("slider", B);
    key("w");
    await screen.findByText(/^Every event of this user matches/);
  });

  it("warns of a state mismatch between A and B, and goes to its event", async () => {
    await openHistory();
    expect(screen.queryByText("State mismatch between A and B")).toBeNull();
    point("A").focus();
    key("Home");
    fireEvent.click(screen.getByRole("button", { name: "Go to event" }));
    expect(at("A")).toBe(at("B") - 1);
  });

  it("has one dot per event in a short history", async () => {
    await openHistory(60);
    expect(track().dataset.few).toBe("true");
    expect(track().querySelectorAll("[class*=dot]")).toHaveLength(total());
  });

  it("renders few of a thousand entries, fetches few windows, and reaches both ends", async () => {
    const backend = openWindow({ events: 120 });
    backend.users.extraUsers = 1;
    await findRecentUsers();
    key("o");
    await within(await screen.findByRole("listbox", { name: /^Users/ })).findAllByRole("option");
    key("End");
    key("Enter");
    await screen.findByRole("slider", B);
    expect(total()).toBe(1000);
    expect(track().dataset.few).toBe("false");
    key("End");
    await waitFor(() => expect(entry(0).dataset.mark).toBe("B"));
    expect(entries().length).toBeLessThan(60);
    key("Home");
    await waitFor(() => expect(entry(total() - 1).dataset.mark).toBe("B"));
    expect(backend.calls.filter((call) => call.command === "user_history").length).toBeLessThan(20);
  });

  it("shows the state at B, and the lifetimes of identities and sessions", async () => {
    await openHistory();
    fireEvent.click(screen.getByRole("tab", { name: "State at B" }));
    const state = await screen.findByRole("textbox", { name: "State of the user at B" });
    expect(state.textContent).toContain("jose.n.2026@example.net");
    fireEvent.click(screen.getByRole("tab", { name: "Lifetimes" }));
    const [, active, ended, ...more] = within(await screen.findByRole("table")).getAllByRole("row");
    expect(active?.textContent).toMatch(/identityadded.*active, last seen/);
    expect(ended?.textContent).toContain("ended");
    expect(more).toEqual([]);
    fireEvent.click(within(active ?? document.body).getAllByRole("button")[0] ?? document.body);
    await waitFor(() => expect(at("B")).toBe(1));
  });

  it("opens the event at B in the inbox", async () => {
    await openHistory();
    key("ArrowDown");
    const id = screen.getByRole("option", { selected: true }).dataset.eventId;
    key("o", { ctrlKey: true });
    await waitFor(() => expect(screen.getByRole("region", { name: "Event" }).dataset.eventId).toBe(id));
    isClosed();
  });

  it("grows with new events, and keeps A and B on their events", async () => {
    const backend = await openHistory();
    const before = { total: total(), id: screen.getByRole("option", { selected: true }).dataset.eventId };
    act(() => backend.arrive(120));
    await waitFor(() => expect(total()).toBeGreaterThan(before.total));
    expect(at("B")).toBe(before.total);
    expect(screen.getByRole("option", { selected: true }).dataset.eventId).toBe(before.id);
  });

  it("returns to the event that it was opened from", async () => {
    await openHistory();
    fireEvent.click(screen.getByRole("button", { name: "Back" }));
    await waitFor(isClosed);
    expect(screen.getByRole("region", { name: "Event" }).dataset.eventId).toBe("240");
  });
});

describe("the context menu of an event in the history", () => {
  it("moves A or B to it, or shows it", async () => {
    await openHistory();
    const third = await waitFor(() => entries()[2] as HTMLElement);
    const { eventId: id, distance } = third.dataset;
    const menu = await openMenuOf(third);
    expect(menuItems(menu)).toEqual([
      "Show event",
      "Set as A",
      "Set as B",
      "Copy body",
      "Copy as cURL",
      "Copy event number",
    ]);
    chooseFrom(menu, "Set as B");
    await waitFor(() => expect(entry(Number(distance)).dataset.mark).toBe("B"));
    chooseFrom(await openMenuOf(entry(Number(distance))), "Show event");
    await waitFor(isClosed);
    await waitFor(() => expect(openEvent()).toBe(id));
  });
});
