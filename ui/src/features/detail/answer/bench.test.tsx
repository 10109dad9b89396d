import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeBackend } from "@/test/fake-backend";
import { openWindow } from "@/test/window";

const press = (key: string) => fireEvent.keyDown(document.body, { key });

/** The Answer tab of the newest event of a type. */
async function openAnswer(type: string): Promise<FakeBackend> {
  const backend = openWindow({ events: 120 });
  await screen.findAllByTestId("row");
  const row = screen
    .getAllByTestId("row")
    .find((one) => within(one).getByTestId("row-type").textContent === type);
  fireEvent.click(row ?? document.body);
  await waitFor(() => expect(screen.getByTestId("detail-title").textContent).toBe(type));
  press("4");
  return backend;
}

describe("another answer to a stored event", () => {
  it("is judged, shown with what it makes of the user, and never sent", async () => {
    const backend = await openAnswer("user.pre_create");
    const bench = await screen.findByTestId("answer-bench");
    await waitFor(() => expect(bench.textContent).toContain("Authgear would accept this"));
    expect(within(bench).getByTestId("afterwards").textContent).toContain("The user afterwards");
    fireEvent.click(within(bench).getByRole("button", { name: "Deny" }));
    fireEvent.change(await screen.findByTestId("deny-title"), { target: { value: "Not today" } });
    await waitFor(() => expect(screen.getByTestId("deny-preview").textContent).toContain("Not today"));
    fireEvent.keyDown(screen.getByTestId("deny-title"), { key: "Enter" });
    expect(backend.holding.answered).toEqual([]);
    expect(backend.calls.some(({ command }) => command === "answer_held")).toBe(false);
  });

  it("is not there where the sender reads no answer", async () => {
    await openAnswer("user.authenticated");
    await screen.findByRole("heading", { name: "Body" });
    expect(screen.queryByTestId("answer-bench")).toBeNull();
  });
});
