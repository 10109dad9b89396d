import { configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeBackend } from "@/test/fake-backend";
import { openWindow } from "@/test/window";

// Whether an element is hidden takes jsdom most of a second for the whole window. Where it matters, a test says so.
configure({ defaultHidden: true });

// To skip hidden elements, role queries compute the style of the whole window, which takes seconds in jsdom.

async function openForwards(): Promise<FakeBackend> {
  const backend = openWindow({ events: 30 });
  const sidebar = within(await screen.findByTestId("sidebar"));
  fireEvent.click(await sidebar.findByRole("button", { name: "Forwarding" }));
  await screen.findByRole("region", { name: "Forwarding" });
  return backend;
}

const key = (name: string) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true });
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });
const URL = "URL of your application";
const FILTER = "Only events like";

async function add(url: string, filter = "") {
  fireEvent.click(await screen.findByRole("button", { name: "Add a target" }));
  await screen.findByRole("dialog");
  type(URL, url);
  type(FILTER, filter);
}
const save = () => fireEvent.submit(field(URL));
const canSave = () =>
  !within(screen.getByRole("dialog")).getByRole<HTMLButtonElement>("button", { name: "Pass events on" })
    .disabled;
const saved = (backend: FakeBackend) =>
  backend.calls.filter((call) => call.command === "save_forward").map((call) => call.args);

const page = () => within(screen.getByLabelText("Forwarding", { selector: "section" }));
const findRow = () => page().findByRole("listitem");
const state = () => page().getByRole("status").textContent;

describe("forwarding", () => {
  it("explains itself without a target, and adds one by keys", async () => {
    const backend = await openForwards();
    await screen.findByText(/byte for byte/);
    key("a");
    await screen.findByRole("dialog", { name: "Pass events on" });
    type(URL, "http://localhost:3000/hooks");
    fireEvent.click(screen.getByLabelText(/Send an event again until it is taken/));
    save();
    const row = await findRow();
    expect(row.textContent).toContain("http://localhost:3000/hooks");
    expect(row.textContent).toContain("sent again until taken");
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

  it("asks once before events go to a host outside this computer", async () => {
    const backend = await openForwards();
    await add("https://hooks.example.com/in");
    fireEvent.click(screen.getByLabelText("Check the certificate"));
    expect(screen.getByText(/^The certificate is not checked/)).toBeTruthy();
    save();
    const asked = await screen.findByTestId("confirm-host");
    expect(asked.textContent).toContain("hooks.example.com is not this computer");
    expect(page().queryByRole("listitem")).toBeNull();
    fireEvent.click(screen.getByTestId("confirm-send"));
    const row = await findRow();
    expect(row.textContent).toContain("certificate not checked");
    expect(saved(backend).map((args) => args.confirmed)).toEqual([false, true]);
  });

  it("shows why a filter or a target is refused", async () => {
    const backend = await openForwards();
    await add("http://127.0.0.1:4665/", "colour:red");
    await screen.findByText(/not understood from character 1 on/);
    expect(field(FILTER).getAttribute("aria-invalid")).toBe("true");
    expect(canSave()).toBe(false);
    save();
    expect(saved(backend)).toEqual([]);
    type(FILTER, "type:user.*");
    await waitFor(() => expect(canSave()).toBe(true));
    save();
    expect((await screen.findByRole("alert")).textContent).toContain("Hookglass itself receives");
  });

  it("lets a target answer for the sender, within a time", async () => {
    const backend = await openForwards();
    await add("http://localhost:3000/", "kind:blocking");
    fireEvent.click(screen.getByLabelText(/Tell the sender what my application answered/));
    expect(screen.queryByLabelText(/Send an event again/)).toBeNull();
    const wait = screen.getByLabelText(/Wait at most/);
    fireEvent.change(wait, { target: { value: "soon" } });
    expect(canSave()).toBe(false);
    fireEvent.change(wait, { target: { value: "900" } });
    save();
    const row = await findRow();
    expect(row.textContent).toContain("answers for the sender, within 900 ms");
    expect(row.textContent).toContain("only kind:blocking");
    expect(saved(backend)[0]).toMatchObject({ target: { mode: "answer", deadline_ms: 900, retry: false } });
  });

  it("shows the state of a target as it changes, and passes over a waiting event", async () => {
    const backend = await openForwards();
    await add("http://localhost:3000/");
    save();
    await findRow();
    backend.forwards.becomes(1, {
      state: "Event 12 is waiting for a retry. Connection refused.",
      trouble: true,
      delivered: 7,
      failed: 2,
      behind: 5,
      retry_in_ms: 8000,
    });
    await waitFor(() => expect(state()).toContain("Event 12 is waiting for a retry"));
    const row = await findRow();
    for (const said of ["7 delivered", "2 not taken", "5 behind"]) expect(row.textContent).toContain(said);
    expect(row.textContent).toMatch(/sent again in \d+ s/);
    fireEvent.click(within(row).getByRole("button", { name: /Pass over the event/ }));
    await waitFor(() => expect(state()).toContain("Delivering"));
  });

  it("is changed, switched off, and removed after a second press", async () => {
    const backend = await openForwards();
    await add("http://localhost:3000/");
    save();
    const row = within(await findRow());
    fireEvent.click(row.getByRole("button", { name: "Edit http://localhost:3000/" }));
    await screen.findByRole("dialog", { name: "Change the target" });
    type(URL, "http://localhost:3001/");
    save();
    await page().findByText(/:3001\//);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    fireEvent.click(row.getByRole("checkbox"));
    await waitFor(() => expect(state()).toContain("Switched off"));
    expect(saved(backend).map((args) => args.target)).toMatchObject([
      { id: 0 },
      { id: 1 },
      { id: 1, on: false },
    ]);
    fireEvent.click(row.getByRole("button", { name: /^Remove/ }));
    const sure = row.getByRole("button", { name: "Remove for good" });
    expect(document.activeElement).toBe(sure);
    fireEvent.click(sure);
    await waitFor(() => expect(page().queryByRole("listitem")).toBeNull());
    expect(await screen.findByText("Events stay here")).toBeTruthy();
  });

  it("goes from one target to the next by keys", async () => {
    await openForwards();
    for (const url of ["http://localhost:3000/", "http://localhost:3001/"]) {
      await add(url);
      save();
      await screen.findByRole("checkbox", { name: `Pass events on to ${url}` });
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
  it("is marked among the resends of an event and in the list of all", async () => {
    openWindow({ events: 40 });
    fireEvent.click(
      await within(await screen.findByTestId("sidebar")).findByRole("button", { name: /^Sent/ }),
    );
    const rows = await screen.findAllByTestId("sent-row");
    expect(rows.map((row) => row.textContent?.includes("forwarded"))).toEqual([true, false]);
    key("Escape");
    await waitFor(() => expect(screen.queryByTestId("sent")).toBeNull());
    key("5");
    const items = await screen.findAllByTestId("resend-item");
    expect(items.map((item) => item.textContent?.includes("forwarded"))).toEqual([false, true]);
  });
});
