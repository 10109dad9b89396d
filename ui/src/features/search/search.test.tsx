import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { menuItems, openMenuOf, sidebar } from "@/test/regions";
import { openWindow } from "@/test/window";

const SAVED = { name: "Saved searches" };

async function openField(events = 120) {
  const backend = openWindow({ events });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  const field = screen.getByRole<HTMLInputElement>("combobox", { name: "Search and filter events" });
  field.focus();
  return { backend, field };
}

const type = (field: HTMLInputElement, value: string) => fireEvent.change(field, { target: { value } });
const press = (field: HTMLInputElement, key: string) => fireEvent.keyDown(field, { key });
const options = () => {
  const list = screen.queryByRole("listbox", { name: /^(Suggestions|Recent searches)$/ });
  return list === null ? [] : within(list).getAllByRole("option");
};
const listed = (filter: string) => (call: { command: string; args: Record<string, unknown> }) =>
  call.command === "open_listing" && call.args.filter === filter;

describe("the search field", () => {
  it("colors its terms and errors without changing the text", async () => {
    const { field } = await openField();
    type(field, "🦊 type:user.* colour:red");
    const underlay = screen.getByTestId("filter-underlay");
    await waitFor(() =>
      expect(underlay.querySelector('[data-kind="error"]')?.textContent).toBe("colour:red"),
    );
    expect(underlay.querySelector('[data-kind="name"]')?.textContent).toBe("type:");
    expect(underlay.querySelector('[data-kind="value"]')?.textContent).toBe("user.*");
    expect(underlay.textContent).toBe(field.value);
  });

  it("scrolls the colors with the text", async () => {
    const { field } = await openField();
    type(field, "type:user.created ".repeat(20));
    field.scrollLeft = 120;
    fireEvent.scroll(field);
    expect(screen.getByTestId("filter-underlay").scrollLeft).toBe(120);
  });

  it("suggests names and values, accepted with Tab, with arrows and Enter, or with a click", async () => {
    const { backend, field } = await openField();
    type(field, "ve");
    await waitFor(() => expect(options()).toHaveLength(1));
    expect(field.getAttribute("aria-expanded")).toBe("true");
    press(field, "Tab");
    expect(field.value).toBe("vendor:");
    await waitFor(() => expect(options()).toHaveLength(3));
    press(field, "ArrowDown");
    press(field, "ArrowDown");
    const chosen = options()[1];
    expect(field.getAttribute("aria-activedescendant")).toBe(chosen?.id);
    expect(chosen?.getAttribute("aria-selected")).toBe("true");
    press(field, "Enter");
    expect(field.value).toBe("vendor:fastgen");
    await waitFor(() => expect(options()).toHaveLength(0));
    press(field, "Enter");
    await waitFor(() => expect(backend.calls.some(listed("vendor:fastgen"))).toBe(true));
    type(field, "has:");
    await waitFor(() => expect(options()).toHaveLength(3));
    fireEvent.click(options()[2] ?? field);
    expect(field.value).toBe("has:note");
  });

  it("reports an unfinished filter only after Enter", async () => {
    const { backend, field } = await openField();
    type(field, "user:");
    await waitFor(() => expect(backend.calls.some(listed("user:"))).toBe(true));
    await act(async () => undefined);
    expect(screen.queryByRole("alert")).toBeNull();
    press(field, "Enter");
    expect((await screen.findByRole("alert")).textContent).toContain("needs a value");
  });

  it("closes suggestions with Escape, and suggests after a space only on demand", async () => {
    const { field } = await openField();
    type(field, "ty");
    await waitFor(() => expect(options()).toHaveLength(1));
    press(field, "Escape");
    expect(options()).toHaveLength(0);
    expect(field.value).toBe("ty");
    type(field, "ty ");
    await waitFor(() => expect(options()).toHaveLength(0));
    press(field, "ArrowDown");
    await waitFor(() => expect(options().length).toBeGreaterThan(3));
  });

  it("offers a group of types and its types with their counts, until the term is complete", async () => {
    const { field } = await openField();
    type(field, "type:iden");
    await waitFor(() => expect(options()).toHaveLength(3));
    expect(options().map((option) => option.textContent)).toEqual([
      "identity.*4 events",
      "identity.email.updated3 events",
      "identity.email.added1 event",
    ]);
    press(field, "Tab");
    expect(field.value).toBe("type:identity.*");
    await act(async () => undefined);
    expect(options()).toHaveLength(0);
    type(field, "type:identity.email.adde");
    await waitFor(() => expect(options()).toHaveLength(1));
    type(field, "type:identity.email.added");
    await waitFor(() => expect(options()).toHaveLength(0));
    fireEvent.keyDown(field, { key: " ", ctrlKey: true });
    expect(field.value).toBe("type:identity.email.added");
  });

  it("offers recent searches when it is empty, only on demand", async () => {
    const { backend, field } = await openField();
    type(field, "vendor:github");
    press(field, "Enter");
    await waitFor(() => expect(backend.annotations.recent).toEqual(["vendor:github"]));
    fireEvent.click(screen.getByRole("button", { name: "Clear the filter" }));
    await act(async () => {
      field.blur();
      field.focus();
    });
    expect(options()).toHaveLength(0);
    await waitFor(() => {
      press(field, "Escape");
      press(field, "ArrowDown");
      expect(screen.getByRole("listbox", { name: "Recent searches" })).toBeTruthy();
    });
    press(field, "Escape");
    expect(options()).toHaveLength(0);
    press(field, "ArrowDown");
    press(field, "ArrowDown");
    press(field, "Enter");
    expect(field.value).toBe("vendor:github");
  });

  it("saves a search in the sidebar with its count, and removes it", async () => {
    const { backend, field } = await openField();
    type(field, "vendor:github");
    press(field, "Enter");
    fireEvent.click(await screen.findByRole("button", { name: "Save this search" }));
    fireEvent.change(await screen.findByRole("textbox", { name: "Search name" }), {
      target: { value: "Pushes" },
    });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    const saved = await screen.findByRole("list", SAVED);
    expect(backend.annotations.saved).toEqual([{ name: "Pushes", filter: "vendor:github" }]);
    const entry = within(saved).getByRole("button", { name: /^Pushes \d+$/ });
    expect(entry.getAttribute("aria-current")).toBe("page");
    expect(within(sidebar()).getAllByRole("button", { current: "page" })).toEqual([entry]);
    fireEvent.click(within(sidebar()).getByRole("button", { name: /^Inbox/ }));
    fireEvent.click(screen.getByRole("button", { name: "Clear the filter" }));
    fireEvent.click(entry);
    await waitFor(() => expect(field.value).toBe("vendor:github"));
    expect(menuItems(await openMenuOf(entry))).toEqual(["Open", "Copy filter", "Remove"]);
    fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    fireEvent.click(within(saved).getByRole("button", { name: "Remove the search Pushes" }));
    await waitFor(() => expect(screen.queryByRole("list", SAVED)).toBeNull());
  });
});
