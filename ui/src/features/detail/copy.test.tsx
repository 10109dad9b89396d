import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { openWindow } from "@/test/window";

const key = (name: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: name, bubbles: true, ...more });

async function runAction(text: string) {
  key("k", { ctrlKey: true });
  const palette = await screen.findByRole("dialog", { name: "All actions" });
  fireEvent.change(within(palette).getByRole("combobox"), { target: { value: text } });
  key("Enter");
}

describe("an event copied as cURL", () => {
  it("is in the menu of the event's header", async () => {
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal("navigator", Object.assign(Object.create(navigator), { clipboard: { writeText } }));
    openWindow({ events: 1204 });
    fireEvent.click(await screen.findByRole("button", { name: "More event actions" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Copy as cURL" }));
    await screen.findByText("Copied as cURL. Redacted: authorization.");
    expect(writeText).toHaveBeenLastCalledWith("curl 1204");
  });

  it("is redacted, unless the secrets are asked for", async () => {
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal("navigator", Object.assign(Object.create(navigator), { clipboard: { writeText } }));
    openWindow({ events: 1204 });
    await screen.findByRole("heading", { name: "identity.email.updated" });
    await runAction("copy event as curl");
    const message = await screen.findByText("Copied as cURL. Redacted: authorization.");
    expect(writeText).toHaveBeenLastCalledWith("curl 1204");

    const notification = within(message.parentElement as HTMLElement);
    fireEvent.click(notification.getByRole("button", { name: "Copy with secrets" }));
    await screen.findByText("Copied as cURL.");
    expect(writeText).toHaveBeenLastCalledWith("curl 1204 with secrets");
  });
});
