import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Actions } from "../../actions/Actions";
import type { Comparison } from "../../ipc/types";
import { makeComparison } from "../../test/fake-events";
import { Compared } from "./Changes";

const show = (comparison: Comparison) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Actions>
        <Compared event={1} comparison={comparison} />
      </Actions>
    </QueryClientProvider>,
  );

describe("a comparison", () => {
  it("shows each change with its name, its pointer, and the old value above the new one", () => {
    show(makeComparison());
    const row = screen.getAllByTestId("change")[1] as HTMLElement;
    expect(row.dataset.path).toBe("/claims/https:~1~1authgear.com~1claims~1login_id~1original_value");
    expect(row.textContent).toContain("Email as typed");
    expect(within(row).getByTestId("change-old").textContent).toBe("Jose.Nandu@example.com");
    expect(within(row).getByTestId("change-new").textContent).toBe("Jose.N.2026@Example.net");
    const marked = [...within(row).getByTestId("change-new").querySelectorAll("mark")].map(
      (mark) => mark.textContent,
    );
    expect(marked).toEqual(["N.2026", "E", "net"]);
  });

  it("folds equal members with their number and shows them on U", () => {
    show(makeComparison());
    expect(screen.queryByText('"login_id"', { selector: "dd *" })).toBeNull();
    fireEvent.keyDown(document.body, { key: "u" });
    expect(screen.getByText('"login_id"', { selector: "dd *" })).toBeTruthy();
    expect(screen.getByRole("button", { expanded: true }).textContent).toContain("6 unchanged members");
  });

  it("stops at one change after the other", () => {
    show(makeComparison());
    const here = () => screen.getAllByTestId("change").findIndex((row) => row.dataset.here === "true");
    fireEvent.keyDown(document.body, { key: "]" });
    fireEvent.keyDown(document.body, { key: "]" });
    expect(here()).toBe(1);
    fireEvent.keyDown(document.body, { key: "[" });
    expect(here()).toBe(0);
  });

  it("says so when there is no difference", () => {
    show({ ...makeComparison(), changes: [] });
    expect(screen.getByRole("heading", { name: "No differences" })).toBeTruthy();
    expect(screen.queryByTestId("change")).toBeNull();
  });

  it("has one side only for what was added or removed, and says which", () => {
    const comparison = makeComparison();
    const [first] = comparison.changes;
    if (first === undefined) throw new Error("there are four changes");
    show({ ...comparison, changes: [{ ...first, op: "added", old: null }] });
    const row = screen.getByTestId("change");
    expect(within(row).queryByTestId("change-old")).toBeNull();
    expect(row.textContent).toContain("added");
  });

  it("names characters that cannot be seen in a value", () => {
    const comparison = makeComparison();
    const [first] = comparison.changes;
    if (first === undefined) throw new Error("there are four changes");
    show({
      ...comparison,
      changes: [{ ...first, new: [{ text: "a\u202eb", marked: true }], note: "invisible characters" }],
    });
    expect(screen.getByTestId("change-new").textContent).toBe("aU+202Eb");
    expect(screen.getByText("invisible characters")).toBeTruthy();
  });
});
