// How comparisons are shown. The choice holds for all of them, while the window is open.
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

export type Face = "table" | "side" | "unified";

interface Choices {
  face: Face;
  setFace: (face: Face) => void;
  /** Another spelling of the same value is a change. */
  spellings: boolean;
  setSpellings: (count: boolean) => void;
}

const Chosen = createContext<Choices | null>(null);

export function ComparisonChoices({ children }: { children: ReactNode }) {
  const [face, setFace] = useState<Face>("table");
  const [spellings, setSpellings] = useState(false);
  const choices = useMemo(() => ({ face, setFace, spellings, setSpellings }), [face, spellings]);
  return <Chosen value={choices}>{children}</Chosen>;
}

export function useChoices(): Choices {
  const choices = useContext(Chosen);
  if (choices === null) throw new Error("useChoices needs <ComparisonChoices> around it");
  return choices;
}
