// Asks before a draft is sent whose JSON body is broken.
import { useState } from "react";
import { type JsonMistake, mistakeText } from "@/format/json-mistake";

export interface BrokenBody {
  /** Where the body is broken; null while nothing is asked. */
  sentence: string | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** `find` finds the mistake of the body, and `start` sends the draft. */
export function useConfirmedSend(find: () => JsonMistake | null, start: (confirmedHost: boolean) => void) {
  const [asked, setAsked] = useState<JsonMistake | null>(null);
  const broken: BrokenBody = {
    sentence: asked && mistakeText(asked),
    onConfirm: () => {
      setAsked(null);
      start(false);
    },
    onClose: () => setAsked(null),
  };
  const send = () => {
    const mistake = find();
    setAsked(mistake);
    if (mistake === null) start(false);
  };
  return { send, broken };
}
