// A page that lies over the events: its name, what is said of it, what can be done, and the way back.
import type { ReactNode } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "./Button";
import styles from "./Page.module.css";

interface PageProps {
  title: string;
  /** A few words beside the title, such as a count. */
  about?: ReactNode;
  /** Controls that follow its name. */
  beside?: ReactNode;
  /** Buttons at the right. */
  actions?: ReactNode;
  /** What the button that leaves it is called. */
  backLabel?: string;
  testId: string;
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
