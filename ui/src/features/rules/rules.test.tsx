import { EditorView } from "@codemirror/view";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Rule } from "@/ipc/types";
import { rule } from "@/lib/rules/rule";
import type { FakeBackend } from "@/test/fake-backend";
import { openWindow } from "@/test/window";

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
  return backend;
}

const names = () => screen.queryAllByTestId("rule").map((one) => one.querySelector("b")?.textContent);
const kept = (backend: FakeBackend) => backend.rules.rows.map((row) => row.rule.name);
const type = (testId: string, value: string) =>
  fireEvent.change(screen.getByTestId(testId), { target: { value } });
async function choose(name: string) {
  fireEvent.click(await screen.findByRole("button", { name: new RegExp(`^Rule \\d+: ${name}`) }));
  await waitFor(() => expect(screen.getByTestId("rule-name")).toHaveProperty("value", name));
}
const save = async () => {
  await waitFor(() => expect(screen.getByTestId("save-rule")).toHaveProperty("disabled", false));
  fireEvent.click(screen.getByTestId("save-rule"));
};

describe("the rules", () => {
  it("begin with none, and a template makes one that counts once it is saved", async () => {
    const backend = await openRules();
    await screen.findByText("No rules");
    fireEvent.click(screen.getByRole("button", { name: "New rule" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Deny sign-ups of a domain" }));
    await screen.findByTestId("rule-editor");
    expect(kept(backend)).toEqual([]);
    expect(screen.getByTestId("deny-reason")).toHaveProperty(
      "value",
      "{{/payload/user/standard_attributes/email | This address}} cannot sign up here.",
    );
    await save();
    await waitFor(() => expect(kept(backend)).toEqual(["No sign-ups from example.org"]));
    expect(screen.queryByText("not saved yet")).toBeNull();
  });

  it("show what is wrong at its field, and save nothing until it is mended", async () => {
    const backend = await openRules(named("One"));
    await choose("One");
    type("when-filter", "type:");
    const problem = await screen.findByTestId("rule-problem");
    expect(problem.textContent).toContain("it needs a value after the colon");
    expect(screen.getByTestId("when-filter").getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByTestId("save-rule")).toHaveProperty("disabled", true);
    type("when-filter", "type:a");
    await save();
    await waitFor(() => expect(backend.rules.rows[0]?.rule.when.filter).toBe("type:a"));
  });

  it("do not take a name twice", async () => {
    await openRules(named("One"), named("Two"));
    await choose("Two");
    type("rule-name", "One");
    expect((await screen.findByTestId("rule-problem")).textContent).toContain("Another rule has this name");
    expect(screen.getByTestId("save-rule")).toHaveProperty("disabled", true);
  });

  it("keep what is not saved while the page is left", async () => {
    const backend = await openRules(named("One"));
    await choose("One");
    type("deny-reason", "Not today");
    press("Escape");
    await waitFor(() => expect(screen.queryByTestId("rules")).toBeNull());
    fireEvent.click(screen.getByRole("button", { name: /^Rules/ }));
    await screen.findByTestId("rule-editor");
    expect(screen.getByTestId("deny-reason")).toHaveProperty("value", "Not today");
    expect(screen.getAllByText("not saved").length).toBeGreaterThan(0);
    fireEvent.click(screen.getByTestId("discard-rule"));
    expect(screen.getByTestId("deny-reason")).toHaveProperty("value", "");
    expect(backend.calls.some((call) => call.command === "save_rules")).toBe(false);
  });

  it("are moved by keys, and the order is saved at once", async () => {
    const backend = await openRules(named("One"), named("Two"), named("Three"));
    await choose("Three");
    const line = screen.getByRole("button", { name: /^Rule 3: Three/ });
    press("ArrowUp", { altKey: true }, line);
    await waitFor(() => expect(kept(backend)).toEqual(["One", "Three", "Two"]));
    press("ArrowUp", { altKey: true });
    await waitFor(() => expect(kept(backend)).toEqual(["Three", "One", "Two"]));
    expect(names()).toEqual(["Three", "One", "Two"]);
    press("ArrowDown", {}, screen.getByRole("button", { name: /^Rule 1: Three/ }));
    expect(screen.getByTestId("rule-name")).toHaveProperty("value", "One");
  });

  it("are moved by dragging", async () => {
    const backend = await openRules(named("One"), named("Two"), named("Three"));
    const [first, , third] = await screen.findAllByTestId("rule");
    const dataTransfer = { setData: () => undefined, effectAllowed: "" };
    fireEvent.dragStart(first as Element, { dataTransfer });
    fireEvent.dragOver(third as Element, { dataTransfer });
    fireEvent.drop(third as Element, { dataTransfer });
    await waitFor(() => expect(kept(backend)).toEqual(["Two", "Three", "One"]));
  });

  it("are switched off, duplicated, removed, and come back", async () => {
    const backend = await openRules(named("One"), named("Two"));
    await choose("One");
    fireEvent.click(screen.getByRole("switch", { name: "One: on" }));
    await waitFor(() => expect(backend.rules.rows[0]?.rule.on).toBe(false));
    fireEvent.click(screen.getByTestId("remove-rule"));
    await waitFor(() => expect(kept(backend)).toEqual(["Two"]));
    fireEvent.click(await screen.findByTestId("undo-removal"));
    await waitFor(() => expect(kept(backend)).toEqual(["One", "Two"]));
    expect(backend.rules.rows[0]?.rule.on).toBe(false);
    fireEvent.click(screen.getByTestId("duplicate-rule"));
    await waitFor(() => expect(names()).toEqual(["One", "Two", "One 2"]));
    expect(kept(backend)).toEqual(["One", "Two"]);
  });

  it("take types from the catalog and any text beside", async () => {
    const backend = await openRules(named("One"));
    await choose("One");
    const field = screen.getByTestId("when-type");
    fireEvent.change(field, { target: { value: "user.pre_c" } });
    fireEvent.click(await screen.findByRole("option", { name: /user\.pre_create/ }));
    fireEvent.change(field, { target: { value: "mine.*" } });
    press("Enter", {}, field);
    expect(screen.getAllByTestId("when-type-chip").map((chip) => chip.textContent)).toEqual([
      "user.pre_create",
      "mine.*",
    ]);
    const path = screen.getByTestId("when-path");
    fireEvent.change(path, { target: { value: "hooks" } });
    press("Enter", {}, path);
    expect((await screen.findByTestId("rule-problem")).textContent).toContain("begins with");
    press("Backspace", {}, path);
    await save();
    await waitFor(() => expect(backend.rules.rows[0]?.rule.when.type).toEqual(["user.pre_create", "mine.*"]));
  });

  it("answer in six ways, each with its own fields", async () => {
    const backend = await openRules(named("One"));
    await choose("One");
    const wanted: [string, () => void | Promise<void>, unknown][] = [
      ["hold", () => undefined, "hold"],
      ["fail", () => void fireEvent.click(screen.getByTestId("fail-reset")), { fail: { how: "reset" } }],
      [
        "forward",
        () => void type("forward-to", "http://localhost:3/"),
        { forward: { to: "http://localhost:3/" } },
      ],
      [
        "respond",
        () => {
          type("respond-status", "503");
          fireEvent.click(screen.getByTestId("add-header"));
          type("respond-header", "Retry-After: 1");
          fireEvent.click(screen.getByRole("button", { name: "None" }));
        },
        { respond: { status: 503, headers: ["Retry-After: 1"], body: { form: "empty" } } },
      ],
      [
        "allow",
        async () => {
          fireEvent.click(screen.getByTestId("add-mutations"));
          const content = await screen.findByTestId("allow-mutations");
          const editor = EditorView.findFromDOM(content);
          act(() =>
            editor?.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: '{"user":{}}' } }),
          );
        },
        { allow: { mutations: '{"user":{}}' } },
      ],
    ];
    for (const [kind, fill, action] of wanted) {
      fireEvent.click(screen.getByTestId(`kind-${kind}`));
      await fill();
      type("delay", "250");
      await save();
      await waitFor(() => expect(backend.rules.rows[0]?.rule.then).toEqual({ delay_ms: 250, action }));
      type("delay", "0");
    }
  });

  it("are imported all or none, and what is wrong names the rule", async () => {
    const backend = await openRules(named("One"));
    fireEvent.click(await screen.findByRole("button", { name: "Import rules" }));
    await screen.findByTestId("import-rules");
    type("rules-text", "{}");
    fireEvent.click(screen.getByTestId("take-rules"));
    expect((await screen.findByTestId("import-problem")).textContent).toContain("rule 2 ('Late')");
    type("rules-text", JSON.stringify({ version: 1, rules: [named("Imported")] }));
    fireEvent.click(screen.getByTestId("take-rules"));
    await waitFor(() => expect(kept(backend)).toEqual(["One", "Imported"]));
    await waitFor(() => expect(screen.queryByTestId("import-rules")).toBeNull());
  });
});

describe("a trial of rules", () => {
  it("tells which rule would answer the chosen event, what is not saved included", async () => {
    await openRules(named("Other", { type: ["user.pre_create"] }), named("One"));
    await choose("One");
    expect((await screen.findByTestId("trial-sentence")).textContent).toBe("Rule 2 would answer event 120.");
    expect(screen.getByTestId("verdict").textContent).toContain("Denied");
    fireEvent.click(screen.getByTestId("kind-allow"));
    await waitFor(() => expect(screen.getByTestId("verdict").textContent).toContain("Allowed"));
    await choose("Other");
    fireEvent.click(
      within(screen.getByTestId("rule-editor")).getByRole("button", { name: "Remove user.pre_create" }),
    );
    await waitFor(() => expect(screen.getByTestId("trial-sentence").textContent).toContain("Rule 1 would"));
    expect(screen.getByTestId("trial-others").textContent).toContain("One");
  });
});

describe("a rule made from what one looks at", () => {
  it("is for the type of the event, in front of the others, and not saved", async () => {
    const backend = openWindow({ events: 120 });
    backend.rules.rows = [{ rule: named("One"), uses: 3, last_used_at: "2026-03-11T09:49:06.402000Z" }];
    fireEvent.click(await screen.findByTestId("make-rule"));
    await screen.findByTestId("rule-editor");
    expect(names()).toEqual(["identity.email.updated", "One"]);
    expect(screen.getByTestId("when-type-chip").textContent).toBe("identity.email.updated");
    expect(kept(backend)).toEqual(["One"]);
    await save();
    await waitFor(() => expect(kept(backend)).toEqual(["identity.email.updated", "One"]));
  });

  it("answers as a target answered", async () => {
    const backend = openWindow({ events: 120 });
    await screen.findByRole("heading", { name: "identity.email.updated" });
    press("e");
    fireEvent.click(await screen.findByTestId("answer-like-this"));
    await screen.findByTestId("rule-editor");
    expect(screen.getByTestId("rule-name")).toHaveProperty("value", "identity.email.updated as answered");
    await save();
    await waitFor(() => expect(backend.rules.rows).toHaveLength(1));
    const action = backend.rules.rows[0]?.rule.then.action;
    expect(action).toMatchObject({ respond: { status: 200 } });
  });
});
