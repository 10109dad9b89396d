// The saved searches, each with its number of matching events.
import { useMutation } from "@tanstack/react-query";
import type { MouseEvent } from "react";
import { Button } from "@/components/Button";
import { useContextMenu } from "@/components/ContextMenu";
import { useCopy } from "@/components/Copying";
import { Icon } from "@/components/Icon";
import { UntrustedText } from "@/components/UntrustedText";
import { countOf } from "@/format/size";
import { visibleText } from "@/format/visible";
import { removeSearch } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import type { SavedSearch } from "@/ipc/types";
import styles from "./Sidebar.module.css";

interface SavedSearchesProps {
  saved: readonly SavedSearch[];
  /** The current filter. Null while a page or a user screen is open. */
  filter: string | null;
  onSearch: (filter: string) => void;
}

export function SavedSearches({ saved, filter, onSearch }: SavedSearchesProps) {
  const remove = useMutation({ mutationFn: (name: string) => removeSearch({ name }) });
  const show = useContextMenu();
  const copy = useCopy();
  const onMenu = (event: MouseEvent, { name, filter }: SavedSearch) =>
    show(event, {
      label: `Search ${visibleText(name)}`,
      outlined: event.currentTarget,
      actions: [
        { key: "open", text: "Open", onChoose: () => onSearch(filter) },
        { key: "copy", text: "Copy filter", onChoose: () => copy("Filter", filter) },
        { key: "remove", text: "Remove", startsGroup: true, onChoose: () => remove.mutate(name) },
      ],
    });
  if (saved.length === 0) return null;
  return (
    <>
      <h2 className={styles.heading}>Saved searches</h2>
      <ul aria-label="Saved searches" data-testid="saved-searches">
        {saved.map((search) => (
          <li
            key={search.name}
            className={`${styles.line} ${styles.saved}`}
            onContextMenu={(event) => onMenu(event, search)}
          >
            <button
              type="button"
              className={styles.entry}
              aria-current={filter === search.filter ? "page" : undefined}
              data-stop=""
              title={visibleText(`${search.name}\n${search.filter}`)}
              aria-keyshortcuts="Delete"
              onClick={() => onSearch(search.filter)}
              onKeyDown={({ key }) => key === "Delete" && !remove.isPending && remove.mutate(search.name)}
            >
              <Icon name="bookmark" />
              <span className={styles.name}>
                <UntrustedText text={search.name} />
              </span>
              {search.count !== null && <span className={styles.count}>{countOf(search.count)}</span>}
            </button>
            <Button
              icon="cross"
              look="bare"
              size="small"
              tabIndex={-1}
              label={`Remove the search ${visibleText(search.name)}`}
              disabled={remove.isPending}
              onClick={() => remove.mutate(search.name)}
            />
          </li>
        ))}
      </ul>
      {remove.error !== null && (
        <p className={styles.hint} role="alert">
          Search not removed. {describeError(remove.error).sentence}
        </p>
      )}
    </>
  );
}
