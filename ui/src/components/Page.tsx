// A page that covers the events, with a title, a summary, actions and a back button.
import type { ReactNode } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "./Button";
import styles from "./Page.module.css";

interface PageProps {
  title: string;
  /** A few words beside the title, such as a count. */
  about?: ReactNode;
  /** Controls after the title. */
  beside?: ReactNode;
  /** Buttons at the right end. */
  actions?: ReactNode;
  /** The label of the back button. */
  backLabel?: string;
  testId?: string;
  onBack: () => void;
  children: ReactNode;
}

export function Page(props: PageProps) {
  const { title, about, beside, actions, backLabel = "Back to the events", testId, onBack, children } = props;
  useAction("back", onBack);
  return (
    <section className={styles.page} aria-label={title} data-testid={testId}>
      <div className={styles.head}>
        <Button icon="back" look="bare" label={backLabel} onClick={onBack} />
        <h1>{title}</h1>
        <span className={styles.about}>{about}</span>
        {beside}
        {actions !== undefined && <span className={styles.grow} />}
        {actions}
      </div>
      {children}
    </section>
  );
}
