// The three answer drafts of a held event, the sender's verdict on each, and sending one of them.
import { useMutation } from "@tanstack/react-query";
import { isBlocking } from "@/format/senders";
import { answerHeld } from "@/ipc/bindings/commands";
import type { AnswerDraft } from "@/ipc/types";
import { type AnswerKind, answerOf, changeVerb } from "@/lib/answering/drafts";
import { useAnswerCheck, useAnswerForm, useRememberReason } from "@/lib/answering/useAnswering";
import { useDrafts } from "@/lib/answering/useDrafts";
import type { HeldEvent } from "@/lib/held/clock";

interface Submission {
  answer: AnswerDraft;
  /** Send it even if the sender would reject it. */
  anyway: boolean;
  /** The past participle for the confirmation, such as `Denied`. */
  done: string;
}

const REFUSED = "refused_answer";
const isRefused = (error: unknown) =>
  typeof error === "object" && error !== null && "code" in error && error.code === REFUSED;

export type Answers = ReturnType<typeof useAnswers>;

export function useAnswers(
  row: HeldEvent,
  over: boolean,
  onAnswered: (row: HeldEvent, done: string) => void,
) {
  const id = row.event_id;
  const blocking = isBlocking(row);
  const form = useAnswerForm(id);
  const [drafts, change] = useDrafts(id);
  const remember = useRememberReason();
  const submit = useMutation({
    mutationFn: ({ answer, anyway }: Submission) => answerHeld({ eventId: id, answer, anyway }),
    onSuccess: (_, { answer, done }) => {
      if (answer.form === "deny") remember.mutate({ title: answer.title, reason: answer.reason });
      onAnswered(row, done);
    },
  });
  const draftOf = (way: AnswerKind) => answerOf(drafts, way, form.data);
  const answers = { deny: draftOf("deny"), change: draftOf("change"), custom: draftOf("custom") };
  const checks = {
    deny: useAnswerCheck(id, blocking ? answers.deny : null),
    change: useAnswerCheck(id, blocking ? answers.change : null),
    custom: useAnswerCheck(id, answers.custom),
  };
  const possible = !over && !submit.isPending && !submit.isSuccess;
  const refused = isRefused(submit.error);
  const verb = changeVerb(form.data);
  const done = { deny: "Denied", change: `Allowed, ${verb.toLowerCase()}d`, custom: "Answered" };

  const submitDraft = (answer: AnswerDraft | null, confirmation: string, anyway = false) => {
    if (answer !== null && possible) submit.mutate({ answer, anyway, done: confirmation });
  };
  /** The rejected answer is unchanged, so sending it again overrides the check. */
  const isRepeated = (answer: AnswerDraft | null) =>
    refused && JSON.stringify(submit.variables?.answer) === JSON.stringify(answer);
  return {
    form,
    drafts,
    change,
    checks,
    possible,
    ready: (way: AnswerKind) => possible && (way !== "custom" || answers.custom !== null),
    refused,
    error: submit.error,
    /** The verb for an approval with changes of this event type, such as `Mutate`. */
    changeVerb: verb,
    allow: () => submitDraft({ form: "allow" }, blocking ? "Allowed" : "Answered"),
    send: (way: AnswerKind, anyway = false) =>
      submitDraft(answers[way], done[way], way !== "deny" && (anyway || isRepeated(answers[way]))),
  };
}
