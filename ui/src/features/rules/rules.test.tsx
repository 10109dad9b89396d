import { EditorView } from "@codemirror/view";
import { act, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Rule } from "@/ipc/types";
import { rule } from "@/lib/rules/rule";
import type { FakeBackend } from "@/test/fake-backend";
import { chooseFrom, menuItems, openMenuOf, sidebar, verdict } from "@/test/regions";
import { openWindow } from "@/test/window";

// Role queries match hidden elements, too: jsdom takes seconds to compute the visibility of the
// whole window.
configure({ defaultHidden: true });

const RULES = { name: "Rules" };

const named = (name: string, more: Partial<Rule["when"]> = {}): Rule =>
  rule(name, more, { deny: { title: "", reason: "" } });

const press = (key: string, more: KeyboardEventInit = {}, on: Element = document.body) =>
  fireEvent.keyDown(on, { key, bubbles: true, ...more });

async function openRules(...rules: Rule[]): Promise<FakeBackend> {
  const backend = openWindow({ events: 120 });
  backend.rules.rows = rules.map((one) => ({ rule: one, uses: 0, last_used_at: null }));
  await screen.findByRole("heading", { name: "identity.email.updated" });
  fireEvent.click(await within(sidebar()).findByRole("button", { name: /^Rules/ }));
  await screen.findByRole("region", RULES);
  if (rules.length > 0) await screen.findByLabelText("Rules in order");
  return backend;
}

const page = () => screen.getByRole("region", RULES);
const button = (name: string | RegExp, inside = page()) =>
  within(inside).getByRole<HTMLButtonElement>("button", { name });
const click = (name: string | RegExp, inside?: HTMLElement) => fireEvent.click(button(name, inside));
const field = (label: string) => within(page()).getByLabelText<HTMLInputElement>(label);
const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });
/** The error shown by the editor. */
const problem = async () => (await within(page()).findByRole("alert")).textContent;
const lines = () => [...screen.getByLabelText("Rules in order").querySelectorAll("li[draggable]")];
const names = () => lines().map((line) => line.querySelector("b")?.textContent);
const storedNames = (backend: FakeBackend) => backend.rules.rows.map((row) => row.rule.name);
async function choose(name: string) {
  click(new RegExp(`^Rule \\d+: ${name}`));
  await waitFor(() => expect(field("Rule name").value).toBe(name));
}
/** The card of an action or a failure. */
const card = (title: string) => within(page()).getByText(title, { selector: "label > b" });
const save = async () => {
  const button = () => within(page()).getByText<HTMLButtonElement>("Save", { selector: "button" });
  await waitFor(() => expect(button().disabled).toBe(false));
  fireEvent.click(button());
};

describe("rules", () => {
  it("are created from a template, and take effect once saved", async () => {
    const backend = await openRules();
    await screen.findByText("No rules");
    click("New rule");
    fireEvent.click(await screen.findByRole("menuitem", { name: "Deny sign-ups from a domain" }));
    await screen.findByLabelText("Rule name");
    expect(storedNames(backend)).toEqual([]);
    expect(field("Reason")).toHaveProperty(
      "value",
      "{{/payload/user/standard_attributes/email | This address}} cannot sign up here.",
    );
    await save();
    await waitFor(() => expect(storedNames(backend)).toEqual(["No sign-ups from example.org"]));
    expect(screen.queryByText("not saved yet")).toBeNull();
  });

  it("show a mistake at its field, and can be saved once it is corrected", async () => {
    const backend = await openRules(named("One"));
    await choose("One");
    type("Filter", "type:");
    expect(await problem()).toContain("it needs a value after the colon");
    expect(field("Filter").getAttribute("aria-invalid")).toBe("true");
    expect(button("Save").disabled).toBe(true);
    type("Filter", "type:a");
    await save();
    await waitFor(() => expect(backend.rules.rows[0]?.rule.when.filter).toBe("type:a"));
  });

  it("need different names", async () => {
    await openRules(named("One"), named("Two"));
    await choose("Two");
    type("Rule name", "One");
    expect(await problem()).toContain("Another rule has this name");
    expect(button("Save").disabled).toBe(true);
  });

  it("keep unsaved edits while another page is shown", async () => {
    const backend = await openRules(named("One"));
    await choose("One");
    type("Reason", "Not today");
    press("Escape");
    await waitFor(() => expect(screen.queryByRole("region", RULES)).toBeNull());
    fireEvent.click(screen.getByRole("button", { name: /^Rules/ }));
    await screen.findByLabelText("Rule name");
    expect(field("Reason")).toHaveProperty("value", "Not today");
    expect(screen.getAllByText("not saved").length).toBeGreaterThan(0);
    click("Discard");
    expect(field("Reason")).toHaveProperty("value", "");
    expect(backend.calls.some((call) => call.command === "save_rules")).toBe(false);
  });

  it("move with keys, and their order is saved immediately", async () => {
    const backend = await openRules(named("One"), named("Two"), named("Three"));
    await choose("Three");
    const line = button(/^Rule 3: Three/);
    press("ArrowUp", { altKey: true }, line);
    await waitFor(() => expect(storedNames(backend)).toEqual(["One", "Three", "Two"]));
    press("ArrowUp", { altKey: true });
    await waitFor(() => expect(storedNames(backend)).toEqual(["Three", "One", "Two"]));
    expect(names()).toEqual(["Three", "One", "Two"]);
    press("ArrowDown", {}, button(/^Rule 1: Three/));
    expect(field("Rule name").value).toBe("One");
  });

  it("move by drag and drop", async () => {
    const backend = await openRules(named("One"), named("Two"), named("Three"));
    const [first, , third] = lines();
    const dataTransfer = { setData: () => undefined, effectAllowed: "" };
    fireEvent.dragStart(first as Element, { dataTransfer });
    fireEvent.dragOver(third as Element, { dataTransfer });
    fireEvent.drop(third as Element, { dataTransfer });
    await waitFor(() => expect(storedNames(backend)).toEqual(["Two", "Three", "One"]));
  });

  it("are disabled, duplicated, removed and restored", async () => {
    const backend = await openRules(named("One"), named("Two"));
    await choose("One");
    fireEvent.click(screen.getByRole("switch", { name: "One: on" }));
    await waitFor(() => expect(backend.rules.rows[0]?.rule.on).toBe(false));
    click("Remove rule");
    await waitFor(() => expect(storedNames(backend)).toEqual(["Two"]));
    fireEvent.click(await screen.findByText("Undo"));
    await waitFor(() => expect(storedNames(backend)).toEqual(["One", "Two"]));
    expect(backend.rules.rows[0]?.rule.on).toBe(false);
    click("Duplicate rule");
    await waitFor(() => expect(names()).toEqual(["One", "Two", "One 2"]));
    expect(storedNames(backend)).toEqual(["One", "Two"]);
  });

  it("match types from the catalog and custom types", async () => {
    const backend = await openRules(named("One"));
    await choose("One");
    type("Type", "user.pre_c");
    fireEvent.click(await screen.findByRole("option", { name: /user\.pre_create/ }));
    type("Type", "mine.*");
    press("Enter", {}, field("Type"));
    for (const chosen of ["user.pre_create", "mine.*"]) expect(button(`Remove ${chosen}`)).toBeTruthy();
    type("Path", "hooks");
    press("Enter", {}, field("Path"));
    expect(await problem()).toContain("start with");
    press("Backspace", {}, field("Path"));
    await save();
    await waitFor(() => expect(backend.rules.rows[0]?.rule.when.type).toEqual(["user.pre_create", "mine.*"]));
  });

  it("have six actions with their own fields", async () => {
    const backend = await openRules(named("One"));
    await choose("One");
    const cases: [string, () => void | Promise<void>, unknown][] = [
      ["Hold", () => undefined, "hold"],
      ["Fail", () => void fireEvent.click(card("Reset")), { fail: { how: "reset" } }],
      ["Forward", () => void type("URL", "http://localhost:3/"), { forward: { to: "http://localhost:3/" } }],
      [
        "Respond",
        () => {
          type("Status", "503");
          click("Add header");
          type("Header 1", "Retry-After: 1");
          click("None");
        },
        { respond: { status: 503, headers: ["Retry-After: 1"], body: { form: "empty" } } },
      ],
      [
        "Allow",
        async () => {
          click("Mutations");
          const editor = EditorView.findFromDOM(await screen.findByLabelText("Mutations"));
          act(() =>
            editor?.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: '{"user":{}}' } }),
          );
        },
        { allow: { mutations: '{"user":{}}' } },
      ],
    ];
    for (const [kind, fill, action] of cases) {
      fireEvent.click(card(kind));
      await fill();
      type("Delay", "250");
      await save();
      await waitFor(() => expect(backend.rules.rows[0]?.rule.then).toEqual({ delay_ms: 250, action }));
      type("Delay", "0");
    }
  });

  it("are imported completely or not at all, and a mistake names its rule", async () => {
    const backend = await openRules(named("One"));
    click("Import rules");
    const dialog = await screen.findByRole("dialog", { name: "Import rules" });
    const paste = (text: string) =>
      fireEvent.change(within(dialog).getByLabelText("File contents"), { target: { value: text } });
    paste("{}");
    click("Import", dialog);
    expect((await within(dialog).findByRole("alert")).textContent).toContain("rule 2 ('Late')");
    paste(JSON.stringify({ version: 1, rules: [named("Imported")] }));
    click("Import", dialog);
    await waitFor(() => expect(storedNames(backend)).toEqual(["One", "Imported"]));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
});

describe("a trial of rules", () => {
  it("shows which rule would answer the selected event, with unsaved edits", async () => {
    await openRules(named("Other", { type: ["user.pre_create"] }), named("One"));
    await choose("One");
    await screen.findByText("Rule 2 would answer event 120.");
    expect(verdict().textContent).toContain("Denied");
    fireEvent.click(card("Allow"));
    await waitFor(() => expect(verdict().textContent).toContain("Allowed"));
    await choose("Other");
    click("Remove user.pre_create");
    await screen.findByText(/^Rule 1 would/);
    expect(screen.getByText(/^Also match/).textContent).toContain("One");
  });
});

describe("a trial of a rule that does not match the selected event", () => {
  it("starts with the newest event that fits, and lists events by number", async () => {
    await openRules(named("Other", { type: ["user.pre_create"] }));
    await choose("Other");
    const number = field("Event number");
    await waitFor(() => expect(number.value).not.toBe("120"));
    await screen.findByText(`Rule 1 would answer event ${number.value}.`);
    click("Use selected event");
    await screen.findByText("No rule matches event 120, so it gets the default answer.");
    click(/^Use matching event/);
    await screen.findByText(/^Rule 1 would answer event/);
    click("Recent events");
    fireEvent.click(await screen.findByRole("menuitem", { name: /^120 / }));
    expect(number.value).toBe("120");
  });
});

describe("a rule that an earlier one covers", () => {
  it("is marked", async () => {
    await openRules(named("All"), named("Narrow", { type: ["user.pre_create"] }));
    const badge = await screen.findByText("never reached: rule 1");
    expect(badge.title).toBe("Rule 1, “All”, decides all of its events first.");
  });
});

describe("a rule created from an event or a response", () => {
  it("matches the type of the event, comes first, and is not saved yet", async () => {
    const backend = openWindow({ events: 120 });
    backend.rules.rows = [{ rule: named("One"), uses: 3, last_used_at: "2026-03-11T09:49:06.402000Z" }];
    fireEvent.click(await screen.findByText("Rule…"));
    await screen.findByLabelText("Rule name");
    expect(names()).toEqual(["identity.email.updated", "One"]);
    expect(button("Remove identity.email.updated")).toBeTruthy();
    expect(storedNames(backend)).toEqual(["One"]);
    await save();
    await waitFor(() => expect(storedNames(backend)).toEqual(["identity.email.updated", "One"]));
  });

  it("repeats the response of a target", async () => {
    const backend = openWindow({ events: 120 });
    await screen.findByRole("heading", { name: "identity.email.updated" });
    press("e");
    fireEvent.click(await screen.findByText("Always answer like this"));
    await screen.findByLabelText("Rule name");
    expect(field("Rule name").value).toBe("identity.email.updated as answered");
    await save();
    await waitFor(() => expect(backend.rules.rows).toHaveLength(1));
    const action = backend.rules.rows[0]?.rule.then.action;
    expect(action).toMatchObject({ respond: { status: 200 } });
  });
});

describe("the context menu of a rule", () => {
  it("disables, moves and removes the rule that was clicked", async () => {
    const backend = await openRules(named("one"), named("two"), named("three"));
    const lineOf = (name: string) => lines().find((line) => line.querySelector("b")?.textContent === name);
    const menu = async (name: string) => openMenuOf(lineOf(name) as Element);
    const last = await menu("three");
    expect(menuItems(last)).toEqual(["Edit", "Disable", "Move up", "Duplicate", "Copy name", "Remove"]);
    chooseFrom(last, "Move up");
    await waitFor(() => expect(storedNames(backend)).toEqual(["one", "three", "two"]));
    await waitFor(() => expect(names()).toEqual(["one", "three", "two"]));
    chooseFrom(await menu("two"), "Disable");
    await waitFor(() => expect(backend.rules.rows.map(({ rule }) => rule.on)).toEqual([true, true, false]));
    chooseFrom(await menu("one"), "Remove");
    await waitFor(() => expect(storedNames(backend)).toEqual(["three", "two"]));
  });
});
