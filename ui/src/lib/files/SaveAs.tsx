// A dialog for the path of a file to save, with a suggested path. It replaces an existing file only
// after confirmation.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "@/components/Dialog";
import { DialogForm } from "@/components/DialogForm";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { UntrustedText } from "@/components/UntrustedText";
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
  return (
    <DialogForm
      submit="Save"
      isComplete={path.trim() !== ""}
      attempt={saving}
      isDone={saving.isSuccess}
      onReplace={() => saving.mutate(true)}
      onSubmit={() => (saving.isSuccess ? onClose() : saving.mutate(false))}
      testId="save-go"
    >
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
    </DialogForm>
  );
}
