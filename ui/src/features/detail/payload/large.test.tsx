import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { openWindow } from "@/test/window";

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.body, { key: name, ...more });
const KB = 1024;
/** How much of the body is loaded. */
const PART = /^(?:First|Searching the first) .* of /;

/** Without it, a query would read the whole body. */
const STATUS = { selector: '[role="status"]' };

async function openText(bytes: number) {
  const backend = openWindow({ events: 120, longBody: bytes });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  key("2");
  await screen.findByText(PART, STATUS);
  const asked = () => backend.calls.filter((call) => call.command === "body_text").map((call) => call.args);
  return { asked };
}

it("a long text begins with its first 256 KB, and scrolling to its end loads more", async () => {
  const { asked } = await openText(600 * KB);
  expect(screen.getByText(PART, STATUS).textContent).toContain("First 256 KB of 600 KB");
  expect(asked()).toHaveLength(1);
  const scroller = screen.getByLabelText("Body").closest(".cm-scroller");
  act(() => void fireEvent.scroll(scroller ?? document.body));
  await waitFor(() => expect(screen.getByText(PART, STATUS).textContent).toContain("First 512 KB"));
  expect(asked().at(-1)).toMatchObject({ start: 256 * KB, len: 256 * KB });
});

it("a search says how much it covers, and the rest can be loaded", async () => {
  const { asked } = await openText(3000 * KB);
  key("f", { ctrlKey: true });
  await waitFor(() =>
    expect(screen.getByText(PART, STATUS).textContent).toContain(
      "Searching the first 256 KB of 2.9 MB",
    ),
  );
  fireEvent.click(screen.getByRole("button", { name: "Load all" }));
  await waitFor(() => expect(screen.queryByText(PART, STATUS)).toBeNull());
  expect(asked()).toHaveLength(4);
});

it("a text is never loaded further than it can be laid out", async () => {
  const { asked } = await openText(20_000 * KB);
  fireEvent.click(screen.getByRole("button", { name: "Load 16.0 MB" }));
  await waitFor(() =>
    expect(screen.getByText(PART, STATUS).textContent).toContain("the maximum shown as text"),
  );
  expect(Math.max(...asked().map(({ start }) => Number(start)))).toBeLessThan(16 * KB * KB);
  expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
});
