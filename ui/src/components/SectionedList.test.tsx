import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Section, SectionedList } from "./SectionedList";

const ESTIMATED = 20;
const MEASURED = 50;

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockImplementation(function (this: HTMLElement) {
    return { height: this.dataset.distance === undefined ? 0 : MEASURED } as DOMRect;
  });
});
afterEach(() => vi.restoreAllMocks());

const rows = (name: string, count: number): Section => ({
  name,
  count,
  height: ESTIMATED,
  row: (at) => <p>{`${name} ${at}`}</p>,
});

/** The text of the row at the upper edge of the viewport. */
function topRow(list: HTMLElement): string {
  const drawn = within(list).getByRole("list");
  const from = Number(/translateY\((.*)px\)/.exec(drawn.style.transform)?.[1]);
  const at = Math.floor((list.scrollTop - from) / MEASURED + 0.001);
  return drawn.children[at]?.textContent ?? "";
}

it("keeps the visible rows in place while rows are measured, and while rows below them are removed", () => {
  const { rerender } = render(<SectionedList label="Rows" sections={[rows("a", 40), rows("b", 4000)]} />);
  const list = screen.getByLabelText("Rows");
  act(() => {
    list.scrollTop = 30_000;
    fireEvent.scroll(list);
  });
  const before = topRow(list);
  expect(before).toMatch(/^b \d+$/);
  // All rendered rows are measured now, so rendering again moves nothing.
  rerender(<SectionedList label="Rows" sections={[rows("a", 40), rows("b", 4000)]} />);
  expect(topRow(list)).toBe(before);
  const scrollTop = list.scrollTop;
  rerender(<SectionedList label="Rows" sections={[rows("a", 40), rows("b", 3000)]} />);
  expect(topRow(list)).toBe(before);
  expect(Math.abs(list.scrollTop - scrollTop)).toBeGreaterThan(0);
});
