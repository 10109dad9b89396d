// The sections of the settings, in order. A new section is one entry of this table.
import type { ReactNode } from "react";
import type { SettingsView, Theme } from "@/ipc/types";
import { AllowedHosts } from "./AllowedHosts";
import { ChoiceField } from "./ChoiceField";
import { Closing } from "./Closing";
import { DataFolder } from "./DataFolder";
import { Holding } from "./Holding";
import { KnownHosts } from "./KnownHosts";
import { Receiving } from "./Receiving";
import { Retention } from "./Retention";
import { Secrets } from "./secrets/Secrets";
import { Shortcuts } from "./shortcuts/Shortcuts";
import { Zoom } from "./Zoom";

export interface SettingsSection {
  id: string;
  title: string;
  /** Words of its fields, and synonyms, by which the search finds it. */
  words: string;
  /** Hides a section without content. */
  isEmpty?: (settings: SettingsView) => boolean;
  render: (settings: SettingsView) => ReactNode;
}

const THEMES = [
  { value: "system", text: "System" },
  { value: "light", text: "Light" },
  { value: "dark", text: "Dark" },
] as const;

const SECTIONS: readonly SettingsSection[] = [
  {
    id: "appearance",
    title: "Appearance",
    words: "theme dark light colors zoom text size larger smaller",
    render: ({ theme }) => (
      <>
        <ChoiceField<Theme> label="Theme" value={theme} options={THEMES} changeOf={(theme) => ({ theme })} />
        <Zoom />
      </>
    ),
  },
  {
    id: "secrets",
    title: "Signing secrets",
    words: "key keychain signature authgear stripe github webhook",
    render: ({ no_keychain }) => <Secrets noKeychain={no_keychain} />,
  },
  {
    id: "receiving",
    title: "Receiving",
    words: "address port listen host body size limit MiB",
    render: (settings) => <Receiving settings={settings} />,
  },
  {
    id: "held",
    title: "Held events",
    words: "sender timeout seconds margin automatic answer allow deny hold",
    render: (settings) => <Holding settings={settings} />,
  },
  {
    id: "storage",
    title: "Storage",
    words: "data folder directory database retention maximum number events age days size GiB delete",
    render: (settings) => (
      <>
        <DataFolder settings={settings} />
        <Retention settings={settings} />
      </>
    ),
  },
  {
    id: "shortcuts",
    title: "Shortcuts",
    words: "keys keyboard hotkeys single letters accessibility",
    render: () => <Shortcuts />,
  },
  {
    id: "window",
    title: "Window",
    words: "close closing tray quit keep receiving background",
    render: (settings) => <Closing settings={settings} />,
  },
  {
    id: "hosts",
    title: "Hosts",
    words: "allowed confirmed hosts trust forget remove tunnel",
    isEmpty: ({ allowed_hosts, known_hosts }) => allowed_hosts.length + known_hosts.length === 0,
    render: ({ allowed_hosts, known_hosts }) => (
      <>
        <AllowedHosts hosts={allowed_hosts} />
        <KnownHosts hosts={known_hosts} />
      </>
    ),
  },
];

/** The sections that contain all words of a search. */
export function sectionsMatching(search: string, settings: SettingsView): SettingsSection[] {
  const wanted = search.toLowerCase().split(/\s+/);
  return SECTIONS.filter(({ title, words, isEmpty }) => {
    const text = `${title} ${words}`.toLowerCase();
    return isEmpty?.(settings) !== true && wanted.every((word) => text.includes(word));
  });
}
