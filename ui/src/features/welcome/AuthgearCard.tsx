// How Authgear is told the address, and where its signing key goes.
import { CopyButton } from "@/components/CopyButton";
import { Icon } from "@/components/Icon";
import { AuthgearKey } from "@/lib/secrets/AuthgearKey";
import styles from "./Welcome.module.css";

export function AuthgearCard({ address }: { address: string }) {
  const url = `${address}/authgear`;
  const yaml = [
    "hook:",
    "  blocking_handlers:",
    "    - event: user.pre_create",
    `      url: ${url}`,
    "  non_blocking_handlers:",
    '    - events: ["*"]',
    `      url: ${url}`,
  ];
  return (
    <section className={styles.card}>
      <header>
        <Icon name="user" className={styles.authgear} />
        <h2>From Authgear</h2>
        <span>signed with HMAC-SHA256</span>
      </header>
      <ol className={styles.steps}>
        <li>
          <p>
            Add the address to <code>authgear.yaml</code>, or in the portal under Webhooks.
          </p>
          <div className={styles.snippet}>
            <pre>{yaml.join("\n")}</pre>
            <CopyButton text={`${yaml.join("\n")}\n`} label="Copy the handlers" look="bare" />
          </div>
        </li>
        <li>
          <p>Paste the webhook signing key here, so that signatures are checked.</p>
          <AuthgearKey />
        </li>
      </ol>
    </section>
  );
}
