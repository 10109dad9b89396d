// What a person has made of an answer to one event, in each of the ways to give one. Pure. It outlives the event's wait, so
// that nothing typed is lost when somebody else was faster.
import type { AnswerDraft, AnswerForm, DenialReason } from "@/ipc/types";

export type Way = "deny" | "change" | "custom";

export interface Custom {
  /** The body alone, or any status and header lines with it. */
  whole: "json" | "any";
  /** Null while it is what the event begins with. */
  json: string | null;
  status: string;
  headers: string;
  body: string;
}

export interface Drafts {
  denial: DenialReason;
  /** The answer that lets the operation go on, changed; null while it changes nothing. */
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

/** Whether a person has typed anything. */
export const isTouched = (drafts: Drafts) => JSON.stringify(drafts) !== JSON.stringify(NO_DRAFTS);

const STATUS = /^[2-5]\d\d$/;

/** The answer that a draft means; null when it means none. */
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

/** What is changed with an approval of this type. */
export function changeWord(form: AnswerForm | undefined): string {
  if (form === undefined || form.takes.includes("mutations")) return "Mutate";
  return form.takes.length > 0 ? "Constrain" : "Edit";
}

/** A sender accepts an answer, a denial included. */
export const isAccepted = (outcome: string) => ["allowed", "denied", "delivered"].includes(outcome);
