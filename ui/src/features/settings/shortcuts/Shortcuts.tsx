// The section of shortcuts: a switch for single keys, and the keys of each action.
import { useState } from "react";
import { type Action, CATALOG } from "@/actions/catalog";
import { matching } from "@/actions/matching";
import { useShortcuts } from "@/actions/Shortcuts";
import { DEFAULT_CHOICES } from "@/actions/shortcut-choices";
import { Button } from "@/components/Button";
import { Switch } from "@/components/Checkbox";
import { Icon } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { ShortcutRow } from "./ShortcutRow";
import styles from "./Shortcuts.module.css";

export function Shortcuts() {
  const { choices, change } = useShortcuts();
  const { singleKeys, changed } = choices;
  return (
    <Stack gap="3">
      <Stack gap="1">
        <Stack row gap="2" justify="between">
          <Text strong>Single-key shortcuts</Text>
          <Switch
            on={singleKeys}
            label="Single-key shortcuts"
            onFlip={() => change({ ...choices, singleKeys: !singleKeys })}
          />
        </Stack>
        <Text as="p" tone="soft">
          Letters, digits and signs run actions without Ctrl or Alt. Switch this off for speech input, or if
          you press keys by accident.
        </Text>
      </Stack>
      <Keys />
      <Button
        disabled={Object.keys(changed).length === 0}
        onClick={() => change({ ...DEFAULT_CHOICES, singleKeys })}
      >
        Restore all default keys
      </Button>
    </Stack>
  );
}

/** The actions in the order of the catalog, with their chosen keys, also if those are off. */
function Keys() {
  const { choices } = useShortcuts();
  const [typed, setTyped] = useState("");
  const actions: readonly Action[] = CATALOG.map((action) => ({
    ...action,
    keys: choices.changed[action.id] ?? action.keys,
  }));
  const found = typed.trim() === "" ? actions : matching(actions, typed);
  return (
    <Stack gap="2">
      <TextField
        aria-label="Find an action"
        placeholder="Find an action"
        before={<Icon name="search" />}
        value={typed}
        onChange={setTyped}
      />
      <ul className={styles.list} aria-label="Keys of actions">
        {found.map((action) => (
          <ShortcutRow key={action.id} action={action} actions={actions} />
        ))}
      </ul>
      {found.length === 0 && (
        <Text as="p" tone="soft" role="status">
          No matching action.
        </Text>
      )}
    </Stack>
  );
}
