// What the window reports on every screen: problems, and held events that wait. The notices are below
// the screens, so that one that appears moves no row under the pointer.
import { HeldBanner } from "@/features/held/HeldBanner";
import type { Status } from "@/ipc/types";
import { ConfirmationsProblem } from "./ConfirmationsProblem";
import { DiskFull } from "./DiskFull";
import { ErrorBar } from "./ErrorBar";
import { ListenBanner } from "./ListenBanner";
import { PausedTargets } from "./PausedTargets";
import { UnknownHosts } from "./UnknownHosts";
import styles from "./Window.module.css";

interface NoticesProps {
  status: Status | undefined;
  /** Opens the held events; null while they are shown. */
  onHeld: (() => void) | null;
  /** What failed, and its error; null if nothing failed. */
  failures: readonly (readonly [what: string, error: unknown])[];
}

export function Notices({ status, onHeld, failures }: NoticesProps) {
  return (
    <div className={styles.notices}>
      {status?.problem != null && <ListenBanner problem={status.problem} />}
      {status?.free_space_problem != null && <DiskFull sentence={status.free_space_problem} />}
      {status?.confirmations_problem != null && (
        <ConfirmationsProblem sentence={status.confirmations_problem} />
      )}
      <PausedTargets targets={status?.paused_targets ?? []} />
      <UnknownHosts hosts={status?.unknown_hosts ?? []} />
      {onHeld !== null && <HeldBanner onShow={onHeld} />}
      {failures.map(([what, error]) => (
        <ErrorBar key={what} what={what} error={error} />
      ))}
    </div>
  );
}
