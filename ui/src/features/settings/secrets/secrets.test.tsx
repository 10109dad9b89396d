import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeOptions } from "@/test/fake-backend";
import { openWindow } from "@/test/window";

async function openSettings(options: Partial<FakeOptions> = {}) {
  const backend = openWindow({ events: 30, ...options });
  await screen.findByRole("region", { name: "Event" });
  fireEvent.keyDown(document.body, { key: ",", ctrlKey: true });
  const dialog = within(await screen.findByRole("dialog", { name: "Settings" }));
  await dialog.findByRole("heading", { name: "Signing secrets" });
  return { backend, dialog };
}

/** The only secret. */
const secretRow = async (dialog: Awaited<ReturnType<typeof openSettings>>["dialog"]) =>
  within(await dialog.findByRole("region", { name: "Signing secrets" })).findByRole("listitem");

const OWN = { id: 1, name: "Shop", scheme: "stripe", place: "database", problem: null } as const;

describe("signing secrets", () => {
  it("are added with a name and a scheme, and the field is cleared", async () => {
    const { backend, dialog } = await openSettings();
    expect(await dialog.findByText(/No secrets yet/)).toBeTruthy();
    fireEvent.change(dialog.getByLabelText("Scheme"), { target: { value: "github" } });
    fireEvent.change(dialog.getByLabelText("Name"), { target: { value: "CI" } });
    const secret = dialog.getByLabelText<HTMLInputElement>("Secret");
    expect(secret.type).toBe("password");
    fireEvent.change(secret, { target: { value: " s3cret " } });
    fireEvent.submit(secret);
    const row = await secretRow(dialog);
    expect(row.textContent).toContain("CI");
    expect(row.textContent).toContain("GitHub · in the system keychain");
    expect(secret.value).toBe("");
    expect(backend.calls.find((call) => call.command === "add_secret")?.args).toEqual({
      name: "CI",
      scheme: "github",
      secret: "s3cret",
    });
  });

  it("show why they cannot be added", async () => {
    const { dialog } = await openSettings({ secrets: [OWN] });
    fireEvent.change(dialog.getByLabelText("Name"), { target: { value: "Shop" } });
    fireEvent.change(dialog.getByLabelText("Secret"), { target: { value: "x" } });
    fireEvent.submit(dialog.getByLabelText("Secret"));
    expect((await dialog.findByRole("alert")).textContent).toContain("named “Shop” already exists");
  });

  it("are shown on demand, and hidden when the focus leaves them", async () => {
    const { dialog } = await openSettings({ secrets: [OWN] });
    const show = await dialog.findByRole("button", { name: "Show Shop" });
    show.focus();
    fireEvent.click(show);
    await dialog.findByText("stored s3cret");
    dialog.getByLabelText("Name").focus();
    await waitFor(() => expect(dialog.queryByText("stored s3cret")).toBeNull());
  });

  it("are removed only after a second press", async () => {
    const { backend, dialog } = await openSettings({ secrets: [OWN] });
    fireEvent.click(await dialog.findByRole("button", { name: "Remove Shop" }));
    const confirm = dialog.getByRole("button", { name: "Remove permanently" });
    expect(document.activeElement).toBe(confirm);
    fireEvent.click(dialog.getByRole("button", { name: "Keep" }));
    expect(backend.calls.some((call) => call.command === "remove_secret")).toBe(false);
    fireEvent.click(dialog.getByRole("button", { name: "Remove Shop" }));
    fireEvent.click(dialog.getByRole("button", { name: "Remove permanently" }));
    await dialog.findByText(/No secrets yet/);
    expect(backend.calls.find((call) => call.command === "remove_secret")?.args).toEqual({ id: 1 });
  });

  it("from the environment can be neither shown nor removed", async () => {
    const { dialog } = await openSettings({
      secrets: [{ id: null, name: "Authgear", scheme: "authgear", place: "environment", problem: null }],
    });
    const row = within(await secretRow(dialog));
    expect(row.getByText(/from HOOKGLASS_AUTHGEAR_SECRET/)).toBeTruthy();
    expect(row.queryByRole("button")).toBeNull();
  });

  it("show where they are stored, and their problems", async () => {
    const { dialog } = await openSettings({
      secrets: [{ ...OWN, problem: "The keychain is locked." }],
      settings: { no_keychain: "No keychain answers here." },
    });
    expect(await dialog.findByText(/in the database/)).toBeTruthy();
    expect(dialog.getByText("The keychain is locked.")).toBeTruthy();
    expect(dialog.getByText("No keychain answers here.")).toBeTruthy();
  });
});
