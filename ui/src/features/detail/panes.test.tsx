import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openWindow } from "@/test/window";

const broken = vi.hoisted(() => ({ event: null as number | null, raw: false }));

vi.mock("./payload/Payload", async (original) => {
  const { Payload } = await original<typeof import("./payload/Payload")>();
  return {
    Payload: (props: Parameters<typeof Payload>[0]) => {
      if (props.event.row.id === broken.event) throw new Error("cannot render these bytes");
      return <Payload {...props} />;
    },
  };
});

vi.mock("./raw/Raw", async (original) => {
  const { Raw } = await original<typeof import("./raw/Raw")>();
  return {
    Raw: (props: Parameters<typeof Raw>[0]) => {
      if (broken.raw) throw new Error("cannot render the raw bytes");
      return <Raw {...props} />;
    },
  };
});

const EVENTS = 40;

const detail = () => within(screen.getByRole("region", { name: "Event" }));
const tab = (name: RegExp) => fireEvent.click(detail().getByRole("tab", { name }));
const row = (id: number) => {
  const found = document.getElementById(`event-${id}`);
  if (found === null) throw new Error(`event ${id} is not listed`);
  return found;
};

/** Opens the payload of the newest event, which cannot be rendered. */
async function openBroken() {
  broken.event = EVENTS;
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  openWindow({ events: EVENTS });
  await screen.findByRole("region", { name: "Event" });
  await waitFor(() => tab(/^Payload/));
  return within(await detail().findByRole("alert"));
}

afterEach(() => {
  broken.event = null;
  broken.raw = false;
  vi.restoreAllMocks();
});

describe("a payload that cannot be rendered", () => {
  it("does not affect the rest of the window", async () => {
    const alert = await openBroken();
    alert.getByText(`Payload of event ${EVENTS} cannot be shown`);
    alert.getByText(/cannot render these bytes/);
    tab(/^Headers/);
    await detail().findByRole("table", { name: "Request headers" });
    expect(detail().queryByRole("alert")).toBeNull();
    fireEvent.click(row(EVENTS - 1));
    await waitFor(() => expect(row(EVENTS - 1).getAttribute("aria-selected")).toBe("true"));
    await waitFor(() => tab(/^Payload/));
    await detail().findByText(/^SHA-256/);
    expect(detail().queryByText(/cannot be shown/)).toBeNull();
  });

  it("offers the raw bytes instead", async () => {
    const alert = await openBroken();
    fireEvent.click(alert.getByRole("button", { name: "Show raw" }));
    await detail().findByLabelText("Body as received");
  });

  it("shows a second error when the raw bytes cannot be rendered either", async () => {
    broken.raw = true;
    const alert = await openBroken();
    fireEvent.click(alert.getByRole("button", { name: "Show raw" }));
    await detail().findByText(`Raw of event ${EVENTS} cannot be shown`);
    expect(row(EVENTS - 1)).toBeTruthy();
  });

  it("copies the error details: pane, event, error and components", async () => {
    const alert = await openBroken();
    const writeText = vi.fn((_text: string) => Promise.resolve());
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText } });
    fireEvent.click(alert.getByRole("button", { name: "Copy details" }));
    await alert.findByRole("button", { name: "Copied" });
    const [details] = writeText.mock.calls[0] ?? [];
    expect(details).toContain(`Pane: Payload\nEvent: ${EVENTS}\nError: cannot render these bytes`);
    expect(details).toContain("Components:");
  });

  it("is rendered after a successful retry", async () => {
    const alert = await openBroken();
    broken.event = null;
    fireEvent.click(alert.getByRole("button", { name: "Try again" }));
    await detail().findByText(/^SHA-256/);
  });
});
