// The tokens of a filter, requested as it is typed. Only the answer for the newest text counts.
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
      // The field works without colors.
      .catch(() => undefined);
  }, [text]);
  return known;
}
