// The three answers that are drafted for a held event, what its sender would make of each, and sending one of them.
import { useMutation } from "@tanstack/react-query";
import { isBlocking } from "@/format/senders";
import { answerHeld } from "@/ipc/bindings/commands";
import type { AnswerDraft } from "@/ipc/types";
import { answerOf, changeWord, type Way } from "@/lib/answering/drafts";
import { useAnswerCheck, useAnswerForm, useRememberReason } from "@/lib/answering/useAnswering";
import { useDrafts } from "@/lib/answering/useDrafts";
import type { HeldEvent } from "@/lib/held/clock";

interface Submission {
  answer: AnswerDraft;
  /** Send it although the sender would refuse it. */
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
  const draftOf = (way: Way) => (form.data === undefined ? null : answerOf(drafts, way, form.data));
  const answers = { deny: draftOf("deny"), change: draftOf("change"), custom: draftOf("custom") };
  const checks = {
    deny: useAnswerCheck(id, blocking ? answers.deny : null),
    change: useAnswerCheck(id, blocking ? answers.change : null),
    custom: useAnswerCheck(id, answers.custom),
  };
  const possible = !over && !submit.isPending && !submit.isSuccess;
  const refused = isRefused(submit.error);
  const word = changeWord(form.data);
  const done = { deny: "Denied", change: `Allowed, ${word.toLowerCase()}d`, custom: "Answered" };

  const post = (answer: AnswerDraft | null, said: string, anyway = false) => {
    if (answer !== null && possible) submit.mutate({ answer, anyway, done: said });
  };
  /** The refused answer was not edited since: sending it again means it. */
  const insists = (answer: AnswerDraft | null) =>
    refused && JSON.stringify(submit.variables?.answer) === JSON.stringify(answer);
  return {
    form,
    drafts,
    change,
    checks,
    possible,
    ready: (way: Way) => possible && (way !== "custom" || answers.custom !== null),
    refused,
    error: submit.error,
    /** What the change is called for this type of event. */
    word,
    allow: () => post({ form: "allow" }, blocking ? "Allowed" : "Answered"),
    send: (way: Way, anyway = false) =>
      post(answers[way], done[way], way !== "deny" && (anyway || insists(answers[way]))),
  };
}
