import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { Actions, useAction, useFieldExpected } from "./Actions";

let runs = 0;
beforeEach(() => {
  runs = 0;
});

interface PageProps {
  field?: "input" | "textarea" | "editor" | null;
  disabled?: boolean;
  expected?: boolean;
}

function Page({ field = "input", disabled = false, expected = false }: PageProps) {
  useAction("next", () => {
    runs += 1;
  });
  useFieldExpected(expected);
  return (
    <>
      {field === "input" && <input aria-label="Field" disabled={disabled} />}
      {field === "textarea" && <textarea aria-label="Field" disabled={disabled} />}
      {/* biome-ignore lint/a11y/useSemanticElements: the editors of the window are like this. */}
      {field === "editor" && <div contentEditable role="textbox" aria-label="Field" tabIndex={0} />}
      <button type="button">Button</button>
    </>
  );
}

function open(props: PageProps) {
  const { rerender } = render(<Page {...props} />, { wrapper: Actions });
  const field = screen.queryByRole("textbox", { name: "Field" });
  field?.focus();
  return (next: PageProps) => rerender(<Page {...next} />);
}

/** Presses a key where the browser sends it: in the focused element, or else in the body. */
const press = (key: string, more: KeyboardEventInit = {}) => {
  const focused = document.activeElement;
  const usable = focused !== null && !focused.matches(":disabled");
  fireEvent.keyDown(usable ? focused : document.body, { key, ...more });
};

describe("keys meant for a field", () => {
  for (const field of ["input", "textarea", "editor"] as const) {
    it(`run no shortcut after the ${field} is removed`, () => {
      const show = open({ field });
      press("j");
      show({ field: null });
      expect(document.activeElement).toBe(document.body);
      press("j");
      press("j");
      expect(runs).toBe(0);
    });
  }

  it("run no shortcut after the field is disabled", () => {
    const show = open({});
    show({ disabled: true });
    press("j");
    expect(runs).toBe(0);
  });

  it("run no shortcut if the window moves the focus away from the removed field", () => {
    const show = open({});
    show({ field: null });
    screen.getByRole("button").focus();
    press("j");
    expect(runs).toBe(0);
  });

  it("run no shortcut before an expected field is shown", () => {
    const show = open({ field: null, expected: true });
    press("j");
    expect(runs).toBe(0);
    show({ field: null });
    press("j");
    expect(runs).toBe(1);
  });

  for (const key of ["Escape", "Tab", "Enter"])
    it(`are over after ${key}`, () => {
      const show = open({});
      press(key);
      show({ field: null });
      press("j");
      expect(runs).toBe(1);
    });

  it("are over after a click", () => {
    const show = open({});
    show({ field: null });
    fireEvent.mouseDown(document.body);
    press("j");
    expect(runs).toBe(1);
  });

  it("are over when the focus leaves a field that is still there", () => {
    open({});
    screen.getByRole("button").focus();
    press("j");
    expect(runs).toBe(1);
  });

  it("are not over after Enter in an editor", () => {
    const show = open({ field: "editor" });
    press("Enter");
    show({ field: null });
    press("j");
    expect(runs).toBe(0);
  });
});
