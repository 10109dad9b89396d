import { act, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { TEMPLATES } from "@/lib/rules/rule";
import {
  eventDetail,
  eventList,
  eventRows,
  filterField,
  findRecentUsers,
  sidebar,
  toast,
  verdict,
} from "@/test/regions";
import { openWindow } from "@/test/window";

// jsdom needs most of a second to check whether the elements of the whole window are hidden. Tests
// that need this check request it.
configure({ defaultHidden: true });

/**
 * The serious and critical violations. Contrast needs real colors, so an end-to-end test measures
 * it.
 */
async function violations(): Promise<string[]> {
  const result = await axe.run(document, { rules: { "color-contrast": { enabled: false } } });
  return result.violations
    .filter((violation) => violation.impact === "serious" || violation.impact === "critical")
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" | ")}`);
}

const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.body, { key, ...more });
const settled = () => act(async () => undefined);

async function openInbox() {
  document.documentElement.lang = "en";
  document.title = "Hookglass";
  const backend = openWindow({ events: 120 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  await screen.findAllByRole("article");
  return backend;
}

const isReachable = (element: Element) =>
  element instanceof HTMLElement && element.tabIndex >= 0 && element.closest("[inert], [hidden]") === null;

/** What the Tab key stops at, in order. */
const tabStops = () =>
  [
    ...document.querySelectorAll(
      'button:enabled, input:enabled, a[href], [tabindex], [contenteditable="true"]',
    ),
  ].filter(isReachable);

describe("the keyboard", () => {
  it("reaches the list within five tab stops", async () => {
    await openInbox();
    await findRecentUsers();
    expect(tabStops().indexOf(eventList()) + 1).toBeLessThanOrEqual(5);
    expect(tabStops().indexOf(eventList())).toBeGreaterThan(0);
  });

  it("moves through the sidebar with arrow keys, and opens and closes senders", async () => {
    await openInbox();
    const inbox = within(sidebar()).getByRole("button", { name: /^Inbox/ });
    const key = (name: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name });
    inbox.focus();
    key("ArrowDown");
    expect(document.activeElement).not.toBe(inbox);
    expect(sidebar().contains(document.activeElement)).toBe(true);
    const sender = within(sidebar()).getByRole("button", { name: /^Authgear/ });
    sender.focus();
    key("ArrowLeft");
    const fold = within(sidebar()).getByRole("button", { name: "Contents of Authgear" });
    expect(fold.getAttribute("aria-expanded")).toBe("false");
    key("ArrowRight");
    expect(fold.getAttribute("aria-expanded")).toBe("true");
    key("ArrowDown");
    key("ArrowLeft");
    expect(document.activeElement, "the parent of a collapsed family").toBe(sender);
    key("Home");
    expect(document.activeElement).toBe(inbox);
    expect([inbox.tabIndex, sender.tabIndex]).toEqual([0, -1]);
  });

  it("moves between panes with F6, and comes back to the same element", async () => {
    await openInbox();
    eventList().focus();
    const panes = new Set<string>();
    const start = document.activeElement;
    for (let step = 0; step < 12; step += 1) {
      fireEvent.keyDown(document.activeElement ?? document.body, { key: "F6" });
      const at = document.activeElement;
      panes.add(
        at?.closest("[data-pane]")?.getAttribute("aria-label") ?? at?.getAttribute("aria-label") ?? "",
      );
      if (at === start) break;
    }
    expect(document.activeElement).toBe(start);
    for (const pane of ["Views", "List of events", "Event", "List width", "Sidebar width"])
      expect(panes).toContain(pane);
    fireEvent.keyDown(document.activeElement ?? document.body, { key: "F6", shiftKey: true });
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Sidebar width");
  });

  it("zooms with Ctrl, and resets the zoom", async () => {
    const backend = await openInbox();
    const levels = () =>
      backend.calls.filter(({ command }) => command === "set_zoom").map(({ args }) => args.percent);
    press("+", { ctrlKey: true, shiftKey: true });
    await waitFor(() => expect(levels().at(-1)).toBe(110));
    press("-", { ctrlKey: true });
    press("-", { ctrlKey: true });
    await waitFor(() => expect(levels().at(-1)).toBe(90));
    press("0", { ctrlKey: true });
    await waitFor(() => expect(levels().at(-1)).toBe(100));
  });
});

describe("no serious accessibility violations", () => {
  it("in the inbox with changes", async () => {
    await openInbox();
    expect(await violations()).toEqual([]);
  });

  it.each([
    ["Side by side", "n"],
    ["Unified", "m"],
  ])("in the changes %s", async (view, face) => {
    await openInbox();
    press(face);
    const lines = within(await screen.findByRole("region", { name: view }));
    await lines.findAllByText(/updated_at/);
    expect(await violations()).toEqual([]);
  });

  it("in a selection of events and its comparison", async () => {
    await openInbox();
    fireEvent.click(eventRows()[4] ?? document.body, { ctrlKey: true });
    await screen.findByText("2 selected");
    expect(await violations()).toEqual([]);
    press("d");
    await screen.findByRole("heading", { name: "450 members changed" });
    expect(await violations()).toEqual([]);
  });

  it("while the other side of a comparison is chosen", async () => {
    await openInbox();
    press("d");
    await screen.findByText(/^Compare event 120 with…/);
    expect(await violations()).toEqual([]);
  });

  it("in an event without a comparison", async () => {
    await openInbox();
    const health = eventRows().find((row) => row.textContent?.includes("health"));
    fireEvent.click(health ?? document.body);
    await waitFor(() => expect(eventDetail().dataset.eventId).toBe("107"));
    press("1");
    await screen.findByText("Nothing to compare");
    expect(await violations()).toEqual([]);
  });

  it("in a comparison of a draft with the original", async () => {
    await openInbox();
    press("e");
    fireEvent.click(await screen.findByRole("button", { name: "Compare with original" }));
    const comparison = await screen.findByRole("region", { name: "Comparison with the original" });
    await within(comparison).findByText("No differences");
    expect(await violations()).toEqual([]);
  });

  it.each(["2", "3", "4", "5", "6"])("in tab %s of an event", async (tab) => {
    await openInbox();
    press(tab);
    await settled();
    expect(await violations()).toEqual([]);
  });

  it("in the tree", async () => {
    await openInbox();
    press("2");
    fireEvent.click(await screen.findByRole("button", { name: "Tree" }));
    await screen.findByRole("treeitem", { name: /payload/ });
    expect(await violations()).toEqual([]);
  });

  it("in edit and resend", async () => {
    await openInbox();
    press("e");
    await screen.findByRole("textbox", { name: "Body to send" });
    await screen.findByRole("region", { name: "Outcome" });
    expect(await violations()).toEqual([]);
  });

  it("in a draft with a confirmation, a warning, and a body from a file", async () => {
    await openInbox();
    press("e");
    await screen.findByRole("textbox", { name: "Body to send" });
    fireEvent.change(screen.getByRole("textbox", { name: "URL" }), {
      target: { value: "https://staging.example/x?a=1" },
    });
    fireEvent.click(screen.getByLabelText("Check the certificate"));
    fireEvent.click(screen.getByRole("button", { name: "File" }));
    fireEvent.click(screen.getByRole("button", { name: "Query 1" }));
    expect(await violations()).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Send" }));
    await screen.findByRole("dialog", { name: "Send outside this computer?" });
    expect(await violations()).toEqual([]);
  });

  it("in the import of a cURL command", async () => {
    await openInbox();
    press("e");
    fireEvent.click(await screen.findByRole("button", { name: "Import from cURL" }));
    await screen.findByRole("dialog", { name: "Import from cURL" });
    expect(await violations()).toEqual([]);
  });

  it("on the page Sent", async () => {
    await openInbox();
    press("r");
    const resends = await screen.findByRole("listbox", { name: "Resends, newest first" });
    await within(resends).findAllByRole("option");
    await waitFor(verdict);
    expect(await violations()).toEqual([]);
  });

  it("in the catalog after a sample was sent", async () => {
    await openInbox();
    press("g");
    fireEvent.click(await screen.findByRole("button", { name: "Send sample" }));
    await screen.findByText(/^Answered \d+ after /);
    await screen.findByRole("textbox", { name: /^Sample of / });
    expect(await violations()).toEqual([]);
  });

  it.each(["before", "after"])("in the coverage, %s a tour", async (when) => {
    await openInbox();
    press("g");
    fireEvent.click(await screen.findByText("Coverage"));
    await screen.findByText("No samples sent to this target yet");
    if (when === "after") {
      fireEvent.click(screen.getByRole("button", { name: "Start tour" }));
      await screen.findByRole("progressbar", { name: "Samples sent" });
      const answers = await screen.findByRole("table", { name: "Answers to samples" });
      await within(answers).findAllByRole("rowheader");
    }
    expect(await violations()).toEqual([]);
  });

  it("in the list of users", async () => {
    await openInbox();
    press("o");
    const users = await screen.findByRole("listbox", { name: /^Users,/ });
    await within(users).findAllByRole("option");
    expect(await violations()).toEqual([]);
  });

  it.each([
    ["Changes", "article"],
    ["State at B", "textbox"],
    ["Lifetimes", "table"],
  ])("in the tab %s of a user's history", async (tab, shown) => {
    await openInbox();
    press("h");
    const history = within(await screen.findByRole("region", { name: /^History of / }));
    fireEvent.click(await history.findByRole("tab", { name: tab }));
    await within(await history.findByRole("tabpanel", { name: tab })).findAllByRole(shown);
    expect(await violations()).toEqual([]);
  });

  // The fake backend gives these states to every 23rd event.
  it.each([
    ["an invalid signature", 97, () => screen.findByText("Signature doesn’t match")],
    ["warnings", 95, () => screen.findByRole("region", { name: "Findings" })],
  ] as const)("in an event with %s", async (_what, id, findPart) => {
    await openInbox();
    fireEvent.click(document.getElementById(`event-${id}`) ?? document.body);
    await findPart();
    expect(await violations()).toEqual([]);
  });

  it("in an event with masked values", async () => {
    await openInbox();
    const masked = eventRows().find((row) => row.textContent?.includes("email_verificationRequested"));
    fireEvent.click(masked ?? document.body);
    await within(eventDetail()).findByText("masked.");
    expect(await violations()).toEqual([]);
  });

  it("on the welcome page", async () => {
    openWindow({ events: 0 });
    await screen.findByRole("region", { name: "Welcome" });
    expect(await violations()).toEqual([]);
  });

  it("in the settings", async () => {
    await openInbox();
    press(",", { ctrlKey: true });
    await screen.findByLabelText("Address and port");
    expect(await violations()).toEqual([]);
  });

  it("in filter suggestions and a saved search", async () => {
    await openInbox();
    const field = filterField();
    field.focus();
    fireEvent.change(field, { target: { value: "vendor:" } });
    await screen.findByRole("listbox", { name: "Suggestions" });
    fireEvent.keyDown(field, { key: "ArrowDown" });
    expect(await violations()).toEqual([]);
    fireEvent.keyDown(field, { key: "Enter" });
    fireEvent.keyDown(field, { key: "Enter" });
    fireEvent.click(await screen.findByRole("button", { name: "Save this search" }));
    fireEvent.change(await screen.findByRole("textbox", { name: "Search name" }), {
      target: { value: "Kept" },
    });
    expect(await violations()).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByRole("list", { name: "Saved searches" });
    expect(await violations()).toEqual([]);
  });

  it("in the undo of a deletion, in a paused list", async () => {
    await openInbox();
    press("p");
    await screen.findByRole("button", { name: "Paused" });
    // No element has the focus, so the key applies to the list.
    press("Delete");
    await within(toast()).findByRole("button", { name: "Undo" });
    expect(await violations()).toEqual([]);
  });

  it("in the confirmation to delete all events", async () => {
    await openInbox();
    fireEvent.click(screen.getByRole("button", { name: "List actions" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Delete all events…" }));
    await screen.findByRole("dialog", { name: /^Delete all/ });
    expect(await violations()).toEqual([]);
  });

  it("in grouped duplicates, a star and a note", async () => {
    await openInbox();
    fireEvent.click(screen.getByRole("button", { name: "List actions" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Group duplicates" }));
    await screen.findAllByText(/^×\d+$/);
    press("s");
    const event = within(eventDetail());
    await event.findByRole("button", { name: "Starred" });
    fireEvent.click(event.getByRole("button", { name: "Add note" }));
    await event.findByRole("textbox", { name: "Note" });
    expect(await violations()).toEqual([]);
  });

  it("in the menu to filter by a value of the tree", async () => {
    await openInbox();
    press("2");
    fireEvent.click(await screen.findByRole("button", { name: "Tree" }));
    fireEvent.click(await screen.findByRole("treeitem", { name: /^id:?/ }));
    expect(await violations()).toEqual([]);
    fireEvent.keyDown(screen.getByRole("tree"), { key: "f" });
    await screen.findByRole("menuitem", { name: "Only events with this value" });
    expect(await violations()).toEqual([]);
  });

  it.each(["Rules", "Chain", "authgear.yaml"])("on the page Rules, part %s", async (part) => {
    const backend = await openInbox();
    backend.rules.rows = TEMPLATES.map(({ make }) => ({ rule: make(), uses: 2, last_used_at: null }));
    fireEvent.click(screen.getByRole("button", { name: "Rule…" }));
    const editor = within(await screen.findByRole("region", { name: "Rule" }));
    await editor.findByText(/ would answer event /);
    const parts = within(screen.getByRole("group", { name: "Rules view" }));
    fireEvent.click(parts.getByRole("button", { name: part }));
    if (part === "Rules") {
      for (const action of ["Allow", "Respond", "Forward", "Hold", "Fail"]) {
        fireEvent.click(editor.getByRole("radio", { name: new RegExp(`^${action}`) }));
        await settled();
        expect(await violations()).toEqual([]);
      }
      fireEvent.click(screen.getByRole("button", { name: "Import rules" }));
      await screen.findByRole("dialog", { name: "Import rules" });
    } else if (part === "Chain") {
      fireEvent.click(await screen.findByRole("button", { name: "URL" }));
      fireEvent.click(screen.getByRole("button", { name: "Fixed answer" }));
    } else {
      fireEvent.click(await screen.findByRole("button", { name: "Insert example" }));
      await screen.findByText(/^Would have received \d+ stored events/);
    }
    expect(await violations()).toEqual([]);
  });

  it("on the page Bulk resend, before and during a run", async () => {
    const backend = await openInbox();
    press("a");
    await screen.findByRole("region", { name: "Bulk resend options" });
    await screen.findByText(/1 request to/);
    fireEvent.click(screen.getByText("Fault injection"));
    expect(await violations()).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Start sending" }));
    await screen.findByRole("progressbar", { name: "Completed requests" });
    act(() => backend.bulk.advance(1));
    await within(screen.getByRole("listbox", { name: /^Results/ })).findAllByRole("option");
    expect(await violations()).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Export results" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Save as CSV…" }));
    await screen.findByRole("dialog", { name: "Save results" });
    expect(await violations()).toEqual([]);
  });

  it("on the page Scenarios: empty, recorded, edited and running", async () => {
    const backend = await openInbox();
    fireEvent.click(screen.getByRole("button", { name: "Scenarios" }));
    await screen.findByText("No scenarios");
    expect(await violations()).toEqual([]);
    press("Escape");
    fireEvent.click(eventRows()[4] ?? document.body, { ctrlKey: true });
    fireEvent.click(await screen.findByRole("button", { name: "Record scenario…" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Record a scenario" }));
    fireEvent.change(dialog.getByRole("textbox", { name: "Name" }), { target: { value: "Both" } });
    expect(await violations()).toEqual([]);
    fireEvent.click(dialog.getByRole("button", { name: "Record" }));
    const scenarios = within(await screen.findByRole("region", { name: "Scenarios" }));
    const step = within(await scenarios.findByRole("region", { name: "Step 1" }));
    fireEvent.click(step.getByRole("button", { name: "Add answer check" }));
    fireEvent.click(step.getByRole("button", { name: "Add edit" }));
    expect(await violations()).toEqual([]);
    const save = scenarios.getByRole("button", { name: "Save" });
    await waitFor(() => expect(save).toHaveProperty("disabled", false));
    fireEvent.click(save);
    fireEvent.click(scenarios.getByRole("button", { name: "Run" }));
    const run = within(await scenarios.findByRole("region", { name: "Run" }));
    await waitFor(() => expect(run.getByRole("button", { name: "Run" })).toHaveProperty("disabled", false));
    fireEvent.click(run.getByRole("button", { name: "Run" }));
    await run.findByRole("button", { name: "Cancel" });
    act(() => void backend.scenarios.advance("passed", "failed"));
    await run.findByRole("region", { name: /^Checks of step \d/ });
    expect(await violations()).toEqual([]);
  });

  it("in the palette", async () => {
    await openInbox();
    press("k", { ctrlKey: true });
    await screen.findByRole("dialog", { name: "All actions" });
    expect(await violations()).toEqual([]);
  });
});
