// The root of the UI: providers, the window, and the dialogs *Settings* and *All actions*.
import { useState } from "react";
import { Actions, useAction } from "@/actions/Actions";
import { ContextMenuProvider } from "@/components/ContextMenu";
import { WindowStateProvider } from "@/components/WindowState";
import { useBulkSignal } from "@/features/bulk/useBulk";
import { HeldProvider } from "@/features/held/HeldProvider";
import { Palette } from "@/features/palette/Palette";
import { useScenarioSignal } from "@/features/scenarios/useScenarios";
import { Settings } from "@/features/settings/Settings";
import { ComparisonOptions } from "@/lib/comparison/ComparisonOptions";
import { useLiveQueries, useSettings, useStatus } from "@/lib/live/useLive";
import { ClosingQuestion } from "./ClosingQuestion";
import { FatalError } from "./FatalError";
import { useApplyZoom } from "./useApplyZoom";
import { usePaneKeys } from "./usePaneKeys";
import { useTheme } from "./useTheme";
import { Window } from "./Window";

export function App() {
  return (
    <WindowStateProvider>
      <Actions>
        <ComparisonOptions>
          <ContextMenuProvider>
            <AppShell />
          </ContextMenuProvider>
        </ComparisonOptions>
      </Actions>
    </WindowStateProvider>
  );
}

function AppShell() {
  const status = useStatus();
  const settings = useSettings();
  const [dialog, setDialog] = useState<"settings" | "palette" | null>(null);
  useLiveQueries();
  useBulkSignal();
  useScenarioSignal();
  useApplyZoom();
  usePaneKeys();
  const themeError = useTheme(settings.data?.theme);
  useAction("settings", () => setDialog("settings"));
  useAction("palette", () => setDialog("palette"));
  if (status.error !== null) return <FatalError error={status.error} />;
  return (
    <>
      <HeldProvider>
        <Window
          status={status.data}
          settings={settings.data}
          themeError={themeError}
          onSettings={() => setDialog("settings")}
        />
      </HeldProvider>
      <Settings open={dialog === "settings"} onClose={() => setDialog(null)} />
      <ClosingQuestion />
      <Palette open={dialog === "palette"} onClose={() => setDialog(null)} />
    </>
  );
}
