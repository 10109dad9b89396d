import { configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { openWindow } from "@/test/window";
import { addressOf } from "./loopback";

// Role queries match hidden elements, too: jsdom takes seconds to compute the visibility of the
// whole window.
configure({ defaultHidden: true });

async function openSettings() {
  const backend = openWindow({ events: 30 });
  await screen.findByRole("region", { name: "Event" });
  fireEvent.keyDown(document.body, { key: ",", ctrlKey: true });
  const dialog = within(await screen.findByRole("dialog", { name: "Settings" }));
  await dialog.findByRole("heading", { name: "Appearance" });
  return { backend, dialog };
}

const titles = () =>
  within(screen.getByRole("dialog", { name: "Settings" }))
    .getAllByRole("heading", { level: 2 })
    .map((heading) => heading.textContent)
    .filter((title) => title !== "Settings");

describe("the settings", () => {
  it("have sections, appearance and secrets first, which a search filters", async () => {
    const { dialog } = await openSettings();
    expect(titles().slice(0, 2)).toEqual(["Appearance", "Signing secrets"]);
    const search = dialog.getByLabelText("Search settings");
    fireEvent.change(search, { target: { value: "retention age" } });
    expect(titles()).toEqual(["Storage"]);
    fireEvent.change(search, { target: { value: "nothing like it" } });
    expect(titles()).toEqual([]);
    dialog.getByText(/^No settings match/);
  });

  it("save a text when the focus leaves the field, and undo it", async () => {
    const { backend, dialog } = await openSettings();
    const before = backend.settings.retention.days;
    const days = dialog.getByLabelText<HTMLInputElement>("Maximum age (days)");
    fireEvent.change(days, { target: { value: "31" } });
    expect(backend.settings.retention.days).toBe(before);
    fireEvent.blur(days);
    await waitFor(() => expect(backend.settings.retention.days).toBe(31));
    await dialog.findByText("Saved: Maximum age (days).");
    fireEvent.click(dialog.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(backend.settings.retention.days).toBe(before));
    await dialog.findByText("Restored: Maximum age (days).");
    await waitFor(() => expect(days.value).toBe(before === null ? "" : String(before)));
  });

  it("keep an invalid text with its error, and save nothing", async () => {
    const { backend, dialog } = await openSettings();
    const days = dialog.getByLabelText("Maximum age (days)");
    fireEvent.change(days, { target: { value: "soon" } });
    fireEvent.blur(days);
    const error = dialog.getByRole("alert");
    expect(days.getAttribute("aria-describedby")?.split(" ")).toContain(error.parentElement?.id);
    expect(backend.calls.some(({ command }) => command === "change_settings")).toBe(false);
  });

  it("save a choice at once, and undo it", async () => {
    const { backend, dialog } = await openSettings();
    const before = backend.settings.theme;
    fireEvent.click(dialog.getByRole("button", { name: "Dark" }));
    await dialog.findByText("Saved: Theme.");
    expect(backend.settings.theme).toBe("dark");
    fireEvent.click(dialog.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(backend.settings.theme).toBe(before));
  });

  it("take a folder from the dialog of the system", async () => {
    const { backend, dialog } = await openSettings();
    const browse = dialog.getByRole("button", { name: "Browse for data folder" });
    fireEvent.click(browse);
    await waitFor(() => expect(backend.calls.some(({ command }) => command === "choose_folder")).toBe(true));
    expect(backend.settings.next_data_dir, "a dismissed dialog changes nothing").toBeNull();
    backend.folder = "/srv/events";
    fireEvent.click(browse);
    await waitFor(() => expect(backend.settings.next_data_dir).toBe("/srv/events"));
  });
});

it("accepts the URL of the receiver as its address", () => {
  expect(addressOf(" http://127.0.0.1:4665/ ")).toBe("127.0.0.1:4665");
  expect(addressOf("[::1]:80")).toBe("[::1]:80");
});
