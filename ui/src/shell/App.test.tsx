import { act, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeOptions } from "@/test/fake-backend";
import { eventList, eventRows, filterField, response, sidebar } from "@/test/regions";
import { openWindow } from "@/test/window";

// jsdom needs most of a second to check whether the elements of the whole window are hidden. Tests
// that need this check request it.
configure({ defaultHidden: true });

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });

const selected = () => screen.getByRole("option", { selected: true });
const idOf = (row: HTMLElement) => Number(row.dataset.eventId);

const OUTCOME = { name: "Outcome" };
const RAW = { name: "Body as received" };
/** The status of the response. */
const status = () => within(response().getByRole("region", OUTCOME)).getByRole("strong").textContent;

async function openInbox(events = 1204, more: Partial<FakeOptions> = {}) {
  const backend = openWindow({ events, ...more });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  return backend;
}

describe("the inbox", () => {
  it("shows the newest event with its changes before anything was chosen", async () => {
    await openInbox();
    expect(idOf(selected())).toBe(1204);
    expect(screen.getByRole("tab", { name: /^Changes/ })).toHaveProperty("ariaSelected", "true");
    expect(await screen.findAllByRole("article")).toHaveLength(4);
  });

  it("moves the selection with J and K, but not while the user types", async () => {
    await openInbox();
    key("j");
    await waitFor(() => expect(idOf(selected())).toBe(1203));
    key("k");
    await waitFor(() => expect(idOf(selected())).toBe(1204));
    const field = filterField();
    field.focus();
    key("j");
    expect(idOf(selected())).toBe(1204);
  });

  it("gives each row its position and the total for screen readers", async () => {
    await openInbox();
    const row = eventRows()[2];
    expect(row?.getAttribute("aria-setsize")).toBe("1204");
    expect(row?.getAttribute("aria-posinset")).toBe("3");
  });

  it("renders few of a hundred thousand rows, and can select the last one", async () => {
    await openInbox(100_000);
    expect(eventRows().length).toBeLessThan(100);
    eventList().focus();
    key("End");
    await waitFor(() => expect(idOf(selected())).toBe(1));
  });

  it("shows new events and keeps the selection", async () => {
    const backend = await openInbox();
    act(() => backend.arrive(3));
    await waitFor(() => expect(idOf(eventRows()[0] as HTMLElement)).toBe(1207));
    expect(idOf(selected())).toBe(1204);
  });

  it("reloads the shown event after a change, which may come from another process", async () => {
    const backend = await openInbox();
    const loaded = () => backend.calls.filter((call) => call.command === "event").map((call) => call.args.id);
    const before = loaded().length;
    act(() => backend.arrive(1));
    await waitFor(() => expect(loaded().length).toBe(before + 1));
    expect(loaded().at(-1)).toBe(1204);
  });

  it("shows that no event matches, with a button to reset the filter", async () => {
    await openInbox();
    fireEvent.change(filterField(), { target: { value: "zzz" } });
    fireEvent.keyDown(filterField(), { key: "Enter" });
    expect(await screen.findByText("No events match")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Show all events" }));
    await waitFor(() => expect(eventRows().length).toBeGreaterThan(10));
  });

  it("explains an invalid filter and keeps the list", async () => {
    const backend = await openInbox();
    fireEvent.change(filterField(), { target: { value: "type:" } });
    fireEvent.keyDown(filterField(), { key: "Enter" });
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("needs a value after the colon");
    act(() => backend.arrive(1));
    await waitFor(() => expect(idOf(eventRows()[0] as HTMLElement)).toBe(1205));
    expect(alert.textContent).toContain("needs a value after the colon");
  });

  it("is filtered by the sidebar and the search together", async () => {
    const backend = await openInbox();
    fireEvent.click(within(sidebar()).getByRole("button", { name: /^Authgear \d/ }));
    await waitFor(() =>
      expect(
        backend.calls.some(
          (call) => call.command === "open_listing" && call.args.filter === "vendor:authgear",
        ),
      ).toBe(true),
    );
  });
});

describe("an event", () => {
  it("opens its tabs with number keys", async () => {
    await openInbox();
    key("3");
    const headers = await screen.findByRole("table", { name: "Request headers" });
    expect(within(headers).getAllByRole("row")).toHaveLength(8);
    expect(within(headers).getByText("U+202E")).toBeTruthy();
    expect(within(headers).getByText("not UTF-8")).toBeTruthy();
    key("6");
    fireEvent.click(await screen.findByRole("button", { name: "Hex" }));
    expect(await screen.findByText(/^7b 0a 20 20 22 69 64 22/)).toBeTruthy();
  });

  it("without a comparison opens with its payload, and explains why there are no changes", async () => {
    await openInbox();
    key("j");
    await screen.findByRole("heading", { name: "POST /stripe" });
    expect(screen.getByRole("tab", { name: /^Payload/ })).toHaveProperty("ariaSelected", "true");
    key("1");
    expect(await screen.findByText("Nothing to compare")).toBeTruthy();
  });

  it("shows all digits of a long number", async () => {
    await openInbox();
    key("j");
    await screen.findByRole("heading", { name: "POST /stripe" });
    const body = await screen.findByRole("textbox", { name: "Body" });
    await waitFor(() => expect(body.textContent).toContain("12345678901234567890"));
  });

  it("has a tree view that expands level by level", async () => {
    await openInbox();
    key("2");
    fireEvent.click(await screen.findByRole("button", { name: "Tree" }));
    const item = await screen.findByRole("treeitem", { name: /payload/ });
    expect(item.getAttribute("aria-expanded")).toBe("false");
    fireEvent.click(item);
    expect(await screen.findByRole("treeitem", { name: /old_identity/ })).toBeTruthy();
  });
});

describe("edit and resend", () => {
  it("sends the received bytes when nothing was edited, and shows the response", async () => {
    const backend = await openInbox();
    key("e");
    await screen.findByRole("textbox", { name: "Body to send" });
    fireEvent.click(screen.getByRole("button", { name: "Send" }));
    await waitFor(() => expect(backend.sent).toHaveLength(1));
    expect(backend.sent[0]?.body).toEqual({ form: "received" });
    expect(backend.sent[0]?.headers.every((header) => header.original !== null)).toBe(true);
    await waitFor(() => expect(status()).toBe("200 OK"));
    const resends = within(screen.getByRole("complementary", { name: "Resends of this event" }));
    expect(resends.getAllByRole("listitem")).toHaveLength(3);
    expect(response().getByRole("textbox", { name: "Response body" }).textContent).toContain("10.500");
  });

  it("shows an error next to an invalid URL", async () => {
    await openInbox();
    key("e");
    fireEvent.change(await screen.findByRole("textbox", { name: "URL" }), {
      target: { value: "ftp://nowhere" },
    });
    key("Enter", { ctrlKey: true });
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("http://");
    expect(screen.getByRole("textbox", { name: "URL" }).getAttribute("aria-describedby")).toBe(alert.id);
  });

  it("shows an error for an invalid header, but not for the URL, until it is fixed", async () => {
    await openInbox();
    key("e");
    fireEvent.change(await screen.findByLabelText("Name of header 1"), { target: { value: "two words" } });
    key("Enter", { ctrlKey: true });
    expect((await screen.findByRole("alert")).textContent).toContain("is not a header name");
    expect(screen.getByRole("textbox", { name: "URL" }).getAttribute("aria-invalid")).toBe("false");
    expect(screen.queryByRole("region", OUTCOME)).toBeNull();
    fireEvent.change(screen.getByLabelText("Name of header 1"), { target: { value: "Two-Words" } });
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
    expect(screen.getByRole("region", OUTCOME)).toBeTruthy();
  });

  it("moves the focus when headers are added and removed", async () => {
    await openInbox();
    key("e");
    fireEvent.click(await screen.findByRole("button", { name: "Add" }));
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Name of header 6");
    fireEvent.click(screen.getByRole("button", { name: "Remove header Content-Type" }));
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Remove header User-Agent");
    fireEvent.click(screen.getByRole("button", { name: "Remove header 5" }));
    expect(document.activeElement?.textContent).toBe("Add");
  });

  it("keeps sending while another screen is open, and does not send twice", async () => {
    let answer = () => {};
    const backend = await openInbox(1204, {
      answering: new Promise((resolve) => {
        answer = resolve;
      }),
    });
    key("e");
    await screen.findByRole("textbox", { name: "Body to send" });
    key("Enter", { ctrlKey: true });
    expect(await screen.findByText("Sending…")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Back to the event" }));
    await waitFor(() => expect(screen.queryByRole("textbox", { name: "Body to send" })).toBeNull());
    key("e");
    expect(await screen.findByText("Sending…")).toBeTruthy();
    expect(screen.getByRole("button", { name: /Cancel/ })).toBeTruthy();
    key("Enter", { ctrlKey: true });
    expect(backend.sent).toHaveLength(1);
    key("Escape");
    expect(backend.calls.filter((call) => call.command === "cancel_send")).toHaveLength(1);
    await act(async () => answer());
    await waitFor(() => expect(status()).toBe("200 OK"));
  });

  it("covers the inbox and restores it afterwards", async () => {
    await openInbox();
    key("j");
    await screen.findByRole("heading", { name: "POST /stripe" });
    key("6");
    await screen.findByRole("textbox", RAW);
    key("e");
    await screen.findByRole("textbox", { name: "Body to send" });
    (document.activeElement as HTMLElement).blur();
    key("j");
    expect(eventList().closest("[inert]"), "the covered inbox must be inert").toBeTruthy();
    key("Escape");
    await waitFor(() => expect(screen.queryByRole("textbox", { name: "Body to send" })).toBeNull());
    expect(idOf(selected())).toBe(1203);
    expect(screen.getByRole("textbox", RAW), "the same tab must be open").toBeTruthy();
    expect(document.activeElement).toBe(eventList());
  });

  it("closes on Escape and keeps the draft", async () => {
    await openInbox();
    key("e");
    fireEvent.change(await screen.findByRole("textbox", { name: "URL" }), {
      target: { value: "http://localhost:9/x" },
    });
    key("Escape");
    await waitFor(eventList);
    key("e");
    const url = await screen.findByRole<HTMLInputElement>("textbox", { name: "URL" });
    expect(url.value).toBe("http://localhost:9/x");
  });
});

describe("the first run", () => {
  it("shows the address, a command to copy and samples to send", async () => {
    const backend = openWindow({ events: 0 });
    const page = await screen.findByRole("region", { name: "Welcome" });
    expect(page.textContent).toContain(
      `curl http://127.0.0.1:4665/hello -H 'Content-Type: application/json' -d '{"hello": "world"}'`,
    );
    key("t");
    await waitFor(() => expect(backend.calls.some((call) => call.command === "send_samples")).toBe(true));
    await waitFor(() => expect(screen.queryByRole("region", { name: "Welcome" })).toBeNull());
    const newest = (await screen.findAllByRole("option"))[0];
    await waitFor(() => expect(newest?.getAttribute("aria-selected")).toBe("true"));
  });

  it("asks before it sends samples from a page that does not show them", async () => {
    const backend = openWindow({ events: 30 });
    const sidebar = within(await screen.findByRole("navigation", { name: "Views" }));
    fireEvent.click(await sidebar.findByRole("button", { name: "Forwarding" }));
    await screen.findByRole("region", { name: "Forwarding" });
    key("t");
    const dialog = within(await screen.findByRole("dialog", { name: "Send samples?" }));
    const sent = () => backend.calls.filter((call) => call.command === "send_samples");
    expect(sent()).toEqual([]);
    fireEvent.click(dialog.getByLabelText("Forward and hold received samples"));
    fireEvent.click(dialog.getByRole("button", { name: "Send samples" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent().map(({ args }) => args)).toEqual([{ act: true }]);
  });

  it("stores the key and clears the field", async () => {
    const backend = openWindow({ events: 0 });
    const field = await screen.findByLabelText<HTMLInputElement>("Authgear webhook signing key");
    fireEvent.change(field, { target: { value: "s3cret" } });
    fireEvent.click(screen.getByRole("button", { name: "Save key" }));
    await waitFor(() =>
      expect(backend.calls.find((call) => call.command === "add_secret")?.args).toEqual({
        name: "Authgear",
        scheme: "authgear",
        secret: "s3cret",
      }),
    );
    await waitFor(() => expect(field.value).toBe(""));
    expect(await screen.findByText(/is set. It is stored in the system keychain/)).toBeTruthy();
  });
});

describe("problems", () => {
  it("with the database replace the window with the error", async () => {
    openWindow({ events: 0, broken: { code: "database", detail: "The folder cannot be written." } });
    expect((await screen.findByRole("alert")).textContent).toContain("The folder cannot be written.");
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect((await screen.findByRole("alert")).textContent).toContain("The folder cannot be written.");
  });

  it.each([
    ["Move aside", "move_database_aside", undefined],
    ["Choose folder…", "reopen_database", { folder: "/home/ada/other" }],
  ])("with the database are solved by %s", async (name, command, args) => {
    const backend = openWindow({ events: 40, broken: { code: "database", detail: "It is damaged." } });
    backend.folder = "/home/ada/other";
    fireEvent.click(await screen.findByRole("button", { name }));
    await screen.findByRole("region", { name: "Event" });
    expect(backend.calls.find((call) => call.command === command)?.args ?? {}).toEqual(args ?? {});
    expect(screen.queryByText("It is damaged.")).toBeNull();
  });

  it("with the port offer another port", async () => {
    const backend = openWindow({
      events: 5,
      status: {
        url: null,
        problem: { address: "127.0.0.1:4665", sentence: "Taken.", suggestion: "127.0.0.1:4666" },
      },
    });
    const banner = await screen.findByRole("alert");
    fireEvent.click(within(banner).getByRole("button", { name: "Use 127.0.0.1:4666" }));
    await waitFor(() =>
      expect(backend.calls.find((call) => call.command === "retry_listen")?.args).toEqual({
        address: "127.0.0.1:4666",
      }),
    );
  });
});

describe("dialogs", () => {
  it("the palette lists the possible actions and runs one", async () => {
    await openInbox();
    key("k", { ctrlKey: true });
    const palette = await screen.findByRole("dialog", { name: "All actions" });
    expect(within(palette).queryByText("Cancel sending")).toBeNull();
    fireEvent.change(within(palette).getByRole("combobox"), { target: { value: "headers" } });
    fireEvent.keyDown(within(palette).getByRole("combobox"), { key: "Enter" });
    expect(await screen.findByRole("table", { name: "Request headers" })).toBeTruthy();
  });

  it("the palette finds an action by a synonym", async () => {
    await openInbox();
    key("k", { ctrlKey: true });
    const palette = await screen.findByRole("dialog", { name: "All actions" });
    fireEvent.change(within(palette).getByRole("combobox"), { target: { value: "preferences" } });
    fireEvent.keyDown(within(palette).getByRole("combobox"), { key: "Enter" });
    expect(await screen.findByRole("dialog", { name: "Settings" })).toBeTruthy();
  });

  it("the palette shows all actions again when help is searched", async () => {
    await openInbox();
    key("k", { ctrlKey: true });
    const palette = within(await screen.findByRole("dialog", { name: "All actions" }));
    const all = palette.getAllByRole("option").length;
    const field = palette.getByRole<HTMLInputElement>("combobox");
    fireEvent.change(field, { target: { value: "help" } });
    expect(palette.getAllByRole("option")[0]?.textContent).toContain("Show all actions and shortcuts");
    fireEvent.keyDown(field, { key: "Enter" });
    expect(field.value).toBe("");
    expect(palette.getAllByRole("option")).toHaveLength(all);
  });

  it("the settings apply the theme immediately and warn about a public address", async () => {
    await openInbox();
    key(",", { ctrlKey: true });
    const dialog = await screen.findByRole("dialog", { name: "Settings" });
    fireEvent.click(await within(dialog).findByRole("button", { name: "Dark" }));
    await waitFor(() => expect(document.documentElement.getAttribute("data-theme")).toBe("dark"));
    fireEvent.change(within(dialog).getByLabelText("Address and port"), {
      target: { value: "0.0.0.0:4665" },
    });
    expect(within(dialog).getByText(/Other computers can reach this address/)).toBeTruthy();
    fireEvent.change(within(dialog).getByLabelText("Address and port"), { target: { value: "0.0.0" } });
    expect(within(dialog).queryByText(/Other computers can reach this address/)).toBeNull();
  });

  it("the settings explain an invalid limit, and when a new folder takes effect", async () => {
    await openInbox();
    key(",", { ctrlKey: true });
    const dialog = await screen.findByRole("dialog", { name: "Settings" });
    const limit = await within(dialog).findByLabelText("Body size limit (MiB)");
    fireEvent.change(limit, { target: { value: "0x10" } });
    expect((await within(dialog).findByRole("alert")).textContent).toContain("between 0.001 and 900");
    fireEvent.change(limit, { target: { value: "16" } });
    expect(within(dialog).queryByRole("alert")).toBeNull();
    const folder = within(dialog).getByLabelText("Data folder");
    fireEvent.change(folder, { target: { value: "/srv/hooks" } });
    fireEvent.submit(folder);
    expect(await within(dialog).findByText(/^After a restart: \/srv\/hooks, unless/)).toBeTruthy();
  });
});
