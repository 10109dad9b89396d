// The pages that the sidebar and the rail list, with their counts.
import type { IconName } from "@/components/Icon";
import { useSentTotal } from "@/features/sent/useSent";
import type { UsersPlace } from "@/features/users/list/place";
import type { Sidebar as Counts } from "@/ipc/types";
import { useWaiting } from "@/lib/held/useHeld";
import { EVERYTHING, type Scope, STARRED, sameScope, WARNINGS } from "@/lib/scope/scope";
import type { Page } from "../navigation";

export interface PlaceProps {
  counts: Counts | undefined;
  /** The scope of the list. Null while a page or a user screen is open. */
  scope: Scope | null;
  /** The page or user screen that covers the inbox. */
  page: Page | UsersPlace | null;
  /** The filter of the list. Null while a page or a user screen is open. */
  filter: string | null;
  onChoose: (scope: Scope) => void;
  onPage: (page: Page) => void;
  onUsers: () => void;
}

export interface PageEntry {
  icon: IconName;
  name: string;
  count?: number | undefined;
  /** The counted items wait for the user. */
  needsAttention?: boolean;
  current: boolean;
  onPress: () => void;
}

interface PageEntries {
  events: readonly PageEntry[];
  automation: readonly PageEntry[];
}

export function usePageEntries(props: PlaceProps): PageEntries {
  const { counts, scope, page, filter, onChoose, onPage, onUsers } = props;
  const sent = useSentTotal();
  const held = useWaiting().length;
  const isSaved = counts?.saved.some((search) => search.filter === filter) === true;
  const isInbox = scope !== null && (scope.copies !== undefined || sameScope(scope, EVERYTHING));
  const place = (icon: IconName, name: string, of: Scope, count?: number): PageEntry => ({
    icon,
    name,
    count,
    current: scope !== null && sameScope(scope, of),
    onPress: () => onChoose(of),
  });
  const to = (icon: IconName, name: string, target: Page, count?: number): PageEntry => ({
    icon,
    name,
    count,
    current: page === target,
    onPress: () => onPage(target),
  });
  return {
    events: [
      { ...place("inbox", "Inbox", EVERYTHING, counts?.total ?? 0), current: isInbox && !isSaved },
      { ...to("hold", "Held", "held", held === 0 ? undefined : held), needsAttention: true },
      place("star", "Starred", STARRED, counts?.starred),
      place("warn", "Warnings", WARNINGS),
      to("send", "Sent", "sent", sent),
      {
        icon: "user",
        name: "All users",
        current: page !== null && typeof page !== "string",
        onPress: onUsers,
      },
      to("book", "Catalog", "catalog"),
    ],
    automation: [
      to("rule", "Rules", "rules"),
      to("forward", "Forwarding", "forwards"),
      to("stack", "Bulk resend", "bulk"),
      to("list", "Scenarios", "scenarios"),
    ],
  };
}
