// The body from a file: where it is, typed or dropped onto the window, and how large it is.
import { useEffect, useRef } from "react";
import { sizeOf } from "@/format/size";
import { onFilesDropped } from "@/ipc/signals";
import type { RequestPreview } from "@/ipc/types";
import styles from "./BodyFile.module.css";

interface BodyFileProps {
  path: string;
  preview: RequestPreview | undefined;
  onChange: (path: string) => void;
}

export function BodyFile({ path, preview, onChange }: BodyFileProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <div className={styles.file}>
      <label>
        File
        <input
          ref={field}
          value={path}
          placeholder="/home/me/body.bin"
          spellCheck={false}
          autoComplete="off"
          data-testid="body-file"
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      <p role="status">
        {path.trim() === ""
          ? "Drop a file onto the window, or write where it is. Its bytes go out exactly as they are."
          : preview?.problem == null
            ? `${preview === undefined ? "" : `${sizeOf(preview.size)}. `}Its bytes go out exactly as they are when you send.`
            : preview.problem}
      </p>
    </div>
  );
}

/** A file dropped onto the window becomes the body. */
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
