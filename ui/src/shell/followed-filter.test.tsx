import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openWindow } from "@/test/window";

const shownEvent = () => screen.getByRole("region", { name: "Event" }).getAttribute("data-event-id");
const field = () => screen.getByRole<HTMLInputElement>("combobox", { name: "Search and filter events" });

async function openInbox() {
  const backend = openWindow({ events: 120 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  return backend;
}

async function filterBy(text: string) {
  fireEvent.change(field(), { target: { value: text } });
  if (text !== "") fireEvent.keyDown(field(), { key: "Enter" });
  await waitFor(() =>
    expect(screen.getByRole("region", { name: "List of events" }).getAttribute("data-filter")).toBe(text),
  );
  await act(async () => undefined);
}

describe("the selection after the filter changed", () => {
  it("moves to the first hit, and stays there when the filter is cleared or events arrive", async () => {
    const backend = await openInbox();
    const before = shownEvent();
    await filterBy("vendor:github");
    await waitFor(() => expect(shownEvent()).not.toBe(before));
    const hit = shownEvent();
    expect(screen.getAllByRole("option", { selected: true })).toHaveLength(1);
    await act(async () => backend.arrive(30));
    expect(shownEvent()).toBe(hit);
    await filterBy("");
    expect(shownEvent()).toBe(hit);
  });

  it("stays at an event that matches, even if it is not the first one", async () => {
    await openInbox();
    await filterBy("vendor:github");
    await waitFor(() => expect(shownEvent()).not.toBe("120"));
    const first = shownEvent();
    fireEvent.keyDown(document.activeElement ?? document.body, { key: "j" });
    await waitFor(() => expect(shownEvent()).not.toBe(first));
    const second = shownEvent();
    await filterBy("(family:push OR vendor:github)");
    expect(shownEvent()).toBe(second);
  });

  it("is empty without a match, and returns when the filter is cleared", async () => {
    await openInbox();
    const before = shownEvent();
    await filterBy("type:none");
    expect(await screen.findByText("No event to show")).toBeTruthy();
    expect(shownEvent()).toBeNull();
    await filterBy("");
    await waitFor(() => expect(shownEvent()).toBe(before));
  });
});

describe("the hits of the filter in the body", () => {
  it("are highlighted in the text, in the tree and in the raw text, until the filter is cleared", async () => {
    await openInbox();
    await filterBy("type:identity.*");
    fireEvent.click(screen.getByRole("tab", { name: /^Payload/ }));
    await waitFor(() =>
      expect([...document.querySelectorAll(".cm-hit")].map((hit) => hit.textContent)).toContain("identity."),
    );
    fireEvent.click(screen.getByRole("button", { name: "Tree" }));
    const tree = await screen.findByRole("tree", { name: "Body as a tree" });
    await waitFor(() => expect(tree.querySelector("mark")?.textContent).toBe("identity."));
    fireEvent.click(screen.getByRole("tab", { name: /^Raw/ }));
    await waitFor(() => expect(document.querySelector(".cm-hit")?.textContent).toBe("identity."));
    await filterBy("");
    await waitFor(() => expect(document.querySelector(".cm-hit")).toBeNull());
  });
});
