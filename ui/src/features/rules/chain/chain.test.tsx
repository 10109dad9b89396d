import { EditorView } from "@codemirror/view";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeBackend } from "@/test/fake-backend";
import { openWindow } from "@/test/window";

const press = (key: string, more: KeyboardEventInit = {}, on: Element = document.body) =>
  fireEvent.keyDown(on, { key, bubbles: true, ...more });

/** The page of rules at one of its parts, with an event chosen whose answer is waited for. */
async function openPart(part: string): Promise<FakeBackend> {
  const backend = openWindow({ events: 120 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  const row = screen.getAllByTestId("row").find((one) => /pre_/.test(one.textContent ?? ""));
  fireEvent.click(row ?? document.body);
  await screen.findByRole("heading", { name: /pre_/ });
  fireEvent.click(within(screen.getByTestId("sidebar")).getByRole("button", { name: /^Rules/ }));
  fireEvent.click(await screen.findByRole("button", { name: part }));
  return backend;
}

const asked = (backend: FakeBackend) => backend.calls.filter((call) => call.command === "start_chain");
const can = () => expect(screen.getByTestId("run-chain")).toHaveProperty("disabled", false);

describe("a chain of handlers", () => {
  it("asks them in the order they stand in, and shows each step and the end", async () => {
    const backend = await openPart("Chain");
    await screen.findByTestId("handler");
    fireEvent.click(screen.getByTestId("add-url"));
    expect(screen.getByTestId("run-chain")).toHaveProperty("disabled", true);
    fireEvent.change(screen.getByTestId("handler-url"), { target: { value: "http://localhost:3000/a" } });
    fireEvent.click(screen.getByTestId("add-answer"));
    const editor = EditorView.findFromDOM(await screen.findByTestId("handler-answer"));
    act(() => editor?.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: "{}" } }));
    press("ArrowUp", { altKey: true }, screen.getByTestId("handler-url"));
    await waitFor(can);
    fireEvent.click(screen.getByTestId("run-chain"));
    const steps = await screen.findAllByTestId("chain-step");
    expect(asked(backend)[0]?.args.handlers).toEqual([
      { form: "url", url: "http://localhost:3000/a" },
      { form: "rules" },
      { form: "answer", text: "{}" },
    ]);
    expect(asked(backend)[0]?.args.limits).toBeNull();
    expect(steps.map((step) => step.dataset.asked)).toEqual(["true", "true", "false"]);
    expect(screen.getByTestId("verdict").textContent).toContain("Handler 2 denies it.");
    expect(steps[0]?.textContent).toContain("/payload/user/standard_attributes");
  });

  it("shows the user afterwards, and what will be gone", async () => {
    await openPart("Chain");
    await waitFor(can);
    fireEvent.click(screen.getByTestId("run-chain"));
    expect((await screen.findByTestId("vanishing")).textContent).toContain('standard_attributes.name"Ada"');
    await within(await screen.findByTestId("chain-after")).findAllByTestId("change");
  });

  it("asks before anything leaves this computer", async () => {
    const backend = await openPart("Chain");
    fireEvent.click(await screen.findByTestId("add-url"));
    fireEvent.change(screen.getByTestId("handler-url"), { target: { value: "https://example.org/" } });
    await waitFor(can);
    fireEvent.click(screen.getByTestId("run-chain"));
    await screen.findByTestId("confirm-host");
    fireEvent.click(screen.getByTestId("confirm-send"));
    await screen.findAllByTestId("chain-step");
    expect(asked(backend).map((call) => call.args.confirmed)).toEqual([false, true]);
  });

  it("can be cancelled", async () => {
    const backend = await openPart("Chain");
    let finish: () => void = () => undefined;
    backend.rules.asking = new Promise((done) => {
      finish = done;
    });
    await waitFor(can);
    fireEvent.click(screen.getByTestId("run-chain"));
    fireEvent.click(await screen.findByTestId("cancel-chain"));
    await waitFor(() => expect(backend.calls.some((call) => call.command === "cancel_chain")).toBe(true));
    finish();
    await screen.findAllByTestId("chain-step");
  });

  it("is for blocking events", async () => {
    openWindow({ events: 120 });
    await screen.findByRole("heading", { name: "identity.email.updated" });
    fireEvent.click(within(screen.getByTestId("sidebar")).getByRole("button", { name: /^Rules/ }));
    fireEvent.click(await screen.findByRole("button", { name: "Chain" }));
    await screen.findByText("Nobody waits for an answer to this event");
    expect(screen.getByTestId("run-chain")).toHaveProperty("disabled", true);
  });
});

describe("a hook section", () => {
  const paste = async (text: string) => {
    const editor = EditorView.findFromDOM(await screen.findByTestId("hooks-yaml"));
    act(() => editor?.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } }));
  };

  it("tells what each handler would get, what arrives twice and what nowhere", async () => {
    await openPart("authgear.yaml");
    fireEvent.click(await screen.findByTestId("hooks-example"));
    expect((await screen.findByTestId("hook")).textContent).toContain("Would have got 12 events");
    expect(screen.getByTestId("hooks-twice").textContent).toContain("user.created");
    expect(screen.getByTestId("hooks-unheard").textContent).toContain("No handler names it.");
    expect(screen.getByTestId("hooks-note").textContent).toContain("line 5, column 7");
  });

  it("names the place of a mistake", async () => {
    await openPart("authgear.yaml");
    await paste("hook:\n\tx: 1");
    const told = await screen.findByTestId("hooks-error");
    expect(told.textContent).toContain("A tab cannot stand here, at line 2, column 1.");
  });

  it("leads to a chain of its blocking handlers", async () => {
    const backend = await openPart("authgear.yaml");
    await paste("hook: {}");
    fireEvent.click(await screen.findByTestId("try-chain"));
    expect(await screen.findByTestId("handler-url")).toHaveProperty(
      "value",
      "http://localhost:3000/blocking",
    );
    await waitFor(can);
    press("Enter", { ctrlKey: true });
    await screen.findAllByTestId("chain-step");
    expect(asked(backend)[0]?.args.limits).toEqual({ each_ms: 5000, total_ms: 10_000 });
  });
});
