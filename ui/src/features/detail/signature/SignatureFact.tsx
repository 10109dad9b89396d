// The result of the signature check with its scheme and secret. A click shows the full explanation.
import { Icon, type IconName } from "@/components/Icon";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { SIGNATURE_LABELS } from "@/format/event";
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
  onToggle: () => void;
}

export function SignatureFact({ signature, shown, onToggle }: SignatureFactProps) {
  const { verdict, scheme, secret, sentence } = signature;
  const schemeName = scheme === null ? null : SCHEMES[scheme].name;
  const shield = SHIELDS[verdict];
  return (
    <button
      type="button"
      className={`${styles.fact} ${styles[shield.tone]}`}
      aria-expanded={shown}
      title={visibleText(sentence)}
      data-testid="signature"
      onClick={onToggle}
    >
      <Icon name={shield.icon} size="text" />
      {SIGNATURE_LABELS[verdict]}
      {schemeName !== null && <Text tone="soft">{schemeName}</Text>}
      {secret !== null && secret !== schemeName && (
        <Text tone="soft" truncate>
          “<UntrustedText text={secret} />”
        </Text>
      )}
    </button>
  );
}
