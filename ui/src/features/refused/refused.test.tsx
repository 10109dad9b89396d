import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeOptions } from "@/test/fake-backend";
import { openWindow } from "@/test/window";

async function openInbox(more: Partial<FakeOptions>) {
  openWindow({ events: 12, ...more });
  await screen.findByRole("contentinfo");
  return within(screen.getByRole("contentinfo"));
}

describe("refused requests", () => {
  it("are counted in the status bar, and listed with the reason and the first bytes", async () => {
    const bar = await openInbox({
      status: { refused: 2 },
      refused: [
        {
          received_at: "2026-03-11T10:00:00Z",
          peer: "192.0.2.7:50000",
          reason: "tls",
          sentence: "TLS on a port for plain HTTP",
          hint: "The sender uses https.",
          first_bytes: "\\x16\\x03\\x01".padEnd(500, "."),
        },
        {
          received_at: "2026-03-11T09:00:00Z",
          peer: "192.0.2.8:50000",
          reason: "folded_line",
          sentence: "a folded header line",
          hint: null,
          first_bytes: "GET / HTTP/1.1\\r\\n",
        },
      ],
    });
    fireEvent.click(await bar.findByRole("button", { name: "2 refused requests" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Refused requests" }));
    const [tls, folded] = await dialog.findAllByRole("listitem");
    expect(tls?.textContent).toContain("192.0.2.7:50000TLS on a port for plain HTTPThe sender uses https.");
    expect(tls?.textContent).toContain("\\x16\\x03\\x01");
    expect(tls?.textContent.length).toBeLessThan(300);
    fireEvent.click(dialog.getByRole("button", { name: "Show all" }));
    expect(tls?.textContent.length).toBeGreaterThan(500);
    expect(folded?.textContent).toContain("a folded header lineGET / HTTP/1.1\\r\\n");
  });

  it("take no space while there are none", async () => {
    const bar = await openInbox({});
    await bar.findByText(/^index/);
    expect(bar.queryByText(/refused/)).toBeNull();
  });
});
