// The drafts of an answer to one event, one for each way to answer. They outlive the wait of the event, so that an answer
// from elsewhere loses nothing that was typed. Pure.
import type { AnswerDraft, AnswerForm, DenialReason } from "@/ipc/types";

export type Way = "deny" | "change" | "custom";

export interface Custom {
  /** The body alone, or the body with a status and header lines. */
  whole: "json" | "any";
  /** Null while it is the initial text. */
  json: string | null;
  status: string;
  headers: string;
  body: string;
}

export interface Drafts {
  denial: DenialReason;
  /** An approval with changes; null while it changes nothing. */
  change: string | null;
  custom: Custom;
}

export const NO_DRAFTS: Drafts = {
  denial: { title: "", reason: "" },
  change: null,
  custom: {
    whole: "json",
    json: null,
    status: "200",
    headers: "Content-Type: application/json",
    body: "",
  },
};

/** Something was typed. */
export const isTouched = (drafts: Drafts) => JSON.stringify(drafts) !== JSON.stringify(NO_DRAFTS);

const STATUS = /^[2-5]\d\d$/;

/** The answer of a draft; null when the draft is not valid. */
export function answerOf(drafts: Drafts, way: Way, form: AnswerForm): AnswerDraft | null {
  if (way === "deny") return { form: "deny", ...drafts.denial };
  if (way === "change") return { form: "body", text: drafts.change ?? form.start };
  const { whole, json, status, headers, body } = drafts.custom;
  if (whole === "json") return { form: "body", text: json ?? form.start };
  if (!STATUS.test(status.trim())) return null;
  const lines = headers
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return { form: "respond", status: Number(status), headers: lines, body };
}

/** The verb for an approval with changes. */
export function changeWord(form: AnswerForm | undefined): string {
  if (form === undefined || form.takes.includes("mutations")) return "Mutate";
  return form.takes.length > 0 ? "Constrain" : "Edit";
}

/** The sender accepts the answer; it accepts denials too. */
export const isAccepted = (outcome: string) => ["allowed", "denied", "delivered"].includes(outcome);
