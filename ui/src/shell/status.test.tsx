import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { emit } from "@/ipc/mock";
import type { FakeOptions } from "@/test/fake-backend";
import { openWindow } from "@/test/window";

async function openInbox(more: Partial<FakeOptions>) {
  const backend = openWindow({ events: 120, ...more });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  return backend;
}

const bar = () => within(screen.getByRole("contentinfo"));

describe("the status bar", () => {
  it("shows the progress of the index, and never 100% before it is complete", async () => {
    await openInbox({ status: { index: { done: 999_999, total: 1_000_000 } } });
    expect(bar().getByText(/^index/).textContent).toBe("indexing 99%");
  });

  it("shows that the index is up to date, and the pruned events", async () => {
    await openInbox({
      status: { pruned: { count: 1204, before: "2026-03-01T10:00:00Z", at: "2026-03-11T10:00:00Z" } },
    });
    expect(bar().getByText(/^index/).textContent).toBe("index up to date");
    expect(bar().getByText(/^pruned/).textContent).toMatch(/^pruned 1\u202f204 events older than /);
  });

  it("shows why a retention limit is not met", async () => {
    const warning = "5 events more than the limit of 5 stay until Hookglass has had them for ten minutes.";
    await openInbox({ status: { storage_warnings: [warning] } });
    expect(bar().getByText(warning).title).toBe(warning);
  });

  it("leaves a full disk to the banner", async () => {
    await openInbox({
      status: { free_space_problem: "Free some space in /data. Events are not stored at the moment." },
    });
    expect(screen.getByRole("alert").textContent).toMatch(/^Disk full\. Free some space in \/data/);
  });
});

describe("an unknown host", () => {
  it("is allowed with one click, or dismissed", async () => {
    const backend = await openInbox({
      status: {
        unknown_hosts: [
          { host: "abc.example", requests: 2 },
          { host: "evil.example", requests: 1 },
        ],
      },
    });
    const [tunnel, other] = screen.getAllByRole("alert");
    expect(tunnel?.textContent).toMatch(/^Requests for abc\.example are stored, not forwarded\./);
    if (tunnel === undefined || other === undefined) throw new Error("two banners");
    fireEvent.click(within(other).getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByText("evil.example")).toBeNull();
    fireEvent.click(within(tunnel).getByRole("button", { name: "Allow" }));
    await waitFor(() => expect(backend.settings.allowed_hosts).toEqual(["abc.example"]));
  });
});

describe("forwarding that is not confirmed on this computer", () => {
  const target = (path: string, verify_tls = true) => ({ url: `https://app.example/${path}`, verify_tls });

  it("is paused until the URLs shown are confirmed", async () => {
    const paused = [target("1"), target("2", false), target("3"), target("4")];
    const backend = await openInbox({ status: { paused_targets: paused } });
    const banner = screen.getByRole("alert");
    expect(banner.textContent).toMatch(/^Forwarding is paused until you confirm it on this computer: /);
    expect(banner.textContent).toContain("https://app.example/2 (certificate not checked)");
    expect(banner.textContent).not.toContain("https://app.example/4");
    fireEvent.click(within(banner).getByRole("button", { name: "Confirm" }));
    const confirmed = () => backend.calls.filter(({ command }) => command === "confirm_targets");
    await waitFor(() =>
      expect(confirmed().map(({ args }) => args)).toEqual([{ targets: paused.slice(0, 3) }]),
    );
    fireEvent.click(within(banner).getByRole("button", { name: "Dismiss" }));
    expect(screen.getByRole("alert").textContent).toContain("https://app.example/4");
  });

  it("says why nothing counts as confirmed", async () => {
    const sentence = "The confirmed hosts and targets cannot be read from /config/confirmations.json.";
    await openInbox({ status: { confirmations_problem: sentence } });
    expect(screen.getByRole("alert").textContent).toBe(sentence);
  });
});

describe("the retention limits", () => {
  it("are saved in their units, and an empty field removes a limit", async () => {
    const backend = await openInbox({
      settings: { retention_note: "1 204 starred events are more than this; they stay." },
    });
    fireEvent.keyDown(document.body, { key: ",", ctrlKey: true });
    const days = await screen.findByLabelText<HTMLInputElement>("Maximum age (days)");
    expect(screen.getByLabelText<HTMLInputElement>("Maximum number of events").value).toBe("1000000");
    const size = screen.getByLabelText<HTMLInputElement>("Maximum database size (GiB)");
    expect(size.value).toBe("8");
    expect(screen.getByText(/1 204 starred events/)).toBeTruthy();
    fireEvent.change(days, { target: { value: "30" } });
    fireEvent.submit(days);
    await waitFor(() => expect(backend.settings.retention.days).toBe(30));
    fireEvent.change(size, { target: { value: "" } });
    fireEvent.submit(size);
    await waitFor(() =>
      expect(backend.settings.retention).toEqual({ events: 1_000_000, days: 30, bytes: null }),
    );
    fireEvent.change(days, { target: { value: "soon" } });
    expect((await screen.findByRole("alert")).textContent).toContain("whole number of days");
  });
});

describe("a paused receiver", () => {
  it("is shown in the top bar, and resumes with one click", async () => {
    await openInbox({ status: { url: null, paused: true } });
    const name = screen.getByRole("heading", { name: "Hookglass" });
    const top = within(name.parentElement as HTMLElement);
    expect(top.getByText("Paused")).toBeTruthy();
    fireEvent.click(top.getByRole("button", { name: "Resume receiving" }));
    await waitFor(() => expect(top.getByText("Listening")).toBeTruthy());
    expect(top.queryByRole("button", { name: "Resume receiving" })).toBeNull();
  });
});

describe("closing the window", () => {
  const closing = async () => {
    const backend = await openInbox({});
    await act(() => emit("closing", null));
    return { backend, dialog: within(await screen.findByRole("dialog")) };
  };

  it("asks whether to keep receiving, and remembers the answer", async () => {
    const { backend, dialog } = await closing();
    fireEvent.click(dialog.getByRole("button", { name: "Keep receiving" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(backend.settings.on_close).toBe("keep_receiving");
  });

  it("can be canceled", async () => {
    const { backend, dialog } = await closing();
    fireEvent.click(dialog.getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(backend.settings.on_close).toBe("ask");
  });
});
