// A part of an answer: a heading with an optional note, and the content.
import type { ReactNode } from "react";
import { Text } from "@/components/Text";
import styles from "./Answering.module.css";

interface PartProps {
  title: ReactNode;
  about?: ReactNode;
  children: ReactNode;
}

export function Part({ title, about, children }: PartProps) {
  return (
    <div>
      <h3 className={styles.label}>
        {title} {about && <Text tone="soft">· {about}</Text>}
      </h3>
      {children}
    </div>
  );
}
