import { configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeBackend } from "@/test/fake-backend";
import { chooseFrom, menuItems, openMenuOf } from "@/test/regions";
import { openWindow } from "@/test/window";

// Role queries match hidden elements, too: jsdom takes seconds to compute the visibility of the
// whole window.
configure({ defaultHidden: true });

async function openForwards(): Promise<FakeBackend> {
  const backend = openWindow({ events: 30 });
  const sidebar = within(await screen.findByRole("navigation", { name: "Views" }));
  fireEvent.click(await sidebar.findByRole("button", { name: "Forwarding" }));
  await screen.findByRole("region", { name: "Forwarding" });
  return backend;
}

const key = (name: string) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true });
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });
const URL = "URL of your application";
const FILTER = "Filter";

async function add(url: string, filter = "") {
  fireEvent.click(await screen.findByRole("button", { name: "Add target" }));
  await screen.findByRole("dialog");
  type(URL, url);
  type(FILTER, filter);
}
const save = () => fireEvent.submit(field(URL));
const canSave = () =>
  !within(screen.getByRole("dialog")).getByRole<HTMLButtonElement>("button", { name: "Forward events" })
    .disabled;
const saved = (backend: FakeBackend) =>
  backend.calls.filter((call) => call.command === "save_forward").map((call) => call.args);

const page = () => within(screen.getByLabelText("Forwarding", { selector: "section" }));
const findRow = () => page().findByRole("listitem");
const state = () => page().getByRole("status").textContent;

describe("forwarding", () => {
  it("explains itself without a target, and adds one with keys", async () => {
    const backend = await openForwards();
    await screen.findByText(/byte for byte/);
    key("a");
    await screen.findByRole("dialog", { name: "Forward events" });
    type(URL, "http://localhost:3000/hooks");
    fireEvent.click(screen.getByLabelText(/Retry until delivered/));
    save();
    const row = await findRow();
    expect(row.textContent).toContain("http://localhost:3000/hooks");
    expect(row.textContent).toContain("with retries");
    expect(row.textContent).toContain("all events");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(saved(backend)).toEqual([
      {
        target: {
          id: 0,
          url: "http://localhost:3000/hooks",
          filter: "",
          on: true,
          mode: "background",
          retry: true,
          verify_tls: true,
          deadline_ms: null,
        },
        confirmed: false,
      },
    ]);
  });

  it("confirms a host outside this computer once", async () => {
    const backend = await openForwards();
    await add("https://hooks.example.com/in");
    fireEvent.click(screen.getByLabelText("Check the certificate"));
    expect(screen.getByText(/^The certificate is not checked/)).toBeTruthy();
    save();
    const dialog = await screen.findByRole("dialog", { name: "Send outside this computer?" });
    expect(dialog.textContent).toContain("hooks.example.com is not this computer");
    expect(page().queryByRole("listitem")).toBeNull();
    fireEvent.click(within(dialog).getByRole("button", { name: "Send to this host" }));
    const row = await findRow();
    expect(row.textContent).toContain("certificate not checked");
    expect(saved(backend).map((args) => args.confirmed)).toEqual([false, true]);
  });

  it("confirms a target that was added on another computer", async () => {
    const backend = await openForwards();
    await add("http://localhost:3000/hooks");
    save();
    await findRow();
    backend.forwards.setState(1, { paused: true, trouble: true, state: "Paused." });
    fireEvent.click(await page().findByRole("button", { name: "Confirm http://localhost:3000/hooks" }));
    await waitFor(() => expect(page().queryByRole("button", { name: /^Confirm/ })).toBeNull());
    const confirmed = backend.calls.filter(({ command }) => command === "confirm_targets");
    expect(confirmed.map(({ args }) => args)).toEqual([
      { targets: [{ url: "http://localhost:3000/hooks", verify_tls: true }] },
    ]);
  });

  it("shows why a filter or a target is rejected", async () => {
    const backend = await openForwards();
    await add("http://127.0.0.1:4665/", "colour:red");
    await screen.findByText("Invalid filter at character 1.");
    expect(field(FILTER).getAttribute("aria-invalid")).toBe("true");
    expect(canSave()).toBe(false);
    save();
    expect(saved(backend)).toEqual([]);
    type(FILTER, "type:user.*");
    await waitFor(() => expect(canSave()).toBe(true));
    save();
    expect((await screen.findByRole("alert")).textContent).toContain("Hookglass itself receives");
  });

  it("lets a target answer the sender within a time limit", async () => {
    const backend = await openForwards();
    await add("http://localhost:3000/", "kind:blocking");
    fireEvent.click(screen.getByLabelText(/Return my application’s answer/));
    expect(screen.queryByLabelText(/Retry until delivered/)).toBeNull();
    const wait = screen.getByLabelText(/Wait at most/);
    fireEvent.change(wait, { target: { value: "soon" } });
    expect(canSave()).toBe(false);
    fireEvent.change(wait, { target: { value: "900" } });
    save();
    const row = await findRow();
    expect(row.textContent).toContain("answers the sender within 900 ms");
    expect(row.textContent).toContain("only kind:blocking");
    expect(saved(backend)[0]).toMatchObject({ target: { mode: "answer", deadline_ms: 900, retry: false } });
  });

  it("shows the state of a target as it changes, and skips a waiting event", async () => {
    const backend = await openForwards();
    await add("http://localhost:3000/");
    save();
    await findRow();
    backend.forwards.setState(1, {
      state: "Event 12 is waiting for a retry. Connection refused.",
      trouble: true,
      delivered: 7,
      failed: 2,
      lost: 3,
      behind: 5,
      retry_in_ms: 8000,
    });
    await waitFor(() => expect(state()).toContain("Event 12 is waiting for a retry"));
    const row = await findRow();
    for (const count of ["7 delivered", "2 failed", "3 lost", "5 pending"])
      expect(row.textContent).toContain(count);
    expect(row.textContent).toMatch(/retry in \d+ s/);
    fireEvent.click(within(row).getByRole("button", { name: /Skip event/ }));
    await waitFor(() => expect(state()).toContain("Delivering"));
  });

  it("edits a target, disables it, and removes it after a second press", async () => {
    const backend = await openForwards();
    await add("http://localhost:3000/");
    save();
    const row = within(await findRow());
    fireEvent.click(row.getByRole("button", { name: "Edit http://localhost:3000/" }));
    await screen.findByRole("dialog", { name: "Edit target" });
    type(URL, "http://localhost:3001/");
    save();
    await page().findByText(/:3001\//);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    fireEvent.click(row.getByRole("switch"));
    await waitFor(() => expect(state()).toContain("Switched off"));
    expect(saved(backend).map((args) => args.target)).toMatchObject([
      { id: 0 },
      { id: 1 },
      { id: 1, on: false },
    ]);
    fireEvent.click(row.getByRole("button", { name: /^Remove/ }));
    const confirm = row.getByRole("button", { name: "Remove permanently" });
    expect(document.activeElement).toBe(confirm);
    fireEvent.click(confirm);
    await waitFor(() => expect(page().queryByRole("listitem")).toBeNull());
    expect(await screen.findByText("No targets")).toBeTruthy();
  });

  it("moves between targets with keys", async () => {
    await openForwards();
    for (const url of ["http://localhost:3000/", "http://localhost:3001/"]) {
      await add(url);
      save();
      await screen.findByRole("switch", { name: `Forward events to ${url}` });
      await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    }
    key("j");
    expect(document.activeElement?.getAttribute("aria-label")).toContain(":3000/");
    key("ArrowDown");
    expect(document.activeElement?.getAttribute("aria-label")).toContain(":3001/");
    key("k");
    expect(document.activeElement?.getAttribute("aria-label")).toContain(":3000/");
  });
});

describe("a forwarded event", () => {
  it("is marked among the resends of its event and on the Sent page", async () => {
    openWindow({ events: 40 });
    const sidebar = within(await screen.findByRole("navigation", { name: "Views" }));
    fireEvent.click(await sidebar.findByRole("button", { name: /^Sent/ }));
    const list = await screen.findByRole("listbox", { name: "Resends, newest first" });
    const rows = await within(list).findAllByRole("option");
    expect(rows.map((row) => row.textContent?.includes("forwarded"))).toEqual([true, false]);
    key("Escape");
    await waitFor(() => expect(screen.queryByRole("region", { name: "Sent" })).toBeNull());
    key("5");
    const items = await within(screen.getByRole("tabpanel", { name: /^Resends/ })).findAllByRole("listitem");
    expect(items.map((item) => item.textContent?.includes("forwarded"))).toEqual([false, true]);
  });
});

describe("the context menu of a target", () => {
  it("disables, edits and removes it, and asks before it removes", async () => {
    const backend = await openForwards();
    await add("http://localhost:3000/hooks");
    save();
    const row = await findRow();
    const menu = await openMenuOf(row);
    expect(menuItems(menu)).toEqual(["Disable", "Edit", "Copy URL", "Remove…"]);
    chooseFrom(menu, "Disable");
    await waitFor(() => expect(saved(backend).at(-1)).toMatchObject({ target: { on: false } }));
    await waitFor(() => expect(row.dataset.off).toBe("true"));
    chooseFrom(await openMenuOf(row), "Remove…");
    fireEvent.click(await screen.findByRole("button", { name: "Remove permanently" }));
    await screen.findByText("No targets");
  });
});
