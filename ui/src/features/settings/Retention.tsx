// The limits beyond which the oldest events are deleted.
import { Note } from "@/components/Note";
import type { Retention as Limits, SettingsView } from "@/ipc/types";
import {
  bytesOfGib,
  DAYS_WANTED,
  daysOf,
  EVENTS_WANTED,
  eventsOf,
  GIB_WANTED,
  gibOf,
  textOf,
} from "./retention";
import { SavedField } from "./SavedField";

const REST = "Empty: no limit.";

export function Retention({ settings }: { settings: SettingsView }) {
  const { retention } = settings;
  const change = (name: keyof Limits, limit: number | null | undefined) =>
    limit === undefined ? null : { retention: { ...retention, [name]: limit } };
  return (
    <>
      <SavedField
        label="Events kept at most"
        hint={`Beyond it the oldest go. Starred events and those with a note stay. ${REST}`}
        value={textOf(retention.events)}
        numeric
        wanted={EVENTS_WANTED}
        changeOf={(text) => change("events", eventsOf(text))}
      />
      <SavedField
        label="Days kept at most"
        hint={`Events that arrived earlier go, but for the starred and noted. ${REST}`}
        value={textOf(retention.days)}
        numeric
        wanted={DAYS_WANTED}
        changeOf={(text) => change("days", daysOf(text))}
      />
      <SavedField
        label="Size of the database at most, GiB"
        hint={`Beyond it the oldest go, but for the starred and noted. ${REST}`}
        value={gibOf(retention.bytes)}
        numeric
        wanted={GIB_WANTED}
        changeOf={(text) => change("bytes", bytesOfGib(text))}
      />
      {settings.retention_note !== null && (
        <div data-testid="retention-note">
          <Note tone="wait" title="More is kept than this">
            {settings.retention_note}
          </Note>
        </div>
      )}
    </>
  );
}
