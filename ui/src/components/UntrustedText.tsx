// Untrusted text. Bidi isolation prevents it from reordering the surrounding text. Invisible
// characters are shown as chips with their code points. The text is never rendered as HTML or as a
// link.
import { Fragment, type ReactNode } from "react";
import { visiblePieces } from "@/format/visible";
import styles from "./UntrustedText.module.css";

interface VisibleProps {
  text: string;
  /** Keeps line breaks and tabs as text. */
  lines?: boolean;
  /** Texts to highlight, as a global pattern. */
  hits?: RegExp | null;
}

function withHits(text: string, hits: RegExp | null): ReactNode {
  if (hits === null) return text;
  const parts: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(hits)) {
    parts.push(
      text.slice(from, match.index),
      <mark key={match.index} className={styles.hit}>
        {match[0]}
      </mark>,
    );
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

export function UntrustedText({ text, lines = false, hits = null }: VisibleProps) {
  const pieces = visiblePieces(text, { lines });
  if (pieces.length === 1 && pieces[0]?.code === null) return <bdi>{withHits(text, hits)}</bdi>;
  let at = 0;
  return (
    <bdi>
      {pieces.map((piece) => {
        const key = at;
        at += piece.text.length;
        return piece.code === null ? (
          <Fragment key={key}>{withHits(piece.text, hits)}</Fragment>
        ) : (
          <span key={key} className={styles.chip}>
            {piece.code}
          </span>
        );
      })}
    </bdi>
  );
}
