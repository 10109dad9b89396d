import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeBackend } from "@/test/fake-backend";
import { eventDetail, eventList } from "@/test/regions";
import { openWindow } from "@/test/window";

const press = (key: string) => fireEvent.keyDown(document.body, { key });

const BENCH = { name: "Test another answer" };

/** The Answer tab of the newest event of a type. */
async function openAnswer(type: string): Promise<FakeBackend> {
  const backend = openWindow({ events: 120 });
  await screen.findAllByRole("option");
  fireEvent.click(within(eventList()).getAllByTitle(type)[0] as HTMLElement);
  await within(eventDetail()).findByRole("heading", { level: 1, name: type });
  press("4");
  return backend;
}

describe("testing another answer to a stored event", () => {
  it("shows the verdict and the resulting user, and sends nothing", async () => {
    const backend = await openAnswer("user.pre_create");
    const bench = await screen.findByRole("region", BENCH);
    await waitFor(() => expect(bench.textContent).toContain("Authgear would accept this"));
    within(bench).getByRole("region", { name: /^User after this answer/ });
    fireEvent.click(within(bench).getByRole("button", { name: "Deny" }));
    fireEvent.change(await within(bench).findByLabelText(/^Title/), { target: { value: "Not today" } });
    await waitFor(() =>
      expect(within(bench).getByLabelText("Answer preview").textContent).toContain("Not today"),
    );
    fireEvent.keyDown(within(bench).getByLabelText(/^Title/), { key: "Enter" });
    expect(backend.heldEvents.answered).toEqual([]);
    expect(backend.calls.some(({ command }) => command === "answer_held")).toBe(false);
  });

  it("is not offered if the sender ignores the answer", async () => {
    await openAnswer("user.authenticated");
    await screen.findByRole("heading", { name: "Body" });
    expect(screen.queryByRole("region", BENCH)).toBeNull();
  });
});
