import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openWindow } from "@/test/window";
import { columnTerm, headerTerm, memberTerm, phraseTerm, scalarOf } from "./filter-terms";

describe("filter terms for a value", () => {
  it("quote values and names that contain spaces or operators", () => {
    expect(columnTerm("user", "4fe0")).toBe("user:4fe0");
    expect(columnTerm("subject", "Ada, Countess")).toBe('subject:"Ada, Countess"');
    expect(columnTerm("app", "")).toBeNull();
    expect(memberTerm("/payload/user/id", "4fe0")).toBe("/payload/user/id=4fe0");
    expect(memberTerm("/a~1b/c d/0", "two words")).toBe('/a~1b/"c d"/0="two words"');
    expect(memberTerm("/name", "")).toBe('/name=""');
    expect(phraseTerm("ada@example.com")).toBe('"ada@example.com"');
  });

  it("for a header keep commas, and omit a value that is not exact", () => {
    expect(headerTerm("Accept", "a/b,c/d", true)).toBe("header:Accept=a/b,c/d");
    expect(headerTerm("X-Odd", "two words", true)).toBe('header:X-Odd="two words"');
    expect(headerTerm("X-Odd", "caf\ufffd", false)).toBe("header:X-Odd");
  });

  it("are null for quotes in names and for values that are truncated, masked or too long", () => {
    expect(memberTerm('/a"b', "1")).toBeNull();
    expect(memberTerm("", "1")).toBeNull();
    expect(memberTerm("/a", "x".repeat(501))).toBeNull();
    expect(phraseTerm("cut off…")).toBeNull();
    expect(phraseTerm("••••••••")).toBeNull();
    expect(phraseTerm('say "no"')).toBeNull();
  });

  it("use the unescaped value of a JSON scalar", () => {
    expect(scalarOf('"a\\u00e9\\n"')).toBe("aé\n");
    expect(scalarOf("12.50")).toBe("12.50");
    expect(scalarOf("true")).toBe("true");
  });
});

const key = (name: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name });
const filter = () => screen.getByRole<HTMLInputElement>("combobox", { name: /filter/i }).value;

async function openInbox() {
  openWindow({ events: 120 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
}

const choose = async (button: HTMLElement, item: string) => {
  fireEvent.click(button);
  fireEvent.click(await screen.findByRole("menuitem", { name: item }));
};

describe("the menu of a value in the detail", () => {
  it("filters the list by a fact, or excludes it", async () => {
    await openInbox();
    await choose(screen.getByRole("button", { name: "Filter by app" }), "Only events with this value");
    await waitFor(() => expect(filter()).toMatch(/^app:\S+$/));
    const before = filter();
    await screen.findByRole("heading", { name: "Inbox" });
    await choose(screen.getByRole("button", { name: "Filter by user" }), "Only this user");
    await waitFor(() => expect(filter()).toMatch(/^app:\S+ user:\S+$/));
    await choose(screen.getByRole("button", { name: "Filter by app" }), "Exclude this value");
    await waitFor(() => expect(filter()).toContain(` -${before}`));
  });

  it("filters by a header line", async () => {
    await openInbox();
    key("3");
    const row = (await screen.findByText("Go-http-client/1.1")).closest("tr") as HTMLElement;
    await choose(within(row).getByRole("button", { name: "Filter by User-Agent" }), "Exclude this value");
    await waitFor(() => expect(filter()).toBe("-header:User-Agent=Go-http-client/1.1"));
  });

  it("filters by the pointer of a member, with F in the tree", async () => {
    await openInbox();
    key("2");
    fireEvent.click(await screen.findByRole("button", { name: "Tree" }));
    fireEvent.click(await screen.findByRole("treeitem", { name: /^id:?/ }));
    screen.getByRole("tree").focus();
    key("f");
    fireEvent.click(await screen.findByRole("menuitem", { name: "Only events with this value" }));
    await waitFor(() => expect(filter()).toMatch(/^\/id=\S+$/));
  });

  it("filters by the new value of a change", async () => {
    await openInbox();
    const [change] = await screen.findAllByRole("article");
    await choose(
      within(change as HTMLElement).getByRole("button", { name: /^Actions for/ }),
      "Only events with the new value",
    );
    await waitFor(() => expect(filter()).toMatch(/^".+"$/));
  });
});
