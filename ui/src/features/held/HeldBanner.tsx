// A banner on every other page while events are held. It opens the Held page.
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { UntrustedText } from "@/components/UntrustedText";
import { typeName } from "@/format/event";
import { counted } from "@/format/size";
import { secondsLeft } from "@/lib/held/clock";
import { useClock, useWaiting } from "@/lib/held/useHeld";
import styles from "./Held.module.css";

const TICK_INTERVAL = 100;

export function HeldBanner({ onShow }: { onShow: () => void }) {
  const held = useWaiting();
  const first = held[0];
  const now = useClock(first?.answersAt ?? 0, TICK_INTERVAL);
  if (first === undefined) return null;
  const { stem, last } = typeName(first);
  return (
    <section
      className={`${styles.waiting} ${styles.banner}`}
      aria-label="Held events"
      data-testid="held-banner"
    >
      <Icon name="hold" />
      <p>
        <b role="status">{counted(held.length, "event waiting", "events waiting")} for your answer:</b>{" "}
        <UntrustedText text={`${stem}${last}`} />
        {first.subject !== null && (
          <>
            {" "}
            of <UntrustedText text={first.subject} />
          </>
        )}
        , {secondsLeft(first.answersAt, now)}
      </p>
      <Button icon="hold" action="held" onClick={onShow}>
        Show
      </Button>
    </section>
  );
}
