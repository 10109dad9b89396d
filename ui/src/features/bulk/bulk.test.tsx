import { act, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { chooseFrom, eventDetail, eventRows, menuItems, openMenuOf } from "@/test/regions";
import { openWindow } from "@/test/window";
import { faultSentence, planSentence } from "./labels";
import { DEFAULT_SETUP, requestOf, wrongFields } from "./setup";

// Role queries match hidden elements, too: jsdom takes seconds to compute the visibility of the
// whole window.
configure({ defaultHidden: true });

const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, bubbles: true, ...more });

const page = () => screen.getByLabelText("Bulk resend", { selector: "section" });
const button = (name: string | RegExp, inside = page()) =>
  within(inside).getByRole<HTMLButtonElement>("button", { name });
const click = (name: string | RegExp, inside?: HTMLElement) => fireEvent.click(button(name, inside));
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
/** The sentence at the end of the form. */
const preview = () => within(page()).getByRole("status", { name: "Plan" }).textContent;
/** The state at the end of the counts. */
const findState = (text: string | RegExp) => within(page()).findByText(text);
const rows = () => within(screen.getByRole("listbox", { name: /^Results/ })).queryAllByRole("option");

async function openBulk() {
  const backend = openWindow({ events: 60 });
  await waitFor(eventDetail);
  const events = await waitFor(eventRows);
  fireEvent.click(events[3] ?? document.body, { ctrlKey: true });
  fireEvent.click(await screen.findByRole("button", { name: /^Resend 2…/ }));
  await screen.findByLabelText("Repeat");
  return backend;
}

const start = async () => {
  await waitFor(() => expect(button("Start sending").disabled).toBe(false));
  click("Start sending");
  await screen.findByLabelText("Completed requests");
};

describe("bulk resend", () => {
  it("shows the plan before it sends", async () => {
    const backend = await openBulk();
    await waitFor(() =>
      expect(preview()).toBe("2 requests to http://localhost:3000/hooks, as fast as the target answers. "),
    );
    type("Repeat", "10");
    await waitFor(() => expect(preview()).toContain("20 requests"));
    type("Sent twice", "50");
    await waitFor(() => expect(preview()).toContain("10 duplicates"));
    type("Repeat", "x");
    await waitFor(() => expect(preview()).toContain("invalid field"));
    expect(button("Start sending").disabled).toBe(true);
    expect(backend.bulk.started, "nothing was sent").toEqual([]);
  });

  it("pauses, continues while another page is shown, and can be canceled", async () => {
    const backend = await openBulk();
    type("Repeat", "500");
    await start();
    act(() => backend.bulk.advance(30));
    await screen.findByText("30 of 1 000");
    await waitFor(() => expect(rows().length).toBeGreaterThan(10));
    expect(screen.getByText(/is running/)).toBeTruthy();
    expect(button("Start sending").disabled).toBe(true);
    click("Pause");
    await findState("Paused");
    press("Escape");
    fireEvent.click(await screen.findByRole("button", { name: /^Bulk resend: 30 of 1\s000/ }));
    await screen.findByLabelText("Completed requests");
    click("Cancel");
    await findState(/^Canceled after .*stopped within 3 ms/);
    expect(screen.queryByText(/^Bulk resend: /)).toBeNull();
    const report = screen.getByRole("region", { name: "Report" });
    expect(report.textContent).toContain("Warning: Some duplicates");
  });

  it("sorts, filters, opens and saves the results", async () => {
    const backend = await openBulk();
    type("Repeat", "6");
    await start();
    act(() => backend.bulk.advance(12));
    await findState(/^Done in /);
    const numbers = () => rows().map((row) => row.querySelector("span")?.textContent);
    await waitFor(() => expect(numbers()).toHaveLength(12));
    fireEvent.click(screen.getByLabelText("Failed only"));
    await waitFor(() => expect(numbers()).toEqual(["3", "6", "9", "12"]));
    click("Time");
    await waitFor(() => expect(numbers()[0]).toBe("9"));
    expect(screen.getByText("4 failed")).toBeTruthy();
    expect(rows()[0]?.textContent).toContain("user.created");
    expect(rows()[0]?.textContent).toContain('{"error":"busy"}');
    expect(screen.getByLabelText("Response body text").textContent).toMatch(/"error": "busy"/);

    click("Export results");
    fireEvent.click(await screen.findByRole("menuitem", { name: "Save as CSV…" }));
    const dialog = await screen.findByRole("dialog", { name: "Save results" });
    await waitFor(() =>
      expect(within(dialog).getByLabelText("File")).toHaveProperty("value", "/home/ada/Downloads/bulk-1.csv"),
    );
    backend.bulk.written.set("/home/ada/Downloads/bulk-1.csv", "");
    click("Save", dialog);
    fireEvent.click(await within(dialog).findByRole("button", { name: "Replace" }));
    expect((await within(dialog).findByRole("status")).textContent).toMatch(/^Saved to /);
    click("Close", dialog);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());

    screen.getByRole("listbox", { name: /^Results/ }).focus();
    press("j");
    press("k");
    press("ArrowDown");
    expect(rows()[1]?.getAttribute("aria-selected")).toBe("true");
    press("Enter");
    await waitFor(() => expect(screen.queryByLabelText("Bulk resend", { selector: "section" })).toBeNull());
  });

  it("asks for confirmation before events leave this computer", async () => {
    const backend = await openBulk();
    type("Target", "https://staging.example/x");
    await waitFor(() => expect(button("Start sending").disabled).toBe(false));
    click("Start sending");
    fireEvent.click(await screen.findByRole("button", { name: "Send to this host" }));
    await screen.findByLabelText("Completed requests");
    expect(backend.bulk.started[0]?.confirmed).toBe(true);
  });

  it("resends all events of a list", async () => {
    const backend = openWindow({ events: 60 });
    await waitFor(eventDetail);
    fireEvent.click(screen.getByRole("button", { name: "List actions" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Resend all listed events…" }));
    await screen.findByText("60 events selected");
    await start();
    expect(backend.bulk.started[0]?.selection).toEqual({ filter: "" });
  });
});

describe("the settings of a bulk resend", () => {
  it("make a request, or name the invalid fields", () => {
    const setup = { ...DEFAULT_SETUP, to: " http://a.test ", pace: "rate" as const, rate: "0,5" };
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

  it("are summarized in sentences", () => {
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
    expect(faultSentence(planned)).toBe("Includes 4 duplicates and 2 truncated. 1 event dropped.");
  });
});

describe("the context menu of a result", () => {
  it("shows the event of the row that was clicked", async () => {
    const backend = await openBulk();
    await start();
    act(() => backend.bulk.advance(2));
    await waitFor(() => expect(rows()).toHaveLength(2));
    const menu = await openMenuOf(rows()[1] as HTMLElement);
    expect(menuItems(menu)).toContain("Copy event number");
    chooseFrom(menu, "Show event");
    await waitFor(() => expect(screen.queryByRole("listbox", { name: /^Results/ })).toBeNull());
  });
});
