// The drafts of an answer to one event, one per way to answer. They stay after the event is no
// longer held, so that an answer from elsewhere does not discard typed text. Pure.
import type { AnswerDraft, AnswerForm, DenialReason } from "@/ipc/types";

export type AnswerKind = "deny" | "change" | "custom";

export interface Custom {
  /** A JSON body alone, or any body with a status and header lines. */
  whole: "json" | "any";
  /** The edited JSON body; null while it equals the initial text. */
  json: string | null;
  status: string;
  headers: string;
  body: string;
}

export interface Drafts {
  denial: DenialReason;
  /** The edited approval; null while it equals the initial text. */
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

/** Whether any draft was edited. */
export const isEdited = (drafts: Drafts) => JSON.stringify(drafts) !== JSON.stringify(NO_DRAFTS);

/** The drafts that also suit another event. Changes suit only an event of the same type. */
export const reusable = (drafts: Drafts, sameType: boolean): Drafts =>
  sameType ? drafts : { ...drafts, change: null };

const STATUS = /^[2-5]\d\d$/;

/** Builds the answer from a draft; null when the draft is not valid or its form is not loaded. */
export function answerOf(drafts: Drafts, way: AnswerKind, form: AnswerForm | undefined): AnswerDraft | null {
  if (way === "deny") return { form: "deny", ...drafts.denial };
  if (form === undefined) return null;
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
export function changeVerb(form: AnswerForm | undefined): string {
  if (form === undefined || form.takes.includes("mutations")) return "Mutate";
  return form.takes.length > 0 ? "Constrain" : "Edit";
}

/** Whether the sender accepts an answer with this outcome. A denial is accepted, too. */
export const isAccepted = (outcome: string) => ["allowed", "denied", "delivered"].includes(outcome);
