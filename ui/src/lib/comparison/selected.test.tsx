import { EditorView } from "@codemirror/view";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Sides } from "@/ipc/types";
import type { FakeBackend } from "@/test/fake-backend";
import { identityComparison } from "@/test/fake-identity";
import { eventDetail, eventList, openEvent, eventRow as row } from "@/test/regions";
import { openWindow } from "@/test/window";

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });
const selected = () =>
  screen.queryAllByRole("option", { selected: true }).map((one) => Number(one.dataset.eventId));
const COMPARED = { name: /^Compare / };
const findCompared = () => screen.findByRole("main", COMPARED);
/** The sides of all opened comparisons, except those that the Changes tab opens for each event. */
const compared = (backend: FakeBackend) =>
  backend.calls
    .filter((call) => call.command === "open_comparison")
    .map((call) => call.args.sides as Sides)
    .filter((sides) => sides.what !== "event");

async function openInbox() {
  const backend = openWindow({ events: 1204 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  eventList().focus();
  return backend;
}

describe("events selected in the list", () => {
  it("are compared with D, older side first, and stay selected afterwards", async () => {
    const backend = await openInbox();
    fireEvent.click(await row(1200), { ctrlKey: true });
    expect(selected()).toEqual([1204, 1200]);
    screen.getByText("2 selected");
    key("d");
    const over = await findCompared();
    await within(over).findByRole("heading", { name: "450 members changed" });
    expect(compared(backend).at(-1)).toEqual({ what: "events", old: 1200, new: 1204 });
    within(over).getByRole("article", { name: "Path: changed" });
    within(over).getByRole("article", { name: /^X-Authgear-Body-Signature/ });
    const covered = screen.getByRole("listbox", { name: "Events, newest first", hidden: true });
    expect(covered.closest("[inert]")).toBeTruthy();
    key("Escape");
    await waitFor(() => expect(screen.queryByRole("main", COMPARED)).toBeNull());
    expect(selected()).toEqual([1204, 1200]);
    expect(document.activeElement).toBe(eventList());
    key("Escape");
    await waitFor(() => expect(screen.queryByText(/ selected$/)).toBeNull());
  });

  it("extend to a range with Shift, and are compared only if there are two", async () => {
    const backend = await openInbox();
    fireEvent.click(await row(1201), { shiftKey: true });
    await waitFor(() => expect(selected()).toEqual([1204, 1203, 1202, 1201]));
    screen.getByText("4 selected");
    const before = compared(backend).length;
    key("d");
    expect(screen.queryByRole("main", COMPARED)).toBeNull();
    expect(compared(backend)).toHaveLength(before);
    key("ArrowUp", { shiftKey: true });
    await waitFor(() => expect(selected()).toEqual([1204, 1203, 1202]));
    fireEvent.click(await row(1203));
    await waitFor(() => expect(selected()).toEqual([1203]));
    expect(screen.queryByText(/ selected$/)).toBeNull();
  });

  it("are toggled with Space, and stay selected while the list grows", async () => {
    const backend = await openInbox();
    key(" ");
    screen.getByText("1 selected");
    key("ArrowDown");
    key("ArrowDown");
    await waitFor(() => expect(document.getElementById("event-1202")?.dataset.active).toBe("true"));
    key(" ");
    expect(selected()).toEqual([1204, 1202]);
    act(() => backend.arrive(3));
    await row(1207);
    expect(selected()).toEqual([1204, 1202]);
    key(" ");
    expect(selected()).toEqual([1204]);
  });

  it("include all events after Ctrl-A, without fetching rows", async () => {
    const backend = await openInbox();
    const fetches = () => backend.calls.filter((call) => call.command === "listing_window").length;
    const before = fetches();
    key("a", { ctrlKey: true });
    await screen.findByText(/^1\s204 selected$/);
    expect(fetches()).toBe(before);
  });
});

describe("comparing one event with another", () => {
  it("selects the other side in the list with the arrow keys and Enter", async () => {
    const backend = await openInbox();
    key("d");
    screen.getByText(/^Compare event 1204 with…/);
    key("Enter");
    expect(screen.queryByRole("main", COMPARED)).toBeNull();
    key("ArrowDown");
    key("ArrowDown");
    await waitFor(() => expect(selected()).toEqual([1202]));
    key("Enter");
    await findCompared();
    expect(compared(backend).at(-1)).toEqual({ what: "events", old: 1202, new: 1204 });
    expect(screen.queryByText(/^Compare event/)).toBeNull();
  });

  it("selects the other side with a click, and Escape cancels the selection", async () => {
    const backend = await openInbox();
    fireEvent.click(within(eventDetail()).getByRole("button", { name: /^Compare with…/ }));
    expect(document.activeElement).toBe(eventList());
    key("Escape");
    expect(screen.queryByText(/^Compare event/)).toBeNull();
    key("d");
    fireEvent.click(await row(1199));
    await findCompared();
    expect(compared(backend).at(-1)).toEqual({ what: "events", old: 1199, new: 1204 });
  });

  it("can show masked values", async () => {
    openWindow({ events: 1204, comparisons: () => ({ ...identityComparison(1), masked: true }) });
    await screen.findByRole("heading", { name: "identity.email.updated" });
    eventList().focus();
    fireEvent.click(await row(1204));
    fireEvent.click(await row(1203), { ctrlKey: true });
    key("d");
    const compare = await findCompared();
    const reveal = await within(compare).findByRole("button", { name: /^Show masked values/ });
    fireEvent.click(reveal);
    await within(compare).findByRole("button", { name: /^Mask values/ });
  });

  it("can swap its sides, and links to both events", async () => {
    const backend = await openInbox();
    key("d");
    fireEvent.click(await row(1199));
    const over = await findCompared();
    await within(over).findByRole("heading", { name: "450 members changed" });
    key("x");
    await waitFor(() => expect(compared(backend).at(-1)).toEqual({ what: "events", old: 1204, new: 1199 }));
    fireEvent.click(within(over).getByRole("button", { name: "event 1204" }));
    await waitFor(() => expect(screen.queryByRole("main", COMPARED)).toBeNull());
    await waitFor(() => expect(openEvent()).toBe("1204"));
  });

  it("finds the previous event of its type among many", async () => {
    const backend = await openInbox();
    const type = "identity.email.updated";
    key("k", { ctrlKey: true });
    const palette = await screen.findByRole("dialog", { name: "All actions" });
    fireEvent.click(within(palette).getByText("Compare with the previous event of this type"));
    await findCompared();
    const sides = compared(backend).at(-1) as { old: number; new: number };
    expect(sides.new).toBe(1204);
    expect(backend.calls.some((call) => call.args.filter === `vendor:authgear type:${type}`)).toBe(true);
    const head = within(screen.getByRole("main", COMPARED));
    await head.findByRole("button", { name: `event ${sides.old}` });
    key("Escape");
    fireEvent.click(await row(1204));
    expect(sides.old).toBeLessThan(1204);
  });

  it("explains why a comparison is not possible, and offers others", async () => {
    const backend = await openInbox();
    key("j");
    await screen.findByRole("heading", { name: "POST /stripe" });
    key("1");
    await screen.findByText("Nothing to compare");
    const panel = screen.getByRole("tabpanel");
    expect(panel.textContent).toContain("Events of this type carry one state");
    expect(within(panel).queryByRole("button", { name: "Compare with its sample" })).toBeNull();
    expect(
      within(panel).getByRole("button", { name: "Compare with the previous request to this path" }),
    ).toBeTruthy();
    key("j");
    await waitFor(() => expect(openEvent()).toBe("1202"));
    key("1");
    fireEvent.click(await within(eventDetail()).findByRole("button", { name: "Compare with its sample" }));
    await screen.findByRole("heading", { name: "Compare event 1202 with its sample" });
    expect(compared(backend).at(-1)).toEqual({ what: "sample", id: 1202 });
  });

  it("compares with the event that a finding names", async () => {
    const backend = await openInbox();
    fireEvent.click(await row(1199));
    await screen.findByRole("heading", { name: "auth.password_reset" });
    fireEvent.click(screen.getByRole("button", { name: "Compare with event 1197" }));
    await findCompared();
    expect(compared(backend).at(-1)).toEqual({ what: "events", old: 1197, new: 1199 });
  });
});

describe("a draft", () => {
  it("is compared with the original, and the comparison follows the edits", async () => {
    const backend = await openInbox();
    key("e");
    const text = await screen.findByLabelText("Body to send");
    key("D", { ctrlKey: true, shiftKey: true });
    const beside = await screen.findByRole("region", { name: "Comparison with the original" });
    await within(beside).findByRole("heading", { name: "No differences" });
    const editor = EditorView.findFromDOM(text);
    act(() => editor?.dispatch({ changes: { from: 1, insert: '"x": 1,' } }));
    await within(beside).findByRole("heading", { name: "1 member changed" });
    expect(compared(backend).at(-1)).toMatchObject({ what: "draft", request: { event_id: 1204 } });
    fireEvent.click(screen.getByRole("button", { name: "Compare with original" }));
    await within(await screen.findByRole("region", { name: "Response" })).findByText("200 OK");
    await waitFor(() => expect(backend.comparisons.tickets).toHaveLength(1));
  });
});

describe("responses of two resends", () => {
  it("are compared when both are selected, or with the previous response", async () => {
    const backend = await openInbox();
    key("e");
    await screen.findByLabelText("Body to send");
    fireEvent.click(screen.getByText("Send", { selector: "button" }));
    await waitFor(() =>
      expect(
        within(screen.getByRole("complementary", { name: "Resends of this event" })).getAllByRole("listitem"),
      ).toHaveLength(3),
    );
    key("Escape");
    await waitFor(() => expect(screen.queryByLabelText("Body to send")).toBeNull());
    key("5");
    const boxes = await screen.findAllByRole("checkbox", { name: /Compare the response of/ });
    expect(boxes, "a failed resend has no response to compare").toHaveLength(2);
    for (const box of boxes) fireEvent.click(box);
    fireEvent.click(screen.getByRole("button", { name: "Compare responses" }));
    await screen.findByRole("heading", { name: "Compare two responses" });
    expect(compared(backend).at(-1)).toEqual({ what: "responses", old: 1, new: 101 });
    key("Escape");
    fireEvent.click(await screen.findByRole("button", { name: "Compare with previous response" }));
    await screen.findByRole("heading", { name: "Compare two responses" });
  });
});
