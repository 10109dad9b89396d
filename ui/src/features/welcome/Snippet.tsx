// A few lines to copy.
import type { ReactNode } from "react";
import { CopyButton } from "@/components/CopyButton";
import styles from "./Welcome.module.css";

interface SnippetProps {
  text: string;
  /** What the copy button is called. */
  label: string;
  /** A single line, beside its button. */
  line?: boolean;
  /** The text with its colors; without it, the text is plain. */
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
