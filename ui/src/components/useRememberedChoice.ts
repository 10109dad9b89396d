// A choice between views that the window remembers, also after a restart.
import { useCallback, useState } from "react";

/** The first of the values is the default. */
export function useRememberedChoice<T extends string>(
  name: string,
  values: readonly [T, ...T[]],
): [T, (choice: T) => void] {
  const [choice, setChoice] = useState<T>(() => {
    const stored = localStorage.getItem(name);
    return values.find((value) => value === stored) ?? values[0];
  });
  const choose = useCallback(
    (next: T) => {
      localStorage.setItem(name, next);
      setChoice(next);
    },
    [name],
  );
  return [choice, choose];
}
