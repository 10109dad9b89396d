// A field for the path of a file that becomes the body, and the size of that file. Dropping a file
// onto the window sets the path.
import { useEffect, useRef } from "react";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { sizeOf } from "@/format/size";
import { onFilesDropped } from "@/ipc/signals";
import type { RequestPreview } from "@/ipc/types";

interface BodyFileProps {
  path: string;
  preview: RequestPreview | undefined;
  onChange: (path: string) => void;
}

export function BodyFile({ path, preview, onChange }: BodyFileProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <Stack gap="2" pad="2" padX="4">
      <TextField
        ref={field}
        label="File"
        size="large"
        mono="body"
        placeholder="/home/me/body.bin"
        value={path}
        onChange={onChange}
      />
      <Text as="p" tone="dim" role="status">
        {path.trim() === ""
          ? "Drop a file onto the window or enter its path. Hookglass sends its bytes unchanged."
          : preview?.problem == null
            ? `${preview === undefined ? "" : `${sizeOf(preview.size)}. `}Hookglass sends its bytes unchanged.`
            : preview.problem}
      </Text>
    </Stack>
  );
}

/** Calls `onFile` with the path of a file that is dropped onto the window. */
export function useDroppedFile(onFile: (path: string) => void): void {
  const latest = useRef(onFile);
  latest.current = onFile;
  useEffect(
    () =>
      onFilesDropped(({ paths: [first] }) => {
        if (first !== undefined) latest.current(first);
      }),
    [],
  );
}
