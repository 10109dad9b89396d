// What happens without a decision, how the wait ended, and why an answer was not sent.
import { writtenKeys } from "@/actions/catalog";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Note } from "@/components/Note";
import { Stack } from "@/components/Stack";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import type { EventDetail } from "@/ipc/types";
import { isTouched } from "@/lib/answering/drafts";
import type { DeskProps } from "./Desk";
import styles from "./Held.module.css";
import type { Answers } from "./useAnswers";
import { endOf, otherwise } from "./words";

interface DeskNotesProps
  extends Pick<DeskProps, "row" | "over" | "onNext" | "onEvent" | "onRules" | "onSettings"> {
  event: EventDetail | undefined;
  answers: Answers;
}

export function DeskNotes(props: DeskNotesProps) {
  const { error, refused } = props.answers;
  return (
    <Stack rigid gap="2" padX="5" padTop="3">
      {props.over ? <Over {...props} /> : <Otherwise {...props} />}
      {error !== null && !refused && <TroubleNote error={error} />}
      {refused && (
        <Note tone="bad" alert title="The sender would refuse this answer, so it was not sent">
          Why is told below. {writtenKeys("Mod+Enter")} once more, or “Send anyway”, sends it all the same.
        </Note>
      )}
    </Stack>
  );
}

function Otherwise({ row, onRules, onSettings }: DeskNotesProps) {
  const { first, rest } = otherwise(row);
  return (
    <div className={`${styles.waiting} ${styles.otherwise}`} data-testid="held-otherwise">
      <Icon name="clock" />
      <p>
        <b>
          <Visible text={first} />
        </b>{" "}
        <Visible text={rest} />
      </p>
      <Button size="small" look="bare" onClick={onSettings}>
        How long
      </Button>
      <Button size="small" look="bare" onClick={onRules}>
        Edit rules
      </Button>
    </div>
  );
}

function Over({ row, event, answers, onNext, onEvent }: DeskNotesProps) {
  const { title, sentence } = endOf(event?.answer ?? null, row);
  return (
    <div data-testid="held-over" role="status">
      <Note
        title={title}
        actions={
          <>
            {onNext !== null && (
              <Button look="primary" shortcut="J" onClick={onNext}>
                The next one
              </Button>
            )}
            <Button icon="inbox" onClick={() => onEvent(row.event_id)}>
              Show the event
            </Button>
          </>
        }
      >
        <Visible text={sentence} />
        {isTouched(answers.drafts) && " What you typed is still here, and in the Answer tab of the event."}
      </Note>
    </div>
  );
}
