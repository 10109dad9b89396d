import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openWindow } from "@/test/window";

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });

async function openCatalog() {
  const backend = openWindow({ events: 1204 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  key("g");
  await screen.findAllByTestId("catalog-type");
  return backend;
}

const chosen = () => screen.getByRole("option", { selected: true }).dataset.name;
const search = (text: string) =>
  fireEvent.change(screen.getByTestId("catalog-search"), { target: { value: text } });

describe("the catalog", () => {
  it("lists every type in its group, with how often it was seen", async () => {
    const backend = await openCatalog();
    expect(screen.getAllByTestId("catalog-type")).toHaveLength(backend.catalog.types.length);
    const group = screen.getByRole("group", { name: "Authgear, oidc" });
    expect(within(group).getByRole("option").textContent).toBe("oidc.jwt.pre_createblockingseen 19 times");
  });

  it("is searched by words of names and descriptions, from / on", async () => {
    await openCatalog();
    key("/");
    expect(document.activeElement).toBe(screen.getByTestId("catalog-search"));
    search("blocking jwt");
    expect(screen.getAllByTestId("catalog-type").map((one) => one.dataset.name)).toEqual([
      "oidc.jwt.pre_create",
    ]);
    search("email went");
    expect(screen.getAllByTestId("catalog-type").map((one) => one.dataset.name)).toEqual(["email.sent"]);
    search("nothing like it");
    expect(screen.getByText("No type fits “nothing like it”.")).toBeTruthy();
  });

  it("is moved through by arrows, from the list and from the search", async () => {
    await openCatalog();
    expect(document.activeElement).toBe(screen.getByRole("listbox", { name: "Types of events" }));
    const [first, second] = screen.getAllByTestId("catalog-type").map((one) => one.dataset.name);
    expect(chosen()).toBe(first);
    key("ArrowDown");
    expect(chosen()).toBe(second);
    key("k");
    expect(chosen()).toBe(first);
    key("End");
    expect(chosen()).toBe("email.sent");
    key("/");
    search("pre_create");
    key("Enter");
    expect(chosen()).toBe("oidc.jwt.pre_create");
    key("ArrowDown");
    expect(chosen()).toBe("user.pre_create");
  });

  it("shows of a type what it carries, what may be answered, and that it never comes", async () => {
    await openCatalog();
    search("user.pre_create");
    fireEvent.click(screen.getByTestId("catalog-type"));
    const members = within(await screen.findByRole("table", { name: "Members of the payload" }));
    expect(members.getByRole("row", { name: /identities/ }).textContent).toContain(
      "identity[] may be absent",
    );
    expect(screen.getByRole("table", { name: "Members of the answer" }).textContent).toContain(
      "mutations.user.roles",
    );
    await waitFor(() => expect(screen.getByTestId("sample-text").textContent).toContain('"user.pre_create"'));
    search("email.sent");
    fireEvent.click(screen.getByTestId("catalog-type"));
    expect(screen.getByText(/no webhook ever delivers it/)).toBeTruthy();
    expect(screen.getByText("not in the documents")).toBeTruthy();
    expect(screen.queryByRole("table", { name: "Members of the answer" })).toBeNull();
  });

  it("covers the inbox and is left by Escape", async () => {
    await openCatalog();
    expect(screen.getByTestId("list").closest("[inert]")).toBeTruthy();
    expect(within(screen.getByTestId("sidebar")).getByRole("button", { current: true }).textContent).toBe(
      "Catalog",
    );
    key("Escape");
    await waitFor(() => expect(screen.queryByTestId("catalog")).toBeNull());
    expect(document.activeElement).toBe(screen.getByTestId("list"));
  });

  it("is as one left it", async () => {
    await openCatalog();
    search("oidc");
    fireEvent.click(screen.getByTestId("catalog-type"));
    fireEvent.click(within(screen.getByTestId("sidebar")).getByRole("button", { name: /^Inbox/ }));
    expect(screen.queryByTestId("catalog")).toBeNull();
    fireEvent.click(within(screen.getByTestId("sidebar")).getByRole("button", { name: "Catalog" }));
    await screen.findByTestId("catalog-type");
    expect(chosen()).toBe("oidc.jwt.pre_create");
  });

  it("is reached from the palette as the way to send a sample", async () => {
    openWindow({ events: 1204 });
    await screen.findByRole("heading", { name: "identity.email.updated" });
    key("k", { ctrlKey: true });
    const field = within(await screen.findByTestId("palette")).getByRole("combobox");
    fireEvent.change(field, { target: { value: "send a sample" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(await screen.findByTestId("catalog")).toBeTruthy();
  });
});

describe("a sample", () => {
  it("goes to this receiver, and leads to what arrived", async () => {
    const backend = await openCatalog();
    search("password_reset requested");
    fireEvent.click(screen.getByTestId("catalog-type"));
    key("Enter", { ctrlKey: true });
    const result = await screen.findByTestId("sample-result");
    expect(result.textContent).toContain("Answered 200 after 38 ms, signed");
    expect(backend.calls.find((call) => call.command === "send_sample")?.args).toEqual({
      name: "auth.password_reset.requested",
      to: null,
    });
    fireEvent.click(within(result).getByRole("button", { name: "Show received events" }));
    await waitFor(() =>
      expect(screen.getByTestId<HTMLInputElement>("filter").value).toBe("type:auth.password_reset"),
    );
    expect(screen.queryByTestId("catalog")).toBeNull();
    await screen.findByRole("heading", { name: "auth.password_reset" });
  });

  it("goes to another address, and says how it failed", async () => {
    const backend = await openCatalog();
    search("user.pre_create");
    fireEvent.click(screen.getByTestId("catalog-type"));
    fireEvent.change(screen.getByTestId("target"), { target: { value: " http://localhost:3000/hook " } });
    fireEvent.click(screen.getByTestId("send-sample"));
    const result = await screen.findByTestId("sample-result");
    expect(result.dataset.ok).toBe("false");
    expect(result.textContent).toContain("No response after 5.00 s");
    expect(result.textContent).toContain("Nothing was answered within 5 s.");
    expect(within(result).queryByRole("button"), "nothing of it arrived here").toBeNull();
    expect(backend.calls.find((call) => call.command === "send_sample")?.args.to).toBe(
      "http://localhost:3000/hook",
    );
    fireEvent.click(screen.getByRole("button", { name: "Where to send" }));
    expect(await screen.findByRole("menuitem", { name: "http://localhost:3000/hook" })).toBeTruthy();
  });

  it("of a type that was seen stands beside its events", async () => {
    await openCatalog();
    search("oidc");
    fireEvent.click(screen.getByTestId("catalog-type"));
    fireEvent.click(screen.getByRole("button", { name: "Show the 19 events seen" }));
    await waitFor(() =>
      expect(screen.getByTestId<HTMLInputElement>("filter").value).toBe("type:oidc.jwt.pre_create"),
    );
  });
});
