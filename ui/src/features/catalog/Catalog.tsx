// The catalog page: every known event type with a sample to send, and the coverage of a target.

import { ErrorNote } from "@/components/ErrorNote";
import { Page } from "@/components/Page";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
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
  /** The address of this receiver; null while it is not listening. */
  receiver: string | null;
  onPlace: (change: Partial<CatalogPlace>) => void;
  /** Shows the events that match a filter. */
  onEvents: (filter: string) => void;
  onBack: () => void;
}

export function Catalog({ place, receiver, onPlace, onEvents, onBack }: CatalogProps) {
  const { data, error, refetch } = useCatalog();
  return (
    <Page
      title="Catalog"
      testId="catalog"
      about={data !== undefined && counted(data.length, "type")}
      beside={
        <div className={styles.parts}>
          <SegmentedControl<CatalogPlace["part"]>
            label="Catalog view"
            value={place.part}
            options={PARTS}
            onChange={(part) => onPlace({ part })}
          />
        </div>
      }
      onBack={onBack}
    >
      {error !== null ? (
        <Stack pad="4">
          <ErrorNote error={error} retry={() => void refetch()} />
        </Stack>
      ) : data === undefined ? (
        <Skeleton lines={12} label="Loading the catalog" />
      ) : place.part === "types" ? (
        <Types types={data} place={place} receiver={receiver} onPlace={onPlace} onEvents={onEvents} />
      ) : (
        <Coverage
          to={place.to}
          receiver={receiver}
          act={place.act}
          onTo={(to) => onPlace({ to })}
          onAct={(act) => onPlace({ act })}
          onType={(name) => onPlace({ part: "types", chosen: name, text: "" })}
        />
      )}
    </Page>
  );
}
