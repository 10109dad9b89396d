import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { openWindow } from "@/test/window";

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.body, { key: name, ...more });
const KB = 1024;

async function openText(bytes: number) {
  const backend = openWindow({ events: 120, longBody: bytes });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  key("2");
  await screen.findByTestId("part-note");
  const asked = () => backend.calls.filter((call) => call.command === "body_text").map((call) => call.args);
  return { asked };
}

it("a long text is shown by its first 256 KB, more when one scrolls to its end", async () => {
  const { asked } = await openText(600 * KB);
  expect(screen.getByTestId("part-note").textContent).toContain("First 256 KB of 600 KB");
  expect(asked()).toHaveLength(1);
  const scroller = screen.getByTestId("body-text").closest(".cm-scroller");
  act(() => void fireEvent.scroll(scroller ?? document.body));
  await waitFor(() => expect(screen.getByTestId("part-note").textContent).toContain("First 512 KB"));
  expect(asked().at(-1)).toMatchObject({ start: 256 * KB, len: 256 * KB });
});

it("finding says how much it looks through, and all can be loaded", async () => {
  const { asked } = await openText(3000 * KB);
  key("f", { ctrlKey: true });
  await waitFor(() =>
    expect(screen.getByTestId("part-note").textContent).toContain(
      "Finding looks through the first 256 KB of 2.9 MB",
    ),
  );
  fireEvent.click(screen.getByRole("button", { name: "Load all" }));
  await waitFor(() => expect(screen.queryByTestId("part-note")).toBeNull());
  expect(asked()).toHaveLength(4);
});

it("no more than what can be laid out is ever loaded as text", async () => {
  const { asked } = await openText(20_000 * KB);
  fireEvent.click(screen.getByRole("button", { name: "Load 16.0 MB" }));
  await waitFor(() =>
    expect(screen.getByTestId("part-note").textContent).toContain("the most that is shown as text"),
  );
  expect(Math.max(...asked().map(({ start }) => Number(start)))).toBeLessThan(16 * KB * KB);
  expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
});
