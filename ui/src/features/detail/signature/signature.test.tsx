import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { clockOf } from "@/format/time";
import { eventDetail, openEvent, eventRow as row } from "@/test/regions";
import { openWindow } from "@/test/window";

/** The button with the result of the signature check. */
const fact = () => within(eventDetail()).getByRole("button", { name: /signature|unsigned|no secret/ });

async function open(id: number) {
  openWindow({ events: 1204 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  fireEvent.click(await row(id));
  await waitFor(() => expect(openEvent()).toBe(String(id)));
}

describe("the signature of an event", () => {
  it("is explained without a click when it is invalid, with a body that would be valid", async () => {
    await open(1201);
    expect(fact().textContent).toContain("invalid signature");
    screen.getByText(/matches if the trailing line feed is removed/);
  });

  it("shows its scheme when it is valid, and an explanation on click", async () => {
    await open(1204);
    const shown = fact();
    expect(shown.textContent).toBe("signature validAuthgear");
    expect(shown.title).toContain("with the secret 'Authgear'");
    expect(screen.queryByText(/over the exact bytes/)).toBeNull();
    fireEvent.click(shown);
    expect(shown.getAttribute("aria-expanded")).toBe("true");
    screen.getByText(/over the exact bytes, with the secret 'Authgear'/);
  });
});

it("shows the sender badge, the signature scheme and the event time of other senders", async () => {
  // Event 1194 is a Standard Webhooks event; 1195 is a CloudEvent with a time in another zone.
  await open(1194);
  const detail = within(eventDetail());
  expect(detail.getByText("Standard Webhooks", { selector: "div > span" })).toBeTruthy();
  expect(fact().textContent).toContain("Standard Webhooks");
  fireEvent.click(await row(1195));
  await screen.findByRole("heading", { name: "com.example.sent" });
  expect(detail.getByText("CloudEvents")).toBeTruthy();
  const time = clockOf("2026-03-11T09:49:05.500Z").time;
  expect(detail.getByText("happened").parentElement?.textContent).toBe(`happened${time}.500`);
});

it("shows a delivery note for a type that is not delivered to webhooks", async () => {
  openWindow({ events: 1204 });
  const rows = await screen.findAllByRole("option", { name: /authentication\./ });
  fireEvent.click(rows[0] as HTMLElement);
  await screen.findByText(/never delivers it to a webhook/);
});
