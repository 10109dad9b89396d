import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { fakeStep } from "@/test/fake-scenarios";
import { openWindow } from "@/test/window";
import { headersOf, linesOf } from "./words";

const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, bubbles: true, ...more });

async function openScenarios() {
  const backend = openWindow({ events: 60 });
  backend.scenarios.keep("Sign-up", fakeStep({ name: "first" }), fakeStep({ name: "second", pause_ms: 200 }));
  await screen.findByTestId("detail");
  fireEvent.click(screen.getByRole("button", { name: "Scenarios" }));
  await screen.findByTestId("scenario-desk");
  return backend;
}

const face = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

describe("scenarios", () => {
  it("are recorded from the events that are selected", async () => {
    const backend = openWindow({ events: 60 });
    await screen.findByTestId("detail");
    const rows = await screen.findAllByTestId("row");
    fireEvent.click(rows[2] ?? document.body, { ctrlKey: true });
    fireEvent.click(await screen.findByRole("button", { name: "Record scenario…" }));
    fireEvent.change(await screen.findByTestId("record-name"), { target: { value: "Two" } });
    fireEvent.click(screen.getByTestId("record-go"));
    await screen.findByTestId("scenario-desk");
    expect(screen.getAllByTestId("step-row")).toHaveLength(2);
    expect(backend.scenarios.kept.get("Two")?.steps[0]?.status).toBe("2xx");
  });

  it("are edited as steps, and what is wrong is said at its place", async () => {
    const backend = await openScenarios();
    fireEvent.click(screen.getAllByTestId("step-row")[1] ?? document.body);
    fireEvent.change(screen.getByTestId("step-status"), { target: { value: "ok" } });
    await waitFor(() => expect(screen.getByTestId("scenario-mistake").textContent).toContain("Step 2"));
    expect(screen.getByTestId("step-status").getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByTestId("scenario-save")).toHaveProperty("disabled", true);
    fireEvent.change(screen.getByTestId("step-status"), { target: { value: "201" } });
    await waitFor(() => expect(screen.queryByTestId("scenario-mistake")).toBeNull());
    fireEvent.click(screen.getByTestId("add-wanted"));
    fireEvent.change(screen.getByLabelText("Place 1 in the answer"), { target: { value: "/is_allowed" } });
    fireEvent.click(screen.getByRole("button", { name: "Move the step up" }));
    fireEvent.change(screen.getByTestId("scenario-name"), { target: { value: "Renamed" } });
    await waitFor(() => expect(screen.getByTestId("scenario-save")).toHaveProperty("disabled", false));
    press("s", { ctrlKey: true });
    await waitFor(() => expect(backend.scenarios.kept.has("Renamed")).toBe(true));
    const [first] = backend.scenarios.kept.get("Renamed")?.steps ?? [];
    expect([first?.name, first?.status, first?.answer]).toEqual([
      "second",
      "201",
      [{ at: "/is_allowed", test: "equals", value: "true" }],
    ]);
    expect(backend.scenarios.kept.has("Sign-up")).toBe(false);
  });

  it("keep what was edited and not saved when they are left", async () => {
    await openScenarios();
    fireEvent.change(screen.getByTestId("step-name"), { target: { value: "changed" } });
    fireEvent.click(screen.getByRole("button", { name: "Rules" }));
    await waitFor(() => expect(screen.queryByTestId("scenarios")).toBeNull());
    fireEvent.click(screen.getByRole("button", { name: "Scenarios" }));
    await screen.findByTestId("scenario-desk");
    expect(screen.getByTestId("step-name")).toHaveProperty("value", "changed");
    expect(screen.getByTestId("scenario-row").textContent).toContain("not saved");
  });

  it("have a file, in which a mistake has its line", async () => {
    await openScenarios();
    face("File");
    const text = await screen.findByTestId("scenario-text");
    expect(text.textContent).toContain('"name": "Sign-up"');
  });

  it("are run, step by step, and the result is saved", async () => {
    const backend = await openScenarios();
    face("Run");
    await waitFor(() => expect(screen.getByTestId("scenario-start")).toHaveProperty("disabled", false));
    fireEvent.click(screen.getByTestId("scenario-start"));
    await screen.findAllByTestId("run-step");
    act(() => void backend.scenarios.goOn("passed"));
    await waitFor(() => expect(screen.getByTestId("scenario-result").textContent).toBe("Running: 1 of 2"));
    press("Escape");
    expect((await screen.findByTestId("scenario-status")).textContent).toContain("Sign-up: 1 of 2");
    fireEvent.click(screen.getByTestId("scenario-status"));
    await screen.findByTestId("scenario-run");
    act(() => void backend.scenarios.goOn("failed"));
    await waitFor(() =>
      expect(screen.getByTestId("scenario-result").textContent).toBe("Done: 1 passed, 1 failed"),
    );
    await waitFor(() => expect(screen.getByTestId("checks").textContent).toContain("500 came"));
    fireEvent.click(screen.getByTestId("scenario-junit"));
    await waitFor(() =>
      expect(screen.getByTestId("save-path")).toHaveProperty("value", "/home/ada/Downloads/Sign-up.xml"),
    );
    fireEvent.click(screen.getByTestId("save-go"));
    await screen.findByTestId("saved");
  });

  it("are stopped, and what was left is skipped", async () => {
    await openScenarios();
    face("Run");
    await waitFor(() => expect(screen.getByTestId("scenario-start")).toHaveProperty("disabled", false));
    fireEvent.click(screen.getByTestId("scenario-start"));
    fireEvent.click(await screen.findByTestId("scenario-cancel"));
    await waitFor(() =>
      expect(screen.getByTestId("scenario-result").textContent).toBe("Cancelled: 0 passed, 2 skipped"),
    );
  });

  it("are duplicated, removed, and brought back", async () => {
    const backend = await openScenarios();
    const choose = async (name: string) => {
      fireEvent.click(await screen.findByRole("button", { name: "More about this scenario" }));
      fireEvent.click(await screen.findByRole("menuitem", { name }));
    };
    await choose("Duplicate");
    await waitFor(() => expect(screen.getAllByTestId("scenario-row")).toHaveLength(2));
    await choose("Remove");
    await screen.findByTestId("scenario-removed");
    await waitFor(() => expect(backend.scenarios.kept.has("Sign-up (2)")).toBe(false));
    fireEvent.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(backend.scenarios.kept.has("Sign-up (2)")).toBe(true));
  });

  it("take a draft as their last step", async () => {
    const backend = await openScenarios();
    press("Escape");
    press("e");
    fireEvent.click(await screen.findByTestId("open-add"));
    fireEvent.change(await screen.findByTestId("add-name"), { target: { value: "Sign-up" } });
    fireEvent.click(screen.getByTestId("add-go"));
    await waitFor(() => expect(backend.scenarios.kept.get("Sign-up")?.steps).toHaveLength(3));
    expect((await screen.findByTestId("told")).textContent).toContain("step 3 of “Sign-up”");
  });

  it("are imported from a file", async () => {
    await openScenarios();
    fireEvent.click(screen.getByRole("button", { name: "Import…" }));
    fireEvent.change(await screen.findByTestId("import-path"), { target: { value: "/tmp/a.json" } });
    fireEvent.click(screen.getByRole("button", { name: "Import" }));
    await waitFor(() => expect(screen.getAllByTestId("scenario-row")).toHaveLength(2));
  });
});

describe("headers as lines", () => {
  it("are the same headers, and what is no text stays", () => {
    const headers = [
      { name: "A", value: "1: 2", base64: false },
      { name: "B", value: "gQ==", base64: true },
    ];
    expect(headersOf(linesOf(headers), headers)).toEqual(headers);
    expect(headersOf("A\n\n b : c ", [])).toEqual([
      { name: "A", value: "", base64: false },
      { name: "b", value: "c", base64: false },
    ]);
  });
});
