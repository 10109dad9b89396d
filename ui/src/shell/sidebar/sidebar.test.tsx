import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { eventList, sidebar } from "@/test/regions";
import { openWindow } from "@/test/window";

const marked = () =>
  within(sidebar())
    .getAllByRole("button", { current: "page" })
    .map((entry) => entry.textContent);
const press = (name: RegExp) => fireEvent.click(within(sidebar()).getByRole("button", { name }));

it("marks the page, or the closest visible parent of the chosen type", async () => {
  openWindow({ events: 40 });
  await screen.findByRole("region", { name: "Event" });
  expect(marked()).toEqual([expect.stringMatching(/^Inbox/)]);
  press(/^All users/);
  await waitFor(() => expect(marked()).toEqual(["All users"]));
  press(/^Forwarding/);
  await waitFor(() => expect(marked()).toEqual(["Forwarding"]));

  press(/^Contents of identity/);
  const type = within(sidebar()).getAllByTitle(/^identity\./)[0] as HTMLElement;
  fireEvent.click(type);
  await waitFor(() => expect(marked()).toEqual([type.textContent]));
  press(/^Contents of identity/);
  expect(marked()).toEqual([expect.stringMatching(/^identity/)]);
  press(/^Contents of Authgear/);
  expect(marked()).toEqual([expect.stringMatching(/^Authgear/)]);
});

it("is a rail of icons in a narrow window, which expands, and the list stays", async () => {
  const listeners = new Set<() => void>();
  let narrow = true;
  vi.stubGlobal("matchMedia", () => ({
    get matches() {
      return narrow;
    },
    addEventListener: (_: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
  }));
  openWindow({ events: 40 });
  await screen.findByRole("region", { name: "Event" });
  const list = eventList();
  within(sidebar()).getByRole("button", { name: "Inbox 40", current: "page" });
  expect(within(sidebar()).queryByText("Authgear")).toBeNull();
  press(/^Expand sidebar/);
  within(sidebar()).getByText("Authgear");
  press(/^Collapse sidebar/);
  press(/^Rules/);
  await waitFor(() => within(sidebar()).getByRole("button", { name: "Rules", current: "page" }));
  narrow = false;
  act(() => {
    for (const listener of listeners) listener();
  });
  within(sidebar()).getByText("Authgear");
  expect(eventList()).toBe(list);
  vi.unstubAllGlobals();
});
