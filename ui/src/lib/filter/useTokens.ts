// What the parts of a filter are, asked for as it is typed; the newest text wins.
import { useEffect, useRef, useState } from "react";
import { filterTokens } from "@/ipc/commands";
import type { FilterToken } from "@/ipc/types";

export function useTokens(text: string): { text: string; tokens: readonly FilterToken[] } {
  const [told, setTold] = useState<{ text: string; tokens: readonly FilterToken[] }>({
    text: "",
    tokens: [],
  });
  const asked = useRef(0);
  useEffect(() => {
    asked.current += 1;
    const mine = asked.current;
    if (text === "") {
      setTold({ text, tokens: [] });
      return;
    }
    filterTokens(text)
      .then((tokens) => {
        if (asked.current === mine) setTold({ text, tokens });
      })
      // Without colours it is a field like any other.
      .catch(() => undefined);
  }, [text]);
  return told;
}
