// The hosts outside this computer that requests may go to without a question.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "@/components/Button";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import { visibleText } from "@/format/visible";
import { forgetHost } from "@/ipc/commands";
import { tagged } from "@/lib/queries";
import styles from "./Settings.module.css";

export function KnownHosts({ hosts }: { hosts: readonly string[] }) {
  const client = useQueryClient();
  const forget = useMutation({
    mutationFn: forgetHost,
    onSettled: () => client.invalidateQueries(tagged("Settings")),
  });
  if (hosts.length === 0) return null;
  return (
    <div className={styles.group}>
      <span className={styles.label} id="known-hosts">
        Hosts that requests may go to
      </span>
      <ul className={styles.hosts} aria-labelledby="known-hosts">
        {hosts.map((host) => (
          <li key={host}>
            <code>
              <Visible text={host} />
            </code>
            <Button
              size="small"
              aria-label={`Forget ${visibleText(host)}`}
              onClick={() => forget.mutate(host)}
            >
              Forget
            </Button>
          </li>
        ))}
      </ul>
      <p className={styles.hint}>Each was confirmed once. One that is forgotten is asked about again.</p>
      {forget.error !== null && <TroubleNote error={forget.error} />}
    </div>
  );
}
