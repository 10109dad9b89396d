// Saves the filter under a name. Saved searches appear in the sidebar.
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { UntrustedText } from "@/components/UntrustedText";
import { saveSearch } from "@/ipc/bindings/commands";
import { MAX_SEARCH_NAME_CHARS } from "@/ipc/bindings/limits";
import { describeError } from "@/ipc/errors";
import { FieldPopover, FieldPopoverDescription } from "./FieldPopover";

export function SaveSearch({ filter, taken }: { filter: string; taken: readonly string[] }) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const save = useMutation({
    mutationFn: () => saveSearch({ name: name.trim(), filter }),
    onSuccess: () => {
      setOpen(false);
      setName("");
    },
  });
  useAction("saveSearch", () => setOpen(true));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "") save.mutate();
  };
  return (
    <FieldPopover
      icon="bookmark"
      title="Save this search"
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        save.reset();
      }}
    >
      <FieldPopoverDescription>
        <code>
          <UntrustedText text={filter} />
        </code>
      </FieldPopoverDescription>
      <Stack as="form" row gap="2" padTop="1" onSubmit={submit}>
        <Stack fill>
          <TextField
            value={name}
            maxLength={MAX_SEARCH_NAME_CHARS}
            placeholder="Name"
            aria-label="Search name"
            testId="search-name"
            spellCheck
            onChange={setName}
          />
        </Stack>
        <Button type="submit" look="primary" disabled={name.trim() === "" || save.isPending}>
          Save
        </Button>
      </Stack>
      {taken.includes(name.trim()) && (
        <Text as="p" tone="dim" role="status">
          A saved search with this name exists. Saving replaces it.
        </Text>
      )}
      {save.error !== null && (
        <Text as="p" tone="bad" role="alert">
          {describeError(save.error).sentence}
        </Text>
      )}
    </FieldPopover>
  );
}
