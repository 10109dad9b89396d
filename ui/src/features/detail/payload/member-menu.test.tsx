import { configure, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { filterField, menuItems } from "@/test/regions";
import { openWindow } from "@/test/window";

configure({ defaultHidden: true });

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });

async function openPayload() {
  const writeText = vi.fn(async () => undefined);
  vi.stubGlobal("navigator", Object.assign(Object.create(navigator), { clipboard: { writeText } }));
  openWindow({ events: 120 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  key("2");
  return writeText;
}
const choose = (name: string) => fireEvent.click(screen.getByRole("menuitem", { name }));

describe("the context menu of a member in the tree", () => {
  it("copies its value and its pointer, and filters by it", async () => {
    const writeText = await openPayload();
    fireEvent.click(await screen.findByRole("button", { name: "Tree" }));
    const member = await screen.findByRole("treeitem", { name: /^type/ });
    fireEvent.contextMenu(member);
    expect(menuItems(await screen.findByRole("menu", { name: "Member type" }))).toEqual([
      "Copy value",
      "Copy pointer",
      "Only events with this value",
      "Exclude this value",
      "Only this user",
    ]);
    choose("Copy value");
    await screen.findByText("Value copied.");
    expect(writeText).toHaveBeenLastCalledWith("identity.email.updated");
    fireEvent.contextMenu(member);
    choose("Copy pointer");
    await waitFor(() => expect(writeText).toHaveBeenLastCalledWith("/type"));
    fireEvent.contextMenu(member);
    choose("Only events with this value");
    await waitFor(() =>
      expect((filterField() as HTMLInputElement).value).toBe("/type=identity.email.updated"),
    );
  });

  it("copies an object as the body has it, with Shift F10 in the tree", async () => {
    const writeText = await openPayload();
    fireEvent.click(await screen.findByRole("button", { name: "Tree" }));
    const member = await screen.findByRole("treeitem", { name: /^payload/ });
    fireEvent.click(member);
    screen.getByRole("tree").focus();
    key("F10", { shiftKey: true });
    const menu = await screen.findByRole("menu", { name: "Member payload" });
    expect(menuItems(menu)).toEqual(["Copy value", "Copy pointer"]);
    choose("Copy value");
    await screen.findByText(/^Value copied/);
    const [[copied]] = writeText.mock.calls as unknown as [[string]];
    expect(JSON.parse(copied)).toHaveProperty("user");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("tree")));
  });
});

describe("the context menu of a body as text", () => {
  it("has the actions of the member at the cursor", async () => {
    const writeText = await openPayload();
    const body = await screen.findByRole("textbox", { name: "Body" });
    body.focus();
    for (const name of ["ArrowDown", "ArrowDown"]) key(name);
    key("F10", { shiftKey: true });
    const menu = await screen.findByRole("menu", { name: /^Member \// });
    expect(menuItems(menu).slice(0, 3)).toEqual([
      "Copy value",
      "Copy pointer",
      "Only events with this value",
    ]);
    choose("Copy pointer");
    await screen.findByText("Pointer copied.");
    expect(writeText).toHaveBeenLastCalledWith(expect.stringMatching(/^(\/\w+)+$/));
    await waitFor(() => expect(document.activeElement).toBe(body));
  });

  it("copies the whole selection", async () => {
    const writeText = await openPayload();
    const body = await screen.findByRole("textbox", { name: "Body" });
    body.focus();
    key("F10", { shiftKey: true });
    await screen.findByRole("menu");
    choose("Select all");
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    key("F10", { shiftKey: true });
    await screen.findByRole("menu");
    choose("Copy selected text");
    await waitFor(() => expect(writeText).toHaveBeenCalled());
    const [[copied]] = writeText.mock.calls as unknown as [[string]];
    expect(JSON.parse(copied)).toHaveProperty("type", "identity.email.updated");
  });
});
