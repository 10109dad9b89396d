// The page that covers the events, if one is open.
import type { ReactNode } from "react";
import { PaneBoundary } from "@/components/PaneBoundary";
import { Bulk } from "@/features/bulk/Bulk";
import { Catalog } from "@/features/catalog/Catalog";
import { Forwarding } from "@/features/forwarding/Forwarding";
import { Held } from "@/features/held/Held";
import { Rules } from "@/features/rules/Rules";
import { Scenarios } from "@/features/scenarios/Scenarios";
import { Sent } from "@/features/sent/Sent";
import { History } from "@/features/users/history/History";
import { Users } from "@/features/users/list/Users";
import type { Page } from "./navigation";
import type { Navigation } from "./useNavigation";

interface PagesProps {
  navigation: Navigation;
  /** The address of the receiver. Null while it does not listen. */
  receiver: string | null;
  onSettings: () => void;
}

export function Pages(props: PagesProps) {
  const { navigation } = props;
  const { users, page } = navigation;
  const name = users?.screen ?? page;
  if (name === null) return null;
  return (
    <PaneBoundary key={name} name="This page">
      {users === null ? page !== null && pageOf(page, props) : <UserScreen {...props} />}
    </PaneBoundary>
  );
}

function UserScreen({ navigation }: PagesProps) {
  const { users, usersQuery: query, searchUsers: search, backFromUsers: back } = navigation;
  if (users?.screen === "history")
    return (
      <History
        key={users.user}
        user={users.user}
        event={users.event}
        onEvent={navigation.showEvent}
        onBack={back}
      />
    );
  return (
    <Users
      query={query}
      onQuery={search}
      onUser={(user) => navigation.openHistory(user, null)}
      onBack={back}
    />
  );
}

function pageOf(page: Page, { navigation, receiver, onSettings }: PagesProps): ReactNode {
  const { showEvent: onEvent, toInbox: onBack } = navigation;
  switch (page) {
    case "sent":
      return (
        <Sent
          onOpen={(row) => navigation.editAgain(row.event_id, row.id)}
          onEvent={onEvent}
          onBack={onBack}
        />
      );
    case "bulk":
      return <Bulk place={navigation.bulk} onEvent={onEvent} onBack={onBack} />;
    case "held":
      return (
        <Held
          onEvent={onEvent}
          onRules={() => navigation.openPage("rules")}
          onSettings={onSettings}
          onBack={onBack}
        />
      );
    case "scenarios":
      return <Scenarios scenarioDrafts={navigation.desks} onBack={onBack} />;
    case "rules":
      return <Rules event={navigation.selection} onEvent={onEvent} onBack={onBack} />;
    case "forwards":
      return <Forwarding onBack={onBack} />;
    case "catalog":
      return (
        <Catalog
          place={navigation.catalog}
          receiver={receiver}
          onPlace={navigation.changeCatalog}
          onEvents={navigation.showEvents}
          onBack={onBack}
        />
      );
  }
}
