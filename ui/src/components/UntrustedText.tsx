// Untrusted text. Bidi isolation prevents it from reordering the surrounding text. Invisible
// characters are shown as chips with their code points. The text is never rendered as HTML or as a
// link.
import { visiblePieces } from "@/format/visible";
import styles from "./UntrustedText.module.css";

interface VisibleProps {
  text: string;
  /** Keeps line breaks and tabs as text. */
  lines?: boolean;
}

export function UntrustedText({ text, lines = false }: VisibleProps) {
  const pieces = visiblePieces(text, { lines });
  if (pieces.length === 1 && pieces[0]?.code === null) return <bdi>{text}</bdi>;
  let at = 0;
  return (
    <bdi>
      {pieces.map((piece) => {
        const key = at;
        at += piece.text.length;
        return piece.code === null ? (
          piece.text
        ) : (
          <span key={key} className={styles.chip}>
            {piece.code}
          </span>
        );
      })}
    </bdi>
  );
}
