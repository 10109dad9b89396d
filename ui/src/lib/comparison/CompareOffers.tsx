// The ways to compare an event, as buttons.
import { Button } from "@/components/Button";
import type { EventRow } from "@/ipc/types";
import styles from "./CompareOffers.module.css";
import { useOffers } from "./useOffers";

export function CompareOffers({ event }: { event: EventRow }) {
  const offers = useOffers(event);
  return (
    <div className={styles.offers}>
      <Button onClick={offers.previous}>{offers.previousTitle}</Button>
      {offers.sample !== null && <Button onClick={offers.sample}>Compare with its sample</Button>}
      <Button icon="compare" onClick={offers.other} shortcut="D">
        Compare with…
      </Button>
      <span role="status">{offers.told}</span>
    </div>
  );
}
