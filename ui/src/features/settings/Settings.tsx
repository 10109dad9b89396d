// The settings dialog: sections with a search. Each change is saved immediately and can be undone.
import { type ReactNode, useState } from "react";
import { Dialog } from "@/components/Dialog";
import { ErrorNote } from "@/components/ErrorNote";
import { Icon } from "@/components/Icon";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { UntrustedText } from "@/components/UntrustedText";
import { useSettings } from "@/lib/live/useLive";
import { Saving } from "./Saved";
import styles from "./Settings.module.css";
import { type SettingsSection, sectionsMatching } from "./sections";

export function Settings({ open, onClose }: { open: boolean; onClose: () => void }) {
  const close = () => {
    // A field saves its text when it loses the focus.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    onClose();
  };
  return (
    <Dialog open={open} title="Settings" look="plain" testId="settings" onClose={close}>
      <Form />
    </Dialog>
  );
}

function Form() {
  const { data, error, refetch } = useSettings();
  const [search, setSearch] = useState("");
  if (error !== null) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton lines={8} label="Loading the settings" />;
  const sections = sectionsMatching(search, data);
  return (
    <Saving settings={data}>
      <Stack gap="5">
        <div className={styles.search}>
          <TextField
            aria-label="Search settings"
            placeholder="Search settings"
            before={<Icon name="search" />}
            value={search}
            onChange={setSearch}
          />
        </div>
        {sections.map((section) => (
          <Section key={section.id} section={section}>
            {section.render(data)}
          </Section>
        ))}
        {sections.length === 0 && (
          <Text as="p" tone="soft" role="status">
            No settings match “<UntrustedText text={search.trim()} />
            ”.
          </Text>
        )}
      </Stack>
    </Saving>
  );
}

function Section({ section, children }: { section: SettingsSection; children: ReactNode }) {
  const id = `settings-${section.id}`;
  return (
    <Stack as="section" gap="3" aria-labelledby={id}>
      <h2 id={id}>{section.title}</h2>
      {children}
    </Stack>
  );
}
