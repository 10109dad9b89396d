// Above a body that has values out of sight: which, and the way to see them, and back.
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import { areOrIs } from "@/format/phrase";
import styles from "./Masking.module.css";
import { type Masking, maskedNames } from "./masking";

export function MaskedNote({ masked, masking }: { masked: readonly string[]; masking: Masking }) {
  if (masked.length === 0) return null;
  const { reveal, onReveal } = masking;
  return (
    <p className={styles.note} data-testid="masked-note">
      <Icon name="eye" />
      <span>
        <Visible text={areOrIs(maskedNames(masked))} /> {reveal ? "shown." : "masked."}
      </span>
      <Button size="small" shortcut="V" data-testid="reveal" onClick={() => onReveal(!reveal)}>
        {reveal ? "Mask" : "Show"}
      </Button>
    </p>
  );
}
