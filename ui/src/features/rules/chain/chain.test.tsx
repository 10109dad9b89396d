import { EditorView } from "@codemirror/view";
import { act, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeBackend } from "@/test/fake-backend";
import { eventRows, sidebar, verdict } from "@/test/regions";
import { openWindow } from "@/test/window";

// Role queries match hidden elements, too: jsdom takes seconds to compute the visibility of the
// whole window.
configure({ defaultHidden: true });

const press = (key: string, more: KeyboardEventInit = {}, on: Element = document.body) =>
  fireEvent.keyDown(on, { key, bubbles: true, ...more });

const RULES = { name: "Rules" };
const page = () => screen.getByRole("region", RULES);
const button = (name: string | RegExp) => within(page()).getByRole<HTMLButtonElement>("button", { name });
const click = (name: string | RegExp) => fireEvent.click(button(name));
const findSteps = async () => {
  const steps = within(await screen.findByRole("region", { name: "Steps" }));
  return steps.getAllByRole("listitem").filter((item) => item.dataset.asked !== undefined);
};

/** Opens a view of the Rules page with a blocking event selected. */
async function openView(view: string): Promise<FakeBackend> {
  const backend = openWindow({ events: 120 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  const row = eventRows().find((one) => /pre_/.test(one.textContent ?? ""));
  fireEvent.click(row ?? document.body);
  await screen.findByRole("heading", { name: /pre_/ });
  fireEvent.click(within(sidebar()).getByRole("button", { name: /^Rules/ }));
  await screen.findByRole("region", RULES);
  click(view);
  return backend;
}

const chainCalls = (backend: FakeBackend) => backend.calls.filter((call) => call.command === "start_chain");
const expectEnabled = () => expect(button("Run chain").disabled).toBe(false);

describe("a hook chain", () => {
  it("calls the handlers in order, and shows each step and the verdict", async () => {
    const backend = await openView("Chain");
    click("URL");
    expect(button("Run chain").disabled).toBe(true);
    const url = screen.getByLabelText("URL of handler 2");
    fireEvent.change(url, { target: { value: "http://localhost:3000/a" } });
    click("Fixed answer");
    const editor = EditorView.findFromDOM(await screen.findByLabelText("Answer of handler 3"));
    act(() => editor?.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: "{}" } }));
    press("ArrowUp", { altKey: true }, url);
    await waitFor(expectEnabled);
    click("Run chain");
    const steps = await findSteps();
    expect(chainCalls(backend)[0]?.args.handlers).toEqual([
      { form: "url", url: "http://localhost:3000/a" },
      { form: "rules" },
      { form: "answer", text: "{}" },
    ]);
    expect(chainCalls(backend)[0]?.args.limits).toBeNull();
    expect(steps.map((step) => step.dataset.asked)).toEqual(["true", "true", "false"]);
    expect(verdict().textContent).toContain("Handler 2 denied the operation.");
    expect(steps[0]?.textContent).toContain("/payload/user/standard_attributes");
  });

  it("shows the user afterwards, and the attributes that would be removed", async () => {
    await openView("Chain");
    await waitFor(expectEnabled);
    click("Run chain");
    const removed = await screen.findByRole("region", { name: "Removed values" });
    expect(removed.textContent).toContain('standard_attributes.name"Ada"');
    const after = await screen.findByRole("region", { name: "The user, before and after" });
    await within(after).findAllByRole("article");
  });

  it("asks for confirmation before anything leaves this computer", async () => {
    const backend = await openView("Chain");
    click("URL");
    fireEvent.change(screen.getByLabelText("URL of handler 2"), {
      target: { value: "https://example.org/" },
    });
    await waitFor(expectEnabled);
    click("Run chain");
    const dialog = await screen.findByRole("dialog", { name: "Send outside this computer?" });
    fireEvent.click(within(dialog).getByRole("button", { name: "Send to this host" }));
    await findSteps();
    expect(chainCalls(backend).map((call) => call.args.confirmed)).toEqual([false, true]);
  });

  it("can be canceled", async () => {
    const backend = await openView("Chain");
    let finish: () => void = () => undefined;
    backend.rules.chainGate = new Promise((done) => {
      finish = done;
    });
    await waitFor(expectEnabled);
    click("Run chain");
    await screen.findByText("Running…");
    click("Cancel");
    await waitFor(() => expect(backend.calls.some((call) => call.command === "cancel_chain")).toBe(true));
    finish();
    await findSteps();
  });

  it("accepts only blocking events", async () => {
    openWindow({ events: 120 });
    await screen.findByRole("heading", { name: "identity.email.updated" });
    fireEvent.click(within(sidebar()).getByRole("button", { name: /^Rules/ }));
    await screen.findByRole("region", RULES);
    click("Chain");
    await screen.findByText("This event does not expect an answer");
    expect(button("Run chain").disabled).toBe(true);
  });
});

describe("the check of an authgear.yaml", () => {
  const paste = async (text: string) => {
    const editor = EditorView.findFromDOM(
      await screen.findByLabelText("authgear.yaml", { selector: ".cm-content" }),
    );
    act(() => editor?.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } }));
  };

  it("shows what each handler would receive, what arrives twice, and what reaches no webhook", async () => {
    await openView("authgear.yaml");
    click("Insert example");
    await screen.findByText(/Would have received 12 stored events/);
    expect(screen.getByLabelText("Arrives twice").textContent).toContain("user.created");
    expect(screen.getByLabelText("Reaches no webhook").textContent).toContain("No handler subscribes to it.");
    expect(screen.getByLabelText("Notes").textContent).toContain("line 5, column 7");
  });

  it("shows the position of a syntax error", async () => {
    await openView("authgear.yaml");
    await paste("hook:\n\tx: 1");
    const problem = await within(page()).findByRole("alert");
    expect(problem.textContent).toContain("A tab is not allowed here, at line 2, column 1.");
  });

  it("opens a hook chain of its blocking handlers", async () => {
    const backend = await openView("authgear.yaml");
    await paste("hook: {}");
    fireEvent.click(await screen.findByText("Try this chain"));
    const url = await screen.findByLabelText("URL of handler 1");
    expect(url).toHaveProperty("value", "http://localhost:3000/blocking");
    await waitFor(expectEnabled);
    press("Enter", { ctrlKey: true });
    await findSteps();
    expect(chainCalls(backend)[0]?.args.limits).toEqual({ each_ms: 5000, total_ms: 10_000 });
  });
});
