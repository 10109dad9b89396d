import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openWindow } from "@/test/window";

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

  it("compares two responses that were picked", async () => {
    const backend = await openSent();
    backend.sendElsewhere(7);
    await waitFor(() => expect(screen.getAllByTestId("sent-row")).toHaveLength(3), { timeout: 3000 });
    const [newest, , oldest] = screen.getAllByTestId("sent-row");
    fireEvent.click(newest as HTMLElement, { ctrlKey: true });
    expect(newest?.textContent).toContain("picked");
    fireEvent.click(oldest as HTMLElement, { ctrlKey: true });
    fireEvent.click(await screen.findByTestId("sent-compare"));
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
    await screen.findAllByTestId("sent-row");
    key("j");
    await waitFor(() => expect(screen.getByTestId("response-status").textContent).toBe("200 OK"));
    fireEvent.click(await screen.findByRole("button", { name: "Bytes" }));
    await waitFor(() => expect(screen.getByTestId("response-bytes").textContent).toContain("7b 22 69 73"));
  });

  it("says calmly that there is nothing yet", async () => {
    const backend = openWindow({ events: 40 });
    backend.forgetResends();
    await screen.findByTestId("sidebar");
    key("r");
    expect(await screen.findByText("Nothing sent yet")).toBeTruthy();
  });
});
