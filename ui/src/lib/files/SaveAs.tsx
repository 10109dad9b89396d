// A dialog for the path of a file to save, with a suggested path. It replaces an existing file only
// after confirmation.
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/Button";
import { Dialog, DialogActions, DialogError } from "@/components/Dialog";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { UntrustedText } from "@/components/UntrustedText";
import { describeError } from "@/ipc/errors";
import { placeForQuery } from "@/lib/queries";

interface SaveAsProps {
  title: string;
  open: boolean;
  /** The suggested file name. */
  name: string;
  /** Writes the file and resolves to its path. */
  save: (path: string, replace: boolean) => Promise<string>;
  onClose: () => void;
}

export function SaveAs({ title, open, name, save, onClose }: SaveAsProps) {
  return (
    <Dialog open={open} title={title} onClose={onClose}>
      <PathForm name={name} save={save} onClose={onClose} />
    </Dialog>
  );
}

function PathForm({ name, save, onClose }: Pick<SaveAsProps, "name" | "save" | "onClose">) {
  const { data: suggested } = useQuery(placeForQuery(name));
  const [typed, setTyped] = useState<string | null>(null);
  const path = typed ?? suggested ?? "";
  const saving = useMutation({ mutationFn: (replace: boolean) => save(path, replace) });
  const trouble = saving.error === null ? null : describeError(saving.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (saving.isSuccess) onClose();
    else if (path.trim() !== "" && !saving.isPending) saving.mutate(false);
  };
  return (
    <Stack as="form" gap="3" onSubmit={submit}>
      <TextField
        label="File"
        size="large"
        mono
        value={path}
        testId="save-path"
        onChange={(next) => {
          saving.reset();
          setTyped(next);
        }}
      />
      {saving.isSuccess && (
        <Text as="p" tone="ok" breakable role="status" data-testid="saved">
          Saved to <UntrustedText text={saving.data} />.
        </Text>
      )}
      {trouble !== null && (
        <DialogError>
          <UntrustedText text={trouble.sentence} />
        </DialogError>
      )}
      <DialogActions leave={saving.isSuccess ? "Close" : "Cancel"}>
        {trouble?.code === "taken" && (
          <Button look="danger" onClick={() => saving.mutate(true)}>
            Replace
          </Button>
        )}
        {!saving.isSuccess && (
          <Button
            type="submit"
            look="primary"
            disabled={path.trim() === "" || saving.isPending}
            data-testid="save-go"
          >
            Save
          </Button>
        )}
      </DialogActions>
    </Stack>
  );
}
