// The header of a history: back button, user name, and the number of events or of new events.
import { Bar } from "@/components/Bar";
import { Button } from "@/components/Button";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { counted, countOf } from "@/format/size";
import { visibleText } from "@/format/visible";
import { Initials } from "@/lib/users/Initials";
import { shortId } from "@/lib/users/names";
import styles from "./History.module.css";

interface HistoryHeadProps {
  user: string;
  name: string;
  total: number | null;
  /** The number of new events above the visible ones, and a function that scrolls to them. */
  fresh: { count: number; toTop: () => void };
  onBack: () => void;
}

export function HistoryHead({ user, name, total, fresh, onBack }: HistoryHeadProps) {
  const id = shortId(user);
  return (
    <Bar back line>
      <Button icon="back" look="bare" label="Back" onClick={onBack} />
      <Initials of={name} />
      <h1 className={styles.name} title={visibleText(user)}>
        <b>
          <UntrustedText text={name} />
        </b>{" "}
        {name !== id && (
          <Text as="code" tone="soft">
            <UntrustedText text={id} />
          </Text>
        )}
      </h1>
      {fresh.count > 0 ? (
        <Button icon="up" size="small" onClick={fresh.toTop}>
          {countOf(fresh.count)} new
        </Button>
      ) : (
        <Text tone="soft" data-testid="history-count">
          {total !== null && counted(total, "event")}
        </Text>
      )}
    </Bar>
  );
}
