import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { identityComparison } from "@/test/fake-identity";
import { eventRow, openEvent } from "@/test/regions";
import { openWindow } from "@/test/window";

/** The newest event, which has changes. */
const NEWEST = 1204;
/** An event with warnings. */
const WITH_WARNINGS = 1199;

const detail = () => within(screen.getByRole("region", { name: "Event" }));
const chosenTab = () => detail().getByRole("tab", { selected: true }).textContent;
const press = (key: string) => fireEvent.keyDown(document.body, { key, bubbles: true });

/** Opens the event above or below, with its key. */
async function step(key: "j" | "k", id: number) {
  press(key);
  await waitFor(() => expect(openEvent()).toBe(String(id)));
}

async function open(options: Partial<Parameters<typeof openWindow>[0]> = {}) {
  openWindow({ events: NEWEST, ...options });
  await screen.findByRole("region", { name: "Event" });
  await detail().findByRole("tablist");
}

describe("the tab of an event", () => {
  it("is the changes if there are some", async () => {
    await open();
    expect(await detail().findAllByRole("article")).not.toHaveLength(0);
    expect(chosenTab()).toMatch(/^Changes/);
  });

  it("is the payload if both sides are equal", async () => {
    await open({
      comparisons: ({ what }) =>
        what === "event" ? { ...identityComparison(NEWEST), changes: [], rewritten: [] } : undefined,
    });
    await waitFor(() => expect(chosenTab()).toMatch(/^Payload/));
  });

  it("stays the changes while a filter hides all of them", async () => {
    await open();
    await detail().findAllByRole("article");
    fireEvent.change(detail().getByLabelText("Filter changes by path or name"), {
      target: { value: "no such path" },
    });
    await waitFor(() => expect(detail().queryAllByRole("article")).toHaveLength(0));
    expect(chosenTab()).toMatch(/^Changes/);
  });

  it("stays the chosen one for the events opened after it", async () => {
    await open();
    fireEvent.click(detail().getByRole("tab", { name: /^Headers/ }));
    await step("j", NEWEST - 1);
    expect(chosenTab()).toMatch(/^Headers/);
    press("1");
    await step("j", NEWEST - 2);
    expect(chosenTab()).toMatch(/^Changes/);
  });

  it("returns to the chosen one after a look at the findings", async () => {
    await open();
    press("3");
    fireEvent.click(await eventRow(WITH_WARNINGS));
    await waitFor(() => expect(openEvent()).toBe(String(WITH_WARNINGS)));
    fireEvent.click(detail().getByRole("button", { name: "1 warning" }));
    await waitFor(() => expect(chosenTab()).toMatch(/^Payload/));
    await step("j", WITH_WARNINGS - 1);
    expect(chosenTab()).toMatch(/^Headers/);
  });
});
