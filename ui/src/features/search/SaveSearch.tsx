// Keeps the filter under a name; it stands in the sidebar from then on.
import { Popover } from "@base-ui/react/popover";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import { saveSearch } from "@/ipc/commands";
import { troubleOf } from "@/ipc/errors";
import { tagged } from "@/lib/queries";
import helpStyles from "./FilterHelp.module.css";
import styles from "./SaveSearch.module.css";

const LONGEST_NAME = 100;

export function SaveSearch({ filter, taken }: { filter: string; taken: readonly string[] }) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const save = useMutation({
    mutationFn: () => saveSearch(name.trim(), filter),
    onSuccess: () => {
      setOpen(false);
      setName("");
      return client.invalidateQueries(tagged("Sidebar"));
    },
  });
  useAction("saveSearch", () => setOpen(true));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") save.mutate();
  };
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        save.reset();
      }}
    >
      <Popover.Trigger className={helpStyles.trigger} aria-label="Save this search" title="Save this search">
        <Icon name="bookmark" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={8} align="end" className={helpStyles.positioner}>
          <Popover.Popup className={helpStyles.popup}>
            <Popover.Title className={helpStyles.title}>Save this search</Popover.Title>
            <Popover.Description className={styles.filter}>
              <code>
                <Visible text={filter} />
              </code>
            </Popover.Description>
            <form className={styles.form} onSubmit={submit}>
              <input
                className={styles.name}
                value={name}
                maxLength={LONGEST_NAME}
                placeholder="Name"
                aria-label="Name of the search"
                autoComplete="off"
                data-testid="search-name"
                onChange={(event) => setName(event.target.value)}
              />
              <Button type="submit" look="primary" disabled={name.trim() === "" || save.isPending}>
                Save
              </Button>
            </form>
            {taken.includes(name.trim()) && (
              <p className={styles.told} role="status">
                A search of this name is there already; it is replaced.
              </p>
            )}
            {save.error !== null && (
              <p className={styles.wrong} role="alert">
                {troubleOf(save.error).sentence}
              </p>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
