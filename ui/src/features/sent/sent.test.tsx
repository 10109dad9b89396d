import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { chooseFrom, menuItems, openMenuOf } from "@/test/regions";
import { openWindow } from "@/test/window";

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });

const list = () => screen.getByRole("listbox", { name: "Resends, newest first" });
const findRows = async () =>
  within(await screen.findByRole("listbox", { name: "Resends, newest first" })).getAllByRole("option");
const result = () => within(screen.getByRole("region", { name: "Response" }));

async function openSent() {
  const backend = openWindow({ events: 40 });
  fireEvent.click(
    await within(await screen.findByRole("navigation", { name: "Views" })).findByRole("button", {
      name: /^Sent/,
    }),
  );
  await screen.findByRole("region", { name: "Sent" });
  return backend;
}

describe("the Sent page", () => {
  it("lists resends newest first, with the result of the selected resend", async () => {
    await openSent();
    const rows = await findRows();
    expect(rows.map((row) => row.dataset.resendId)).toEqual(["2", "1"]);
    await waitFor(() => result().getByText("connection refused"));
    result().getByText("Not delivered");
    key("j");
    await waitFor(() => result().getByText("200 OK"));
    within(result().getByLabelText("Timing")).getByText("First byte");
  });

  it("opens the draft with its result, and returns to the list", async () => {
    await openSent();
    await findRows();
    key("j");
    key("Enter");
    await screen.findByLabelText("Body to send");
    await waitFor(() =>
      expect(screen.getByRole("main", { name: "Edit and resend" }).textContent).toContain("200 OK"),
    );
    key("Escape");
    await waitFor(() => expect(screen.queryByLabelText("Body to send")).toBeNull());
    screen.getByRole("region", { name: "Sent" });
    key("Escape");
    await waitFor(() => expect(screen.queryByRole("region", { name: "Sent" })).toBeNull());
  });

  it("compares two selected responses", async () => {
    const backend = await openSent();
    backend.sendElsewhere(7);
    await waitFor(() => expect(within(list()).getAllByRole("option")).toHaveLength(3));
    const [newest, , oldest] = within(list()).getAllByRole("option");
    fireEvent.click(newest as HTMLElement, { ctrlKey: true });
    expect(newest?.textContent).toContain("selected");
    fireEvent.click(oldest as HTMLElement, { ctrlKey: true });
    fireEvent.click(await screen.findByRole("button", { name: /^Compare responses/ }));
    await waitFor(() =>
      expect(backend.calls.findLast((call) => call.command === "open_comparison")?.args.sides).toEqual({
        what: "responses",
        old: 1,
        new: 7,
      }),
    );
  });

  it("shows the bytes of a response", async () => {
    await openSent();
    await findRows();
    key("j");
    await waitFor(() => result().getByText("200 OK"));
    fireEvent.click(await screen.findByRole("button", { name: "Bytes" }));
    await waitFor(() =>
      expect(result().getByRole("region", { name: "Response bytes" }).textContent).toContain("7b 22 69 73"),
    );
  });

  it("explains itself when there are no resends", async () => {
    const backend = openWindow({ events: 40 });
    backend.forgetResends();
    await screen.findByRole("navigation", { name: "Views" });
    key("r");
    expect(await screen.findByText("No resends yet")).toBeTruthy();
  });
});

describe("the context menu of a resend", () => {
  it("acts on the row that was clicked, not on the selected one", async () => {
    await openSent();
    const [, older] = await findRows();
    const menu = await openMenuOf(older as HTMLElement);
    expect(menuItems(menu)).toEqual([
      "Edit and resend",
      "Show event",
      "Select for comparison",
      "Copy URL",
      "Copy event number",
    ]);
    chooseFrom(menu, "Select for comparison");
    await waitFor(() => expect(older?.dataset.picked).toBe("true"));
    chooseFrom(await openMenuOf(older as HTMLElement), "Edit and resend");
    await screen.findByLabelText("Body to send");
    await waitFor(() =>
      expect(screen.getByRole("main", { name: "Edit and resend" }).textContent).toContain("200 OK"),
    );
  });
});
