import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openWindow } from "../../test/window";

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });

async function openSent() {
  const backend = openWindow({ events: 40 });
  fireEvent.click(await within(await screen.findByTestId("sidebar")).findByRole("button", { name: /^Sent/ }));
  await screen.findByTestId("sent");
  return backend;
}

describe("what was sent", () => {
  it("is listed newest first, with what came of the chosen one", async () => {
    await openSent();
    const rows = await screen.findAllByTestId("sent-row");
    expect(rows.map((row) => row.dataset.resendId)).toEqual(["2", "1"]);
    await waitFor(() => expect(screen.getByTestId("response-status").textContent).toBe("refused"));
    expect(screen.getByTestId("verdict").textContent).toContain("Not delivered");
    key("j");
    await waitFor(() => expect(screen.getByTestId("response-status").textContent).toBe("200 OK"));
    expect(screen.getByTestId("timing").textContent).toContain("First byte");
  });

  it("leads to the draft with its result beside, and back to the list", async () => {
    await openSent();
    await screen.findAllByTestId("sent-row");
    key("j");
    key("Enter");
    await screen.findByTestId("draft-editor");
    await waitFor(() =>
      expect(screen.getByRole("main", { name: "Edit and resend" }).textContent).toContain("200 OK"),
    );
    key("Escape");
    await waitFor(() => expect(screen.queryByTestId("draft-editor")).toBeNull());
    expect(screen.getByTestId("sent")).toBeTruthy();
    key("Escape");
    await waitFor(() => expect(screen.queryByTestId("sent")).toBeNull());
  });

  it("says calmly that there is nothing yet", async () => {
    const backend = openWindow({ events: 40 });
    backend.forgetResends();
    await screen.findByTestId("sidebar");
    key("r");
    expect(await screen.findByText("Nothing sent yet")).toBeTruthy();
  });
});
