import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { chooseFrom, filterField, findRecentUsers, menuItems, openMenuOf } from "@/test/regions";
import { openWindow } from "@/test/window";

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });

async function openInbox(events = 240) {
  const backend = openWindow({ events });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  await findRecentUsers();
  return backend;
}

const USERS = { name: /^Users,/ };
const HISTORY = { name: /^History of / };

/** The rows of the list, after it is rendered. */
const findRows = async () => within(await screen.findByRole("listbox", USERS)).findAllByRole("option");

async function openUsers() {
  const backend = await openInbox();
  key("o");
  await findRows();
  return backend;
}

const rows = () => within(screen.getByRole("listbox", USERS)).getAllByRole("option");
const ids = () => rows().map((row) => row.dataset.user);
const chosen = () => screen.getByRole("option", { selected: true }).dataset.user;
const field = () => screen.getByRole("textbox", { name: "Search users" });
const search = (text: string) => fireEvent.change(field(), { target: { value: text } });

describe("the sidebar", () => {
  it("lists the seven users with the newest events under their best known name", async () => {
    await openInbox();
    const recent = await findRecentUsers();
    expect(recent).toHaveLength(7);
    expect(recent[0]?.textContent).toMatch(/^JÑJosé Ñandú\d+$/);
  });

  it("counts new events", async () => {
    const backend = await openInbox();
    const events = async () => {
      const counts = (await findRecentUsers()).map((user) => user.lastElementChild?.textContent);
      return counts.reduce((sum, count) => sum + Number(count), 0);
    };
    const before = await events();
    act(() => backend.arrive(60));
    await waitFor(async () => expect(await events()).toBeGreaterThan(before));
  });

  it("opens a history that returns to the event list on Escape", async () => {
    await openInbox();
    fireEvent.click((await findRecentUsers())[1] ?? document.body);
    expect((await screen.findByRole("region", HISTORY)).dataset.user).toBeTruthy();
    key("Escape");
    await waitFor(() => expect(screen.queryByRole("region", HISTORY)).toBeNull());
    expect(document.activeElement).toBe(screen.getByRole("listbox", { name: "Events, newest first" }));
  });
});

describe("the user list", () => {
  it("shows the details of each user, sorted by last event", async () => {
    await openUsers();
    const first = rows()[0] ?? document.body;
    expect(first.textContent).toContain("José Ñandú");
    expect(first.textContent).toContain("jose.n.2026@example.net");
    expect(first.textContent).toContain("northwind-demo");
    expect(within(first).getByText("updated")).toBeTruthy();
    expect(screen.getByText(`${ids().length} users`)).toBeTruthy();
  });

  it("searches after a pause in typing", async () => {
    const backend = await openUsers();
    key("/");
    expect(document.activeElement).toBe(field());
    for (const text of ["s", "so", "solveig"]) search(text);
    await waitFor(() => expect(ids()).toHaveLength(1));
    expect(rows()[0]?.textContent).toContain("Solveig Hagerup");
    const searches = backend.calls.filter((call) => call.command === "users" && call.args.query !== "");
    expect(searches.map((call) => call.args.query)).toEqual(["solveig"]);
    search("no such user");
    await screen.findByText("No users match");
    fireEvent.click(screen.getByRole("button", { name: "Show all users" }));
    await waitFor(() => expect(ids().length).toBeGreaterThan(7));
  });

  it("moves the cursor and opens a user with keys, and is still open on return", async () => {
    await openUsers();
    const [first, second, third] = ids();
    expect(chosen()).toBe(first);
    key("ArrowDown");
    key("j");
    expect(chosen()).toBe(third);
    key("k");
    expect(chosen()).toBe(second);
    key("Enter");
    expect((await screen.findByRole("region", HISTORY)).dataset.user).toBe(second);
    key("Escape");
    await findRows();
    key("Escape");
    await waitFor(() => expect(screen.queryByRole("region", { name: "Users" })).toBeNull());
    expect(screen.queryByRole("region", { name: "Catalog" })).toBeNull();
  });

  it("fetches thousands of users in windows", async () => {
    const backend = openWindow({ events: 240 });
    backend.users.extraUsers = 5000;
    await findRecentUsers();
    key("o");
    expect((await findRows()).length).toBeLessThan(60);
    key("End");
    await waitFor(() => expect(chosen()).toBe("stranger-0"));
    const windows = backend.calls.filter((call) => call.command === "users" && call.args.len === 100);
    expect(windows.length).toBeLessThan(6);
  });

  it("explains where users come from when it is empty", async () => {
    openWindow({ events: 0 });
    await screen.findByRole("region", { name: "Welcome" });
    key("o");
    await screen.findByText("No users yet");
  });

  it("replaces the catalog, and the catalog replaces it", async () => {
    await openUsers();
    key("g");
    await screen.findByRole("region", { name: "Catalog" });
    expect(screen.queryByRole("region", { name: "Users" })).toBeNull();
    key("o");
    await screen.findByRole("region", { name: "Users" });
    expect(screen.queryByRole("region", { name: "Catalog" })).toBeNull();
    key("Escape");
    await screen.findByRole("region", { name: "Catalog" });
  });
});

describe("the context menu of a user", () => {
  it("copies the id, and opens the history or the events", async () => {
    await openUsers();
    const [first] = await findRows();
    const menu = await openMenuOf(first as HTMLElement);
    expect(menuItems(menu).slice(0, 3)).toEqual(["Show history", "Show events", "Copy user id"]);
    chooseFrom(menu, "Show events");
    await waitFor(() => expect((filterField() as HTMLInputElement).value).toMatch(/^user:/));
  });
});
