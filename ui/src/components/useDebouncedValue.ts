// Debounces a value: it changes only after the input has been stable for `rest` milliseconds.
import { useEffect, useState } from "react";

export function useDebouncedValue<T>(value: T, rest: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), rest);
    return () => clearTimeout(timer);
  }, [value, rest]);
  return rested;
}
