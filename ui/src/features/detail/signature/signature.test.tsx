import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { clockOf } from "@/format/time";
import { openWindow } from "@/test/window";

const row = (id: number) =>
  waitFor(() => {
    const found = document.getElementById(`event-${id}`);
    if (found === null) throw new Error(`event ${id} is not drawn`);
    return found;
  });

async function open(id: number) {
  openWindow({ events: 1204 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  fireEvent.click(await row(id));
  await waitFor(() => expect(screen.getByTestId("detail").dataset.eventId).toBe(String(id)));
}

describe("the signature of an event", () => {
  it("that is invalid is explained at once, with what would have made it valid", async () => {
    await open(1201);
    expect(screen.getByTestId("signature").textContent).toContain("invalid signature");
    expect(screen.getByTestId("signature-sentence").textContent).toContain(
      "It fits with a line feed taken from",
    );
  });

  it("that is valid says by which scheme, and more on demand", async () => {
    await open(1204);
    const fact = screen.getByTestId("signature");
    expect(fact.textContent).toBe("signature validAuthgear");
    expect(fact.title).toContain("fits the secret");
    expect(screen.queryByTestId("signature-sentence")).toBeNull();
    fireEvent.click(fact);
    expect(fact.getAttribute("aria-expanded")).toBe("true");
    expect(screen.getByTestId("signature-sentence").textContent).toContain("fits the secret “Authgear”");
  });
});

it("an event of another vendor has its badge, its scheme, and the sender's time as people write it", async () => {
  // Of 1204 events, one of Standard Webhooks, and one of CloudEvents whose time is written in another zone.
  await open(1194);
  const detail = within(screen.getByTestId("detail"));
  expect(detail.getByText("Standard Webhooks", { selector: "div > span" })).toBeTruthy();
  expect(screen.getByTestId("signature").textContent).toContain("Standard Webhooks");
  fireEvent.click(await row(1195));
  await screen.findByRole("heading", { name: "com.example.sent" });
  expect(detail.getByText("CloudEvents")).toBeTruthy();
  const time = clockOf("2026-03-11T09:49:05.500Z").time;
  expect(detail.getByText("happened").parentElement?.textContent).toBe(`happened${time}.500`);
});

it("how a type reaches a webhook is told where it is out of the ordinary", async () => {
  openWindow({ events: 1204 });
  const rows = await screen.findAllByRole("option", { name: /authentication\./ });
  fireEvent.click(rows[0] as HTMLElement);
  expect((await screen.findByTestId("delivery-note")).textContent).toContain("subscribe to everything");
});
