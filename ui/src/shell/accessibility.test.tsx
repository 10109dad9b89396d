import { act, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { TEMPLATES } from "@/lib/rules/rule";
import { eventDetail, eventRows, filterField } from "@/test/regions";
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
  await screen.findAllByTestId("change");
  return backend;
}

describe("no serious accessibility violations", () => {
  it("in the inbox with changes", async () => {
    await openInbox();
    expect(await violations()).toEqual([]);
  });

  it.each([
    ["side by side", "n"],
    ["unified", "m"],
  ])("in the changes %s", async (_what, face) => {
    await openInbox();
    press(face);
    await screen.findAllByTestId("line-row");
    expect(await violations()).toEqual([]);
  });

  it("in a selection of events and its comparison", async () => {
    await openInbox();
    fireEvent.click(eventRows()[4] ?? document.body, { ctrlKey: true });
    await screen.findByTestId("pick-bar");
    expect(await violations()).toEqual([]);
    press("d");
    await screen.findByRole("heading", { name: "450 members changed" });
    expect(await violations()).toEqual([]);
  });

  it("while the other side of a comparison is chosen", async () => {
    await openInbox();
    press("d");
    await screen.findByTestId("compare-banner");
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
    fireEvent.click(await screen.findByTestId("compare-draft"));
    await screen.findByTestId("draft-comparison");
    await screen.findByText("No differences");
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
    await screen.findByTestId("response-status");
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
    fireEvent.click(screen.getByTestId("send"));
    await screen.findByTestId("confirm-host");
    expect(await violations()).toEqual([]);
  });

  it("in the import of a cURL command", async () => {
    await openInbox();
    press("e");
    fireEvent.click(await screen.findByTestId("open-import"));
    await screen.findByTestId("import-curl");
    expect(await violations()).toEqual([]);
  });

  it("on the page Sent", async () => {
    await openInbox();
    press("r");
    await screen.findAllByTestId("sent-row");
    await screen.findByTestId("verdict");
    expect(await violations()).toEqual([]);
  });

  it("in the catalog after a sample was sent", async () => {
    await openInbox();
    press("g");
    fireEvent.click(await screen.findByTestId("send-sample"));
    await screen.findByTestId("sample-result");
    await screen.findByTestId("sample-text");
    expect(await violations()).toEqual([]);
  });

  it.each(["before", "after"])("in the coverage, %s a tour", async (when) => {
    await openInbox();
    press("g");
    fireEvent.click(await screen.findByText("Coverage"));
    await screen.findByText("No samples sent to this target yet");
    if (when === "after") {
      fireEvent.click(screen.getByTestId("start-tour"));
      await screen.findByTestId("tour-progress");
      await screen.findAllByTestId("coverage-row");
    }
    expect(await violations()).toEqual([]);
  });

  it("in the list of users", async () => {
    await openInbox();
    press("o");
    await screen.findAllByTestId("user");
    expect(await violations()).toEqual([]);
  });

  it.each(["changes", "state", "life"])("in the %s of a user's history", async (part) => {
    await openInbox();
    press("h");
    fireEvent.click(await screen.findByTestId(`part-${part}`));
    const shown = { changes: "change", state: "user-state", life: "life" }[part] ?? "";
    await within(screen.getByTestId("history")).findAllByTestId(shown);
    expect(await violations()).toEqual([]);
  });

  // The fake backend gives these states to every 23rd event.
  it.each([
    ["an invalid signature", "signature-sentence", 97],
    ["warnings", "findings", 95],
  ])("in an event with %s", async (_what, part, id) => {
    await openInbox();
    fireEvent.click(document.getElementById(`event-${id}`) ?? document.body);
    await screen.findByTestId(part);
    expect(await violations()).toEqual([]);
  });

  it("in an event with masked values", async () => {
    await openInbox();
    const masked = eventRows().find((row) => row.textContent?.includes("email_verificationRequested"));
    fireEvent.click(masked ?? document.body);
    await screen.findByTestId("masked-note");
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
    await screen.findByTestId("suggestions");
    fireEvent.keyDown(field, { key: "ArrowDown" });
    expect(await violations()).toEqual([]);
    fireEvent.keyDown(field, { key: "Enter" });
    fireEvent.keyDown(field, { key: "Enter" });
    fireEvent.click(await screen.findByRole("button", { name: "Save this search" }));
    fireEvent.change(await screen.findByTestId("search-name"), { target: { value: "Kept" } });
    expect(await violations()).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByTestId("saved-searches");
    expect(await violations()).toEqual([]);
  });

  it("in the undo of a deletion, in a paused list", async () => {
    await openInbox();
    press("p");
    await screen.findByTestId("resume");
    // No element has the focus, so the key applies to the list.
    press("Delete");
    await screen.findByTestId("undo-toast");
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
    await screen.findByText("Starred", { selector: '[data-testid="star"]' });
    fireEvent.click(screen.getByTestId("add-note"));
    await screen.findByTestId("note");
    expect(await violations()).toEqual([]);
  });

  it("in the menu to filter by a value of the tree", async () => {
    await openInbox();
    press("2");
    fireEvent.click(await screen.findByRole("button", { name: "Tree" }));
    fireEvent.click(await screen.findByRole("treeitem", { name: /^id:?/ }));
    expect(await violations()).toEqual([]);
    fireEvent.keyDown(screen.getByTestId("tree"), { key: "f" });
    await screen.findByRole("menuitem", { name: "Only events with this value" });
    expect(await violations()).toEqual([]);
  });

  it.each(["Rules", "Chain", "authgear.yaml"])("on the page Rules, part %s", async (part) => {
    const backend = await openInbox();
    backend.rules.rows = TEMPLATES.map(({ make }) => ({ rule: make(), uses: 2, last_used_at: null }));
    fireEvent.click(screen.getByTestId("make-rule"));
    await screen.findByTestId("rule-editor");
    await screen.findByTestId("trial-sentence");
    const parts = within(screen.getByRole("group", { name: "Rules view" }));
    fireEvent.click(parts.getByRole("button", { name: part }));
    if (part === "Rules") {
      for (const kind of ["allow", "respond", "forward", "hold", "fail"]) {
        fireEvent.click(screen.getByTestId(`kind-${kind}`));
        await settled();
        expect(await violations()).toEqual([]);
      }
      fireEvent.click(screen.getByRole("button", { name: "Import rules" }));
      await screen.findByTestId("import-rules");
    } else if (part === "Chain") {
      fireEvent.click(await screen.findByTestId("add-url"));
      fireEvent.click(screen.getByTestId("add-answer"));
    } else {
      fireEvent.click(await screen.findByTestId("hooks-example"));
      await screen.findByTestId("hook");
    }
    expect(await violations()).toEqual([]);
  });

  it("on the page Bulk resend, before and during a run", async () => {
    const backend = await openInbox();
    press("a");
    await screen.findByTestId("bulk-form");
    await screen.findByText(/1 request to/);
    fireEvent.click(screen.getByText("Fault injection"));
    expect(await violations()).toEqual([]);
    fireEvent.click(screen.getByTestId("bulk-start"));
    await screen.findByTestId("bulk-run");
    act(() => backend.bulk.advance(1));
    await screen.findAllByTestId("bulk-row");
    expect(await violations()).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Export results" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Save as CSV…" }));
    await screen.findByTestId("save-as");
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
    fireEvent.change(await screen.findByTestId("record-name"), { target: { value: "Both" } });
    expect(await violations()).toEqual([]);
    fireEvent.click(screen.getByTestId("record-go"));
    await screen.findByTestId("step-editor");
    fireEvent.click(screen.getByTestId("add-wanted"));
    fireEvent.click(screen.getByRole("button", { name: "Add edit" }));
    expect(await violations()).toEqual([]);
    await waitFor(() => expect(screen.getByTestId("scenario-save")).toHaveProperty("disabled", false));
    fireEvent.click(screen.getByTestId("scenario-save"));
    fireEvent.click(screen.getByRole("button", { name: "Run" }));
    await waitFor(() => expect(screen.getByTestId("scenario-start")).toHaveProperty("disabled", false));
    fireEvent.click(screen.getByTestId("scenario-start"));
    await screen.findByTestId("scenario-cancel");
    act(() => void backend.scenarios.advance("passed", "failed"));
    await screen.findByTestId("checks");
    expect(await violations()).toEqual([]);
  });

  it("in the palette", async () => {
    await openInbox();
    press("k", { ctrlKey: true });
    await screen.findByRole("dialog", { name: "All actions" });
    expect(await violations()).toEqual([]);
  });
});
