// Whether an event is genuine, by which scheme and which secret; pressing it tells the whole sentence.
import { Icon, type IconName } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import { SIGNATURE_WORDS } from "@/format/event";
import { SCHEMES } from "@/format/senders";
import { visibleText } from "@/format/visible";
import type { Signature, SignatureView } from "@/ipc/types";
import styles from "./Signature.module.css";

const SHIELDS: Record<Signature, { icon: IconName; tone: "ok" | "bad" | "soft" }> = {
  valid: { icon: "shield", tone: "ok" },
  invalid: { icon: "shieldCross", tone: "bad" },
  unsigned: { icon: "shieldOpen", tone: "soft" },
  no_secret: { icon: "shieldOpen", tone: "soft" },
};

interface SignatureFactProps {
  signature: SignatureView;
  told: boolean;
  onTell: () => void;
}

export function SignatureFact({ signature, told, onTell }: SignatureFactProps) {
  const { verdict, scheme, secret, sentence } = signature;
  const how = scheme === null ? null : SCHEMES[scheme].name;
  const shield = SHIELDS[verdict];
  return (
    <button
      type="button"
      className={`${styles.fact} ${styles[shield.tone]}`}
      aria-expanded={told}
      title={visibleText(sentence)}
      data-testid="signature"
      onClick={onTell}
    >
      <Icon name={shield.icon} />
      {SIGNATURE_WORDS[verdict]}
      {how !== null && <span className={styles.how}>{how}</span>}
      {secret !== null && secret !== how && (
        <span className={styles.secret}>
          “<Visible text={secret} />”
        </span>
      )}
    </button>
  );
}
