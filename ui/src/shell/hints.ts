// The keys of each screen that the status bar shows.
import { writtenKeys } from "@/actions/catalog";
import type { KeyHint } from "./StatusBar";

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

const ALL_ACTIONS: KeyHint = { keys: writtenKeys("Mod+k").split(" "), text: "all actions" };

export const HINTS: Record<Screen, readonly KeyHint[]> = {
  empty: [{ keys: ["T"], text: "send samples" }, { keys: ["G"], text: "catalog" }, ALL_ACTIONS],
  inbox: [
    { keys: ["P"], text: "pause" },
    { keys: ["S"], text: "star" },
    { keys: ["Del"], text: "delete" },
    { keys: ["1", "…", "6"], text: "tabs" },
    { keys: ["E"], text: "edit and resend" },
    { keys: ["J", "K"], text: "next, previous" },
    ALL_ACTIONS,
  ],
  resend: [
    { keys: writtenKeys("Mod+z").split(" "), text: "undo" },
    { keys: ["Esc"], text: "back to the event" },
    { keys: writtenKeys("Mod+Enter").split(" "), text: "send" },
    ALL_ACTIONS,
  ],
  compare: [
    { keys: ["[", "]"], text: "changes" },
    { keys: ["B", "N", "M"], text: "views" },
    { keys: ["Esc"], text: "back to the events" },
    ALL_ACTIONS,
  ],
  bulk: [
    { keys: writtenKeys("Mod+Enter").split(" "), text: "start" },
    { keys: ["J", "K"], text: "next, previous result" },
    { keys: ["Esc"], text: "back to the events" },
    ALL_ACTIONS,
  ],
  sent: [
    { keys: ["J", "K"], text: "next, previous" },
    { keys: ["Space"], text: "select to compare" },
    { keys: ["E"], text: "edit and resend" },
    { keys: ["Esc"], text: "back to the events" },
    ALL_ACTIONS,
  ],
  types: [
    { keys: ["J", "K"], text: "next, previous" },
    { keys: ["Esc"], text: "back to the events" },
    { keys: writtenKeys("Mod+Enter").split(" "), text: "send sample" },
    ALL_ACTIONS,
  ],
  users: [
    { keys: ["J", "K"], text: "next, previous" },
    { keys: ["Esc"], text: "back" },
    { keys: ["Enter"], text: "history" },
    ALL_ACTIONS,
  ],
  history: [
    { keys: ["←", "→"], text: "move B" },
    { keys: ["Shift", "←", "→"], text: "move A" },
    { keys: ["W"], text: "next warning" },
    { keys: ["Esc"], text: "back" },
    ALL_ACTIONS,
  ],
  held: [
    { keys: ["A", "D", "M", "X"], text: "decide" },
    { keys: ["Enter"], text: "send denial" },
    { keys: writtenKeys("Mod+Enter").split(" "), text: "send" },
    { keys: ["Esc"], text: "leave the field, then the page" },
    ALL_ACTIONS,
  ],
  noneHeld: [{ keys: ["Esc"], text: "back to the events" }, ALL_ACTIONS],
  rules: [
    { keys: ["J", "K"], text: "next, previous" },
    { keys: ["Alt", "↑", "↓"], text: "move rule" },
    { keys: writtenKeys("Mod+s").split(" "), text: "save" },
    { keys: ["Esc"], text: "back to the events" },
    ALL_ACTIONS,
  ],
  forwards: [
    { keys: ["J", "K"], text: "next, previous" },
    { keys: ["A"], text: "add target" },
    { keys: ["Esc"], text: "back to the events" },
    ALL_ACTIONS,
  ],
  scenarios: [
    { keys: ["J", "K"], text: "next, previous" },
    { keys: writtenKeys("Mod+s").split(" "), text: "save" },
    { keys: writtenKeys("Mod+Enter").split(" "), text: "run" },
    { keys: ["Esc"], text: "back to the events" },
    ALL_ACTIONS,
  ],
  coverage: [{ keys: ["Esc"], text: "back to the events" }, ALL_ACTIONS],
};
