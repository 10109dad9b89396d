import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openWindow } from "@/test/window";

const PATIENCE = { timeout: 4000 };

async function openCoverage() {
  const backend = openWindow({ events: 30 });
  await screen.findByTestId("detail");
  fireEvent.keyDown(document.body, { key: "g" });
  fireEvent.click(await screen.findByRole("button", { name: "Coverage" }));
  await screen.findByTestId("coverage-summary");
  return backend;
}

const summary = () => screen.getByTestId("coverage-summary").textContent;

describe("the coverage", () => {
  it("says calmly that nothing was sent yet", async () => {
    await openCoverage();
    expect(summary()).toBe("0 of 55 types");
    expect(screen.getByText("No sample was sent here yet")).toBeTruthy();
  });

  it("sends one of each, shows how far it is, and how each was answered", async () => {
    const backend = await openCoverage();
    backend.catalog.pace = 28;
    fireEvent.click(screen.getByTestId("start-tour"));
    expect((await screen.findByTestId("tour-progress")).textContent).toBe("0 of 55");
    await waitFor(() => expect(screen.getByTestId("tour-progress").textContent).toBe("28 of 55"), PATIENCE);
    await waitFor(() => expect(screen.queryByTestId("tour-progress")).toBeNull(), PATIENCE);
    expect(summary()).toBe("55 of 55 types, 2 failed");
    expect(screen.getAllByTestId("coverage-row")).toHaveLength(55);
    const asked = backend.calls.filter((call) => call.command === "coverage").length;
    await new Promise((rest) => setTimeout(rest, 700));
    expect(
      backend.calls.filter((call) => call.command === "coverage"),
      "it rests when it is over",
    ).toHaveLength(asked);

    fireEvent.click(screen.getByRole("button", { name: "Failed" }));
    const failed = screen.getAllByTestId("coverage-row");
    expect(failed.map((one) => one.dataset.name)).toEqual(["oidc.jwt.pre_create", "user.pre_create"]);
    expect(failed[0]?.textContent).toContain("failed");
    expect(failed[0]?.textContent).toContain("Nothing was answered within 5 s.");
    fireEvent.click(within(failed[1] as HTMLElement).getByRole("button"));
    expect((await screen.findByRole("option", { selected: true })).dataset.name).toBe("user.pre_create");
  });

  it("can be cancelled, and keeps what was sent", async () => {
    const backend = await openCoverage();
    backend.catalog.pace = 5;
    fireEvent.click(screen.getByTestId("start-tour"));
    await waitFor(() => expect(screen.getByTestId("tour-progress").textContent).toBe("5 of 55"), PATIENCE);
    fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByTestId("tour-progress")).toBeNull(), PATIENCE);
    expect(backend.calls.some((call) => call.command === "cancel_tour")).toBe(true);
    expect(summary()).toMatch(/^\d+ of 55 types, none failed$/);
    expect(screen.getByTestId("start-tour")).toBeTruthy();
  });

  it("is that of the address one writes", async () => {
    const backend = await openCoverage();
    fireEvent.change(screen.getByTestId("target"), { target: { value: "http://localhost:3000" } });
    await waitFor(() =>
      expect(
        backend.calls.some((call) => call.command === "coverage" && call.args.to === "http://localhost:3000"),
      ).toBe(true),
    );
  });
});
