import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { heldRow, SIGN_IN_FORM } from "@/test/fake-held-events";
import { chooseFrom, menuItems, openMenuOf, sidebar } from "@/test/regions";
import { openWindow } from "@/test/window";

const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const settled = () => act(async () => undefined);

async function open() {
  const backend = openWindow({ events: 60 });
  await screen.findByRole("heading", { name: "identity.email.updated" });
  return backend;
}

/** Two held events, and their page. */
async function openHeld() {
  const backend = await open();
  await act(async () =>
    backend.heldEvents.hold(heldRow(60, 4000), heldRow(59, 9000, { type: "oidc.jwt.pre_create" })),
  );
  await screen.findByRole("region", BANNER);
  press("q");
  await screen.findByRole("textbox", TITLE);
  return backend;
}

const BANNER = { name: "Held events" };
const TITLE = { name: "Title" };
const page = () => within(screen.getByRole("region", { name: "Held" }));
const card = (name: string) => within(screen.getByRole("region", { name }));
const shown = () => page().getByRole("heading", { level: 2 }).textContent;
const title = () => screen.getByRole<HTMLInputElement>("textbox", TITLE);

describe("the Held page", () => {
  it("announces held events on every other page, in the sidebar and in their rows", async () => {
    const backend = await open();
    expect(screen.queryByRole("region", BANNER)).toBeNull();
    await act(async () => backend.heldEvents.hold(heldRow(60, 4000)));
    const banner = await screen.findByRole("region", BANNER);
    expect(banner.textContent).toContain("1 event waiting for your answer:");
    expect(banner.textContent).toContain("user.pre_create");
    expect(screen.getAllByTitle("The sender is waiting for your answer (Q)").length).toBe(2);
    expect(within(sidebar()).getByRole("button", { name: /Held/ }).textContent).toBe("Held1");
    fireEvent.click(within(banner).getByRole("button", { name: "Show" }));
    await screen.findByRole("timer", { name: "Time left to decide" });
    expect(screen.queryByRole("region", BANNER)).toBeNull();
  });

  it("allows an event with one key and shows the next event", async () => {
    const backend = await openHeld();
    expect(shown()).toBe("user.pre_create");
    expect(page().getAllByRole("option").length).toBe(2);
    press("a", { repeat: true });
    expect(backend.heldEvents.answered).toEqual([]);
    press("a");
    await waitFor(() => expect(shown()).toBe("oidc.jwt.pre_create"));
    expect(backend.heldEvents.answered).toEqual([{ event: 60, answer: { form: "allow" }, anyway: false }]);
    expect(page().getByText("Allowed: user.pre_create")).toBeTruthy();
  });

  it("moves between events with J and K", async () => {
    await openHeld();
    press("j");
    await waitFor(() => expect(shown()).toBe("oidc.jwt.pre_create"));
    press("k");
    await waitFor(() => expect(shown()).toBe("user.pre_create"));
  });

  it("denies an event with a title and a reason that can be reused", async () => {
    const backend = await openHeld();
    press("d");
    expect(document.activeElement).toBe(title());
    fireEvent.change(title(), { target: { value: "Sign-up is by invitation" } });
    fireEvent.change(screen.getByRole("textbox", { name: /^Reason/ }), {
      target: { value: "Ask a colleague." },
    });
    press("a");
    expect(backend.heldEvents.answered).toEqual([]);
    const preview = screen.getByRole("textbox", { name: "Answer preview" });
    await waitFor(() => expect(preview.textContent).toContain("by invitation"));
    press("Enter");
    await waitFor(() => expect(shown()).toBe("oidc.jwt.pre_create"));
    expect(backend.heldEvents.answered).toEqual([
      {
        event: 60,
        answer: { form: "deny", title: "Sign-up is by invitation", reason: "Ask a colleague." },
        anyway: false,
      },
    ]);
    const recent = await screen.findByRole("group", { name: "Recent reasons" });
    const chips = await within(recent).findAllByRole("button");
    expect(chips[0]?.textContent).toBe("Sign-up is by invitation");
    fireEvent.click(chips[1] ?? document.body);
    expect(title().value).toBe("Domain not allowed");
  });

  it("leaves a field on the first Escape and the page on the second", async () => {
    await openHeld();
    press("d");
    press("Escape");
    expect(document.activeElement).not.toBe(title());
    expect(screen.getByRole("region", { name: "Held" })).toBeTruthy();
    press("Escape");
    await waitFor(() => expect(screen.queryByRole("region", { name: "Held" })).toBeNull());
  });

  it("mutates an event after a check of the values that would be lost", async () => {
    const backend = await openHeld();
    press("m");
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Answer" }));
    await card("Mutate").findByText("nothing would be removed");
    fireEvent.click(screen.getByRole("button", { name: "Mutate" }));
    press("Enter", { ctrlKey: true });
    await waitFor(() => expect(backend.heldEvents.answered.length).toBe(1));
    expect(backend.heldEvents.answered[0]?.answer).toEqual({
      form: "body",
      text: backend.heldEvents.form.start,
    });
  });

  it("sends an answer that the sender would reject only when it is sent twice", async () => {
    const backend = await openHeld();
    press("x");
    fireEvent.click(await screen.findByRole("button", { name: "Status, headers, body" }));
    fireEvent.change(screen.getByRole("textbox", { name: "Status" }), { target: { value: "503" } });
    await card("Custom").findByRole("button", { name: "Send anyway" });
    press("Enter", { ctrlKey: true });
    await screen.findByText(/^Not sent: the sender would reject/);
    expect(backend.heldEvents.answered).toEqual([]);
    press("Enter", { ctrlKey: true });
    await waitFor(() => expect(backend.heldEvents.answered.length).toBe(1));
    expect(backend.heldEvents.answered[0]).toMatchObject({
      anyway: true,
      answer: { form: "respond", status: 503 },
    });
  });

  it("keeps the draft of an event answered elsewhere, and does not apply keys to the next one", async () => {
    const backend = await openHeld();
    press("d");
    fireEvent.change(title(), { target: { value: "Half a thou" } });
    await act(async () => backend.heldEvents.hold(heldRow(59, 5000, { type: "oidc.jwt.pre_create" })));
    await page().findByText(/Your draft is still here/);
    expect(title().value).toBe("Half a thou");
    expect(shown()).toBe("user.pre_create");
    press("Enter");
    press("Escape");
    press("a");
    await settled();
    expect(backend.heldEvents.answered).toEqual([]);
    press("j");
    await waitFor(() => expect(shown()).toBe("oidc.jwt.pre_create"));
  });

  it("moves to the first event that waits when the shown one expires, and its keys work", async () => {
    const backend = await openHeld();
    await act(async () => backend.heldEvents.hold(heldRow(59, 5000, { type: "oidc.jwt.pre_create" })));
    await waitFor(() => expect(shown()).toBe("oidc.jwt.pre_create"));
    expect(page().getByText("No longer held: user.pre_create")).toBeTruthy();
    press("d");
    expect(document.activeElement).toBe(title());
    fireEvent.change(title(), { target: { value: "Nope" } });
    press("Enter");
    await waitFor(() => expect(backend.heldEvents.answered.length).toBe(1));
    expect(backend.heldEvents.answered[0]).toMatchObject({ event: 59, answer: { title: "Nope" } });
  });

  it("skips events whose senders disconnected", async () => {
    const backend = await openHeld();
    await act(async () =>
      backend.heldEvents.hold(
        heldRow(59, 5000, { type: "oidc.jwt.pre_create", gone: true }),
        heldRow(58, 9000, { type: "user.profile.pre_update" }),
      ),
    );
    await waitFor(() => expect(shown()).toBe("user.profile.pre_update"));
  });

  it("runs no shortcut and loses no text while 20 events expire during typing", async () => {
    const backend = await open();
    const rows = Array.from({ length: 20 }, (_, index) => heldRow(60 - index, 1000 * (index + 1)));
    await act(async () => backend.heldEvents.hold(...rows));
    await screen.findByRole("region", BANNER);
    press("q");
    await screen.findByRole("textbox", TITLE);
    press("d");
    const text = "Nope, press E or P to try that";
    for (let typed = 1; typed <= text.length; typed++) {
      press(text[typed - 1] ?? "");
      fireEvent.change(title(), { target: { value: text.slice(0, typed) } });
      await act(async () => backend.heldEvents.hold(...rows.slice(Math.min(typed, 18))));
      expect(document.activeElement).toBe(title());
      expect(title().value).toBe(text.slice(0, typed));
    }
    expect(screen.getByRole("region", { name: "Held" })).toBeTruthy();
    expect(backend.heldEvents.answered).toEqual([]);
    await page().findByText(/Your draft is still here/);
    // The text moves on with the user, and stays on its own event.
    press("Enter", { ctrlKey: true, shiftKey: true });
    await waitFor(() => expect(screen.getByRole("timer")).toBeTruthy());
    expect(title().value).toBe(text);
    expect(document.activeElement).toBe(title());
    press("Enter");
    await waitFor(() => expect(backend.heldEvents.answered.length).toBe(1));
    expect(backend.heldEvents.answered[0]).toMatchObject({ event: 42, answer: { title: text } });
  });

  it("opens a card of the next event from an expired event with a draft", async () => {
    const backend = await openHeld();
    press("d");
    fireEvent.change(title(), { target: { value: "Half a thou" } });
    await act(async () => backend.heldEvents.hold(heldRow(59, 5000)));
    await page().findByText(/Your draft is still here/);
    press("Escape");
    expect(title().value).toBe("Half a thou");
    press("d");
    await waitFor(() => expect(title().value).toBe(""));
    expect(document.activeElement).toBe(title());
    press("n");
    expect(screen.getByRole("region", { name: "Held" })).toBeTruthy();
  });

  it("moves on from an expired event when its empty field is left", async () => {
    const backend = await openHeld();
    press("d");
    await act(async () => backend.heldEvents.hold(heldRow(59, 5000, { type: "oidc.jwt.pre_create" })));
    await page().findByText("no longer held");
    expect(shown()).toBe("user.pre_create");
    press("Escape");
    await waitFor(() => expect(shown()).toBe("oidc.jwt.pre_create"));
  });

  it("opens the fields of the last event after its wait, so that typed text is no command", async () => {
    const backend = await openHeld();
    await act(async () => backend.heldEvents.hold());
    await page().findByText("no longer held");
    press("d");
    expect(document.activeElement).toBe(title());
    for (const key of "ope") press(key);
    expect(screen.getByRole("region", { name: "Held" })).toBeTruthy();
  });

  it("shows that the sender disconnected", async () => {
    const backend = await openHeld();
    await act(async () => backend.heldEvents.hold(heldRow(60, 3000, { gone: true })));
    await page().findByText("The sender disconnected");
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Allow" }).disabled).toBe(true);
  });

  it("constrains a sign-in with fields", async () => {
    const backend = await open();
    backend.heldEvents.form = SIGN_IN_FORM;
    await act(async () =>
      backend.heldEvents.hold(heldRow(60, 4000, { type: "authentication.pre_initialize", subject: null })),
    );
    await screen.findByRole("region", BANNER);
    press("q");
    press("m");
    fireEvent.click(await screen.findByRole("checkbox", { name: "otp" }));
    fireEvent.click(screen.getByRole("button", { name: "always" }));
    fireEvent.change(screen.getByRole("textbox", { name: /^Rate limit weight.*authentication\.general$/ }), {
      target: { value: "2.5" },
    });
    press("Enter", { ctrlKey: true });
    await waitFor(() => expect(backend.heldEvents.answered.length).toBe(1));
    const answer = backend.heldEvents.answered[0]?.answer;
    expect(answer?.form === "body" && JSON.parse(answer.text)).toEqual({
      is_allowed: true,
      constraints: { amr: ["otp"] },
      bot_protection: { mode: "always" },
      rate_limits: { "authentication.general": { weight: 2.5 } },
    });
  });

  it("adds a rule that holds blocking events from the empty page", async () => {
    const backend = await open();
    press("q");
    fireEvent.click(await screen.findByRole("button", { name: "Hold blocking events" }));
    await waitFor(() => expect(backend.rules.rows.length).toBe(1));
    expect(backend.rules.rows[0]?.rule).toMatchObject({
      name: "Hold blocking events",
      on: true,
      when: { filter: "kind:blocking" },
      // biome-ignore lint/suspicious/noThenProperty: `then` is a field of the rule format.
      then: { action: "hold" },
    });
    await screen.findByText(/A rule holds events/);
    expect(screen.queryByRole("button", { name: "Hold blocking events" })).toBeNull();
  });

  it("has no serious accessibility violations", async () => {
    document.documentElement.lang = "en";
    document.title = "Hookglass";
    await openHeld();
    for (const key of ["d", "m", "x"]) {
      press(key);
      press("Escape");
      await settled();
      const found = await axe.run(document, { rules: { "color-contrast": { enabled: false } } });
      const grave = found.violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual(
        [],
      );
    }
  });
});

describe("the context menu of a held event", () => {
  it("chooses or shows the event that was clicked", async () => {
    await openHeld();
    const [, second] = page().getAllByRole("option");
    const menu = await openMenuOf(second as HTMLElement);
    expect(menuItems(menu)).toEqual([
      "Decide",
      "Show event",
      "Copy body",
      "Copy as cURL",
      "Copy event number",
    ]);
    chooseFrom(menu, "Decide");
    await waitFor(() => expect(shown()).toBe("oidc.jwt.pre_create"));
    chooseFrom(await openMenuOf(second as HTMLElement), "Show event");
    await waitFor(() => expect(screen.queryByRole("region", { name: "Held" })).toBeNull());
  });
});
