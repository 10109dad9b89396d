// A page that lies over the events: its name, what is said of it, what can be done, and the way back.
import type { ReactNode } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "./Button";
import styles from "./Page.module.css";

interface PageProps {
  title: string;
  /** A few words beside the title, such as a count. */
  about?: ReactNode;
  /** Buttons at the right. */
  actions?: ReactNode;
  testId: string;
  onBack: () => void;
  children: ReactNode;
}

export function Page({ title, about, actions, testId, onBack, children }: PageProps) {
  useAction("back", onBack);
  return (
    <section className={styles.page} aria-label={title} data-testid={testId}>
      <div className={styles.head}>
        <Button icon="back" look="bare" label="Back to the events" onClick={onBack} />
        <h1>{title}</h1>
        <span className={styles.about}>{about}</span>
        <span className={styles.grow} />
        {actions}
      </div>
      {children}
    </section>
  );
}
