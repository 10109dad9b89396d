// Text that came from outside. It is isolated, so that its direction cannot reorder what stands beside it, and
// characters that cannot be seen are named on a small chip. It is never HTML and never a link.
import { visiblePieces } from "@/format/visible";
import styles from "./Visible.module.css";

interface VisibleProps {
  text: string;
  /** Line breaks and tabs stay as they are. */
  lines?: boolean;
}

export function Visible({ text, lines = false }: VisibleProps) {
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
