import { EditorView } from "@codemirror/view";
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openWindow } from "@/test/window";

/** jsdom needs most of a second to check whether the elements of the whole window are hidden. */
const EXPLANATION = { name: "Description of the member", hidden: true };
const explanation = () => screen.getByRole("status", EXPLANATION).textContent;

async function openPayload() {
  const backend = openWindow({ events: 1204 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  fireEvent.keyDown(document.body, { key: "2" });
  return backend;
}

/** Moves the text cursor to the start of a substring. */
async function pointAt(substring: string) {
  const text = await screen.findByLabelText("Body");
  const view = EditorView.findFromDOM(text);
  if (view === null) throw new Error("the body has no editor");
  act(() => {
    view.focus();
    view.dispatch({ selection: { anchor: view.state.doc.toString().indexOf(substring) } });
  });
}

describe("the explanation of a member", () => {
  it("describes the member at the cursor and is fetched once", async () => {
    const backend = await openPayload();
    await pointAt('"can_reauthenticate"');
    await waitFor(() =>
      expect(explanation()).toBe(
        "user.can_reauthenticate · boolean · part user — Whether the user can reauthenticate.",
      ),
    );
    await pointAt('"seq"');
    await waitFor(() => expect(explanation()).toMatch(/^seq · integer/));
    await pointAt('"can_reauthenticate"');
    await waitFor(() => expect(explanation()).toMatch(/^user\.can_reauthenticate/));
    expect(
      backend.calls.filter((call) => call.command === "explain").map((call) => call.args.pointer),
    ).toEqual(["/payload/user/can_reauthenticate", "/seq"]);
  });

  it("is empty for an unknown member", async () => {
    const backend = await openPayload();
    await pointAt('"is_anonymous"');
    await waitFor(() => expect(backend.calls.some((call) => call.command === "explain")).toBe(true));
    expect(explanation()).toBe("");
  });

  it("describes the tree row under the mouse, otherwise the selected row", async () => {
    await openPayload();
    fireEvent.click(await screen.findByRole("button", { name: "Tree" }));
    const seq = await screen.findByRole("treeitem", { name: /seq/ });
    fireEvent.mouseEnter(seq);
    await waitFor(() => expect(explanation()).toMatch(/^seq · integer · part envelope/));
    fireEvent.mouseLeave(screen.getByRole("tree"));
    await waitFor(() => expect(explanation()).toBe("Point at a member to see its description."));
    fireEvent.click(seq);
    await waitFor(() => expect(explanation()).toMatch(/^seq · integer/));
  });

  it("describes the change under the mouse, otherwise the current change", async () => {
    const backend = openWindow({ events: 1204 });
    const [first] = await screen.findAllByRole("article");
    fireEvent.mouseEnter(first as HTMLElement);
    await waitFor(() => expect(explanation()).toMatch(/^new_identity\.claims\.email · string/));
    expect(backend.calls.find((call) => call.command === "explain")?.args.pointer).toBe(
      "/payload/new_identity/claims/email",
    );
    fireEvent.mouseLeave(first as HTMLElement);
    fireEvent.keyDown(document.body, { key: "]" });
    await waitFor(() => expect(explanation()).toMatch(/^new_identity\.claims\.email/));
  });

  it("is absent for a request of an unknown sender", async () => {
    openWindow({ events: 1204 });
    fireEvent.click(
      await screen
        .findByRole("option", { name: /POST \/stripe/, selected: false })
        .catch(() => screen.getAllByRole("option", { name: /POST \/stripe/ })[0] as HTMLElement),
    );
    await screen.findByRole("heading", { name: "POST /stripe" });
    await screen.findByLabelText("Body");
    expect(screen.queryByRole("status", EXPLANATION)).toBeNull();
  });
});
