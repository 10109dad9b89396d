import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { eventList, openEvent, eventRow as row } from "@/test/regions";
import { openWindow } from "@/test/window";

const typeOf = (row: HTMLElement) => row.querySelector("bdi")?.textContent ?? "";
const rows = () => within(eventList()).getAllByRole("option");
const INVALID = /The signature doesn't match the body\.$/m;
const WARNINGS = { name: /^\d+ warnings?$/ };
const findings = () => screen.getByRole("region", { name: "Findings" });

/** Of 1204 events, this one has a warning about another event, and a finding of severity info. */
async function openWarned() {
  const backend = openWindow({ events: 1204 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  fireEvent.click(await row(1199));
  await screen.findByRole("heading", { name: "auth.password_reset" });
  return backend;
}

describe("findings", () => {
  it("mark their event in the list", async () => {
    openWindow({ events: 1204 });
    within(await row(1199)).getByRole("img", { name: "1 warning" });
    expect(within(await row(1204)).queryByRole("img", WARNINGS)).toBeNull();
  });

  it("show their severity as text, not only as a color", async () => {
    await openWarned();
    const [first, second, ...others] = within(findings()).getAllByRole("listitem");
    expect(first?.textContent).toMatch(/^Warning/);
    expect(second?.textContent).toMatch(/^Info/);
    expect(others).toEqual([]);
  });

  it("are counted in the header, which links to them from any tab", async () => {
    await openWarned();
    fireEvent.keyDown(document.body, { key: "3" });
    await screen.findByRole("table", { name: "Request headers" });
    fireEvent.click(screen.getByRole("button", { name: "1 warning" }));
    await waitFor(() => expect(document.activeElement).toBe(findings()));
  });

  it("link to the related event", async () => {
    await openWarned();
    fireEvent.click(screen.getByRole("button", { name: "event 1197" }));
    await waitFor(() => expect(openEvent()).toBe("1197"));
  });

  it("link to the member in the tree", async () => {
    openWindow({ events: 1204 });
    fireEvent.click(await screen.findByRole("button", { name: "Warnings" }));
    await screen.findByRole("heading", { name: "Warnings" });
    // An Authgear event with a warning about one member, two levels deep.
    const row = await waitFor(() => {
      const found = rows().find(
        (row) => within(row).queryByText("422") && !/^(?:api|auth)\./.test(typeOf(row)),
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

  it("filter the list from the sidebar", async () => {
    const backend = openWindow({ events: 1204 });
    fireEvent.click(await screen.findByRole("button", { name: "Warnings" }));
    await waitFor(() =>
      expect(
        backend.calls.some(
          (call) =>
            call.command === "open_listing" && call.args.filter === "(has:warning OR signature:invalid)",
        ),
      ).toBe(true),
    );
    await waitFor(() => {
      expect(rows().length).toBeGreaterThan(3);
      for (const row of rows())
        expect(within(row).queryByRole("img", WARNINGS) ?? within(row).queryByTitle(INVALID)).toBeTruthy();
    });
  });
});
