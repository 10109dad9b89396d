// The catalog: every type of event that is known, with a sample to send of each, and how samples were answered.
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Segments } from "@/components/Segments";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { counted } from "@/format/size";
import { useCatalog } from "@/lib/catalog/useCatalog";
import styles from "./Catalog.module.css";
import { Coverage } from "./coverage/Coverage";
import type { CatalogPlace } from "./place";
import { Types } from "./Types";

const PARTS = [
  { value: "types", text: "Types" },
  { value: "coverage", text: "Coverage" },
] as const;

interface CatalogProps {
  place: CatalogPlace;
  /** The address of this receiver, when it listens. */
  receiver: string | null;
  onPlace: (change: Partial<CatalogPlace>) => void;
  /** Shows the events that fit a filter. */
  onEvents: (filter: string) => void;
  onBack: () => void;
}

export function Catalog({ place, receiver, onPlace, onEvents, onBack }: CatalogProps) {
  const { data, error, refetch } = useCatalog();
  useAction("back", onBack);
  return (
    <section className={styles.catalog} aria-label="Catalog" data-testid="catalog">
      <div className={styles.head}>
        <Button icon="back" look="bare" label="Back to the events" onClick={onBack} />
        <h1>Catalog</h1>
        <span className={styles.soft}>{data !== undefined && counted(data.length, "type")}</span>
        <Segments<CatalogPlace["part"]>
          label="Part of the catalog"
          value={place.part}
          options={PARTS}
          onChange={(part) => onPlace({ part })}
        />
      </div>
      {error !== null ? (
        <div className={styles.trouble}>
          <TroubleNote error={error} retry={() => void refetch()} />
        </div>
      ) : data === undefined ? (
        <Skeleton lines={12} label="Loading the catalog" />
      ) : place.part === "types" ? (
        <Types types={data} place={place} receiver={receiver} onPlace={onPlace} onEvents={onEvents} />
      ) : (
        <Coverage
          to={place.to}
          receiver={receiver}
          onTo={(to) => onPlace({ to })}
          onType={(name) => onPlace({ part: "types", chosen: name, text: "" })}
        />
      )}
    </section>
  );
}
