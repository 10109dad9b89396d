import { act, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeOptions } from "@/test/fake-backend";
import { type FakeComparison, manyChanges, nothingDiffers } from "@/test/fake-comparisons";
import { change, identityComparison } from "@/test/fake-identity";
import { changeRows, eventList, openEvent } from "@/test/regions";
import { openWindow } from "@/test/window";

// Checking whether elements are hidden takes jsdom most of a second for the whole window. A test
// that needs the check sets `hidden: false`.
configure({ defaultHidden: true });

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.body, { key: name, bubbles: true, ...more });
const changes = changeRows;
const paths = () => changes().map((row) => row.dataset.path);
const currentIndex = () => changes().findIndex((row) => row.dataset.here === "true");

/** The rendered lines. Each starts with its number, unlike folds and the names of the sides. */
const lineRows = () =>
  within(screen.getByRole("region", { name: /^(?:Side by side|Unified)$/ }))
    .getAllByRole("listitem")
    .filter((row) => /^\d/.test(row.textContent ?? ""));

/** Opens the window on the Changes tab of the newest event and waits for the comparison. */
async function openChanges(comparison?: FakeComparison | string, more: Partial<FakeOptions> = {}) {
  const backend = openWindow({
    events: 1204,
    ...(comparison === undefined ? {} : { comparisons: () => comparison }),
    ...more,
  });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  // The first tab of an event without changes is its payload.
  fireEvent.click(await screen.findByRole("tab", { name: /^Changes/ }));
  if (typeof comparison !== "string")
    await screen.findByText(/changed$|[Nn]o differences|are equal$|differs?$/);
  return backend;
}

describe("a comparison as a table", () => {
  it("shows the name, the pointer, the old value and the new value of each change", async () => {
    await openChanges();
    const row = changes()[1] as HTMLElement;
    expect(row.dataset.path).toBe("/claims/https:~1~1authgear.com~1claims~1login_id~1original_value");
    expect(row.textContent).toContain("Email as typed");
    expect(within(row).getByRole("deletion", { hidden: false }).textContent).toBe("Jose.Nandu@example.com");
    expect(within(row).getByRole("insertion", { hidden: false }).textContent).toBe("Jose.N.2026@Example.net");
    const marked = [...within(row).getByRole("insertion", { hidden: false }).querySelectorAll("mark")].map(
      (mark) => mark.textContent,
    );
    expect(marked).toEqual(["N.2026", "E", "net"]);
  });

  it("folds equal members under their count and names, and unfolds them with U", async () => {
    await openChanges();
    const fold = await screen.findByRole("button", { name: /6 unchanged members/ });
    await waitFor(() =>
      expect(fold.textContent).toContain(
        "Identity id, Identity created at, Identity type, User id and 2 more",
      ),
    );
    const rows = () => within(screen.getByRole("region", { name: "Changes" })).getAllByRole("listitem");
    const folded = rows();
    expect(folded.at(-1)?.contains(fold), "no member is below the fold").toBe(true);
    key("u");
    await waitFor(() => expect(rows()).toHaveLength(folded.length + 6));
    expect(rows().at(folded.length)?.textContent).toMatch(/^Identity id/);
    expect(fold.getAttribute("aria-expanded")).toBe("true");
  });

  it("moves from change to change with [ and ]", async () => {
    await openChanges();
    key("]");
    await waitFor(() => expect(currentIndex()).toBe(0));
    key("]");
    await waitFor(() => expect(currentIndex()).toBe(1));
    key("[");
    await waitFor(() => expect(currentIndex()).toBe(0));
  });

  it("shows the old and the new pointer of a moved element", async () => {
    await openChanges({
      ...nothingDiffers(),
      changes: [{ ...change("/roles/0", null, null, [["admin", "admin"]], "moved"), from: "/roles/3" }],
    });
    expect(changes()[0]?.textContent).toContain("/roles/3 → /roles/0");
    expect(changes()[0]?.textContent).toContain("moved");
  });

  it("shows only the new value of an added member, with invisible characters as code points", async () => {
    await openChanges({
      ...nothingDiffers(),
      changes: [
        {
          ...change("/name", null, null, [["", ""]], "added"),
          old: null,
          new: [{ text: "a\u202eb", marked: true }],
          note: "invisible characters",
        },
      ],
    });
    expect(screen.queryByRole("deletion")).toBeNull();
    expect(screen.getByRole("insertion").textContent).toBe("aU+202Eb");
    expect(screen.getByText("invisible characters")).toBeTruthy();
  });

  it("renders only visible rows of thousands of changes, and loads them in windows", async () => {
    const backend = await openChanges(manyChanges(5000));
    expect(screen.getByRole("heading", { name: `5\u202f000 members changed` })).toBeTruthy();
    expect(changes().length).toBeLessThan(60);
    const windows = () => backend.calls.filter((call) => call.command === "comparison_changes");
    expect(windows().every((call) => call.args.len === 200)).toBe(true);
    key("[");
    await waitFor(() => expect(currentIndex()).toBe(0));
    const list = screen.getByRole("region", { name: "Changes" });
    list.scrollTop = 41 * 4000;
    fireEvent.scroll(list);
    await waitFor(() => expect(paths()).toContain("/items/4000/price"));
    expect(paths()).not.toContain("/items/0/price");
    expect(windows().map((call) => call.args.start)).toContain(4000);
    expect(windows().length).toBeLessThan(6);
  });

  it("lists values that differ only in format separately, unless the format is strict", async () => {
    await openChanges({ ...manyChanges(1), lines: [] });
    const fold = screen.getByRole("button", { name: /1 equal value in a different format/ });
    fireEvent.click(fold);
    await screen.findByRole("article", { name: /^total/ });
    expect(paths()).toContain("/total");
    fireEvent.click(screen.getByRole("button", { name: "Strict number format" }));
    await screen.findByRole("heading", { name: "2 members changed" });
    expect(screen.queryByRole("button", { name: /in a different format/ })).toBeNull();
  });
});

describe("ignored changes", () => {
  it("are selected by kind, counted, and shown on demand", async () => {
    const backend = await openChanges();
    fireEvent.click(screen.getByRole("button", { name: "Times" }));
    await screen.findByRole("heading", { name: "3 members changed" });
    expect(backend.settings.ignored).toEqual({ times: true, ids: false, paths: [] });
    expect(screen.getByRole("button", { name: "Times" }).getAttribute("aria-pressed")).toBe("true");
    fireEvent.click(screen.getByRole("button", { name: /1 ignored/ }));
    await waitFor(() => expect(paths().at(-1)).toBe("/updated_at"));
  });

  it("include two kinds that are selected before the first one is saved", async () => {
    const backend = await openChanges();
    fireEvent.click(screen.getByRole("button", { name: "Times" }));
    fireEvent.click(screen.getByRole("button", { name: "Ids" }));
    await waitFor(() =>
      expect(backend.calls.filter((call) => call.command === "change_settings")).toHaveLength(2),
    );
    const saved = backend.calls.filter((call) => call.command === "change_settings").at(-1)?.args.change;
    expect(saved).toEqual({ ignored: { times: true, ids: true, paths: [] } });
  });

  it("include a path from the menu of a row, until it is removed", async () => {
    const backend = await openChanges();
    fireEvent.click(screen.getByRole("button", { name: "Actions for Email" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: /Ignore this path: \/claims\/email/ }));
    await screen.findByRole("heading", { name: "3 members changed" });
    expect(backend.settings.ignored.paths).toEqual(["/claims/email"]);
    fireEvent.click(screen.getByRole("button", { name: "Stop ignoring /claims/email" }));
    await screen.findByRole("heading", { name: "4 members changed" });
  });

  it("include the current change with I, and a pattern for all elements of a list", async () => {
    const backend = await openChanges({ ...manyChanges(9), lines: [] });
    key("]");
    await waitFor(() => expect(currentIndex()).toBe(0));
    key("i");
    await screen.findByRole("heading", { name: "8 members changed" });
    expect(backend.settings.ignored.paths).toEqual(["/items/0/price"]);
    fireEvent.click(screen.getAllByRole("button", { name: "Actions for price" })[0] as HTMLElement);
    fireEvent.click(await screen.findByRole("menuitem", { name: "Ignore this pattern: /items/*/price" }));
    await screen.findByRole("heading", { name: "No changes shown" });
    screen.getByText(/9 changes are ignored\./);
  });

  it("include a typed path", async () => {
    const backend = await openChanges();
    fireEvent.click(screen.getByRole("button", { name: "Path" }));
    const field = screen.getByLabelText("Path to ignore");
    fireEvent.change(field, { target: { value: "claims" } });
    fireEvent.keyDown(field, { key: "Enter" });
    await screen.findByRole("heading", { name: "1 member changed" });
    expect(backend.settings.ignored.paths).toEqual(["/claims"]);
  });
});

describe("the filter of a comparison", () => {
  it("hides changes, and no view then reports equal sides", async () => {
    await openChanges();
    key("f");
    fireEvent.change(screen.getByLabelText("Filter changes by path or name"), {
      target: { value: "no such path" },
    });
    await screen.findByRole("heading", { name: "No changes shown" });
    key("n");
    expect(screen.getByRole("heading", { name: "No changes shown" })).toBeTruthy();
    await screen.findByText("4 changes filtered out");
    fireEvent.click(screen.getByRole("button", { name: "Clear filter" }));
    await screen.findByRole("heading", { name: "4 members changed" });
  });

  it("filters by path or name, and gets the focus with F", async () => {
    const backend = await openChanges();
    key("f");
    const field = screen.getByLabelText("Filter changes by path or name");
    fireEvent.change(field, { target: { value: "LOGIN ID" } });
    await screen.findByRole("heading", { name: "1 member changed" });
    expect(screen.getByText("3 changes filtered out")).toBeTruthy();
    expect(backend.calls.filter((call) => call.command === "open_comparison")).toHaveLength(1);
    fireEvent.change(field, { target: { value: "zzz" } });
    await screen.findByText(/The filter hides 4 changes/);
    fireEvent.click(screen.getByRole("button", { name: "Clear filter", description: "" }) as HTMLElement);
    await screen.findByRole("heading", { name: "4 members changed" });
  });
});

describe("a comparison as lines", () => {
  it("aligns both sides, folds equal lines, and unfolds them on click", async () => {
    const backend = await openChanges(manyChanges(1));
    key("n");
    await screen.findByRole("region", { name: "Side by side" });
    const fold = await screen.findByRole("button", { name: "⋯ 5 unchanged lines" });
    expect(lineRows()).toHaveLength(1);
    fireEvent.click(fold);
    await waitFor(() => expect(lineRows()).toHaveLength(6));
    expect(screen.queryByRole("button", { name: /unchanged line/ })).toBeNull();
    expect(backend.calls.find((call) => call.command === "expand_rows")?.args.fold).toBe(0);
  });

  it("shows a removed line, an added line and both numbers when unified", async () => {
    await openChanges();
    key("m");
    await screen.findByRole("region", { name: "Unified" });
    const changed = await waitFor(() => {
      const found = lineRows().find((row) => row.querySelector('[data-changed="true"]'));
      if (found === undefined) throw new Error("no changed line is shown");
      return found;
    });
    expect(changed.textContent).toMatch(/^4−"updated_at".*4\+"updated_at"/);
  });

  it("keeps the selected view for the next comparison", async () => {
    await openChanges();
    fireEvent.click(screen.getByRole("button", { name: "Unified" }));
    await screen.findByRole("region", { name: "Unified" });
    key("d");
    fireEvent.click(within(eventList()).getAllByRole("option")[3] as HTMLElement);
    const over = await screen.findByRole("main", { name: "Compare two events" });
    await within(over).findByRole("region", { name: "Unified" });
  });

  it("renders only visible lines, finds distant changes, and unfolds all lines", async () => {
    const backend = await openChanges(manyChanges(2000));
    key("n");
    await screen.findByRole("region", { name: "Side by side" });
    const currentLine = () => lineRows().find((row) => row.querySelector('[data-here="true"]'))?.textContent;
    key("]");
    await waitFor(() => expect(currentLine()).toMatch(/price 10/));
    key("]");
    await waitFor(() => expect(currentLine()).toMatch(/price 11/));
    key("[");
    await waitFor(() => expect(currentLine()).toMatch(/price 10/));
    expect(lineRows().length).toBeLessThan(80);
    fireEvent.click(screen.getByRole("button", { name: /^Unfold all/ }));
    await waitFor(() => expect(screen.queryAllByRole("button", { name: /unchanged line/ })).toHaveLength(0));
    expect(
      backend.calls.filter((call) => call.command === "expand_rows").map((call) => call.args.fold),
    ).toEqual([null]);
    fireEvent.click(screen.getByRole("button", { name: "Fold all" }));
    await waitFor(() =>
      expect(screen.queryAllByRole("button", { name: /unchanged line/ }).length).toBeGreaterThan(0),
    );
    expect(screen.queryByRole("button", { name: "Fold all" })).toBeNull();
  });

  it("is the only view for text, with the reason", async () => {
    await openChanges({ ...manyChanges(3), form: "text", why: "The new side is not JSON: line 3." });
    expect(screen.getByRole("heading", { name: "3 places differ" })).toBeTruthy();
    screen.getByText("Compared as text, line by line. The new side is not JSON: line 3.");
    expect(screen.getByRole("region", { name: "Unified" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Table" })).toBeNull();
  });
});

describe("the part above the changes", () => {
  it("is the whole view for bytes", async () => {
    await openChanges({
      ...nothingDiffers(),
      form: "bytes",
      unchanged: [],
      about: [change("", "Size", null, [["5 B", "6 B"]])],
    });
    expect(screen.getByRole("heading", { name: "The bytes differ" })).toBeTruthy();
    screen.getByRole("article", { name: "Size: changed" });
    expect(screen.queryByRole("button", { name: "Side by side" })).toBeNull();
  });

  it("has notes, facts and headers", async () => {
    await openChanges({
      ...nothingDiffers(),
      notes: ["The member “a” occurs twice."],
      about: [change("", "Status", null, [["200", "422"]])],
      headers: {
        changes: [
          {
            op: "moved",
            name: "X-Odd",
            old: null,
            new: [{ text: "a", marked: false }],
            note: "different order",
          },
        ],
        omitted: 7,
        unchanged: 5,
      },
    });
    expect(screen.getByText("The member “a” occurs twice.")).toBeTruthy();
    screen.getByRole("article", { name: "Status: changed" });
    screen.getByRole("article", { name: "X-Odd: moved" });
    expect(screen.getByText("8 lines differ, 5 lines equal")).toBeTruthy();
    expect(screen.getByRole("heading", { name: "The bodies are equal" })).toBeTruthy();
  });

  it("reports that there is no difference, and how many members are equal", async () => {
    await openChanges(nothingDiffers());
    expect(screen.getByRole("heading", { name: "No differences" })).toBeTruthy();
    screen.getByText("1 member is equal.");
  });
});

describe("copying a comparison", () => {
  it("fetches the texts when the menu opens, so that the click can copy them", async () => {
    const copied: string[] = [];
    Object.defineProperty(navigator, "clipboard", {
      configurable: true,
      value: { writeText: async (text: string) => void copied.push(text) },
    });
    const backend = await openChanges();
    fireEvent.click(screen.getByRole("button", { name: "Copy" }));
    const item = await screen.findByRole("menuitem", { name: "Copy as JSON Patch" });
    expect(
      backend.calls.filter((call) => call.command === "comparison_text").map((call) => call.args.form),
    ).toEqual(["patch", "merge_patch", "markdown"]);
    await act(async () => undefined);
    fireEvent.click(item);
    await screen.findByText("Copied");
    expect(JSON.parse(copied[0] ?? "")).toHaveLength(4);
    expect(backend.calls.filter((call) => call.command === "comparison_text")).toHaveLength(3);
  });

  it("says before and after copying that values of a patch are masked", async () => {
    Object.defineProperty(navigator, "clipboard", {
      configurable: true,
      value: { writeText: async () => undefined },
    });
    await openChanges({ ...identityComparison(1), masked: true, masked_in_patch: true });
    fireEvent.click(screen.getByRole("button", { name: "Copy" }));
    await screen.findByRole("menuitem", { name: "Copy as merge patch, values masked" });
    await screen.findByRole("menuitem", { name: "Copy as Markdown" });
    const item = screen.getByRole("menuitem", { name: "Copy as JSON Patch, values masked" });
    await act(async () => undefined);
    fireEvent.click(item);
    await screen.findByText("Copied, values masked");
  });
});

describe("comparisons that are no longer shown", () => {
  it("are closed, even while running, and the old result stays until the next is ready", async () => {
    let respond = (_comparison: FakeComparison) => {};
    const second = new Promise<FakeComparison>((resolve) => {
      respond = resolve;
    });
    const backend = openWindow({
      events: 1204,
      comparisons: (sides) => {
        if (sides.what !== "event" || sides.id === 1204) return identityComparison(1204);
        return sides.id === 1203 ? second : nothingDiffers();
      },
    });
    await screen.findByRole("heading", { name: "4 members changed" });
    const [first] = backend.comparisons.tickets;
    key("j");
    await screen.findByRole("heading", { name: "POST /stripe" });
    key("1");
    expect(changes()).toHaveLength(4);
    expect(screen.getByRole("region", { name: "Comparison" }).getAttribute("aria-busy")).toBe("true");
    expect(backend.comparisons.closed).toEqual([]);
    const running = backend.comparisons.tickets.at(-1);
    key("j");
    await waitFor(() => expect(openEvent()).toBe("1202"));
    key("1");
    await screen.findByRole("heading", { name: "No differences" });
    await waitFor(() => expect(backend.comparisons.closed).toEqual([running, first]));
    await act(async () => respond(identityComparison(1203)));
    expect(screen.getByRole("heading", { name: "No differences" })).toBeTruthy();
    expect(backend.comparisons.tickets).toHaveLength(1);
  });

  it("reveal masked values on demand, and mask them on the next visit", async () => {
    const backend = openWindow({ events: 1204, comparisons: () => identityComparison(1199) });
    await screen.findByRole("heading", { name: "4 members changed" });
    fireEvent.click(document.getElementById("event-1199") ?? document.body);
    await screen.findByRole("heading", { name: "auth.password_reset" });
    key("v");
    const narrowed = () => backend.calls.filter((call) => call.command === "filter_comparison");
    await waitFor(() => expect(narrowed()[0]?.args.narrowing).toMatchObject({ reveal: true }));
    key("k");
    await waitFor(() => expect(openEvent()).toBe("1200"));
    key("j");
    await waitFor(() => expect(openEvent()).toBe("1199"));
    await waitFor(() =>
      expect(backend.calls.filter((call) => call.command === "open_comparison").at(-1)?.args).toMatchObject({
        sides: { what: "event", id: 1199 },
        narrowing: { reveal: false },
      }),
    );
  });

  it("can be stopped and restarted", async () => {
    let times = 0;
    let respond = (_reason: string) => {};
    const backend = openWindow({
      events: 1204,
      comparisons: () => {
        times += 1;
        return times === 1
          ? new Promise<string>((resolve) => {
              respond = resolve;
            })
          : identityComparison(1204);
      },
    });
    fireEvent.click(await screen.findByRole("button", { name: "Stop" }));
    await waitFor(() => expect(backend.comparisons.closed).toHaveLength(1));
    await act(async () => respond("too late"));
    await screen.findByText("Stopped");
    fireEvent.click(screen.getByRole("button", { name: "Compare again" }));
    await screen.findByRole("heading", { name: "4 members changed" });
  });
});

describe("the palette", () => {
  it("lists the actions of a comparison", async () => {
    await openChanges();
    key("k", { ctrlKey: true });
    const palette = await screen.findByRole("dialog", { name: "All actions" });
    const offered = within(palette)
      .getAllByRole("option")
      .map((option) => option.textContent ?? "");
    for (const title of [
      "Show changes side by side",
      "Show unified diff",
      "Filter changes by path or name",
      "Ignore or include times",
      "Toggle strict number format",
      "Copy as JSON Patch",
      "Copy as merge patch",
      "Copy as Markdown",
      "Compare with another event",
      "Compare with the previous event of this type",
      "Compare with its sample",
    ])
      expect(
        offered.some((text) => text.startsWith(title)),
        title,
      ).toBe(true);
    expect(offered.some((text) => text.startsWith("Swap sides"))).toBe(false);
  });
});
