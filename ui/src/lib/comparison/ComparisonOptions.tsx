// How comparisons are shown. The choices apply to all comparisons while the window is open.
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

export type ViewMode = "table" | "side" | "unified";

interface Choices {
  viewMode: ViewMode;
  setViewMode: (mode: ViewMode) => void;
  /** Whether equal numbers and times in different formats count as changes. */
  strictFormat: boolean;
  setStrictFormat: (strict: boolean) => void;
}

const ChoicesContext = createContext<Choices | null>(null);

export function ComparisonOptions({ children }: { children: ReactNode }) {
  const [viewMode, setViewMode] = useState<ViewMode>("table");
  const [strictFormat, setStrictFormat] = useState(false);
  const choices = useMemo(
    () => ({ viewMode, setViewMode, strictFormat, setStrictFormat }),
    [viewMode, strictFormat],
  );
  return <ChoicesContext value={choices}>{children}</ChoicesContext>;
}

export function useChoices(): Choices {
  const choices = useContext(ChoicesContext);
  if (choices === null) throw new Error("useChoices must be called inside <ComparisonChoices>");
  return choices;
}
