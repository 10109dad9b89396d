// Notes above the answer cards: what happens without a decision, how the wait ended, and why an
// answer was not sent.
import { useKeys } from "@/actions/Shortcuts";
import { Button } from "@/components/Button";
import { ErrorNote } from "@/components/ErrorNote";
import { Icon } from "@/components/Icon";
import { Note } from "@/components/Note";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import type { EventDetail } from "@/ipc/types";
import { type AnswerKind, isEdited } from "@/lib/answering/drafts";
import styles from "./Held.module.css";
import type { HeldEventPaneProps } from "./HeldEventPane";
import { automaticAnswer, outcomeOf } from "./labels";
import type { Answers } from "./useAnswers";

interface HeldEventNotesProps
  extends Pick<
    HeldEventPaneProps,
    "row" | "over" | "onNext" | "canReuse" | "onReuse" | "onEvent" | "onRules" | "onSettings"
  > {
  /** The open answer card. */
  way: AnswerKind;
  event: EventDetail | undefined;
  answers: Answers;
}

export function HeldEventNotes(props: HeldEventNotesProps) {
  const { error, refused } = props.answers;
  const keys = useKeys("heldSend");
  return (
    <Stack rigid gap="2" padX="5" padTop="3">
      {props.over ? <Ended {...props} /> : <AutomaticAnswer {...props} />}
      {error !== null && !refused && <ErrorNote error={error} />}
      {refused && (
        <Note tone="bad" alert title="Not sent: the sender would reject this answer">
          The reason is below. To send it anyway, {keys !== undefined && `press ${keys} again or `}choose
          “Send anyway”.
        </Note>
      )}
    </Stack>
  );
}

function AutomaticAnswer({ row, onRules, onSettings }: HeldEventNotesProps) {
  const { first, rest } = automaticAnswer(row);
  return (
    <div className={`${styles.waiting} ${styles.automatic}`}>
      <Icon name="clock" />
      <p>
        <b>
          <UntrustedText text={first} />
        </b>{" "}
        <UntrustedText text={rest} />
      </p>
      <Button size="small" look="bare" onClick={onSettings}>
        Change timeout
      </Button>
      <Button size="small" look="bare" onClick={onRules}>
        Edit rules
      </Button>
    </div>
  );
}

function Ended({ row, way, event, answers, onNext, canReuse, onReuse, onEvent }: HeldEventNotesProps) {
  const edited = isEdited(answers.drafts);
  const { title, sentence } = outcomeOf(event?.answer ?? null, row);
  return (
    <div data-testid="held-over" role="status">
      <Note
        title={title}
        actions={
          <>
            {edited && canReuse() && (
              <Button look="primary" action="heldReuse" onClick={() => onReuse(way)}>
                Use text for next event
              </Button>
            )}
            {onNext !== null && (
              <Button action="next" onClick={() => onNext()}>
                Next event
              </Button>
            )}
            <Button icon="inbox" onClick={() => onEvent(row.event_id)}>
              Show event
            </Button>
          </>
        }
      >
        <UntrustedText text={sentence} />
        {edited && " Your draft is still here, and in the Answer tab of the event."}
      </Note>
    </div>
  );
}
