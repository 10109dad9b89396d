// Changes settings and puts the answer where everybody reads them.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changeSettings } from "@/ipc/commands";
import { settingsQuery, tagged } from "@/lib/queries";

export function useChangeSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: changeSettings,
    onSuccess: (settings) => {
      client.setQueryData(settingsQuery().queryKey, settings);
      void client.invalidateQueries(tagged("Status"));
    },
  });
}
