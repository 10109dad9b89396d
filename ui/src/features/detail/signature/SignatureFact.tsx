// Whether an event is genuine, by which scheme and which secret; pressing it shows the whole sentence.
import { Icon, type IconName } from "@/components/Icon";
import { Text } from "@/components/Text";
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
  shown: boolean;
  onFlip: () => void;
}

export function SignatureFact({ signature, shown, onFlip }: SignatureFactProps) {
  const { verdict, scheme, secret, sentence } = signature;
  const how = scheme === null ? null : SCHEMES[scheme].name;
  const shield = SHIELDS[verdict];
  return (
    <button
      type="button"
      className={`${styles.fact} ${styles[shield.tone]}`}
      aria-expanded={shown}
      title={visibleText(sentence)}
      data-testid="signature"
      onClick={onFlip}
    >
      <Icon name={shield.icon} size="text" />
      {SIGNATURE_WORDS[verdict]}
      {how !== null && <Text tone="soft">{how}</Text>}
      {secret !== null && secret !== how && (
        <Text tone="soft" truncate>
          “<Visible text={secret} />”
        </Text>
      )}
    </button>
  );
}
