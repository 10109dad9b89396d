// The list of types on the left, and the details of the selected type on the right.
import { Panel } from "react-resizable-panels";
import { Divider } from "@/components/Divider";
import { EmptyState } from "@/components/EmptyState";
import { Panes } from "@/components/Panes";
import type { TypeView } from "@/ipc/types";
import type { CatalogPlace } from "./place";
import { TypeDetail } from "./TypeDetail";
import { TypeList } from "./TypeList";

interface TypesProps {
  types: readonly TypeView[];
  place: CatalogPlace;
  receiver: string | null;
  onPlace: (change: Partial<CatalogPlace>) => void;
  onEvents: (filter: string) => void;
}

export function Types({ types, place, receiver, onPlace, onEvents }: TypesProps) {
  const chosen = types.find((type) => type.name === place.chosen) ?? types[0];
  return (
    <Panes name="catalog">
      <Panel id="pane-types" defaultSize="336px" minSize="240px" maxSize="560px">
        <TypeList
          types={types}
          text={place.text}
          chosen={chosen?.name ?? null}
          onText={(text) => onPlace({ text })}
          onChoose={(name) => onPlace({ chosen: name })}
        />
      </Panel>
      <Divider label="Type list width" />
      <Panel id="pane-type" minSize="340px">
        {chosen === undefined ? (
          <EmptyState title="No types">The catalog is empty.</EmptyState>
        ) : (
          <TypeDetail
            key={chosen.name}
            type={chosen}
            to={place.to}
            receiver={receiver}
            act={place.act}
            onTo={(to) => onPlace({ to })}
            onAct={(act) => onPlace({ act })}
            onEvents={onEvents}
          />
        )}
      </Panel>
    </Panes>
  );
}
