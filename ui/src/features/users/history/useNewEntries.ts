// Counts the events that arrive while the timeline is scrolled away from its top, and scrolls to
// the top.
import { useCallback, useEffect, useRef, useState } from "react";

export function useNewEntries(added: number) {
  const [atTop, setAtTop] = useState(true);
  const [seen, setSeen] = useState(0);
  const goToTop = useRef<() => void>(() => undefined);
  const onTopChange = useCallback((top: boolean, go: () => void) => {
    goToTop.current = go;
    setAtTop(top);
  }, []);
  useEffect(() => {
    if (atTop) setSeen(added);
  }, [atTop, added]);
  return {
    count: atTop ? 0 : Math.max(0, added - seen),
    onTopChange,
    toTop: () => goToTop.current(),
  };
}
