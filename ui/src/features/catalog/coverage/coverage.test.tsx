import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openWindow } from "@/test/window";

async function openCoverage() {
  const backend = openWindow({ events: 30 });
  await screen.findByRole("region", { name: "Event" });
  fireEvent.keyDown(document.body, { key: "g" });
  fireEvent.click(await screen.findByRole("button", { name: "Coverage" }));
  await screen.findByText(SUMMARY);
  return backend;
}

const SUMMARY = /^\d+ of \d+ types/;
const summary = () => screen.getByText(SUMMARY).textContent;
const START = { name: "Start tour" };
const start = () => fireEvent.click(screen.getByRole("button", START));
const progress = () => screen.getByRole("progressbar", { name: "Samples sent" });
const isOver = () => expect(screen.queryByRole("progressbar", { name: "Samples sent" })).toBeNull();
/** The rows of the table, without the header. */
const rows = () =>
  within(screen.getByRole("table", { name: "Answers to samples" }))
    .getAllByRole("row")
    .slice(1);

describe("coverage", () => {
  it("shows an empty state before the first sample", async () => {
    await openCoverage();
    expect(summary()).toBe("0 of 55 types");
    expect(screen.getByText("No samples sent to this target yet")).toBeTruthy();
  });

  it("sends one sample of each type, and shows the progress and every answer", async () => {
    const backend = await openCoverage();
    backend.catalog.pace = 28;
    start();
    await screen.findByText("0 of 55");
    expect(progress().getAttribute("aria-valuetext")).toBe("0 of 55");
    await screen.findByText("28 of 55");
    await waitFor(isOver);
    expect(summary()).toBe("55 of 55 types, 2 failed");
    expect(rows()).toHaveLength(55);
    const polls = backend.calls.filter((call) => call.command === "coverage").length;
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(
      backend.calls.filter((call) => call.command === "coverage"),
      "polling stops with the tour",
    ).toHaveLength(polls);

    fireEvent.click(screen.getByRole("button", { name: "Failed" }));
    const failed = rows();
    expect(failed.map((row) => row.dataset.name)).toEqual(["oidc.jwt.pre_create", "user.pre_create"]);
    expect(failed[0]?.textContent).toContain("failed");
    expect(failed[0]?.textContent).toContain("No answer within 5 s.");
    fireEvent.click(within(failed[1] as HTMLElement).getByRole("button"));
    expect((await screen.findByRole("option", { selected: true })).dataset.name).toBe("user.pre_create");
  });

  it("stops a tour, and keeps the answers so far", async () => {
    const backend = await openCoverage();
    backend.catalog.pace = 5;
    start();
    await screen.findByText("5 of 55");
    fireEvent.click(screen.getByRole("button", { name: "Stop tour" }));
    await waitFor(isOver);
    expect(backend.calls.some((call) => call.command === "cancel_tour")).toBe(true);
    expect(summary()).toMatch(/^\d+ of 55 types, none failed$/);
    expect(screen.getByRole("button", START)).toBeTruthy();
  });

  it("shows the coverage of the entered target", async () => {
    const backend = await openCoverage();
    fireEvent.change(screen.getByRole("textbox", { name: "Target" }), {
      target: { value: "http://localhost:3000" },
    });
    await waitFor(() =>
      expect(
        backend.calls.some((call) => call.command === "coverage" && call.args.to === "http://localhost:3000"),
      ).toBe(true),
    );
  });
});
