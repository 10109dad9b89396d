// A card with the setup steps of one sender.
import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/Icon";
import styles from "./Welcome.module.css";

interface CardProps {
  icon: IconName;
  /** The sender. It sets the color of the icon. */
  sender: "authgear" | "fastgen";
  title: string;
  about: string;
  /** The steps, as list items. */
  children: ReactNode;
}

export function Card({ icon, sender, title, about, children }: CardProps) {
  return (
    <section className={styles.card}>
      <header>
        <Icon name={icon} className={styles[sender]} />
        <h2>{title}</h2>
        <span>{about}</span>
      </header>
      <ol className={styles.steps}>{children}</ol>
    </section>
  );
}
