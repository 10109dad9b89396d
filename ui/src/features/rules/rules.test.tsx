import { EditorView } from "@codemirror/view";
import { act, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Rule } from "@/ipc/types";
import { rule } from "@/lib/rules/rule";
import type { FakeBackend } from "@/test/fake-backend";
import { openWindow } from "@/test/window";

// Whether an element is hidden takes jsdom most of a second for the whole window. Where it matters, a test says so.
configure({ defaultHidden: true });

// To skip hidden elements, role queries compute the style of the whole window, which takes seconds in jsdom.

const named = (name: string, more: Partial<Rule["when"]> = {}): Rule =>
  rule(name, more, { deny: { title: "", reason: "" } });

const press = (key: string, more: KeyboardEventInit = {}, on: Element = document.body) =>
  fireEvent.keyDown(on, { key, bubbles: true, ...more });

async function openRules(...rules: Rule[]): Promise<FakeBackend> {
  const backend = openWindow({ events: 120 });
  backend.rules.rows = rules.map((one) => ({ rule: one, uses: 0, last_used_at: null }));
  const sidebar = within(await screen.findByTestId("sidebar"));
  await screen.findByRole("heading", { name: "identity.email.updated" });
  fireEvent.click(await sidebar.findByRole("button", { name: /^Rules/ }));
  await screen.findByTestId("rules");
  if (rules.length > 0) await screen.findByLabelText("Rules in their order");
  return backend;
}

const page = () => screen.getByTestId("rules");
const button = (name: string | RegExp, inside = page()) =>
  within(inside).getByRole<HTMLButtonElement>("button", { name });
const click = (name: string | RegExp, inside?: HTMLElement) => fireEvent.click(button(name, inside));
const field = (label: string) => within(page()).getByLabelText<HTMLInputElement>(label);
const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });
/** What the editor says is wrong. */
const problem = async () => (await within(page()).findByRole("alert")).textContent;
const lines = () => [...screen.getByLabelText("Rules in their order").querySelectorAll("li[draggable]")];
const names = () => lines().map((line) => line.querySelector("b")?.textContent);
const kept = (backend: FakeBackend) => backend.rules.rows.map((row) => row.rule.name);
async function choose(name: string) {
  click(new RegExp(`^Rule \\d+: ${name}`));
  await waitFor(() => expect(field("Name of the rule").value).toBe(name));
}
/** The card of an action or of a failure. */
const card = (title: string) => within(page()).getByText(title, { selector: "label > b" });
const save = async () => {
  const button = () => within(page()).getByText<HTMLButtonElement>("Save", { selector: "button" });
  await waitFor(() => expect(button().disabled).toBe(false));
  fireEvent.click(button());
};

describe("the rules", () => {
  it("start from a template, which takes effect once it is saved", async () => {
    const backend = await openRules();
    await screen.findByText("No rules");
    click("New rule");
    fireEvent.click(await screen.findByRole("menuitem", { name: "Deny sign-ups from a domain" }));
    await screen.findByLabelText("Name of the rule");
    expect(kept(backend)).toEqual([]);
    expect(field("Reason")).toHaveProperty(
      "value",
      "{{/payload/user/standard_attributes/email | This address}} cannot sign up here.",
    );
    await save();
    await waitFor(() => expect(kept(backend)).toEqual(["No sign-ups from example.org"]));
    expect(screen.queryByText("not saved yet")).toBeNull();
  });

  it("show a mistake at its field, and are saved once it is corrected", async () => {
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

  it("have different names", async () => {
    await openRules(named("One"), named("Two"));
    await choose("Two");
    type("Name of the rule", "One");
    expect(await problem()).toContain("Another rule has this name");
    expect(button("Save").disabled).toBe(true);
  });

  it("keep unsaved edits while another page is shown", async () => {
    const backend = await openRules(named("One"));
    await choose("One");
    type("Reason", "Not today");
    press("Escape");
    await waitFor(() => expect(screen.queryByTestId("rules")).toBeNull());
    fireEvent.click(screen.getByRole("button", { name: /^Rules/ }));
    await screen.findByLabelText("Name of the rule");
    expect(field("Reason")).toHaveProperty("value", "Not today");
    expect(screen.getAllByText("not saved").length).toBeGreaterThan(0);
    click("Discard");
    expect(field("Reason")).toHaveProperty("value", "");
    expect(backend.calls.some((call) => call.command === "save_rules")).toBe(false);
  });

  it("move by keys, and save the order at once", async () => {
    const backend = await openRules(named("One"), named("Two"), named("Three"));
    await choose("Three");
    const line = button(/^Rule 3: Three/);
    press("ArrowUp", { altKey: true }, line);
    await waitFor(() => expect(kept(backend)).toEqual(["One", "Three", "Two"]));
    press("ArrowUp", { altKey: true });
    await waitFor(() => expect(kept(backend)).toEqual(["Three", "One", "Two"]));
    expect(names()).toEqual(["Three", "One", "Two"]);
    press("ArrowDown", {}, button(/^Rule 1: Three/));
    expect(field("Name of the rule").value).toBe("One");
  });

  it("move by dragging", async () => {
    const backend = await openRules(named("One"), named("Two"), named("Three"));
    const [first, , third] = lines();
    const dataTransfer = { setData: () => undefined, effectAllowed: "" };
    fireEvent.dragStart(first as Element, { dataTransfer });
    fireEvent.dragOver(third as Element, { dataTransfer });
    fireEvent.drop(third as Element, { dataTransfer });
    await waitFor(() => expect(kept(backend)).toEqual(["Two", "Three", "One"]));
  });

  it("are switched off, duplicated, removed and restored", async () => {
    const backend = await openRules(named("One"), named("Two"));
    await choose("One");
    fireEvent.click(screen.getByRole("switch", { name: "One: on" }));
    await waitFor(() => expect(backend.rules.rows[0]?.rule.on).toBe(false));
    click("Remove the rule");
    await waitFor(() => expect(kept(backend)).toEqual(["Two"]));
    fireEvent.click(await screen.findByText("Undo"));
    await waitFor(() => expect(kept(backend)).toEqual(["One", "Two"]));
    expect(backend.rules.rows[0]?.rule.on).toBe(false);
    click("Duplicate the rule");
    await waitFor(() => expect(names()).toEqual(["One", "Two", "One 2"]));
    expect(kept(backend)).toEqual(["One", "Two"]);
  });

  it("match types from the catalog and types that are typed", async () => {
    const backend = await openRules(named("One"));
    await choose("One");
    type("Type", "user.pre_c");
    fireEvent.click(await screen.findByRole("option", { name: /user\.pre_create/ }));
    type("Type", "mine.*");
    press("Enter", {}, field("Type"));
    for (const chosen of ["user.pre_create", "mine.*"]) expect(button(`Remove ${chosen}`)).toBeTruthy();
    type("Path", "hooks");
    press("Enter", {}, field("Path"));
    expect(await problem()).toContain("begins with");
    press("Backspace", {}, field("Path"));
    await save();
    await waitFor(() => expect(backend.rules.rows[0]?.rule.when.type).toEqual(["user.pre_create", "mine.*"]));
  });

  it("have six actions, each with its own fields", async () => {
    const backend = await openRules(named("One"));
    await choose("One");
    const wanted: [string, () => void | Promise<void>, unknown][] = [
      ["Hold", () => undefined, "hold"],
      ["Fail", () => void fireEvent.click(card("Reset")), { fail: { how: "reset" } }],
      ["Forward", () => void type("URL", "http://localhost:3/"), { forward: { to: "http://localhost:3/" } }],
      [
        "Respond",
        () => {
          type("Status", "503");
          click("Header");
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
    for (const [kind, fill, action] of wanted) {
      fireEvent.click(card(kind));
      await fill();
      type("Wait first", "250");
      await save();
      await waitFor(() => expect(backend.rules.rows[0]?.rule.then).toEqual({ delay_ms: 250, action }));
      type("Wait first", "0");
    }
  });

  it("are imported all or none, and a mistake names its rule", async () => {
    const backend = await openRules(named("One"));
    click("Import rules");
    const dialog = await screen.findByRole("dialog", { name: "Import rules" });
    const paste = (text: string) =>
      fireEvent.change(within(dialog).getByLabelText("Text of the file"), { target: { value: text } });
    paste("{}");
    click("Import", dialog);
    expect((await within(dialog).findByRole("alert")).textContent).toContain("rule 2 ('Late')");
    paste(JSON.stringify({ version: 1, rules: [named("Imported")] }));
    click("Import", dialog);
    await waitFor(() => expect(kept(backend)).toEqual(["One", "Imported"]));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
});

describe("a trial of rules", () => {
  it("shows which rule would answer the chosen event, with unsaved edits", async () => {
    await openRules(named("Other", { type: ["user.pre_create"] }), named("One"));
    await choose("One");
    await screen.findByText("Rule 2 would answer event 120.");
    expect(screen.getByTestId("verdict").textContent).toContain("Denied");
    fireEvent.click(card("Allow"));
    await waitFor(() => expect(screen.getByTestId("verdict").textContent).toContain("Allowed"));
    await choose("Other");
    click("Remove user.pre_create");
    await screen.findByText(/^Rule 1 would/);
    expect(screen.getByText(/^Also fit/).textContent).toContain("One");
  });
});

describe("a rule made from an event or an answer", () => {
  it("matches the type of the event, comes first, and is not saved yet", async () => {
    const backend = openWindow({ events: 120 });
    backend.rules.rows = [{ rule: named("One"), uses: 3, last_used_at: "2026-03-11T09:49:06.402000Z" }];
    fireEvent.click(await screen.findByText("Rule…"));
    await screen.findByLabelText("Name of the rule");
    expect(names()).toEqual(["identity.email.updated", "One"]);
    expect(button("Remove identity.email.updated")).toBeTruthy();
    expect(kept(backend)).toEqual(["One"]);
    await save();
    await waitFor(() => expect(kept(backend)).toEqual(["identity.email.updated", "One"]));
  });

  it("answers as a target answered", async () => {
    const backend = openWindow({ events: 120 });
    await screen.findByRole("heading", { name: "identity.email.updated" });
    press("e");
    fireEvent.click(await screen.findByText("Always answer like this"));
    await screen.findByLabelText("Name of the rule");
    expect(field("Name of the rule").value).toBe("identity.email.updated as answered");
    await save();
    await waitFor(() => expect(backend.rules.rows).toHaveLength(1));
    const action = backend.rules.rows[0]?.rule.then.action;
    expect(action).toMatchObject({ respond: { status: 200 } });
  });
});
