import { act, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { createStore } from "./store";
import { useWindowSlot, useWindowState, WindowStateProvider, windowSlot } from "./WindowState";

it("notifies listeners of each change, but not of an equal value", () => {
  const store = createStore(1);
  const listener = vi.fn();
  const unsubscribe = store.subscribe(listener);
  store.set(2);
  store.set((n) => n + 1);
  store.set(3);
  expect(store.get()).toBe(3);
  expect(listener).toHaveBeenCalledTimes(2);
  unsubscribe();
  store.set(4);
  expect(listener).toHaveBeenCalledTimes(2);
});

const DRAFT = windowSlot("");

function Draft({ name }: { name: string }) {
  const [draft, setDraft] = useWindowSlot(DRAFT);
  return (
    <button type="button" onClick={() => setDraft((before) => `${before}!`)}>
      {name}: {draft}
    </button>
  );
}

function Other() {
  const state = useWindowState();
  return (
    <button type="button" onClick={() => state.set(DRAFT, "Hello")}>
      Other
    </button>
  );
}

it("survives the component that shows it, and belongs to one window", () => {
  const page = (isShown: boolean) => (
    <>
      <WindowStateProvider>
        {isShown && <Draft name="one" />}
        <Other />
      </WindowStateProvider>
      <WindowStateProvider>
        <Draft name="two" />
      </WindowStateProvider>
    </>
  );
  const { rerender } = render(page(true));
  act(() => screen.getByText("Other").click());
  act(() => screen.getByText("one: Hello").click());
  rerender(page(false));
  expect(screen.queryByText(/^one/)).toBeNull();
  rerender(page(true));
  screen.getByText("one: Hello!");
  screen.getByText("two:");
});
