// Reads and changes the values that comparisons ignore. They are a setting, so they apply to all
// comparisons and survive a restart.
import { useQueryClient } from "@tanstack/react-query";
import type { Ignored } from "@/ipc/types";
import { useChangeSettings } from "@/lib/live/useChangeSettings";
import { useSettings } from "@/lib/live/useLive";
import { settingsQuery, tagged } from "@/lib/queries";

const NOTHING: Ignored = { times: false, ids: false, paths: [] };

export function useIgnoring() {
  const client = useQueryClient();
  const settings = useSettings();
  const change = useChangeSettings();
  const known = () => client.getQueryData(settingsQuery().queryKey);
  return {
    ignored: settings.data?.ignored ?? NOTHING,
    /**
     * Changes the ignored values. The cache changes at once, because the next change may start
     * before this one is stored.
     */
    ignore: (next: (before: Ignored) => Ignored) => {
      const before = known();
      const ignored = next(before?.ignored ?? NOTHING);
      if (before !== undefined) client.setQueryData(settingsQuery().queryKey, { ...before, ignored });
      change.mutate({ ignored }, { onError: () => void client.invalidateQueries(tagged("Settings")) });
    },
    /** Why the last change was not stored. */
    error: change.error,
  };
}
