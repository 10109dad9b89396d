import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { openWindow } from "@/test/window";

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.body, { key: name, ...more });
const KB = 1024;
/** The text that shows how much of the body is loaded. */
const PART = /^(?:First|Searching the first) .* of /;

/** Limits a query to status elements; otherwise it would read the whole body. */
const STATUS = { selector: '[role="status"]' };

async function openText(bytes: number) {
  const backend = openWindow({ events: 120, longBody: bytes });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  key("2");
  await screen.findByText(PART, STATUS);
  const requests = () =>
    backend.calls.filter((call) => call.command === "body_text").map((call) => call.args);
  return { requests };
}

it("loads the first 256 KB of a long text, and more when it is scrolled to the end", async () => {
  const { requests } = await openText(600 * KB);
  expect(screen.getByText(PART, STATUS).textContent).toContain("First 256 KB of 600 KB");
  expect(requests()).toHaveLength(1);
  const scroller = screen.getByLabelText("Body").closest(".cm-scroller");
  act(() => void fireEvent.scroll(scroller ?? document.body));
  await waitFor(() => expect(screen.getByText(PART, STATUS).textContent).toContain("First 512 KB"));
  expect(requests().at(-1)).toMatchObject({ start: 256 * KB, len: 256 * KB });
});

it("shows how much of the text a search covers, and loads the rest on request", async () => {
  const { requests } = await openText(3000 * KB);
  key("f", { ctrlKey: true });
  await waitFor(() =>
    expect(screen.getByText(PART, STATUS).textContent).toContain("Searching the first 256 KB of 2.9 MB"),
  );
  fireEvent.click(screen.getByRole("button", { name: "Load all" }));
  await waitFor(() => expect(screen.queryByText(PART, STATUS)).toBeNull());
  expect(requests()).toHaveLength(4);
});

it("never loads more text than can be displayed", async () => {
  const { requests } = await openText(20_000 * KB);
  fireEvent.click(screen.getByRole("button", { name: "Load 16.0 MB" }));
  await waitFor(() =>
    expect(screen.getByText(PART, STATUS).textContent).toContain("the maximum shown as text"),
  );
  expect(Math.max(...requests().map(({ start }) => Number(start)))).toBeLessThan(16 * KB * KB);
  expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
});
