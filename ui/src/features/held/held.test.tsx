import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { heldRow, SIGN_IN_FORM } from "@/test/fake-holding";
import { openWindow } from "@/test/window";

const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const settled = () => act(async () => undefined);

async function open() {
  const backend = openWindow({ events: 60 });
  await screen.findAllByTestId("row");
  return backend;
}

/** Two held events, and their page. */
async function openHeld() {
  const backend = await open();
  await act(async () =>
    backend.holding.hold(heldRow(60, 4000), heldRow(59, 9000, { type: "oidc.jwt.pre_create" })),
  );
  await screen.findByTestId("held-banner");
  press("q");
  await screen.findByTestId("deny-title");
  return backend;
}

const shown = () => screen.getByTestId("held-title").textContent;

describe("held events", () => {
  it("are told on every other page, in the sidebar, and in their rows", async () => {
    const backend = await open();
    expect(screen.queryByTestId("held-banner")).toBeNull();
    await act(async () => backend.holding.hold(heldRow(60, 4000)));
    const banner = await screen.findByTestId("held-banner");
    expect(banner.textContent).toContain("1 event waits for your answer:");
    expect(banner.textContent).toContain("user.pre_create");
    expect(screen.getAllByTestId("held-badge").length).toBe(2);
    expect(within(screen.getByTestId("sidebar")).getByRole("button", { name: /Held/ }).textContent).toBe(
      "Held1",
    );
    fireEvent.click(screen.getByTestId("held-show"));
    await screen.findByTestId("held-ring");
    expect(screen.queryByTestId("held-banner")).toBeNull();
  });

  it("are allowed by one key, and the next is shown", async () => {
    const backend = await openHeld();
    expect(shown()).toBe("user.pre_create");
    expect(screen.getAllByTestId("held-row").length).toBe(2);
    press("a", { repeat: true });
    expect(backend.holding.answered).toEqual([]);
    press("a");
    await waitFor(() => expect(shown()).toBe("oidc.jwt.pre_create"));
    expect(backend.holding.answered).toEqual([{ event: 60, answer: { form: "allow" }, anyway: false }]);
    expect(screen.getByTestId("held-told").textContent).toContain("Allowed: user.pre_create");
  });

  it("are moved between by J and K", async () => {
    await openHeld();
    press("j");
    await waitFor(() => expect(shown()).toBe("oidc.jwt.pre_create"));
    press("k");
    await waitFor(() => expect(shown()).toBe("user.pre_create"));
  });

  it("are denied with a title and a reason, which are there to be given again", async () => {
    const backend = await openHeld();
    press("d");
    const title = screen.getByTestId("deny-title");
    expect(document.activeElement).toBe(title);
    fireEvent.change(title, { target: { value: "Sign-up is by invitation" } });
    fireEvent.change(screen.getByTestId("deny-reason"), { target: { value: "Ask a colleague." } });
    press("a");
    expect(backend.holding.answered).toEqual([]);
    await waitFor(() => expect(screen.getByTestId("deny-preview").textContent).toContain("by invitation"));
    press("Enter");
    await waitFor(() => expect(shown()).toBe("oidc.jwt.pre_create"));
    expect(backend.holding.answered).toEqual([
      {
        event: 60,
        answer: { form: "deny", title: "Sign-up is by invitation", reason: "Ask a colleague." },
        anyway: false,
      },
    ]);
    const chips = await screen.findAllByTestId("recent-reason");
    expect(chips[0]?.textContent).toBe("Sign-up is by invitation");
    fireEvent.click(chips[1] ?? document.body);
    expect((screen.getByTestId("deny-title") as HTMLInputElement).value).toBe("Domain not allowed");
  });

  it("leave a field by Escape before they leave the page", async () => {
    await openHeld();
    press("d");
    press("Escape");
    expect(document.activeElement).not.toBe(screen.getByTestId("deny-title"));
    expect(screen.getByTestId("held")).toBeTruthy();
    press("Escape");
    await waitFor(() => expect(screen.queryByTestId("held")).toBeNull());
  });

  it("are mutated as it is shown, and what would be gone is told", async () => {
    const backend = await openHeld();
    press("m");
    const editor = screen.getByTestId("change-editor");
    expect(document.activeElement).toBe(editor);
    await waitFor(() =>
      expect(screen.getAllByTestId("answer-check")[0]?.textContent).toContain("nothing is lost"),
    );
    fireEvent.click(screen.getByTestId("held-mutate"));
    press("Enter", { ctrlKey: true });
    await waitFor(() => expect(backend.holding.answered.length).toBe(1));
    expect(backend.holding.answered[0]?.answer).toEqual({ form: "body", text: backend.holding.form.start });
  });

  it("get an answer their sender would refuse only when it is asked for twice", async () => {
    const backend = await openHeld();
    press("x");
    fireEvent.click(await screen.findByRole("button", { name: "Status, headers, body" }));
    fireEvent.change(screen.getByTestId("custom-status"), { target: { value: "503" } });
    await waitFor(() => expect(screen.getByTestId("held-custom-send").textContent).toContain("Send anyway"));
    press("Enter", { ctrlKey: true });
    await screen.findByText(/it was not sent/);
    expect(backend.holding.answered).toEqual([]);
    press("Enter", { ctrlKey: true });
    await waitFor(() => expect(backend.holding.answered.length).toBe(1));
    expect(backend.holding.answered[0]).toMatchObject({
      anyway: true,
      answer: { form: "respond", status: 503 },
    });
  });

  it("that were answered meanwhile keep what was typed, and no key decides about the next one", async () => {
    const backend = await openHeld();
    press("d");
    fireEvent.change(screen.getByTestId("deny-title"), { target: { value: "Half a thou" } });
    await act(async () => backend.holding.hold(heldRow(59, 5000, { type: "oidc.jwt.pre_create" })));
    const over = await screen.findByTestId("held-over");
    expect(over.textContent).toContain("What you typed is still here");
    expect((screen.getByTestId("deny-title") as HTMLInputElement).value).toBe("Half a thou");
    expect(shown()).toBe("user.pre_create");
    press("Enter");
    press("Escape");
    press("a");
    await settled();
    expect(backend.holding.answered).toEqual([]);
    press("j");
    await waitFor(() => expect(shown()).toBe("oidc.jwt.pre_create"));
  });

  it("whose sender hung up say so", async () => {
    const backend = await openHeld();
    await act(async () => backend.holding.hold(heldRow(60, 3000, { gone: true })));
    expect((await screen.findByTestId("held-over")).textContent).toContain("The sender hung up");
    expect((screen.getByTestId("held-allow") as HTMLButtonElement).disabled).toBe(true);
  });

  it("of a sign-in are constrained by fields", async () => {
    const backend = await open();
    backend.holding.form = SIGN_IN_FORM;
    await act(async () =>
      backend.holding.hold(heldRow(60, 4000, { type: "authentication.pre_initialize", subject: null })),
    );
    await screen.findByTestId("held-banner");
    press("q");
    press("m");
    const form = await screen.findByTestId("members-form");
    fireEvent.click(within(form).getByRole("checkbox", { name: "otp" }));
    fireEvent.click(within(form).getByRole("button", { name: "always" }));
    fireEvent.change(within(form).getByRole("textbox"), { target: { value: "2.5" } });
    press("Enter", { ctrlKey: true });
    await waitFor(() => expect(backend.holding.answered.length).toBe(1));
    const answer = backend.holding.answered[0]?.answer;
    expect(answer?.form === "body" && JSON.parse(answer.text)).toEqual({
      is_allowed: true,
      constraints: { amr: ["otp"] },
      bot_protection: { mode: "always" },
      rate_limits: { "authentication.general": { weight: 2.5 } },
    });
  });

  it("begin with a rule, which the empty page adds", async () => {
    const backend = await open();
    press("q");
    fireEvent.click(await screen.findByTestId("hold-blocking"));
    await waitFor(() => expect(backend.rules.rows.length).toBe(1));
    expect(backend.rules.rows[0]?.rule).toMatchObject({
      name: "Hold blocking events",
      on: true,
      when: { filter: "kind:blocking" },
      // biome-ignore lint/suspicious/noThenProperty: a rule's word.
      then: { action: "hold" },
    });
    await screen.findByText(/A rule holds events/);
    expect(screen.queryByTestId("hold-blocking")).toBeNull();
  });

  it("hinder nobody", async () => {
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
