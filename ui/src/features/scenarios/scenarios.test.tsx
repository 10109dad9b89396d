import { EditorView } from "@codemirror/view";
import { act, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeBackend } from "@/test/fake-backend";
import { fakeStep } from "@/test/fake-scenarios";
import { chooseFrom, eventDetail, eventRows, menuItems, openMenuOf, sidebar } from "@/test/regions";
import { openWindow } from "@/test/window";
import { headersOf, linesOf } from "./labels";

// Role queries match hidden elements, too: jsdom takes seconds to compute the visibility of the
// whole window.
configure({ defaultHidden: true });

const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, bubbles: true, ...more });

const button = (name: string | RegExp, inside = screen.getByRole("region", { name: "Scenarios" })) =>
  within(inside).getByRole<HTMLButtonElement>("button", { name });
const findButton = (name: string | RegExp) => screen.findByRole<HTMLButtonElement>("button", { name });

const keepTwo = (backend: FakeBackend) =>
  backend.scenarios.keep("Sign-up", fakeStep({ name: "first" }), fakeStep({ name: "second", pause_ms: 200 }));

async function openScenarios(prepare: (backend: FakeBackend) => void = keepTwo) {
  const backend = openWindow({ events: 60 });
  prepare(backend);
  await waitFor(eventDetail);
  open("Scenarios");
  await screen.findByText("Sign-up", { selector: "h2 *" });
  return backend;
}

const click = (name: string | RegExp, inside?: HTMLElement) => fireEvent.click(button(name, inside));
/** Opens a page from the sidebar. */
const open = (page: string) => click(page, sidebar());
const isDisabled = (name: string) => button(name).disabled;
const options = (list: string) =>
  within(screen.getByLabelText(list, { selector: "[role=listbox]" })).getAllByRole("option");
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
/** The fields of the selected step. */
const step = () => within(screen.getByLabelText(/^Step \d/));
const findDialog = async (name: string) => {
  const dialog = await screen.findByRole("dialog", { name });
  return { ...within(dialog), click: (name: string) => click(name, dialog) };
};

/** Opens the run view of the selected scenario and starts a run. */
async function startRun() {
  click("Run");
  // The button that opens the view is also called Run.
  const start = () => button("Run", screen.getByRole("region", { name: "Run" }));
  await waitFor(() => expect(start().disabled).toBe(false));
  fireEvent.click(start());
}

describe("scenarios", () => {
  it("are recorded from the selected events", async () => {
    const backend = openWindow({ events: 60 });
    await waitFor(eventDetail);
    const rows = await waitFor(eventRows);
    fireEvent.click(rows[2] ?? document.body, { ctrlKey: true });
    fireEvent.click(await findButton("Record scenario…"));
    const dialog = await findDialog("Record a scenario");
    type(dialog.getByLabelText("Name"), "Two");
    dialog.click("Record");
    await screen.findByText("Two", { selector: "h2 *" });
    expect(options("Steps")).toHaveLength(2);
    expect(backend.scenarios.kept.get("Two")?.steps[0]?.status).toBe("2xx");
  });

  it("are edited step by step, and show a mistake at its field", async () => {
    const backend = await openScenarios();
    fireEvent.click(options("Steps")[1] ?? document.body);
    const status = step().getByLabelText("Status");
    type(status, "ok");
    await screen.findByText(/^Step 2:/);
    expect(status.getAttribute("aria-invalid")).toBe("true");
    expect(isDisabled("Save")).toBe(true);
    type(status, "201");
    await waitFor(() => expect(screen.queryByText(/^Step 2:/)).toBeNull());
    click("Add answer check");
    type(screen.getByLabelText("Pointer of check 1"), "/is_allowed");
    click("Move step up");
    type(screen.getAllByLabelText("Name")[0] ?? document.body, "Renamed");
    await waitFor(() => expect(isDisabled("Save")).toBe(false));
    press("s", { ctrlKey: true });
    await waitFor(() => expect(backend.scenarios.kept.has("Renamed")).toBe(true));
    const [first] = backend.scenarios.kept.get("Renamed")?.steps ?? [];
    expect([first?.name, first?.status, first?.answer]).toEqual([
      "second",
      "201",
      [{ at: "/is_allowed", test: "equals", value: "true" }],
    ]);
    expect(backend.scenarios.kept.has("Sign-up")).toBe(false);
  });

  it("show a JSON body formatted, and keep the stored text outside an edit", async () => {
    const backend = await openScenarios((made) =>
      made.scenarios.keep("Sign-up", fakeStep({ name: "first", body: '{"seq":1e400,"a":[ ]}' })),
    );
    const body = step().getByLabelText("Body of step 1");
    const editor = () => EditorView.findFromDOM(step().getByLabelText("Body of step 1"));
    expect(editor()?.state.doc.toString()).toBe('{\n  "seq": 1e400,\n  "a": []\n}');
    const at = editor()?.state.doc.toString().indexOf("1e400") ?? 0;
    act(() => editor()?.dispatch({ changes: { from: at, to: at + 5, insert: "2" } }));
    click("Original", step().getByRole("group", { name: "Layout" }));
    expect(body.isConnected).toBe(false);
    expect(editor()?.state.doc.toString()).toBe('{"seq":2,"a":[ ]}');
    press("s", { ctrlKey: true });
    await waitFor(() =>
      expect(backend.scenarios.kept.get("Sign-up")?.steps[0]?.body).toBe('{"seq":2,"a":[ ]}'),
    );
  });

  it("with broken JSON are saved and run only after a confirmation", async () => {
    const backend = await openScenarios();
    const editor = EditorView.findFromDOM(step().getByLabelText("Body of step 1"));
    act(() => editor?.dispatch({ changes: { from: 1, insert: "," } }));
    expect(step().getByText(/^Line 1, column 2: expected a name/)).toBeTruthy();
    await waitFor(() => expect(isDisabled("Save")).toBe(false));
    press("s", { ctrlKey: true });
    (await findDialog("Save broken JSON?")).click("Keep editing");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(backend.scenarios.kept.get("Sign-up")?.steps[0]?.body).toBe('{"seq":435}');
    click("Run");
    const saveAndRun = await findButton("Save and run");
    await waitFor(() => expect(saveAndRun.disabled).toBe(false));
    fireEvent.click(saveAndRun);
    (await findDialog("Save broken JSON?")).click("Save anyway");
    await screen.findByLabelText("Steps of the run");
    expect(backend.scenarios.kept.get("Sign-up")?.steps[0]?.body).toBe('{,"seq":435}');
  });

  it("move the chosen step with Alt and the arrow keys", async () => {
    await openScenarios();
    screen.getByLabelText("Steps", { selector: "[role=listbox]" }).focus();
    press("ArrowDown", { altKey: true });
    expect(options("Steps").map((option) => option.textContent)).toEqual([
      "1. secondafter 200 ms · 2xx",
      "2. first2xx",
    ]);
    expect(options("Steps")[1]?.getAttribute("aria-selected")).toBe("true");
  });

  it("keep unsaved edits when the page is left", async () => {
    await openScenarios();
    type(step().getByLabelText("Name"), "changed");
    open("Rules");
    await waitFor(() => expect(screen.queryByLabelText("Steps")).toBeNull());
    open("Scenarios");
    await screen.findByText("Sign-up", { selector: "h2 *" });
    expect(step().getByLabelText("Name")).toHaveProperty("value", "changed");
    expect(options("Scenarios")[0]?.textContent).toContain("not saved");
  });

  it("are shown as a file", async () => {
    await openScenarios();
    click("File");
    const text = await screen.findByLabelText("Scenario file");
    expect(text.textContent).toContain('"name": "Sign-up"');
  });

  it("run step by step, and save the result", async () => {
    const backend = await openScenarios();
    await startRun();
    await screen.findByLabelText("Steps of the run");
    act(() => void backend.scenarios.advance("passed"));
    await screen.findByText("Running: 1 of 2");
    press("Escape");
    const status = await findButton(/^Scenario Sign-up/);
    expect(status.textContent).toContain("Sign-up: 1 of 2");
    fireEvent.click(status);
    await screen.findByText("Running: 1 of 2");
    act(() => void backend.scenarios.advance("failed"));
    await screen.findByText("Done: 1 passed, 1 failed");
    expect((await screen.findByLabelText("Checks of step 2")).textContent).toContain("got 500");
    expect(screen.getByLabelText("Response body text").textContent).toMatch(/"error": "busy"/);
    click("Save as JUnit…");
    const dialog = await findDialog("Save results as JUnit XML");
    await waitFor(() =>
      expect(dialog.getByLabelText("File")).toHaveProperty("value", "/home/ada/Downloads/Sign-up.xml"),
    );
    dialog.click("Save");
    expect((await dialog.findByRole("status")).textContent).toMatch(/^Saved to /);
  });

  it("skip the remaining steps when they are canceled", async () => {
    await openScenarios();
    await startRun();
    fireEvent.click(await findButton("Cancel"));
    await screen.findByText("Canceled: 0 passed, 2 skipped");
  });

  it("are duplicated, removed and restored", async () => {
    const backend = await openScenarios();
    const choose = async (name: string) => {
      fireEvent.click(await findButton("More actions"));
      fireEvent.click(await screen.findByRole("menuitem", { name }));
    };
    await choose("Duplicate");
    await waitFor(() => expect(options("Scenarios")).toHaveLength(2));
    await choose("Remove");
    await waitFor(() => expect(backend.scenarios.kept.has("Sign-up (2)")).toBe(false));
    fireEvent.click(await findButton("Undo"));
    await waitFor(() => expect(backend.scenarios.kept.has("Sign-up (2)")).toBe(true));
  });

  it("accept a draft as their last step", async () => {
    const backend = await openScenarios();
    press("Escape");
    press("e");
    fireEvent.click(await findButton("Add to scenario"));
    const dialog = await findDialog("Add to a scenario");
    type(dialog.getByLabelText("Scenario"), "Sign-up");
    dialog.click("Add");
    await waitFor(() => expect(backend.scenarios.kept.get("Sign-up")?.steps).toHaveLength(3));
    expect(await screen.findByText(/step 3 of “Sign-up”/)).toBeTruthy();
  });

  it("are imported from a file", async () => {
    await openScenarios();
    click("Import…");
    const dialog = await findDialog("Import scenario");
    type(dialog.getByLabelText("File"), "/tmp/a.json");
    dialog.click("Import");
    await waitFor(() => expect(options("Scenarios")).toHaveLength(2));
  });
});

describe("headers as lines", () => {
  it("convert back to the same headers, and keep headers that are not text", () => {
    const headers = [
      { name: "A", value: "1: 2", base64: false },
      { name: "B", value: "gQ==", base64: true },
    ];
    expect(headersOf(linesOf(headers), headers)).toEqual(headers);
    expect(headersOf("A\n\n b : c ", [])).toEqual([
      { name: "A", value: "", base64: false },
      { name: "b", value: "c", base64: false },
    ]);
  });
});

describe("the context menu of a scenario", () => {
  it("duplicates and removes the scenario that was clicked", async () => {
    const backend = await openScenarios();
    const option = (name: RegExp) =>
      options("Scenarios").find((one) => name.test(one.textContent ?? "")) as HTMLElement;
    const menu = await openMenuOf(option(/^Sign-up/));
    expect(menuItems(menu)).toEqual(["Open", "Duplicate", "Copy name", "Remove"]);
    chooseFrom(menu, "Duplicate");
    await waitFor(() => expect(options("Scenarios")).toHaveLength(2));
    chooseFrom(await openMenuOf(option(/^Sign-up\d? ?step|^Sign-up2/)), "Remove");
    await waitFor(() => expect(options("Scenarios")).toHaveLength(1));
    expect(backend.calls.some(({ command }) => command === "remove_scenario")).toBe(true);
  });
});
