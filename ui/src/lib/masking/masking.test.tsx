import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { clockOf } from "@/format/time";
import { eventRow as row } from "@/test/regions";
import { openWindow } from "@/test/window";
import { Countdown } from "./Countdown";

const SECRET = "YjM3ZDY5NjM1N2FjOTk4MzBj";

/** Opens a password reset, whose token and link are masked. */
async function openMasked() {
  const backend = openWindow({ events: 1204 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  fireEvent.click(await row(1199));
  await screen.findByRole("heading", { name: "auth.password_reset" });
  await waitFor(() => expect(text(BODY)).toContain("••••••••"));
  return backend;
}

const BODY = "Body";
const RAW = "Body as received";
const text = (label: string) => screen.getByLabelText(label).textContent;
/** The note about masked values above a body. */
const note = () => screen.getByText(/^(?:masked|shown)\.$|^shown here: /).textContent;
const flip = (name: "Show" | "Mask") => fireEvent.click(screen.getByText(name, { selector: "button" }));

describe("masked values", () => {
  it("are masked in the payload, and can be shown and masked again", async () => {
    await openMasked();
    expect(note()).toBe("token and link are masked.");
    expect(text(BODY)).not.toContain(SECRET);
    flip("Show");
    await waitFor(() => expect(text(BODY)).toContain(SECRET));
    expect(note()).toBe("token and link are shown.");
    fireEvent.keyDown(document.body, { key: "v" });
    await waitFor(() => expect(text(BODY)).not.toContain(SECRET));
  });

  it("are masked in the tree, whose open branches stay open", async () => {
    await openMasked();
    fireEvent.click(screen.getByRole("button", { name: "Tree" }));
    fireEvent.click(await screen.findByRole("treeitem", { name: /roles/ }));
    await screen.findByRole("treeitem", { name: /Warehouse clerk/ });
    expect(screen.getByRole("treeitem", { name: /^token/ }).textContent).toContain("••••••••");
    flip("Show");
    await waitFor(() =>
      expect(screen.getByRole("treeitem", { name: /^token/ }).textContent).toContain(SECRET),
    );
    expect(screen.getByRole("treeitem", { name: /Warehouse clerk/ })).toBeTruthy();
  });

  it("are masked in the raw bytes", async () => {
    await openMasked();
    fireEvent.keyDown(document.body, { key: "6" });
    await waitFor(() => expect(text(RAW)).toContain("****"));
    expect(text(RAW)).not.toContain(SECRET);
    flip("Show");
    await waitFor(() => expect(text(RAW)).toContain(SECRET));
  });

  it("are masked in the headers", async () => {
    await openMasked();
    fireEvent.keyDown(document.body, { key: "3" });
    const headers = await screen.findByRole("table", { name: "Request headers" });
    expect(headers.textContent).toContain("Bearer ••••••••");
    expect(note()).toBe("Authorization is masked.");
    fireEvent.keyDown(document.body, { key: "v" });
    await waitFor(() => expect(headers.textContent).toContain("Bearer open-sesame"));
    fireEvent.keyDown(document.body, { key: "v" });
    await waitFor(() => expect(headers.textContent).not.toContain("open-sesame"));
  });

  it("are masked again after another event is opened", async () => {
    await openMasked();
    flip("Show");
    await waitFor(() => expect(text(BODY)).toContain(SECRET));
    fireEvent.click(await row(1204));
    await screen.findByRole("heading", { name: "identity.email.updated" });
    fireEvent.click(await row(1199));
    await screen.findByRole("heading", { name: "auth.password_reset" });
    await waitFor(() => expect(text(BODY)).toContain("••••••••"));
    expect(text(BODY)).not.toContain(SECRET);
  });

  it("are visible in the editor, with a note about it", async () => {
    const backend = await openMasked();
    fireEvent.keyDown(document.body, { key: "e" });
    await screen.findByLabelText("Body to send");
    expect(text("Body to send")).toContain(SECRET);
    expect(screen.getByText(/^shown here: /).textContent).toContain("token and link are shown here");
    expect(backend.calls.findLast((call) => call.command === "body_text")?.args.reveal).toBe(true);
  });
});

describe("the countdown", () => {
  const END = "2026-03-11T10:49:04.500000Z";
  afterEach(() => vi.useRealTimers());

  it("ticks each second, then shows the time of expiry", () => {
    vi.useFakeTimers({ now: Date.parse(END) - 3_552_000 });
    render(<Countdown lifetime={{ members: ["token", "link"], expires_at: END, seconds: 3600 }} />);
    const countdown = () => screen.getByRole("timer").textContent;
    expect(countdown()).toBe("token and link expire in at most 59 min 12 s");
    expect(screen.getByRole("timer").getAttribute("aria-live")).toBe("off");
    act(() => vi.advanceTimersByTime(1000));
    expect(countdown()).toContain("59 min 11 s");
    act(() => vi.advanceTimersByTime(3_550_000));
    expect(countdown()).toContain("in at most 1 s");
    act(() => vi.advanceTimersByTime(1000));
    expect(countdown()).toBe(`token and link expired no later than ${clockOf(END).time}`);
    expect(vi.getTimerCount(), "an expired countdown must not keep a timer").toBe(0);
  });

  it("shows an expired token without a timer", () => {
    vi.useFakeTimers({ now: Date.parse(END) + 1 });
    render(<Countdown lifetime={{ members: ["token"], expires_at: END, seconds: 60 }} />);
    expect(screen.getByRole("timer").textContent).toContain("token expired no later than");
    expect(vi.getTimerCount()).toBe(0);
  });
});
