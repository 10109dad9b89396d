// Tabs above their panels. Only the selected panel is rendered.
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import styles from "./Tabs.module.css";

export interface Tab<T extends string> {
  value: T;
  title: ReactNode;
  panel: () => ReactNode;
  testId?: string;
}

interface TabsProps<T extends string> {
  label: string;
  value: T;
  tabs: readonly Tab<T>[];
  onChange: (value: T) => void;
}

export function Tabs<T extends string>({ label, value, tabs, onChange }: TabsProps<T>) {
  return (
    <Base.Root className={styles.root} value={value} onValueChange={(next: T) => onChange(next)}>
      <Base.List className={styles.tabs} aria-label={label} activateOnFocus>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className={styles.tab} data-testid={tab.testId}>
            {tab.title}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className={styles.panel}>
          {tab.value === value && tab.panel()}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
