import { EditorView } from "@codemirror/view";
import { act, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeBackend } from "@/test/fake-backend";
import { openWindow } from "@/test/window";

// Whether an element is hidden takes jsdom most of a second for the whole window. Where it matters, a test says so.
configure({ defaultHidden: true });

const press = (key: string, more: KeyboardEventInit = {}, on: Element = document.body) =>
  fireEvent.keyDown(on, { key, bubbles: true, ...more });

// To skip hidden elements, role queries compute the style of the whole window, which takes seconds in jsdom.

const page = () => screen.getByTestId("rules");
const button = (name: string | RegExp) => within(page()).getByRole<HTMLButtonElement>("button", { name });
const click = (name: string | RegExp) => fireEvent.click(button(name));
const findSteps = async () => {
  const steps = within(await screen.findByTestId("chain-result"));
  return steps.getAllByRole("listitem").filter((item) => item.dataset.asked !== undefined);
};

/** Opens a part of the page of rules, with a blocking event chosen. */
async function openPart(part: string): Promise<FakeBackend> {
  const backend = openWindow({ events: 120 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  const row = screen.getAllByTestId("row").find((one) => /pre_/.test(one.textContent ?? ""));
  fireEvent.click(row ?? document.body);
  await screen.findByRole("heading", { name: /pre_/ });
  fireEvent.click(within(screen.getByTestId("sidebar")).getByRole("button", { name: /^Rules/ }));
  await screen.findByTestId("rules");
  click(part);
  return backend;
}

const asked = (backend: FakeBackend) => backend.calls.filter((call) => call.command === "start_chain");
const can = () => expect(button("Ask them").disabled).toBe(false);

describe("a chain of handlers", () => {
  it("asks the handlers in order, and shows each step and the verdict", async () => {
    const backend = await openPart("Chain");
    click("URL");
    expect(button("Ask them").disabled).toBe(true);
    const url = screen.getByLabelText("URL of handler 2");
    fireEvent.change(url, { target: { value: "http://localhost:3000/a" } });
    click("A written answer");
    const editor = EditorView.findFromDOM(await screen.findByLabelText("Answer of handler 3"));
    act(() => editor?.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: "{}" } }));
    press("ArrowUp", { altKey: true }, url);
    await waitFor(can);
    click("Ask them");
    const steps = await findSteps();
    expect(asked(backend)[0]?.args.handlers).toEqual([
      { form: "url", url: "http://localhost:3000/a" },
      { form: "rules" },
      { form: "answer", text: "{}" },
    ]);
    expect(asked(backend)[0]?.args.limits).toBeNull();
    expect(steps.map((step) => step.dataset.asked)).toEqual(["true", "true", "false"]);
    expect(screen.getByTestId("verdict").textContent).toContain("Handler 2 denied the operation.");
    expect(steps[0]?.textContent).toContain("/payload/user/standard_attributes");
  });

  it("shows the user afterwards, and attributes that disappear", async () => {
    await openPart("Chain");
    await waitFor(can);
    click("Ask them");
    expect((await screen.findByTestId("vanishing")).textContent).toContain('standard_attributes.name"Ada"');
    await within(await screen.findByTestId("chain-after")).findAllByTestId("change");
  });

  it("asks before anything leaves this computer", async () => {
    const backend = await openPart("Chain");
    click("URL");
    fireEvent.change(screen.getByLabelText("URL of handler 2"), {
      target: { value: "https://example.org/" },
    });
    await waitFor(can);
    click("Ask them");
    await screen.findByTestId("confirm-host");
    fireEvent.click(screen.getByTestId("confirm-send"));
    await findSteps();
    expect(asked(backend).map((call) => call.args.confirmed)).toEqual([false, true]);
  });

  it("can be cancelled", async () => {
    const backend = await openPart("Chain");
    let finish: () => void = () => undefined;
    backend.rules.asking = new Promise((done) => {
      finish = done;
    });
    await waitFor(can);
    click("Ask them");
    await screen.findByText("Asking…");
    click("Cancel");
    await waitFor(() => expect(backend.calls.some((call) => call.command === "cancel_chain")).toBe(true));
    finish();
    await findSteps();
  });

  it("accepts only blocking events", async () => {
    openWindow({ events: 120 });
    await screen.findByRole("heading", { name: "identity.email.updated" });
    fireEvent.click(within(screen.getByTestId("sidebar")).getByRole("button", { name: /^Rules/ }));
    await screen.findByTestId("rules");
    click("Chain");
    await screen.findByText("Nobody waits for an answer to this event");
    expect(button("Ask them").disabled).toBe(true);
  });
});

describe("a hook section", () => {
  const paste = async (text: string) => {
    const editor = EditorView.findFromDOM(
      await screen.findByLabelText("authgear.yaml", { selector: ".cm-content" }),
    );
    act(() => editor?.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } }));
  };

  it("shows what each handler would get, what arrives twice and what nowhere", async () => {
    await openPart("authgear.yaml");
    click("Put an example there");
    await screen.findByText(/Would have got 12 events/);
    expect(screen.getByLabelText("Arrives twice").textContent).toContain("user.created");
    expect(screen.getByLabelText("Reaches no webhook").textContent).toContain("No handler subscribes to it.");
    expect(screen.getByLabelText("Notes").textContent).toContain("line 5, column 7");
  });

  it("shows the place of a mistake", async () => {
    await openPart("authgear.yaml");
    await paste("hook:\n\tx: 1");
    const problem = await within(page()).findByRole("alert");
    expect(problem.textContent).toContain("A tab cannot stand here, at line 2, column 1.");
  });

  it("opens a chain of its blocking handlers", async () => {
    const backend = await openPart("authgear.yaml");
    await paste("hook: {}");
    fireEvent.click(await screen.findByText("Try this chain"));
    const url = await screen.findByLabelText("URL of handler 1");
    expect(url).toHaveProperty("value", "http://localhost:3000/blocking");
    await waitFor(can);
    press("Enter", { ctrlKey: true });
    await findSteps();
    expect(asked(backend)[0]?.args.limits).toEqual({ each_ms: 5000, total_ms: 10_000 });
  });
});
