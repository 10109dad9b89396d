import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openWindow } from "@/test/window";
import { AT_FIRST, requestOf, wrongFields } from "./setup";
import { planSentence, tamperSentence } from "./words";

const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, bubbles: true, ...more });

async function openBulk() {
  const backend = openWindow({ events: 60 });
  await screen.findByTestId("detail");
  const rows = await screen.findAllByTestId("row");
  fireEvent.click(rows[3] ?? document.body, { ctrlKey: true });
  fireEvent.click(await screen.findByRole("button", { name: /^Resend 2…/ }));
  await screen.findByTestId("bulk-form");
  return backend;
}

const start = async () => {
  await waitFor(() => expect(screen.getByTestId("bulk-start")).toHaveProperty("disabled", false));
  fireEvent.click(screen.getByTestId("bulk-start"));
  return screen.findByTestId("bulk-run");
};

describe("many events sent again", () => {
  it("say what will happen before they are sent", async () => {
    const backend = await openBulk();
    await waitFor(() =>
      expect(screen.getByTestId("bulk-preview").textContent).toBe(
        "2 requests to http://localhost:3000/hooks, as fast as it answers. ",
      ),
    );
    fireEvent.change(screen.getByLabelText("Repeat"), { target: { value: "10" } });
    await waitFor(() => expect(screen.getByTestId("bulk-preview").textContent).toContain("20 requests"));
    fireEvent.change(screen.getByLabelText("Sent twice"), { target: { value: "50" } });
    await waitFor(() => expect(screen.getByTestId("bulk-preview").textContent).toContain("10 second copies"));
    fireEvent.change(screen.getByLabelText("Repeat"), { target: { value: "x" } });
    await waitFor(() => expect(screen.getByTestId("bulk-preview").textContent).toContain("no number"));
    expect(screen.getByTestId("bulk-start")).toHaveProperty("disabled", true);
    expect(backend.bulk.started, "nothing was sent").toEqual([]);
  });

  it("go out, are paused, go on when the page is left, and are cancelled", async () => {
    const backend = await openBulk();
    fireEvent.change(screen.getByLabelText("Repeat"), { target: { value: "500" } });
    await start();
    act(() => backend.bulk.goOn(30));
    await waitFor(() => expect(screen.getByTestId("bulk-done").textContent).toBe("30 of 1\u202f000"));
    await waitFor(() => expect(screen.getAllByTestId("bulk-row").length).toBeGreaterThan(10));
    expect(screen.getByTestId("bulk-busy").textContent).toContain("is under way");
    expect(screen.getByTestId("bulk-start")).toHaveProperty("disabled", true);
    fireEvent.click(screen.getByTestId("bulk-pause"));
    await waitFor(() => expect(screen.getByTestId("bulk-state").textContent).toBe("Paused"));
    press("Escape");
    const status = await screen.findByTestId("bulk-status");
    expect(status.textContent).toContain("30 of 1\u202f000");
    fireEvent.click(status);
    await screen.findByTestId("bulk-run");
    fireEvent.click(screen.getByTestId("bulk-cancel"));
    await waitFor(() => expect(screen.getByTestId("bulk-state").textContent).toContain("ended within 3 ms"));
    expect(screen.queryByTestId("bulk-status")).toBeNull();
    expect(screen.getByTestId("bulk-report").textContent).toContain("Warning: Some second copies");
  });

  it("are sorted, narrowed to what failed, opened and saved", async () => {
    const backend = await openBulk();
    fireEvent.change(screen.getByLabelText("Repeat"), { target: { value: "6" } });
    await start();
    act(() => backend.bulk.goOn(12));
    await waitFor(() => expect(screen.getByTestId("bulk-state").textContent).toMatch(/^Done/));
    const numbers = () =>
      screen.getAllByTestId("bulk-row").map((row) => row.querySelector("span")?.textContent);
    await waitFor(() => expect(numbers()).toHaveLength(12));
    fireEvent.click(screen.getByLabelText("Failed only"));
    await waitFor(() => expect(numbers()).toEqual(["3", "6", "9", "12"]));
    fireEvent.click(screen.getByRole("button", { name: "Time" }));
    await waitFor(() => expect(numbers()[0]).toBe("9"));
    expect(screen.getByTestId("bulk-shown").textContent).toBe("4 failed");

    fireEvent.click(screen.getByRole("button", { name: "Results as a file or a text" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Save as CSV…" }));
    const dialog = within(await screen.findByTestId("save-as"));
    await waitFor(() =>
      expect(screen.getByTestId("save-path")).toHaveProperty("value", "/home/ada/Downloads/bulk-1.csv"),
    );
    backend.bulk.written.set("/home/ada/Downloads/bulk-1.csv", "");
    fireEvent.click(screen.getByTestId("save-go"));
    fireEvent.click(await screen.findByTestId("save-replace"));
    await screen.findByTestId("saved");
    fireEvent.click(dialog.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByTestId("save-as")).toBeNull());

    const list = screen.getByTestId("bulk-results");
    list.focus();
    press("ArrowDown");
    press("Enter");
    await waitFor(() => expect(screen.queryByTestId("bulk")).toBeNull());
  });

  it("ask before they leave this computer", async () => {
    const backend = await openBulk();
    fireEvent.change(screen.getByTestId("bulk-to"), { target: { value: "https://staging.example/x" } });
    await waitFor(() => expect(screen.getByTestId("bulk-start")).toHaveProperty("disabled", false));
    fireEvent.click(screen.getByTestId("bulk-start"));
    fireEvent.click(await screen.findByTestId("confirm-send"));
    await screen.findByTestId("bulk-run");
    expect(backend.bulk.started[0]?.confirmed).toBe(true);
  });

  it("can be all of a list", async () => {
    const backend = openWindow({ events: 60 });
    await screen.findByTestId("detail");
    fireEvent.click(screen.getByRole("button", { name: "More about this list" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Send the events of this list again…" }));
    await waitFor(() => expect(screen.getByTestId("bulk").textContent).toContain("60 events chosen"));
    await start();
    expect(backend.bulk.started[0]?.selection).toEqual({ filter: "" });
  });
});

describe("the fields", () => {
  it("make a request, or are named", () => {
    const setup = { ...AT_FIRST, to: " http://a.test ", pace: "rate" as const, rate: "0,5" };
    const request = requestOf(setup, { filter: "" }, true);
    expect([request?.to, request?.pace, request?.confirmed]).toEqual([
      "http://a.test",
      { per_second: 0.5 },
      true,
    ]);
    const wrong = { ...setup, rate: "0", atOnce: "1.5", shares: { ...setup.shares, drop: "101" } };
    expect([...wrongFields(wrong)]).toEqual(["rate", "atOnce", "drop"]);
    expect(requestOf(wrong, { filter: "" }, false)).toBeNull();
  });

  it("are told in sentences", () => {
    const planned = {
      requests: 1204,
      intact: 1000,
      duplicates: 4,
      moved: 0,
      delayed: 0,
      dropped: 1,
      broken_signatures: 0,
      truncated: 2,
      lasts_ms: 120_400,
    };
    const plan = { events: 1200, authgear: 0, planned };
    expect(planSentence(plan, "http://a.test")).toBe("1\u202f204 requests to http://a.test, about 2 min.");
    expect(tamperSentence(planned)).toBe("Of them 4 second copies and 2 truncated. 1 event dropped.");
  });
});
