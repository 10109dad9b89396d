import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openWindow } from "@/test/window";

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });

async function openInbox(events = 240) {
  const backend = openWindow({ events });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  await screen.findAllByTestId("recent-user");
  return backend;
}

async function openUsers() {
  const backend = await openInbox();
  key("o");
  await screen.findAllByTestId("user");
  return backend;
}

const ids = () => screen.getAllByTestId("user").map((row) => row.dataset.user);
const chosen = () => screen.getByRole("option", { selected: true }).dataset.user;
const search = (text: string) =>
  fireEvent.change(screen.getByTestId("users-search"), { target: { value: text } });

describe("the sidebar", () => {
  it("has the seven users of the newest events, called by the best name that is known", async () => {
    await openInbox();
    const recent = screen.getAllByTestId("recent-user");
    expect(recent).toHaveLength(7);
    expect(recent[0]?.textContent).toMatch(/^JÑJosé Ñandú\d+$/);
  });

  it("counts what arrives", async () => {
    const backend = await openInbox();
    const events = () => {
      const counts = screen.getAllByTestId("recent-user").map((user) => user.lastElementChild?.textContent);
      return counts.reduce((sum, count) => sum + Number(count), 0);
    };
    const before = events();
    act(() => backend.arrive(60));
    await waitFor(() => expect(events()).toBeGreaterThan(before));
  });

  it("leads to a history, and from there back to the event", async () => {
    await openInbox();
    fireEvent.click(screen.getAllByTestId("recent-user")[1] ?? document.body);
    expect((await screen.findByTestId("history")).dataset.user).toBeTruthy();
    key("Escape");
    await waitFor(() => expect(screen.queryByTestId("history")).toBeNull());
    expect(document.activeElement).toBe(screen.getByTestId("list"));
  });
});

describe("the users", () => {
  it("are listed with what is known of them, the one of the newest event first", async () => {
    await openUsers();
    const first = screen.getAllByTestId("user")[0] ?? document.body;
    expect(first.textContent).toContain("José Ñandú");
    expect(first.textContent).toContain("jose.n.2026@example.net");
    expect(first.textContent).toContain("northwind-demo");
    expect(within(first).getByText("updated")).toBeTruthy();
    expect(screen.getByTestId("users-count").textContent).toBe(`${ids().length} users`);
  });

  it("are searched once the person stops typing", async () => {
    const backend = await openUsers();
    key("/");
    expect(document.activeElement).toBe(screen.getByTestId("users-search"));
    for (const text of ["s", "so", "solveig"]) search(text);
    await waitFor(() => expect(ids()).toHaveLength(1));
    expect(screen.getAllByTestId("user")[0]?.textContent).toContain("Solveig Hagerup");
    const asked = backend.calls.filter((call) => call.command === "users" && call.args.query !== "");
    expect(asked.map((call) => call.args.query)).toEqual(["solveig"]);
    search("nobody at all");
    await screen.findByText("No user fits");
    fireEvent.click(screen.getByRole("button", { name: "Show all users" }));
    await waitFor(() => expect(ids().length).toBeGreaterThan(7));
  });

  it("are moved through and opened by keys, and are as they were when one comes back", async () => {
    await openUsers();
    const [first, second, third] = ids();
    expect(chosen()).toBe(first);
    key("ArrowDown");
    key("j");
    expect(chosen()).toBe(third);
    key("k");
    expect(chosen()).toBe(second);
    key("Enter");
    expect((await screen.findByTestId("history")).dataset.user).toBe(second);
    key("Escape");
    await screen.findAllByTestId("user");
    key("Escape");
    await waitFor(() => expect(screen.queryByTestId("users")).toBeNull());
    expect(screen.queryByTestId("catalog")).toBeNull();
  });

  it("are fetched in windows, however many they are", async () => {
    const backend = openWindow({ events: 240 });
    backend.people.strangers = 5000;
    await screen.findAllByTestId("recent-user");
    key("o");
    await screen.findAllByTestId("user");
    expect(screen.getAllByTestId("user").length).toBeLessThan(60);
    key("End");
    await waitFor(() => expect(chosen()).toBe("stranger-0"));
    const windows = backend.calls.filter((call) => call.command === "users" && call.args.len === 100);
    expect(windows.length).toBeLessThan(6);
  });

  it("say where they come from when there are none", async () => {
    openWindow({ events: 0 });
    await screen.findByTestId("empty");
    key("o");
    await screen.findByText("No users yet");
  });

  it("lie over the list alone: the catalog takes their place, and they its", async () => {
    await openUsers();
    key("g");
    await screen.findByTestId("catalog");
    expect(screen.queryByTestId("users")).toBeNull();
    key("o");
    await screen.findByTestId("users");
    expect(screen.queryByTestId("catalog")).toBeNull();
    key("Escape");
    await screen.findByTestId("catalog");
  });
});
