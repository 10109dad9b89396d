// Shown while the receiver cannot listen: the problem, and buttons to use another address or to try
// again.
import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { retryListen } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import type { ListenProblem } from "@/ipc/types";
import styles from "./Banner.module.css";

export function ListenBanner({ problem }: { problem: ListenProblem }) {
  const listen = useMutation({ mutationFn: (address: string | null) => retryListen({ address }) });
  return (
    <div className={styles.banner} role="alert" data-testid="banner">
      <Icon name="warn" />
      <p>
        <b>Not listening on {problem.address}.</b> {problem.sentence}
        {listen.error !== null && <> {describeError(listen.error).sentence}</>}
      </p>
      {problem.suggestion !== null && (
        <Button look="primary" disabled={listen.isPending} onClick={() => listen.mutate(problem.suggestion)}>
          Use {problem.suggestion}
        </Button>
      )}
      <Button disabled={listen.isPending} onClick={() => listen.mutate(null)}>
        Try again
      </Button>
    </div>
  );
}
