// How many events arrived while the time line was scrolled away from its top, and the way back there.
import { useCallback, useEffect, useRef, useState } from "react";

export function useNewEntries(added: number) {
  const [atTop, setAtTop] = useState(true);
  const [seen, setSeen] = useState(0);
  const goToTop = useRef<() => void>(() => undefined);
  const onPlace = useCallback((top: boolean, go: () => void) => {
    goToTop.current = go;
    setAtTop(top);
  }, []);
  useEffect(() => {
    if (atTop) setSeen(added);
  }, [atTop, added]);
  return {
    count: atTop ? 0 : Math.max(0, added - seen),
    onPlace,
    toTop: () => goToTop.current(),
  };
}
