import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Section, TallList } from "./TallList";

const GUESS = 20;
const REAL = 50;

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockImplementation(function (this: HTMLElement) {
    return { height: this.dataset.distance === undefined ? 0 : REAL } as DOMRect;
  });
});
afterEach(() => vi.restoreAllMocks());

const rows = (name: string, count: number): Section => ({
  name,
  count,
  height: GUESS,
  row: (at) => <p>{`${name} ${at}`}</p>,
});

/** The row at the upper edge: the first one drawn whose end is below it. */
function read(list: HTMLElement): string {
  const drawn = list.querySelector<HTMLElement>("div > div");
  const from = Number(/translateY\((.*)px\)/.exec(drawn?.style.transform ?? "")?.[1]);
  const at = Math.floor((list.scrollTop - from) / REAL + 0.001);
  return drawn?.children[at]?.textContent ?? "";
}

it("keeps what is read in place while rows turn out taller, and while there are fewer of them below", () => {
  const { rerender } = render(<TallList label="Rows" sections={[rows("a", 40), rows("b", 4000)]} />);
  const list = screen.getByLabelText("Rows");
  act(() => {
    list.scrollTop = 30_000;
    fireEvent.scroll(list);
  });
  const before = read(list);
  expect(before).toMatch(/^b \d+$/);
  // Every row that is drawn is measured by now; drawing again moves nothing.
  rerender(<TallList label="Rows" sections={[rows("a", 40), rows("b", 4000)]} />);
  expect(read(list)).toBe(before);
  const place = list.scrollTop;
  rerender(<TallList label="Rows" sections={[rows("a", 40), rows("b", 3000)]} />);
  expect(read(list)).toBe(before);
  expect(Math.abs(list.scrollTop - place)).toBeGreaterThan(0);
});
