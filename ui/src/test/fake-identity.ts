// The comparison of *identity.email.updated*, recorded from the real backend.
import { IDENTITY_COMPARISON } from "@/ipc/bindings/fixtures/identity-comparison";
import type { ChangeView } from "@/ipc/types";
import type { FakeComparison } from "./fake-comparisons";

export const change = (
  path: string,
  label: string | null,
  hint: string | null,
  parts: [string, string][],
  op: ChangeView["op"] = "changed",
): ChangeView => ({
  op,
  path,
  from: null,
  label,
  hint,
  old: parts.map(([old, next]) => ({ text: old, marked: old !== next })),
  new: parts.map(([old, next]) => ({ text: next, marked: old !== next })),
  note: null,
});

export function identityComparison(event: number | null): FakeComparison {
  const { compared, shown, rewritten, unchanged, rows } = IDENTITY_COMPARISON;
  if (compared.state !== "compared") throw new Error("the fixture is not a comparison");
  return {
    ...compared,
    old_event: event,
    new_event: event,
    at: event === null ? null : compared.at,
    changes: shown,
    rewritten,
    unchanged,
    lines: rows,
    // A document this small has no folds.
    folded: new Map(),
  };
}
