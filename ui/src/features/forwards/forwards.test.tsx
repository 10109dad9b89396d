import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeBackend } from "@/test/fake-backend";
import { openWindow } from "@/test/window";

async function openForwards(): Promise<FakeBackend> {
  const backend = openWindow({ events: 30 });
  const sidebar = within(await screen.findByTestId("sidebar"));
  fireEvent.click(await sidebar.findByRole("button", { name: "Forwarding" }));
  await screen.findByTestId("forwards");
  return backend;
}

const key = (name: string) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true });
const type = (testId: string, value: string) =>
  fireEvent.change(screen.getByTestId(testId), { target: { value } });

async function add(url: string, filter = "") {
  fireEvent.click(await screen.findByTestId("add-forward"));
  await screen.findByTestId("edit-forward");
  type("forward-url", url);
  type("forward-filter", filter);
}
const save = () => fireEvent.submit(screen.getByTestId("forward-url"));
const saved = (backend: FakeBackend) =>
  backend.calls.filter((call) => call.command === "save_forward").map((call) => call.args);

describe("forwarding", () => {
  it("is explained where there is no target, and one is added by keys", async () => {
    const backend = await openForwards();
    expect((await screen.findByTestId("forwards")).textContent).toContain("byte for byte");
    key("a");
    await screen.findByTestId("edit-forward");
    type("forward-url", "http://localhost:3000/hooks");
    fireEvent.click(screen.getByLabelText(/Send an event again until it is taken/));
    save();
    const row = await screen.findByTestId("forward-row");
    expect(row.textContent).toContain("http://localhost:3000/hooks");
    expect(row.textContent).toContain("sent again until taken");
    expect(row.textContent).toContain("all events");
    await waitFor(() => expect(screen.queryByTestId("edit-forward")).toBeNull());
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
    expect(screen.getByTestId("forward-tls-off").textContent).toContain("The certificate is not checked");
    save();
    const asked = await screen.findByTestId("confirm-host");
    expect(asked.textContent).toContain("hooks.example.com is not this computer");
    expect(screen.queryByTestId("forward-row")).toBeNull();
    fireEvent.click(screen.getByTestId("confirm-send"));
    const row = await screen.findByTestId("forward-row");
    expect(row.textContent).toContain("certificate not checked");
    expect(saved(backend).map((args) => args.confirmed)).toEqual([false, true]);
  });

  it("tells of a filter that is not understood, and of what is refused", async () => {
    const backend = await openForwards();
    await add("http://127.0.0.1:4665/", "colour:red");
    expect((await screen.findByTestId("filter-wrong")).textContent).toContain("from character 1 on");
    expect(screen.getByTestId<HTMLButtonElement>("save-forward").disabled).toBe(true);
    save();
    expect(saved(backend)).toEqual([]);
    type("forward-filter", "type:user.*");
    await waitFor(() => expect(screen.getByTestId<HTMLButtonElement>("save-forward").disabled).toBe(false));
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
    expect(screen.getByTestId<HTMLButtonElement>("save-forward").disabled).toBe(true);
    fireEvent.change(wait, { target: { value: "900" } });
    save();
    const row = await screen.findByTestId("forward-row");
    expect(row.textContent).toContain("answers for the sender, within 900 ms");
    expect(row.textContent).toContain("only kind:blocking");
    expect(saved(backend)[0]).toMatchObject({ target: { mode: "answer", deadline_ms: 900, retry: false } });
  });

  it("tells how a target is doing as soon as that changes, and passes over what waits", async () => {
    const backend = await openForwards();
    await add("http://localhost:3000/");
    save();
    await screen.findByTestId("forward-row");
    backend.forwards.becomes(1, {
      state: "Event 12 waits to be sent again. Connection refused.",
      trouble: true,
      delivered: 7,
      failed: 2,
      behind: 5,
      retry_in_ms: 8000,
    });
    await waitFor(() =>
      expect(screen.getByTestId("forward-state").textContent).toContain("Event 12 waits to be sent again"),
    );
    const row = screen.getByTestId("forward-row");
    for (const said of ["7 delivered", "2 not taken", "5 behind"]) expect(row.textContent).toContain(said);
    expect(row.textContent).toMatch(/sent again in \d+ s/);
    fireEvent.click(within(row).getByRole("button", { name: /Pass over the event/ }));
    await waitFor(() => expect(screen.getByTestId("forward-state").textContent).toContain("It takes events"));
  });

  it("is changed, switched off, and removed after a second press", async () => {
    const backend = await openForwards();
    await add("http://localhost:3000/");
    save();
    const row = within(await screen.findByTestId("forward-row"));
    fireEvent.click(row.getByRole("button", { name: "Edit http://localhost:3000/" }));
    await screen.findByTestId("edit-forward");
    type("forward-url", "http://localhost:3001/");
    save();
    await waitFor(() => expect(screen.getByTestId("forward-row").textContent).toContain(":3001/"));
    await waitFor(() => expect(screen.queryByTestId("edit-forward")).toBeNull());
    fireEvent.click(row.getByRole("checkbox"));
    await waitFor(() => expect(screen.getByTestId("forward-state").textContent).toContain("Switched off"));
    expect(saved(backend).map((args) => args.target)).toMatchObject([
      { id: 0 },
      { id: 1 },
      { id: 1, on: false },
    ]);
    fireEvent.click(row.getByRole("button", { name: /^Remove/ }));
    const sure = row.getByRole("button", { name: "Remove for good" });
    expect(document.activeElement).toBe(sure);
    fireEvent.click(sure);
    await waitFor(() => expect(screen.queryByTestId("forward-row")).toBeNull());
    expect(await screen.findByText("Events stay here")).toBeTruthy();
  });

  it("goes from one target to the next by keys", async () => {
    await openForwards();
    for (const url of ["http://localhost:3000/", "http://localhost:3001/"]) {
      await add(url);
      save();
      await screen.findByRole("checkbox", { name: `Pass events on to ${url}` });
      await waitFor(() => expect(screen.queryByTestId("edit-forward")).toBeNull());
    }
    key("j");
    expect(document.activeElement?.getAttribute("aria-label")).toContain(":3000/");
    key("ArrowDown");
    expect(document.activeElement?.getAttribute("aria-label")).toContain(":3001/");
    key("k");
    expect(document.activeElement?.getAttribute("aria-label")).toContain(":3000/");
  });
});

describe("what was passed on", () => {
  it("says so among the resends of an event and in the list of all", async () => {
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
