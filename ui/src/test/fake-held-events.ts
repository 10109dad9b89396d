// Held events, answers and verdicts for the fake backend.
import { ANSWER_FORMS } from "@/ipc/bindings/fixtures/answer-forms";
import { emit } from "@/ipc/mock";
import type {
  AnswerCheck,
  AnswerDraft,
  AnswerForm,
  DenialReason,
  FindingView,
  HeldRow,
  MutationEffect,
  VerdictView,
} from "@/ipc/types";
import { type Handlers, reject } from "./handlers";

/** The answer form of a blocking type. */
function formOf(type: string): AnswerForm {
  const form = ANSWER_FORMS[type];
  if (form === undefined) throw new Error(`ui/src/ipc/bindings/fixtures/answer-forms.ts has no ${type}`);
  return form;
}

export const SIGN_IN_FORM = formOf("authentication.pre_initialize");

const verdict = (outcome: string, sentence: string, remarks: FindingView[] = []): VerdictView => ({
  outcome,
  sentence,
  title: null,
  reason: null,
  remarks,
});

export function heldRow(event: number, answers: number, more: Partial<HeldRow> = {}): HeldRow {
  return {
    event_id: event,
    type: "user.pre_create",
    kind: "blocking",
    vendor: "authgear",
    subject: "lena.fuchs@example.com",
    user_id: null,
    method: "POST",
    path: "/authgear",
    received_at: "2026-03-11T09:52:14.377120Z",
    signature: "valid",
    rule: "Hold blocking events",
    answers_in_ms: answers,
    sender_gives_up_in_ms: answers + 500,
    total_ms: Math.max(5000, answers + 1000),
    automatic: "Allow",
    gone: false,
    ...more,
  };
}

export class FakeHeldEvents {
  rows: HeldRow[] = [];
  reasons: DenialReason[] = [{ title: "Domain not allowed", reason: "Use your address at work." }];
  form = formOf("user.pre_create");
  readonly answered: { event: number; answer: AnswerDraft; anyway: boolean }[] = [];

  /** Replaces the held events and emits the signal. */
  hold(...rows: HeldRow[]): void {
    this.rows = rows;
    void emit("held", rows.length);
  }

  readonly handlers = {
    held: () => this.rows,
    answer_held: ({ eventId, answer, anyway }) => this.give(eventId, answer, anyway),
    answer_form: () => this.form,
    check_answer: ({ answer }) => this.check(answer),
    recent_reasons: () => this.reasons,
    remember_reason: ({ given }) => {
      this.reasons = [given, ...this.reasons];
      return null;
    },
  } satisfies Partial<Handlers>;

  private give(event: number, answer: AnswerDraft, anyway: boolean): null | Promise<never> {
    if (!this.rows.some((row) => row.event_id === event))
      return reject("not_found", "This event was answered automatically.");
    const { outcome, sentence } = this.check(answer).verdict;
    if (outcome === "refused" && !anyway) return reject("refused_answer", sentence);
    this.answered.push({ event, answer, anyway });
    this.hold(...this.rows.filter((row) => row.event_id !== event));
    return null;
  }

  private check(answer: AnswerDraft): AnswerCheck {
    const checked = (
      text: string,
      status: number,
      given: VerdictView,
      mutated: MutationEffect | null = null,
    ) => ({
      text,
      size: text.length,
      status,
      verdict: given,
      json_error: null,
      mutated,
    });
    if (answer.form === "allow")
      return checked('{"is_allowed":true}', 200, verdict("allowed", "Authgear continues the operation."));
    if (answer.form === "deny") {
      const { title, reason } = answer;
      const text = JSON.stringify({
        is_allowed: false,
        ...(title === "" ? {} : { title }),
        ...(reason === "" ? {} : { reason }),
      });
      return checked(text, 200, verdict("denied", "Authgear stops the operation."));
    }
    const text = answer.form === "body" ? answer.text : answer.body;
    const status = answer.form === "body" ? 200 : answer.status;
    const refused = (remarks: FindingView[]) =>
      checked(
        text,
        status,
        verdict("refused", "Authgear rejects this answer and fails the operation.", remarks),
      );
    if (status !== 200) return refused([]);
    let body: Record<string, unknown>;
    try {
      body = JSON.parse(text);
    } catch {
      return {
        ...refused([{ severity: "error", pointer: "", sentence: "The body is not a single JSON value." }]),
        json_error: { sentence: "line 1, column 1: expected a value", unit: 0 },
      };
    }
    if ("reason" in body && body.is_allowed === true)
      return refused([
        {
          severity: "error",
          pointer: "/reason",
          sentence: "'reason' belongs in a denial; Authgear rejects it if is_allowed is true.",
        },
      ]);
    const allowed = verdict("allowed", "Authgear continues the operation.");
    if (!("mutations" in body)) return checked(text, 200, allowed);
    const vanishing = text.includes('"email"')
      ? []
      : [{ pointer: "/standard_attributes/email", json: '"ingrid.sandvik@example.com"' }];
    return checked(text, 200, allowed, { place: "/payload/user", vanishing });
  }
}
