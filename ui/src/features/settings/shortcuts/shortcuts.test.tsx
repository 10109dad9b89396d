import { configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { eventList } from "@/test/regions";
import { openWindow } from "@/test/window";

// Checking the whole window for hidden elements is slow in jsdom.
configure({ defaultHidden: true });

const settings = () => screen.getByRole("dialog", { name: "Settings" });
const starRow = () => within(settings()).getByTestId("shortcut-star");

async function openSettings() {
  const backend = openWindow({ events: 40 });
  await screen.findByRole("region", { name: "Event" });
  await showSettings();
  return backend;
}

async function showSettings() {
  fireEvent.keyDown(document.body, { key: ",", ctrlKey: true });
  await waitFor(settings);
  fireEvent.change(await within(settings()).findByRole("textbox", { name: "Find an action" }), {
    target: { value: "toggle star" },
  });
}

async function closeSettings() {
  fireEvent.click(within(settings()).getByRole("button", { name: "Close" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  eventList().focus();
}

const press = (key: string) => fireEvent.keyDown(eventList(), { key });

it("an action runs with its new keys, and the window shows them", async () => {
  const backend = await openSettings();
  const stars = () => backend.calls.filter(({ command }) => command === "star").length;
  const change = within(starRow()).getByRole("button", { name: "Change keys of Toggle star" });
  fireEvent.click(change);
  fireEvent.keyDown(change, { key: "F7" });
  within(starRow()).getByText("F7", { selector: ".sr" });
  await closeSettings();
  press("s");
  expect(stars()).toBe(0);
  press("F7");
  await waitFor(() => expect(stars()).toBe(1));
  await showSettings();
  fireEvent.click(within(starRow()).getByRole("button", { name: "Reset keys of Toggle star" }));
  within(starRow()).getByText("S", { selector: ".sr" });
});

it("single keys run nothing when they are switched off", async () => {
  const backend = await openSettings();
  const stars = () => backend.calls.filter(({ command }) => command === "star").length;
  fireEvent.click(within(settings()).getByRole("switch", { name: "Single-key shortcuts" }));
  await closeSettings();
  press("s");
  expect(stars()).toBe(0);
  fireEvent.keyDown(eventList(), { key: "k", ctrlKey: true });
  await screen.findByRole("dialog", { name: "All actions" });
});
