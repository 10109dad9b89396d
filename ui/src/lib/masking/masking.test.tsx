import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { clockOf } from "@/format/time";
import { openWindow } from "@/test/window";
import { Countdown } from "./Countdown";

const row = (id: number) =>
  waitFor(() => {
    const found = document.getElementById(`event-${id}`);
    if (found === null) throw new Error(`event ${id} is not drawn`);
    return found;
  });

const SECRET = "YjM3ZDY5NjM1N2FjOTk4MzBj";

/** Of 1204 events, a request for a new password: a token and a link that work for a while. */
async function openMasked() {
  const backend = openWindow({ events: 1204 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  fireEvent.click(await row(1199));
  await screen.findByRole("heading", { name: "auth.password_reset" });
  await waitFor(() => expect(screen.getByTestId("body-text").textContent).toContain("••••••••"));
  return backend;
}

const text = (id: string) => screen.getByTestId(id).textContent;

describe("masked values", () => {
  it("are out of sight in the payload until they are asked for, and again afterwards", async () => {
    await openMasked();
    expect(text("masked-note")).toContain("token and link are masked.");
    expect(text("body-text")).not.toContain(SECRET);
    fireEvent.click(screen.getByTestId("reveal"));
    await waitFor(() => expect(text("body-text")).toContain(SECRET));
    expect(text("masked-note")).toContain("token and link are shown.");
    fireEvent.keyDown(document.body, { key: "v" });
    await waitFor(() => expect(text("body-text")).not.toContain(SECRET));
  });

  it("are out of sight in the tree, whose open branches stay open", async () => {
    await openMasked();
    fireEvent.click(screen.getByRole("button", { name: "Tree" }));
    fireEvent.click(await screen.findByRole("treeitem", { name: /roles/ }));
    await screen.findByRole("treeitem", { name: /Warehouse clerk/ });
    expect(screen.getByRole("treeitem", { name: /^token/ }).textContent).toContain("••••••••");
    fireEvent.click(screen.getByTestId("reveal"));
    await waitFor(() =>
      expect(screen.getByRole("treeitem", { name: /^token/ }).textContent).toContain(SECRET),
    );
    expect(screen.getByRole("treeitem", { name: /Warehouse clerk/ })).toBeTruthy();
  });

  it("are out of sight in the raw bytes", async () => {
    await openMasked();
    fireEvent.keyDown(document.body, { key: "6" });
    await waitFor(() => expect(text("raw-text")).toContain("****"));
    expect(text("raw-text")).not.toContain(SECRET);
    fireEvent.click(screen.getByTestId("reveal"));
    await waitFor(() => expect(text("raw-text")).toContain(SECRET));
  });

  it("are masked again when one comes back from another event", async () => {
    await openMasked();
    fireEvent.click(screen.getByTestId("reveal"));
    await waitFor(() => expect(text("body-text")).toContain(SECRET));
    fireEvent.click(await row(1204));
    await screen.findByRole("heading", { name: "identity.email.updated" });
    fireEvent.click(await row(1199));
    await screen.findByRole("heading", { name: "auth.password_reset" });
    await waitFor(() => expect(text("body-text")).toContain("••••••••"));
    expect(text("body-text")).not.toContain(SECRET);
  });

  it("are exact where the body is edited, which is said", async () => {
    const backend = await openMasked();
    fireEvent.keyDown(document.body, { key: "e" });
    await screen.findByTestId("draft-editor");
    expect(text("draft-editor")).toContain(SECRET);
    expect(text("draft-unmasked")).toContain("token and link are shown here");
    expect(backend.calls.findLast((call) => call.command === "body_text")?.args.reveal).toBe(true);
  });
});

describe("the countdown", () => {
  const END = "2026-03-11T10:49:04.500000Z";
  afterEach(() => vi.useRealTimers());

  it("ticks each second and ends with when it ended", () => {
    vi.useFakeTimers({ now: Date.parse(END) - 3_552_000 });
    render(<Countdown lifetime={{ members: ["token", "link"], expires_at: END, seconds: 3600 }} />);
    const told = () => screen.getByRole("timer").textContent;
    expect(told()).toBe("token and link can be valid for 59 min 12 s more, at the latest");
    expect(screen.getByRole("timer").getAttribute("aria-live")).toBe("off");
    act(() => vi.advanceTimersByTime(1000));
    expect(told()).toContain("59 min 11 s");
    act(() => vi.advanceTimersByTime(3_550_000));
    expect(told()).toContain("for 1 s more");
    act(() => vi.advanceTimersByTime(1000));
    expect(told()).toBe(`token and link expired at ${clockOf(END).time}, at the latest`);
    expect(vi.getTimerCount(), "it rests once it is over").toBe(0);
  });

  it("is over from the start for what expired before", () => {
    vi.useFakeTimers({ now: Date.parse(END) + 1 });
    render(<Countdown lifetime={{ members: ["token"], expires_at: END, seconds: 60 }} />);
    expect(screen.getByRole("timer").textContent).toContain("token expired at");
    expect(vi.getTimerCount()).toBe(0);
  });
});
