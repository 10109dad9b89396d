import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PaneBoundary } from "./PaneBoundary";

function Payload({ broken }: { broken: boolean }) {
  if (broken) throw new Error("a member has no name");
  return <p>The payload</p>;
}

const show = (broken: boolean, event: number) => (
  <>
    <PaneBoundary name="Payload" event={event} resetKey={event} raw={() => <p>The bytes</p>}>
      <Payload broken={broken} />
    </PaneBoundary>
    <p>The rest of the window</p>
  </>
);

describe("PaneBoundary", () => {
  // React reports the error that the boundary catches.
  beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));
  afterEach(() => vi.restoreAllMocks());

  it("keeps an error inside its pane and names the event", () => {
    render(show(true, 7));
    expect(screen.getByRole("alert").textContent).toContain("Payload of event 7 cannot be shown");
    expect(screen.getByRole("alert").textContent).toContain("a member has no name");
    expect(screen.getByText("The rest of the window")).toBeTruthy();
  });

  it("shows the raw bytes instead", () => {
    render(show(true, 7));
    fireEvent.click(screen.getByRole("button", { name: "Show raw" }));
    expect(screen.getByText("The bytes")).toBeTruthy();
  });

  it("copies the event id, the error and the component stack", async () => {
    const writeText = vi.fn().mockResolvedValue(undefined);
    vi.stubGlobal("navigator", { clipboard: { writeText } });
    render(show(true, 7));
    fireEvent.click(screen.getByRole("button", { name: "Copy details" }));
    await waitFor(() => expect(writeText).toHaveBeenCalled());
    const details = String(writeText.mock.calls[0]?.[0]);
    expect(details).toContain("Event: 7");
    expect(details).toContain("a member has no name");
    expect(details).toContain("at Payload");
    vi.unstubAllGlobals();
  });

  it("renders again after a click, and for another event", () => {
    const { rerender } = render(show(true, 7));
    rerender(show(false, 7));
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(screen.getByText("The payload")).toBeTruthy();
    rerender(show(true, 8));
    expect(screen.getByRole("alert").textContent).toContain("event 8");
    rerender(show(false, 9));
    expect(screen.getByText("The payload")).toBeTruthy();
  });
});
