import { renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { EventRow } from "@/ipc/types";
import { makeEvent } from "@/test/fake-events";
import { useChosenPlace } from "./useChosenPlace";
import type { ListingView } from "./useListing";
import { useListKeys } from "./useListKeys";

const TOTAL = 10_000;
const rowAt = (index: number): EventRow => makeEvent(TOTAL - index, TOTAL).row;

const open = (find: ListingView["find"], row: ListingView["row"] = rowAt): ListingView => ({
  listing: 1,
  filter: "",
  grouped: false,
  epoch: 0,
  total: TOTAL,
  base: TOTAL,
  counting: false,
  added: 0,
  front: 0,
  paused: false,
  slow: false,
  waiting: 0,
  pause: () => undefined,
  row,
  find,
  setViewport: () => undefined,
  each: async () => undefined,
  patch: () => undefined,
  refresh: () => undefined,
  reopen: () => undefined,
  retry: () => undefined,
  error: null,
});

function useBoth(
  state: ListingView,
  chosen: number,
  onSelect: (id: number) => void,
  reveal: (index: number) => void,
) {
  const place = useChosenPlace(state, chosen);
  return useListKeys({ state, chosen: place, onSelect, reveal, page: 20 });
}

it("steps from the chosen event after its row leaves the cache", () => {
  const onSelect = vi.fn();
  const reveal = vi.fn();
  const chosen = 5000;
  const { result, rerender } = renderHook(({ find }) => useBoth(open(find), chosen, onSelect, reveal), {
    initialProps: { find: (id: number): number | null => id - 1 },
  });
  rerender({ find: () => null });
  result.current.step(1);
  expect(onSelect).toHaveBeenLastCalledWith(chosen - 1);
  result.current.revealChosen();
  expect(reveal).toHaveBeenLastCalledWith(TOTAL - chosen);
});

it("steps from a row that is still loading, and chooses the target when it arrives", () => {
  const onSelect = vi.fn();
  const reveal = vi.fn();
  const find = (id: number) => id - 1;
  const { result, rerender } = renderHook(({ row }) => useBoth(open(find, row), 5000, onSelect, reveal), {
    initialProps: { row: (() => undefined) as ListingView["row"] },
  });
  result.current.step(1);
  result.current.step(1);
  expect(result.current.target("PageDown")).toBe(TOTAL - 5000 + 2 + 19);
  expect(onSelect).not.toHaveBeenCalled();
  rerender({ row: rowAt });
  expect(onSelect).toHaveBeenLastCalledWith(4998);
});
