// How Fastgen's system events get here: through a tunnel, from a workflow.
import { CopyButton } from "@/components/CopyButton";
import { Icon } from "@/components/Icon";
import styles from "./Welcome.module.css";

const BODY = `{
  "event": "auth.user_signedUp",
  "param": {
    "userId": "{{$param.userId}}",
    "email": "{{$param.email}}"
  }
}`;

export function FastgenCard({ address }: { address: string }) {
  return (
    <section className={styles.card}>
      <header>
        <Icon name="table" className={styles.fastgen} />
        <h2>From Fastgen</h2>
        <span>through a tunnel</span>
      </header>
      <ol className={styles.steps}>
        <li>
          <p>
            Open a tunnel to port {address.slice(address.lastIndexOf(":") + 1)}: Fastgen’s cloud cannot reach
            this computer by itself.
          </p>
        </li>
        <li>
          <p>
            Add a workflow for each system event, with an HTTP step that posts this body to the tunnel’s
            address:
          </p>
          <div className={styles.snippet}>
            <pre>{BODY}</pre>
            <CopyButton text={BODY} label="Copy the body" look="bare" />
          </div>
        </li>
        <li>
          <p>Run the workflow once. The event appears here.</p>
        </li>
      </ol>
    </section>
  );
}
