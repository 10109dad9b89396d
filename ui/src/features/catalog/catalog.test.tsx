import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { eventList } from "@/test/regions";
import { openWindow } from "@/test/window";

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });

async function openCatalog() {
  const backend = openWindow({ events: 1204 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  key("g");
  await findTypes();
  return backend;
}

const CATALOG = { name: "Catalog" };
const FILTER = { name: "Search and filter events" };
const list = () => screen.getByRole("listbox", { name: "Event types" });
const findTypes = async () =>
  within(await screen.findByRole("listbox", { name: "Event types" })).findAllByRole("option");
const types = () => within(list()).getAllByRole("option");
/** The only type that matches the search. */
const onlyType = () => within(list()).getByRole("option");
const sidebar = () => within(screen.getByRole("navigation", { name: "Views" }));
const field = () => screen.getByRole("textbox", { name: "Search types" });
const isClosed = () => expect(screen.queryByRole("region", CATALOG)).toBeNull();

const chosen = () => screen.getByRole("option", { selected: true }).dataset.name;
const search = (text: string) => fireEvent.change(field(), { target: { value: text } });

describe("the catalog", () => {
  it("lists every type in its group, with its number of received events", async () => {
    const backend = await openCatalog();
    expect(types()).toHaveLength(backend.catalog.types.length);
    const group = screen.getByRole("group", { name: "Authgear, oidc" });
    expect(within(group).getByRole("option").textContent).toBe("oidc.jwt.pre_createblockingseen 19 times");
  });

  it("searches words in names and descriptions after /", async () => {
    await openCatalog();
    key("/");
    expect(document.activeElement).toBe(field());
    search("blocking jwt");
    expect(types().map((one) => one.dataset.name)).toEqual(["oidc.jwt.pre_create"]);
    search("an email was sent");
    expect(types().map((one) => one.dataset.name)).toEqual(["email.sent"]);
    search("nothing like it");
    expect(screen.getByText("No types match “nothing like it”.")).toBeTruthy();
  });

  it("moves the selection with arrow keys from the list and from the search field", async () => {
    await openCatalog();
    expect(document.activeElement).toBe(list());
    const [first, second] = types().map((one) => one.dataset.name);
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

  it("shows a type's payload, its answer members, and that it is never delivered", async () => {
    await openCatalog();
    search("user.pre_create");
    fireEvent.click(onlyType());
    const members = within(await screen.findByRole("table", { name: "Members of the payload" }));
    expect(members.getByRole("row", { name: /identities/ }).textContent).toContain("identity[] may be null");
    expect(screen.getByRole("table", { name: "Members of the answer" }).textContent).toContain(
      "mutations.user.roles",
    );
    const sample = await screen.findByRole("textbox", { name: /^Sample of / });
    await waitFor(() => expect(sample.textContent).toContain('"user.pre_create"'));
    search("email.sent");
    fireEvent.click(onlyType());
    expect(screen.getByText(/never delivers it to a webhook/)).toBeTruthy();
    expect(screen.getByText("undocumented")).toBeTruthy();
    expect(screen.queryByRole("table", { name: "Members of the answer" })).toBeNull();
  });

  it("covers the inbox and closes with Escape", async () => {
    await openCatalog();
    expect(eventList().closest("[inert]")).toBeTruthy();
    expect(sidebar().getByRole("button", { current: "page" }).textContent).toBe("Catalog");
    key("Escape");
    await waitFor(isClosed);
    expect(document.activeElement).toBe(screen.getByRole("listbox", { name: "Events, newest first" }));
  });

  it("keeps its search and selection when it is reopened", async () => {
    await openCatalog();
    search("oidc");
    fireEvent.click(onlyType());
    fireEvent.click(sidebar().getByRole("button", { name: /^Inbox/ }));
    isClosed();
    fireEvent.click(sidebar().getByRole("button", { name: "Catalog" }));
    await findTypes();
    expect(chosen()).toBe("oidc.jwt.pre_create");
  });

  it("opens from the palette by searching for sending a sample", async () => {
    openWindow({ events: 1204 });
    await screen.findByRole("heading", { name: "identity.email.updated" });
    key("k", { ctrlKey: true });
    const field = await screen.findByRole("combobox", { name: "Find an action" });
    fireEvent.change(field, { target: { value: "send a sample" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(await screen.findByRole("region", CATALOG)).toBeTruthy();
  });
});

describe("a sample", () => {
  it("is sent to this receiver, and links to the received event", async () => {
    const backend = await openCatalog();
    search("password_reset requested");
    fireEvent.click(onlyType());
    key("Enter", { ctrlKey: true });
    await screen.findByText("Answered 200 after 38 ms, signed");
    expect(backend.calls.find((call) => call.command === "send_sample")?.args).toEqual({
      name: "auth.password_reset.requested",
      to: null,
      act: false,
    });
    fireEvent.click(screen.getByRole("button", { name: "Show received events" }));
    await waitFor(() =>
      expect(screen.getByRole<HTMLInputElement>("combobox", FILTER).value).toBe("type:auth.password_reset"),
    );
    isClosed();
    await screen.findByRole("heading", { name: "auth.password_reset" });
  });

  it("is sent to another address, and reports its failure", async () => {
    const backend = await openCatalog();
    search("user.pre_create");
    fireEvent.click(onlyType());
    fireEvent.change(screen.getByRole("textbox", { name: "Target" }), {
      target: { value: " http://localhost:3000/hook " },
    });
    fireEvent.click(screen.getByRole("button", { name: "Send sample" }));
    expect(await screen.findByText(/^No response after 5\.00 s/)).toBeTruthy();
    expect(screen.getByText("No answer within 5 s.")).toBeTruthy();
    expect(
      screen.queryByRole("button", { name: "Show received events" }),
      "the sample went to another address",
    ).toBeNull();
    expect(backend.calls.find((call) => call.command === "send_sample")?.args.to).toBe(
      "http://localhost:3000/hook",
    );
    fireEvent.click(screen.getByRole("button", { name: "Recent targets" }));
    expect(await screen.findByRole("menuitem", { name: "http://localhost:3000/hook" })).toBeTruthy();
  });

  it("links to the received events of its type", async () => {
    await openCatalog();
    search("oidc");
    fireEvent.click(onlyType());
    fireEvent.click(screen.getByRole("button", { name: "Show 19 received events" }));
    await waitFor(() =>
      expect(screen.getByRole<HTMLInputElement>("combobox", FILTER).value).toBe("type:oidc.jwt.pre_create"),
    );
  });
});
