// The keys of each screen that the status bar shows.
import { type ActionId, writtenKeys } from "@/actions/catalog";

/** The keys of an action, or a key of the page itself. */
type HintKey = { of: ActionId } | string;

export interface KeyHint {
  keys: readonly HintKey[];
  text: string;
}

export type Screen =
  | "empty"
  | "inbox"
  | "bulk"
  | "resend"
  | "compare"
  | "types"
  | "coverage"
  | "users"
  | "history"
  | "sent"
  | "held"
  | "noneHeld"
  | "rules"
  | "forwards"
  | "scenarios";

const STEP: readonly HintKey[] = [{ of: "next" }, { of: "previous" }];
const ALL_ACTIONS: KeyHint = { keys: [{ of: "palette" }], text: "all actions" };

export const HINTS: Record<Screen, readonly KeyHint[]> = {
  empty: [
    { keys: [{ of: "samples" }], text: "send samples" },
    { keys: [{ of: "catalog" }], text: "catalog" },
    ALL_ACTIONS,
  ],
  inbox: [
    { keys: [{ of: "pause" }], text: "pause" },
    { keys: [{ of: "star" }], text: "star" },
    { keys: [{ of: "delete" }], text: "delete" },
    { keys: [{ of: "tab1" }, "…", { of: "tab6" }], text: "tabs" },
    { keys: [{ of: "edit" }], text: "edit and resend" },
    { keys: STEP, text: "next, previous" },
    ALL_ACTIONS,
  ],
  resend: [
    { keys: [writtenKeys("Mod+z")], text: "undo" },
    { keys: ["Esc"], text: "back to the event" },
    { keys: [{ of: "send" }], text: "send" },
    ALL_ACTIONS,
  ],
  compare: [
    { keys: [{ of: "previousChange" }, { of: "nextChange" }], text: "changes" },
    { keys: [{ of: "faceTable" }, { of: "faceSide" }, { of: "faceUnified" }], text: "views" },
    { keys: ["Esc"], text: "back to the events" },
    ALL_ACTIONS,
  ],
  bulk: [
    { keys: [{ of: "send" }], text: "start" },
    { keys: STEP, text: "next, previous result" },
    { keys: ["Esc"], text: "back to the events" },
    ALL_ACTIONS,
  ],
  sent: [
    { keys: STEP, text: "next, previous" },
    { keys: ["Space"], text: "select to compare" },
    { keys: [{ of: "edit" }], text: "edit and resend" },
    { keys: ["Esc"], text: "back to the events" },
    ALL_ACTIONS,
  ],
  types: [
    { keys: STEP, text: "next, previous" },
    { keys: ["Esc"], text: "back to the events" },
    { keys: [{ of: "send" }], text: "send sample" },
    ALL_ACTIONS,
  ],
  users: [
    { keys: STEP, text: "next, previous" },
    { keys: ["Esc"], text: "back" },
    { keys: ["Enter"], text: "history" },
    ALL_ACTIONS,
  ],
  history: [
    { keys: [{ of: "earlierB" }, { of: "laterB" }], text: "move B" },
    { keys: [{ of: "earlierA" }, { of: "laterA" }], text: "move A" },
    { keys: [{ of: "nextBreak" }], text: "next warning" },
    { keys: ["Esc"], text: "back" },
    ALL_ACTIONS,
  ],
  held: [
    {
      keys: [{ of: "heldAllow" }, { of: "heldDeny" }, { of: "heldMutate" }, { of: "heldCustom" }],
      text: "decide",
    },
    { keys: ["Enter"], text: "send denial" },
    { keys: [{ of: "heldSend" }], text: "send" },
    { keys: ["Esc"], text: "leave the field, then the page" },
    ALL_ACTIONS,
  ],
  noneHeld: [{ keys: ["Esc"], text: "back to the events" }, ALL_ACTIONS],
  rules: [
    { keys: STEP, text: "next, previous" },
    { keys: [{ of: "ruleUp" }, { of: "ruleDown" }], text: "move rule" },
    { keys: [{ of: "saveRule" }], text: "save" },
    { keys: ["Esc"], text: "back to the events" },
    ALL_ACTIONS,
  ],
  forwards: [
    { keys: STEP, text: "next, previous" },
    { keys: [{ of: "addForward" }], text: "add target" },
    { keys: ["Esc"], text: "back to the events" },
    ALL_ACTIONS,
  ],
  scenarios: [
    { keys: STEP, text: "next, previous" },
    { keys: [{ of: "saveScenario" }], text: "save" },
    { keys: [{ of: "send" }], text: "run" },
    { keys: ["Esc"], text: "back to the events" },
    ALL_ACTIONS,
  ],
  coverage: [{ keys: ["Esc"], text: "back to the events" }, ALL_ACTIONS],
};
