import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { eventDetail, openEvent } from "@/test/regions";
import { openWindow } from "@/test/window";

const detail = () => within(eventDetail());

async function open() {
  openWindow({ events: 1204 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
}

describe("the facts of an event", () => {
  it("are one line until Details opens, which stays open for the next event", async () => {
    await open();
    expect(detail().queryByText("kind")).toBeNull();
    fireEvent.click(detail().getByRole("button", { name: "Details", expanded: false }));
    detail().getByText("kind");
    fireEvent.keyDown(document.body, { key: "j", bubbles: true });
    await waitFor(() => expect(openEvent()).toBe("1203"));
    detail().getByRole("button", { name: "Details", expanded: true });
  });
});

describe("the actions of an event", () => {
  afterEach(() => vi.restoreAllMocks());

  it("are in a menu if they do not fit into the line, and keep their keys", async () => {
    // Each element is 100 px wide, so the line has room for nothing but the menu.
    vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(100);
    vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(100);
    await open();
    fireEvent.click(detail().getByRole("button", { name: "More event actions" }));
    const items = await screen.findAllByRole("menuitem");
    expect(items.map((item) => item.textContent)).toEqual([
      "Edit and resend",
      "Copy body",
      "Star",
      "Add note",
      "Compare with…",
      "Rule…",
      "Copy as cURL",
    ]);
    fireEvent.click(items[0] as HTMLElement);
    await screen.findByRole("main", { name: "Edit and resend" });
  });
});
