// The bar that searches the text below it: a field, the number of the current match, and buttons for
// the previous and the next one.
import { type KeyboardEvent, useEffect, useRef } from "react";
import { countOf } from "@/format/size";
import { Button } from "./Button";
import { Icon } from "./Icon";
import { Stack } from "./Stack";
import { Text } from "./Text";
import { TextField } from "./TextField";

/** The matches of a search. */
export interface Matches {
  /** The number of the current match, from 1. Zero if no match is selected. */
  current: number;
  total: number;
  /** Not all matches were counted. */
  isCut: boolean;
}

interface FindBarProps {
  text: string;
  matches: Matches;
  /** Each new value moves the focus to the field. */
  requests: number;
  onText: (text: string) => void;
  onStep: (by: 1 | -1) => void;
  onClose: () => void;
}

/** `3 of 17` */
function matchesText({ current, total, isCut }: Matches): string {
  if (total === 0) return "No matches";
  const all = `${countOf(total)}${isCut ? "+" : ""}`;
  if (current > 0) return `${countOf(current)} of ${all}`;
  return `${all} ${total === 1 ? "match" : "matches"}`;
}

export function FindBar({ text, matches, requests, onText, onStep, onClose }: FindBarProps) {
  const input = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each request moves the focus.
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, [requests]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter" && event.target === input.current) onStep(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  const isIdle = matches.total === 0;
  return (
    <Stack
      role="group"
      aria-label="Search of the text"
      row
      gap="1"
      padX="2"
      padTop="1"
      padBottom="1"
      onKeyDown={onKeyDown}
    >
      <TextField
        ref={input}
        value={text}
        size="small"
        width="rest"
        aria-label="Find in text"
        placeholder="Find"
        before={<Icon name="search" size="text" />}
        testId="find"
        onChange={onText}
      />
      <Text tone="soft" nowrap role="status">
        {text !== "" && matchesText(matches)}
      </Text>
      <Button look="bare" size="small" disabled={isIdle} onClick={() => onStep(-1)}>
        Previous
      </Button>
      <Button look="bare" size="small" disabled={isIdle} onClick={() => onStep(1)}>
        Next
      </Button>
      <Button icon="cross" look="bare" size="small" label="Close the search" onClick={onClose} />
    </Stack>
  );
}
