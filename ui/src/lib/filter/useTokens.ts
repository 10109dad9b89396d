// Fetches the tokens of a filter on each edit. Results for an older text are dropped.
import { useEffect, useRef, useState } from "react";
import { filterTokens } from "@/ipc/bindings/commands";
import type { FilterToken } from "@/ipc/types";

export function useTokens(text: string): { text: string; tokens: readonly FilterToken[] } {
  const [known, setKnown] = useState<{ text: string; tokens: readonly FilterToken[] }>({
    text: "",
    tokens: [],
  });
  const request = useRef(0);
  useEffect(() => {
    request.current += 1;
    const mine = request.current;
    if (text === "") {
      setKnown({ text, tokens: [] });
      return;
    }
    filterTokens({ text })
      .then((tokens) => {
        if (request.current === mine) setKnown({ text, tokens });
      })
      // On failure the field works without colors.
      .catch(() => undefined);
  }, [text]);
  return known;
}
