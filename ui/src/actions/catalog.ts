// Every action of the window: its name for people and the keys that run it. What it does is registered by the part of
// the window that can do it, so an action that is not possible now is neither listed nor run.
export interface Action {
  id: ActionId;
  title: string;
  group:
    | "Held"
    | "Events"
    | "Event"
    | "Comparison"
    | "Users"
    | "Resend"
    | "Catalog"
    | "Automation"
    | "Window";
  /** Combinations in the notation of keymap.ts; the first is shown. */
  keys: readonly string[];
  /** Its combinations with Ctrl or Cmd, and Escape, run while a person types, too. */
  whileTyping?: boolean;
  /** A key that is held down does it once. */
  once?: boolean;
  /** The clipboard takes a text only during the press or click itself: the palette runs these before it closes. */
  atOnce?: boolean;
}

const ACTIONS = [
  // In front of those whose keys they share: while an event is shown that waits, they mean the decision.
  { id: "heldAllow", title: "Allow", group: "Held", keys: ["a"], once: true },
  { id: "heldDeny", title: "Deny…", group: "Held", keys: ["d"] },
  { id: "heldMutate", title: "Mutate…", group: "Held", keys: ["m"] },
  { id: "heldCustom", title: "Answer as you like…", group: "Held", keys: ["x"] },
  {
    id: "heldSend",
    title: "Send the answer",
    group: "Held",
    keys: ["Mod+Enter"],
    whileTyping: true,
    once: true,
  },
  { id: "heldRule", title: "Rules that hold events", group: "Held", keys: [] },
  { id: "filter", title: "Search and filter", group: "Events", keys: ["/"] },
  { id: "next", title: "Next in the list", group: "Events", keys: ["j", "ArrowDown"] },
  { id: "previous", title: "Previous in the list", group: "Events", keys: ["k", "ArrowUp"] },
  { id: "newest", title: "Newest event", group: "Events", keys: ["Home"] },
  { id: "oldest", title: "Oldest event", group: "Events", keys: ["End"] },
  { id: "pickAll", title: "Select all events of the list", group: "Events", keys: [] },
  { id: "clearPicks", title: "Clear the selection", group: "Events", keys: [] },
  { id: "saveSearch", title: "Save this search", group: "Events", keys: [] },
  { id: "clearFilter", title: "Show all events", group: "Events", keys: [] },
  { id: "starred", title: "Show starred events", group: "Events", keys: [] },
  { id: "pause", title: "Pause the list, or follow again", group: "Events", keys: ["p"] },
  { id: "grouped", title: "Group repeats, or not", group: "Events", keys: [] },
  { id: "delete", title: "Delete the chosen events", group: "Events", keys: ["Delete"] },
  { id: "undoDelete", title: "Undo the deletion", group: "Events", keys: ["Mod+z"] },
  { id: "bulkPicked", title: "Send the chosen events again, together", group: "Events", keys: ["a"] },
  { id: "bulkListed", title: "Send all events of this list again", group: "Events", keys: [] },
  { id: "record", title: "Record the chosen events as a scenario", group: "Events", keys: [] },
  { id: "deleteListed", title: "Delete all events of this list", group: "Events", keys: [] },
  { id: "clearAll", title: "Delete all events", group: "Events", keys: [] },
  { id: "held", title: "Show held events", group: "Events", keys: ["q"] },
  { id: "sent", title: "Show what was sent", group: "Events", keys: ["r"] },
  { id: "warnings", title: "Show events with warnings", group: "Events", keys: [] },
  { id: "samples", title: "Send sample events", group: "Events", keys: ["t"] },
  { id: "star", title: "Star, or take the star away", group: "Event", keys: ["s"] },
  { id: "note", title: "Write a note", group: "Event", keys: [] },
  { id: "edit", title: "Edit and resend", group: "Event", keys: ["e"] },
  { id: "copyBody", title: "Copy the body", group: "Event", keys: ["c"], atOnce: true },
  { id: "findings", title: "Show what stands out", group: "Event", keys: [] },
  { id: "signature", title: "Show or hide what the signature says", group: "Event", keys: [] },
  { id: "reveal", title: "Show or mask masked values", group: "Event", keys: ["v"] },
  { id: "find", title: "Find in the text", group: "Event", keys: ["Mod+f"], whileTyping: true },
  { id: "tab1", title: "Show Changes", group: "Event", keys: ["1"] },
  { id: "tab2", title: "Show Payload", group: "Event", keys: ["2"] },
  { id: "tab3", title: "Show Headers", group: "Event", keys: ["3"] },
  { id: "tab4", title: "Show Answer", group: "Event", keys: ["4"] },
  { id: "tab5", title: "Show Resends", group: "Event", keys: ["5"] },
  { id: "tab6", title: "Show Raw", group: "Event", keys: ["6"] },
  { id: "nextTab", title: "Next tab", group: "Event", keys: ["Ctrl+Tab"], whileTyping: true },
  { id: "previousTab", title: "Previous tab", group: "Event", keys: ["Ctrl+Shift+Tab"], whileTyping: true },
  { id: "compare", title: "Compare with another event", group: "Event", keys: ["d"] },
  { id: "comparePrevious", title: "Compare with the previous event of this type", group: "Event", keys: [] },
  { id: "compareSample", title: "Compare with its sample", group: "Event", keys: [] },
  { id: "previousChange", title: "Previous change", group: "Comparison", keys: ["["] },
  { id: "nextChange", title: "Next change", group: "Comparison", keys: ["]"] },
  { id: "unchanged", title: "Show or hide unchanged members", group: "Comparison", keys: ["u"] },
  { id: "showIgnored", title: "Show or hide ignored changes", group: "Comparison", keys: [] },
  { id: "showRewritten", title: "Show or hide values written differently", group: "Comparison", keys: [] },
  { id: "faceTable", title: "Changes as a table", group: "Comparison", keys: ["b"] },
  { id: "faceSide", title: "Changes side by side", group: "Comparison", keys: ["n"] },
  { id: "faceUnified", title: "Changes as unified lines", group: "Comparison", keys: ["m"] },
  { id: "unfoldAll", title: "Unfold all unchanged lines", group: "Comparison", keys: [] },
  { id: "foldAgain", title: "Fold unchanged lines again", group: "Comparison", keys: [] },
  { id: "filterChanges", title: "Filter changes by path or name", group: "Comparison", keys: ["f"] },
  { id: "ignorePath", title: "Ignore the path of this change", group: "Comparison", keys: ["i"] },
  { id: "ignoreTimes", title: "Ignore times, or not", group: "Comparison", keys: [] },
  { id: "ignoreIds", title: "Ignore ids, or not", group: "Comparison", keys: [] },
  { id: "spellings", title: "Other spellings count, or not", group: "Comparison", keys: [] },
  { id: "swapSides", title: "Swap sides", group: "Comparison", keys: ["x"] },
  { id: "copyPatch", title: "Copy as JSON Patch", group: "Comparison", keys: [], atOnce: true },
  { id: "copyMergePatch", title: "Copy as merge patch", group: "Comparison", keys: [], atOnce: true },
  { id: "copyMarkdown", title: "Copy as Markdown", group: "Comparison", keys: [], atOnce: true },
  { id: "history", title: "History of this user", group: "Users", keys: ["h"] },
  { id: "users", title: "All users", group: "Users", keys: ["o"] },
  { id: "laterB", title: "B to the next event", group: "Users", keys: ["ArrowRight"] },
  { id: "earlierB", title: "B to the event before", group: "Users", keys: ["ArrowLeft"] },
  { id: "laterA", title: "A to the next event", group: "Users", keys: ["Shift+ArrowRight"] },
  { id: "earlierA", title: "A to the event before", group: "Users", keys: ["Shift+ArrowLeft"] },
  { id: "nextBreak", title: "Next warning of this user", group: "Users", keys: ["w"] },
  { id: "onlyThis", title: "Only this event, or between A and B", group: "Users", keys: [] },
  { id: "openEvent", title: "Open the event in the inbox", group: "Users", keys: ["Mod+o"] },
  {
    id: "compareDraft",
    title: "Compare with the original, or show the response",
    group: "Resend",
    keys: ["Mod+Shift+d"],
    whileTyping: true,
  },
  { id: "send", title: "Send", group: "Resend", keys: ["Mod+Enter"], whileTyping: true },
  { id: "cancelSend", title: "Cancel sending", group: "Resend", keys: [] },
  {
    id: "focusUrl",
    title: "Go to the URL",
    group: "Resend",
    keys: ["Mod+l"],
    whileTyping: true,
  },
  { id: "importCurl", title: "Import from cURL", group: "Resend", keys: [] },
  { id: "copyAsCurl", title: "Copy the request as cURL", group: "Resend", keys: [], atOnce: true },
  { id: "copyAsHttpie", title: "Copy the request as HTTPie", group: "Resend", keys: [], atOnce: true },
  { id: "copyAsHttp", title: "Copy the request as .http file", group: "Resend", keys: [], atOnce: true },
  {
    id: "copyAsFetch",
    title: "Copy the request as JavaScript fetch",
    group: "Resend",
    keys: [],
    atOnce: true,
  },
  { id: "freshNumbers", title: "Fresh id and seq, or not", group: "Resend", keys: [] },
  { id: "freshTime", title: "Fresh timestamp, or not", group: "Resend", keys: [] },
  { id: "verifyTls", title: "Check the certificate of the target, or not", group: "Resend", keys: [] },
  { id: "addHeader", title: "Add a header", group: "Resend", keys: [] },
  { id: "bodyFile", title: "Take the body from a file", group: "Resend", keys: [] },
  { id: "minify", title: "Minify the body", group: "Resend", keys: [] },
  { id: "asReceived", title: "Put the body back as received", group: "Resend", keys: [] },
  { id: "discardDraft", title: "Discard the draft", group: "Resend", keys: [] },
  {
    id: "compareBefore",
    title: "Compare the response with the one before",
    group: "Resend",
    keys: ["Mod+Shift+e"],
    whileTyping: true,
  },
  { id: "format", title: "Format the body", group: "Resend", keys: ["Mod+Shift+f"], whileTyping: true },
  { id: "back", title: "Back", group: "Resend", keys: ["Escape"], whileTyping: true },
  { id: "catalog", title: "Catalog of event types", group: "Catalog", keys: ["g"] },
  { id: "sendOne", title: "Send a sample of a type", group: "Catalog", keys: [] },
  { id: "coverage", title: "Coverage: how samples were answered", group: "Catalog", keys: [] },
  { id: "copySample", title: "Copy the sample", group: "Catalog", keys: [], atOnce: true },
  { id: "seen", title: "Show the events of this type", group: "Catalog", keys: [] },
  { id: "startTour", title: "Send one sample of each type", group: "Catalog", keys: [] },
  { id: "cancelTour", title: "Stop sending one of each", group: "Catalog", keys: [] },
  { id: "onlyFailed", title: "Failed ones only, or all", group: "Catalog", keys: [] },
  { id: "bulk", title: "Bulk send: how far it is", group: "Automation", keys: [] },
  { id: "pauseBulk", title: "Pause the bulk send, or go on", group: "Automation", keys: [] },
  { id: "cancelBulk", title: "Cancel the bulk send", group: "Automation", keys: [] },
  { id: "exportResults", title: "Save the results as a file", group: "Automation", keys: [] },
  { id: "copyResults", title: "Copy the results as CSV", group: "Automation", keys: [], atOnce: true },
  { id: "scenarios", title: "Scenarios", group: "Automation", keys: [] },
  { id: "importScenario", title: "Import a scenario from a file", group: "Automation", keys: [] },
  { id: "runScenario", title: "Run the scenario", group: "Automation", keys: [] },
  { id: "cancelScenario", title: "Stop the scenario", group: "Automation", keys: [] },
  { id: "saveScenario", title: "Save the scenario", group: "Automation", keys: ["Mod+s"], whileTyping: true },
  { id: "addToScenario", title: "Add the draft to a scenario", group: "Resend", keys: [] },
  { id: "rules", title: "Rules", group: "Automation", keys: [] },
  { id: "makeRule", title: "Make a rule for events like this", group: "Automation", keys: [] },
  { id: "newRule", title: "New rule", group: "Automation", keys: [] },
  { id: "saveRule", title: "Save the rule", group: "Automation", keys: ["Mod+s"], whileTyping: true },
  { id: "ruleUp", title: "Move the rule up", group: "Automation", keys: ["Alt+ArrowUp"] },
  { id: "ruleDown", title: "Move the rule down", group: "Automation", keys: ["Alt+ArrowDown"] },
  { id: "flipRule", title: "Rule on or off", group: "Automation", keys: [] },
  { id: "duplicateRule", title: "Duplicate the rule", group: "Automation", keys: [] },
  { id: "removeRule", title: "Remove the rule", group: "Automation", keys: [] },
  { id: "importRules", title: "Import rules", group: "Automation", keys: [] },
  { id: "exportRules", title: "Copy all rules as a file", group: "Automation", keys: [], atOnce: true },
  { id: "showChain", title: "Chain of handlers", group: "Automation", keys: [] },
  { id: "showHooks", title: "Read an authgear.yaml", group: "Automation", keys: [] },
  { id: "forwards", title: "Forwarding", group: "Automation", keys: [] },
  { id: "addForward", title: "Add a target of forwarding", group: "Automation", keys: ["a"] },
  { id: "copyAddress", title: "Copy the receiver's address", group: "Window", keys: [], atOnce: true },
  { id: "settings", title: "Settings", group: "Window", keys: ["Mod+,"], whileTyping: true },
  { id: "themeSystem", title: "Colours: follow the system", group: "Window", keys: [] },
  { id: "themeLight", title: "Colours: light", group: "Window", keys: [] },
  { id: "themeDark", title: "Colours: dark", group: "Window", keys: [] },
  { id: "palette", title: "All actions", group: "Window", keys: ["Mod+k", "?"], whileTyping: true },
] as const;

export type ActionId = (typeof ACTIONS)[number]["id"];

export const CATALOG: readonly Action[] = ACTIONS;

const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

const ARROWS: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };

/** A combination as it is written on the keyboard: `Ctrl Enter`. */
export function writtenKeys(combination: string): string {
  return combination
    .split("+")
    .map((part) => {
      if (part === "Mod") return isMac ? "⌘" : "Ctrl";
      if (part === "Escape") return "Esc";
      if (part === "Delete") return "Del";
      if (part in ARROWS) return ARROWS[part];
      return part.length === 1 ? part.toUpperCase() : part;
    })
    .join(" ");
}
