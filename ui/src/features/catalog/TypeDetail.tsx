// The details of one type: description, delivery, members, and its sample.
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { ScrollArea } from "@/components/ScrollArea";
import { Stack } from "@/components/Stack";
import { counted } from "@/format/size";
import type { TypeView } from "@/ipc/types";
import { quotedValue } from "@/lib/scope/scope";
import { Members } from "./Members";
import { SampleText } from "./SampleText";
import { SendSample } from "./SendSample";
import styles from "./TypeDetail.module.css";
import { TypeHead } from "./TypeHead";

interface TypeDetailProps {
  type: TypeView;
  to: string;
  receiver: string | null;
  act: boolean;
  onTo: (to: string) => void;
  onAct: (act: boolean) => void;
  onEvents: (filter: string) => void;
}

export function TypeDetail({ type, onEvents, ...target }: TypeDetailProps) {
  const show = () => onEvents(`type:${quotedValue(type.type)}`);
  useAction("seen", type.seen > 0 ? show : null);
  return (
    <ScrollArea label={`Type ${type.name}`}>
      <TypeHead type={type} />
      <SendSample type={type} {...target} onReceived={show} />
      {type.seen > 0 && (
        <Stack row padX="4" padTop="2">
          <Button icon="inbox" onClick={show}>
            Show {counted(type.seen, "received event")}
          </Button>
        </Stack>
      )}
      <h2 className={styles.heading}>Payload</h2>
      <Members
        members={type.payload}
        label="Members of the payload"
        none="The payload of this type has no members."
      />
      {type.answer !== null && (
        <>
          <h2 className={styles.heading}>Answer</h2>
          <p className={styles.lead}>
            The sender waits for this answer. Besides <code>is_allowed</code>, it can have these members.
          </p>
          <Members members={type.answer} label="Members of the answer" none="No other members." />
        </>
      )}
      <SampleText name={type.name} />
    </ScrollArea>
  );
}
