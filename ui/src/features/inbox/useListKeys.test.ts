import { renderHook } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { EventRow } from "../../ipc/types";
import { makeEvent } from "../../test/fake-events";
import type { ListingState } from "./useListing";
import { useListKeys } from "./useListKeys";

const TOTAL = 10_000;
const rowAt = (index: number): EventRow => makeEvent(TOTAL - index, TOTAL).row;

it("steps on from the chosen event after its row was forgotten", () => {
  const onSelect = vi.fn();
  const reveal = vi.fn();
  const open = (find: ListingState["find"]): ListingState => ({
    listing: 1,
    filter: "",
    total: TOTAL,
    added: 0,
    row: rowAt,
    find,
    look: () => undefined,
    ids: async () => [],
    refresh: () => undefined,
    retry: () => undefined,
    error: null,
  });
  const chosen = 5000;
  const { result, rerender } = renderHook(
    ({ find }) => useListKeys({ state: open(find), selection: chosen, onSelect, reveal, page: 20 }),
    { initialProps: { find: (id: number): number | null => id - 1 } },
  );
  rerender({ find: () => null });
  result.current.step(1);
  expect(onSelect).toHaveBeenLastCalledWith(chosen - 1);
  result.current.revealChosen();
  expect(reveal).toHaveBeenLastCalledWith(TOTAL - chosen);
});
