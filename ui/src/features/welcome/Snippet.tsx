// A code snippet with a copy button.
import type { ReactNode } from "react";
import { CopyButton } from "@/components/CopyButton";
import styles from "./Welcome.module.css";

interface SnippetProps {
  text: string;
  /** The label of the copy button. */
  label: string;
  /** The snippet is a single line. */
  line?: boolean;
  /** The highlighted text; the default is plain text. */
  children?: ReactNode;
}

export function Snippet({ text, label, line = false, children = text.trimEnd() }: SnippetProps) {
  return (
    <div className={styles.snippet} data-line={line}>
      <pre>{children}</pre>
      <CopyButton text={text} label={label} look="bare" />
    </div>
  );
}
