import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { BREAK } from "@/test/fake-people";
import { openWindow } from "@/test/window";
import { Book } from "./book";

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });

/** The history of the user of the newest event, from that event. */
async function openHistory(events = 240) {
  const backend = openWindow({ events });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  key("h");
  await screen.findAllByTestId("history-entry");
  await screen.findByTestId("point-B");
  return backend;
}

const at = (point: "A" | "B") => Number(screen.getByTestId(`point-${point}`).getAttribute("aria-valuenow"));
const total = () => Number(screen.getByTestId("point-B").getAttribute("aria-valuemax"));
const entry = (distance: number) =>
  screen.getAllByTestId("history-entry").find((row) => row.dataset.distance === String(distance)) ??
  document.body;
const compared = (backend: ReturnType<typeof openWindow>) =>
  backend.calls
    .filter((call) => call.command === "open_comparison")
    .map((call) => call.args.sides as { what: string; new: number; old: number })
    .filter((sides) => sides.what === "user");

describe("the history of a user", () => {
  it("opens at the event one comes from, compared with the one before it", async () => {
    const backend = await openHistory();
    expect([at("A"), at("B")]).toEqual([total() - 1, total()]);
    expect(screen.getByRole("option", { selected: true }).dataset.eventId).toBe("240");
    await waitFor(() => expect(compared(backend)).toHaveLength(1));
    const sides = compared(backend)[0];
    expect(sides?.new).toBe(240);
    expect(sides?.old).toBe(Number(entry(total() - 2).dataset.eventId));
    expect(screen.getByTestId("span").textContent).toMatch(/ · 1 event$/);
  });

  it("finds an old event by halving, not by reading all", async () => {
    const backend = openWindow({ events: 240 });
    const book = new Book("stranger-0");
    expect(await book.find(2)).toBe(1);
    expect(await book.find(251)).toBe(250);
    expect(await book.find(1_000_000)).toBeNull();
    const reads = backend.calls.filter((call) => call.command === "user_history");
    expect(reads.length).toBeLessThan(35);
  });

  it("says what each event changed, what came and went, and what does not follow", async () => {
    await openHistory();
    expect(entry(total() - 1).textContent).toContain("changed: Email");
    expect(screen.getAllByTestId("history-break")[0]?.textContent).toContain(BREAK);
    const page = screen.getByTestId("history-list").textContent ?? "";
    expect(page).toContain("− identity jose.nandu@example.com removed");
    expect(page).toContain("blocking");
    expect(page).toContain("proposed");
    expect(page).toContain("repeat");
  });

  it("moves B by arrows, A with Shift, both to the ends, and never one past the other", async () => {
    const backend = await openHistory();
    const all = total();
    key("ArrowDown");
    expect([at("A"), at("B")]).toEqual([all - 2, all - 1]);
    key("ArrowLeft", { shiftKey: true });
    expect([at("A"), at("B")]).toEqual([all - 3, all - 1]);
    expect(screen.getByTestId("only-this").getAttribute("aria-pressed")).toBe("false");
    key("ArrowRight");
    expect([at("A"), at("B")]).toEqual([all - 3, all]);
    expect(screen.getByTestId("span").textContent).toMatch(/ · 3 events$/);
    key("End");
    expect([at("A"), at("B")]).toEqual([1, 1]);
    await screen.findByText("Nothing before it");
    key("Home");
    expect([at("A"), at("B")]).toEqual([1, all]);
    await waitFor(() =>
      expect((compared(backend).at(-1) as { old: number }).old).toBe(
        Number(backend.people.eventsOf(screen.getByTestId("history").dataset.user ?? "")[0]),
      ),
    );
    fireEvent.click(screen.getByTestId("only-this"));
    expect([at("A"), at("B")]).toEqual([all - 1, all]);
  });

  it("has sliders that say where they stand", async () => {
    await openHistory();
    const b = screen.getByTestId("point-B");
    b.focus();
    expect(b.getAttribute("aria-valuetext")).toMatch(/^identity\.email\.updated, seq 48371, /);
    key("ArrowLeft");
    expect(at("B")).toBe(total() - 1);
    screen.getByTestId("point-A").focus();
    key("Home");
    expect([at("A"), at("B")]).toEqual([1, total() - 1]);
    key("End");
    expect(at("A")).toBe(total() - 2);
  });

  it("puts B where one clicks, and A with Shift", async () => {
    await openHistory();
    const all = total();
    fireEvent.click(entry(all - 4));
    expect([at("A"), at("B")]).toEqual([all - 4, all - 3]);
    fireEvent.click(entry(all - 7), { shiftKey: true });
    expect([at("A"), at("B")]).toEqual([all - 6, all - 3]);
    fireEvent.click(entry(all - 1), { shiftKey: true });
    expect([at("A"), at("B")]).toEqual([all - 3, all]);
  });

  it("goes to the next warning, and says when there is none", async () => {
    await openHistory();
    const all = total();
    key("w");
    await waitFor(() => expect(at("B")).toBeLessThan(all));
    expect(entry(at("B") - 1).textContent).toContain(BREAK);
    key("Escape");
    await waitFor(() => expect(screen.queryByTestId("history")).toBeNull());
    fireEvent.click(screen.getByText("Solveig Hagerup"));
    await screen.findByTestId("point-B");
    key("w");
    await waitFor(() =>
      expect(screen.getByTestId("history-told").textContent).toMatch(/^Every event of this user follows/),
    );
  });

  it("tells of a warning between A and B and leads to its step", async () => {
    await openHistory();
    expect(screen.queryByTestId("history-broken")).toBeNull();
    screen.getByTestId("point-A").focus();
    key("Home");
    fireEvent.click(screen.getByRole("button", { name: "Show the step" }));
    expect(at("A")).toBe(at("B") - 1);
  });

  it("has a dot for each of few events, and ticks for many", async () => {
    await openHistory(60);
    expect(screen.getByTestId("history-track").dataset.few).toBe("true");
    expect(screen.getByTestId("history-track").querySelectorAll("[class*=dot]")).toHaveLength(total());
  });

  it("draws a few entries of a thousand, fetches a few windows, and reaches both ends", async () => {
    const backend = openWindow({ events: 120 });
    backend.people.strangers = 1;
    await screen.findAllByTestId("recent-user");
    key("o");
    await screen.findAllByTestId("user");
    key("End");
    key("Enter");
    await screen.findByTestId("point-B");
    expect(total()).toBe(1000);
    expect(screen.getByTestId("history-track").dataset.few).toBe("false");
    key("End");
    await waitFor(() => expect(entry(0).dataset.mark).toBe("B"));
    expect(screen.getAllByTestId("history-entry").length).toBeLessThan(60);
    key("Home");
    await waitFor(() => expect(entry(total() - 1).dataset.mark).toBe("B"));
    expect(backend.calls.filter((call) => call.command === "user_history").length).toBeLessThan(20);
  });

  it("shows the state at B and the life of the user", async () => {
    await openHistory();
    fireEvent.click(screen.getByTestId("part-state"));
    expect((await screen.findByTestId("user-state")).textContent).toContain("jose.n.2026@example.net");
    fireEvent.click(screen.getByTestId("part-life"));
    const spans = await screen.findAllByTestId("life-span");
    expect(spans.map((span) => span.dataset.there)).toEqual(["true", "false"]);
    expect(spans[0]?.textContent).toMatch(/identitycame.*there, last seen/);
    fireEvent.click(spans[0]?.querySelector("button") ?? document.body);
    await waitFor(() => expect(at("B")).toBe(1));
  });

  it("opens the event at B in the inbox", async () => {
    await openHistory();
    key("ArrowDown");
    const id = screen.getByRole("option", { selected: true }).dataset.eventId;
    key("o", { ctrlKey: true });
    await waitFor(() => expect(screen.getByTestId("detail").dataset.eventId).toBe(id));
    expect(screen.queryByTestId("history")).toBeNull();
  });

  it("grows with what arrives and leaves the points on their events", async () => {
    const backend = await openHistory();
    const before = { total: total(), id: screen.getByRole("option", { selected: true }).dataset.eventId };
    act(() => backend.arrive(120));
    await waitFor(() => expect(total()).toBeGreaterThan(before.total));
    expect(at("B")).toBe(before.total);
    expect(screen.getByRole("option", { selected: true }).dataset.eventId).toBe(before.id);
  });

  it("goes back to where one came from", async () => {
    await openHistory();
    fireEvent.click(screen.getByTestId("history-back"));
    await waitFor(() => expect(screen.queryByTestId("history")).toBeNull());
    expect(screen.getByTestId("detail").dataset.eventId).toBe("240");
  });
});
