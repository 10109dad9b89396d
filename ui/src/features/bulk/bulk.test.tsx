import { act, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openWindow } from "@/test/window";
import { AT_FIRST, requestOf, wrongFields } from "./setup";
import { planSentence, tamperSentence } from "./words";

// Whether an element is hidden takes jsdom most of a second for the whole window. Where it matters, a test says so.
configure({ defaultHidden: true });

const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, bubbles: true, ...more });

// To skip hidden elements, role queries compute the style of the whole window, which takes seconds in jsdom.

const page = () => screen.getByLabelText("Send many again", { selector: "section" });
const button = (name: string | RegExp, inside = page()) =>
  within(inside).getByRole<HTMLButtonElement>("button", { name });
const click = (name: string | RegExp, inside?: HTMLElement) => fireEvent.click(button(name, inside));
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
/** The sentence at the end of the form. */
const preview = () => screen.getByTestId("bulk-preview").textContent;
const state = () => screen.getByTestId("bulk-state").textContent;
const rows = () => within(screen.getByRole("listbox", { name: /^Results/ })).queryAllByRole("option");

async function openBulk() {
  const backend = openWindow({ events: 60 });
  await screen.findByTestId("detail");
  const events = await screen.findAllByTestId("row");
  fireEvent.click(events[3] ?? document.body, { ctrlKey: true });
  fireEvent.click(await screen.findByRole("button", { name: /^Resend 2…/ }));
  await screen.findByLabelText("Repeat");
  return backend;
}

const start = async () => {
  await waitFor(() => expect(button("Start sending").disabled).toBe(false));
  click("Start sending");
  await screen.findByLabelText("Requests that are done");
};

describe("sending many events again", () => {
  it("says what will happen before it sends", async () => {
    const backend = await openBulk();
    await waitFor(() =>
      expect(preview()).toBe("2 requests to http://localhost:3000/hooks, as fast as it answers. "),
    );
    type("Repeat", "10");
    await waitFor(() => expect(preview()).toContain("20 requests"));
    type("Sent twice", "50");
    await waitFor(() => expect(preview()).toContain("10 second copies"));
    type("Repeat", "x");
    await waitFor(() => expect(preview()).toContain("no number"));
    expect(button("Start sending").disabled).toBe(true);
    expect(backend.bulk.started, "nothing was sent").toEqual([]);
  });

  it("pauses, goes on while another page is shown, and is cancelled", async () => {
    const backend = await openBulk();
    type("Repeat", "500");
    await start();
    act(() => backend.bulk.goOn(30));
    await screen.findByText("30 of 1 000");
    await waitFor(() => expect(rows().length).toBeGreaterThan(10));
    expect(screen.getByText(/is under way/)).toBeTruthy();
    expect(button("Start sending").disabled).toBe(true);
    click("Pause");
    await waitFor(() => expect(state()).toBe("Paused"));
    press("Escape");
    fireEvent.click(await screen.findByRole("button", { name: /^Sending many: 30 of 1\s000/ }));
    await screen.findByLabelText("Requests that are done");
    click("Cancel");
    await waitFor(() => expect(state()).toContain("ended within 3 ms"));
    expect(screen.queryByText(/^Sending many/)).toBeNull();
    const report = screen.getByRole("region", { name: "What the answers say" });
    expect(report.textContent).toContain("Warning: Some second copies");
  });

  it("sorts, filters, opens and saves the results", async () => {
    const backend = await openBulk();
    type("Repeat", "6");
    await start();
    act(() => backend.bulk.goOn(12));
    await waitFor(() => expect(state()).toMatch(/^Done/));
    const numbers = () => rows().map((row) => row.querySelector("span")?.textContent);
    await waitFor(() => expect(numbers()).toHaveLength(12));
    fireEvent.click(screen.getByLabelText("Failed only"));
    await waitFor(() => expect(numbers()).toEqual(["3", "6", "9", "12"]));
    click("Time");
    await waitFor(() => expect(numbers()[0]).toBe("9"));
    expect(screen.getByText("4 failed")).toBeTruthy();

    click("Results as a file or a text");
    fireEvent.click(await screen.findByRole("menuitem", { name: "Save as CSV…" }));
    const dialog = await screen.findByRole("dialog", { name: "Save the results" });
    await waitFor(() =>
      expect(screen.getByTestId("save-path")).toHaveProperty("value", "/home/ada/Downloads/bulk-1.csv"),
    );
    backend.bulk.written.set("/home/ada/Downloads/bulk-1.csv", "");
    fireEvent.click(screen.getByTestId("save-go"));
    fireEvent.click(await screen.findByTestId("save-replace"));
    await screen.findByTestId("saved");
    click("Close", dialog);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());

    screen.getByRole("listbox", { name: /^Results/ }).focus();
    press("j");
    press("k");
    press("ArrowDown");
    expect(rows()[1]?.getAttribute("aria-selected")).toBe("true");
    press("Enter");
    await waitFor(() =>
      expect(screen.queryByLabelText("Send many again", { selector: "section" })).toBeNull(),
    );
  });

  it("asks before events leave this computer", async () => {
    const backend = await openBulk();
    type("Target", "https://staging.example/x");
    await waitFor(() => expect(button("Start sending").disabled).toBe(false));
    click("Start sending");
    fireEvent.click(await screen.findByTestId("confirm-send"));
    await screen.findByLabelText("Requests that are done");
    expect(backend.bulk.started[0]?.confirmed).toBe(true);
  });

  it("takes all events of a list", async () => {
    const backend = openWindow({ events: 60 });
    await screen.findByTestId("detail");
    fireEvent.click(screen.getByRole("button", { name: "List actions" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Resend all listed events…" }));
    await screen.findByText("60 events chosen");
    await start();
    expect(backend.bulk.started[0]?.selection).toEqual({ filter: "" });
  });
});

describe("the fields of a bulk send", () => {
  it("make a request, or name the wrong ones", () => {
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

  it("become sentences", () => {
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
