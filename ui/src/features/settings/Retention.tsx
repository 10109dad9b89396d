// The retention limits. Above them, the oldest events are deleted.
import { Note } from "@/components/Note";
import type { Retention as Limits, SettingsView } from "@/ipc/types";
import {
  bytesOfGib,
  DAYS_ERROR,
  daysOf,
  EVENTS_ERROR,
  eventsOf,
  GIB_ERROR,
  gibOf,
  textOf,
} from "./retention";
import { SavedField } from "./SavedField";

const HINT = "starred and noted events stay. Empty: no limit.";

export function Retention({ settings }: { settings: SettingsView }) {
  const { retention } = settings;
  const change = (name: keyof Limits, limit: number | null | undefined) =>
    limit === undefined ? null : { retention: { ...retention, [name]: limit } };
  return (
    <>
      <SavedField
        label="Maximum number of events"
        hint={`Oldest are deleted first; ${HINT}`}
        value={textOf(retention.events)}
        numeric
        formatError={EVENTS_ERROR}
        changeOf={(text) => change("events", eventsOf(text))}
      />
      <SavedField
        label="Maximum age (days)"
        hint={`Older events are deleted; ${HINT}`}
        value={textOf(retention.days)}
        numeric
        formatError={DAYS_ERROR}
        changeOf={(text) => change("days", daysOf(text))}
      />
      <SavedField
        label="Maximum database size (GiB)"
        hint={`Oldest are deleted first; ${HINT}`}
        value={gibOf(retention.bytes)}
        numeric
        formatError={GIB_ERROR}
        changeOf={(text) => change("bytes", bytesOfGib(text))}
      />
      {settings.retention_note !== null && (
        <div data-testid="retention-note">
          <Note tone="wait" title="Above the limits">
            {settings.retention_note}
          </Note>
        </div>
      )}
    </>
  );
}
