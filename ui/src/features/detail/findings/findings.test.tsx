import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { eventList, openEvent, eventRow as row } from "@/test/regions";
import { openWindow } from "@/test/window";

const typeOf = (one: HTMLElement) => one.querySelector("bdi")?.textContent ?? "";
const rows = () => within(eventList()).getAllByRole("option");
const WARNINGS = { name: /^\d+ warnings?$/ };
const findings = () => screen.getByRole("region", { name: "What stands out" });

/** Of 1204 events, this one has a warning about another event, and a remark. */
async function openWarned() {
  const backend = openWindow({ events: 1204 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  fireEvent.click(await row(1199));
  await screen.findByRole("heading", { name: "auth.password_reset" });
  return backend;
}

describe("what stands out", () => {
  it("is counted in the list", async () => {
    openWindow({ events: 1204 });
    within(await row(1199)).getByRole("img", { name: "1 warning" });
    expect(within(await row(1204)).queryByRole("img", WARNINGS)).toBeNull();
  });

  it("has its severity as a word, not as a color alone", async () => {
    await openWarned();
    const [first, second, ...others] = within(findings()).getAllByRole("listitem");
    expect(first?.textContent).toMatch(/^Warning/);
    expect(second?.textContent).toMatch(/^Remark/);
    expect(others).toEqual([]);
  });

  it("is counted in the head, which leads to it from any tab", async () => {
    await openWarned();
    fireEvent.keyDown(document.body, { key: "3" });
    await screen.findByRole("table", { name: "Request headers" });
    fireEvent.click(screen.getByRole("button", { name: "1 warning" }));
    await waitFor(() => expect(document.activeElement).toBe(findings()));
  });

  it("leads to the other event it is about", async () => {
    await openWarned();
    fireEvent.click(screen.getByRole("button", { name: "event 1197" }));
    await waitFor(() => expect(openEvent()).toBe("1197"));
  });

  it("leads to the member in the tree", async () => {
    openWindow({ events: 1204 });
    fireEvent.click(await screen.findByRole("button", { name: "Warnings" }));
    await screen.findByRole("heading", { name: "Warnings" });
    // An Authgear event whose warning is about one member: it lies two levels deep.
    const row = await waitFor(() => {
      const found = rows().find(
        (one) => within(one).queryByText("422") && !/^(?:api|auth)\./.test(typeOf(one)),
      );
      if (found === undefined) throw new Error("not listed yet");
      return found;
    });
    fireEvent.click(row);
    await waitFor(() => expect(openEvent()).toBe(row.dataset.eventId));
    fireEvent.click(await screen.findByRole("button", { name: "/context/timestamp" }));
    await waitFor(() =>
      expect(screen.getByRole("treeitem", { selected: true }).textContent).toContain("timestamp"),
    );
    expect(document.activeElement).toBe(screen.getByRole("tree"));
  });

  it("narrows the list from the sidebar", async () => {
    const backend = openWindow({ events: 1204 });
    fireEvent.click(await screen.findByRole("button", { name: "Warnings" }));
    await waitFor(() =>
      expect(
        backend.calls.some((call) => call.command === "open_listing" && call.args.filter === "has:warning"),
      ).toBe(true),
    );
    await waitFor(() => {
      expect(rows().length).toBeGreaterThan(3);
      for (const one of rows()) within(one).getByRole("img", WARNINGS);
    });
  });
});
