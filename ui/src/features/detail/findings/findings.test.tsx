import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openWindow } from "@/test/window";

const row = (id: number) =>
  waitFor(() => {
    const found = document.getElementById(`event-${id}`);
    if (found === null) throw new Error(`event ${id} is not drawn`);
    return found;
  });

const nameOf = (one: HTMLElement) => within(one).getByTestId("row-type").textContent ?? "";

/** Of 1204 events, this one has a warning about another event, and a remark. */
async function openWarned() {
  const backend = openWindow({ events: 1204 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  fireEvent.click(await row(1199));
  await screen.findByRole("heading", { name: "auth.password_reset" });
  return backend;
}

describe("what stands out", () => {
  it("is marked in the list with how much it is", async () => {
    openWindow({ events: 1204 });
    expect(within(await row(1199)).getByRole("img", { name: "1 warning" }).dataset.testid).toBe(
      "row-warnings",
    );
    expect(within(await row(1204)).queryByTestId("row-warnings")).toBeNull();
  });

  it("is told with its severity as a word, and not by colour alone", async () => {
    await openWarned();
    const findings = screen.getAllByTestId("finding");
    expect(findings.map((finding) => finding.dataset.severity)).toEqual(["warning", "information"]);
    expect(findings[0]?.textContent).toContain("Warning");
    expect(findings[1]?.textContent).toContain("Remark");
  });

  it("is counted in the head, which leads to it from any tab", async () => {
    await openWarned();
    fireEvent.keyDown(document.body, { key: "3" });
    await screen.findByRole("table", { name: "Request headers" });
    fireEvent.click(screen.getByRole("button", { name: "1 warning" }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("findings")));
  });

  it("leads to the other event it is about", async () => {
    await openWarned();
    fireEvent.click(screen.getByRole("button", { name: "event 1197" }));
    await waitFor(() => expect(screen.getByTestId("detail").dataset.eventId).toBe("1197"));
  });

  it("leads to the member in the tree", async () => {
    openWindow({ events: 1204 });
    fireEvent.click(await screen.findByRole("button", { name: "Warnings" }));
    await screen.findByRole("heading", { name: "Warnings" });
    // An Authgear event whose warning is about one member: it lies two levels deep.
    const row = await waitFor(() => {
      const found = screen
        .getAllByTestId("row")
        .find((one) => within(one).queryByText("422") && !/^(?:api|auth)\./.test(nameOf(one)));
      if (found === undefined) throw new Error("not listed yet");
      return found;
    });
    fireEvent.click(row);
    await waitFor(() => expect(screen.getByTestId("detail").dataset.eventId).toBe(row.dataset.eventId));
    fireEvent.click(await screen.findByRole("button", { name: "/context/timestamp" }));
    await waitFor(() =>
      expect(screen.getByRole("treeitem", { selected: true }).textContent).toContain("timestamp"),
    );
    expect(document.activeElement).toBe(screen.getByTestId("tree"));
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
      const rows = screen.getAllByTestId("row");
      expect(rows.length).toBeGreaterThan(3);
      for (const one of rows) expect(within(one).queryByTestId("row-warnings")).toBeTruthy();
    });
  });
});
