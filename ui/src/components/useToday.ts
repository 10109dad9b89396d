import { useEffect, useState } from "react";

/** A moment of the current day in local time. Renders again when the next day begins. */
export function useToday(): Date {
  const [today, setToday] = useState(() => new Date());
  useEffect(() => {
    const midnight = new Date(today.getFullYear(), today.getMonth(), today.getDate() + 1).getTime();
    // A computer that was asleep fires the timer when it wakes up.
    const timer = setTimeout(() => setToday(new Date()), Math.max(1000, midnight - Date.now()));
    return () => clearTimeout(timer);
  }, [today]);
  return today;
}
