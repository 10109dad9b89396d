// An action with its keys, and buttons to change them.
import { type KeyboardEvent, useState } from "react";
import { type Action, writtenKeys } from "@/actions/catalog";
import { combinationOf } from "@/actions/combination";
import { useShortcuts } from "@/actions/Shortcuts";
import { alsoOn, changeKeys } from "@/actions/shortcut-choices";
import { Button } from "@/components/Button";
import { Key } from "@/components/Key";
import { Spacer, Stack } from "@/components/Stack";
import { Text } from "@/components/Text";

interface ShortcutRowProps {
  action: Action;
  /** All actions, to find others with the same keys. */
  actions: readonly Action[];
}

export function ShortcutRow({ action, actions }: ShortcutRowProps) {
  const { id, title, keys } = action;
  const { choices, change } = useShortcuts();
  const [recording, setRecording] = useState(false);
  const isChanged = choices.changed[id] !== undefined;
  const shared = isChanged ? keys.flatMap((combination) => alsoOn(actions, id, combination)) : [];
  const store = (next: readonly string[] | null) => {
    setRecording(false);
    change(changeKeys(choices, id, next));
  };
  const record = (event: KeyboardEvent) => {
    // Tab leaves the button, which ends the recording.
    if (event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") return setRecording(false);
    if (event.key === "Backspace") return store([]);
    const { key, ctrlKey: ctrl, metaKey: meta, altKey: alt, shiftKey: shift } = event;
    const combination = combinationOf({ key, ctrl, meta, alt, shift });
    if (combination !== null) store([combination]);
  };
  return (
    <Stack as="li" gap="half" data-testid={`shortcut-${id}`}>
      <Stack row gap="2">
        <Text>{title}</Text>
        <Spacer />
        <span className="sr">{keys.length === 0 ? "no keys" : keys.map(writtenKeys).join(" or ")}</span>
        {keys.map((combination) => (
          <Key key={combination}>{writtenKeys(combination)}</Key>
        ))}
        {isChanged && (
          <Button size="small" look="bare" aria-label={`Reset keys of ${title}`} onClick={() => store(null)}>
            Reset
          </Button>
        )}
        <Button
          size="small"
          aria-label={recording ? `Press the keys for ${title}` : `Change keys of ${title}`}
          aria-pressed={recording}
          onClick={() => setRecording(!recording)}
          onKeyDown={recording ? record : undefined}
          onBlur={() => setRecording(false)}
        >
          {recording ? "Press keys…" : "Change"}
        </Button>
      </Stack>
      {recording && (
        <Text as="p" tone="soft" role="status">
          Press the new keys. Backspace removes the keys, Escape cancels.
        </Text>
      )}
      {shared.length > 0 && (
        <Text as="p" tone="wait" role="status">
          Also on: {shared.join(", ")}. The first possible action runs.
        </Text>
      )}
    </Stack>
  );
}
