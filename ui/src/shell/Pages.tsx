// The page that lies over the events, if there is one.
import type { ReactNode } from "react";
import { PaneBoundary } from "@/components/PaneBoundary";
import { Bulk } from "@/features/bulk/Bulk";
import { Catalog } from "@/features/catalog/Catalog";
import { Forwards } from "@/features/forwards/Forwards";
import { Held } from "@/features/held/Held";
import { History } from "@/features/people/history/History";
import { Users } from "@/features/people/users/Users";
import { Rules } from "@/features/rules/Rules";
import { Scenarios } from "@/features/scenarios/Scenarios";
import { Sent } from "@/features/sent/Sent";
import type { Page } from "./place";
import type { Place } from "./usePlace";

interface PagesProps {
  place: Place;
  /** The address that the receiver listens on; null while it does not. */
  receiver: string | null;
  onSettings: () => void;
}

export function Pages(props: PagesProps) {
  const { place } = props;
  const here = place.users;
  const name = here?.screen ?? place.page;
  if (name === null) return null;
  return (
    <PaneBoundary key={name} name="This page">
      {here === null ? place.page !== null && pageOf(place.page, props) : <People {...props} />}
    </PaneBoundary>
  );
}

function People({ place }: PagesProps) {
  const { users: here, usersQuery: query, searchUsers: search, backFromUsers: back } = place;
  if (here?.screen === "history")
    return (
      <History key={here.user} user={here.user} event={here.event} onEvent={place.showEvent} onBack={back} />
    );
  return (
    <Users query={query} onQuery={search} onUser={(user) => place.historyOf(user, null)} onBack={back} />
  );
}

function pageOf(page: Page, { place, receiver, onSettings }: PagesProps): ReactNode {
  const { showEvent: onEvent, toInbox: onBack } = place;
  switch (page) {
    case "sent":
      return (
        <Sent onOpen={(row) => place.editAgain(row.event_id, row.id)} onEvent={onEvent} onBack={onBack} />
      );
    case "bulk":
      return <Bulk place={place.bulk} onEvent={onEvent} onBack={onBack} />;
    case "held":
      return (
        <Held
          onEvent={onEvent}
          onRules={() => place.openPage("rules")}
          onSettings={onSettings}
          onBack={onBack}
        />
      );
    case "scenarios":
      return <Scenarios desks={place.desks} onBack={onBack} />;
    case "rules":
      return <Rules event={place.selection} onEvent={onEvent} onBack={onBack} />;
    case "forwards":
      return <Forwards onBack={onBack} />;
    case "catalog":
      return (
        <Catalog
          place={place.catalog}
          receiver={receiver}
          onPlace={place.changeCatalog}
          onEvents={place.showEvents}
          onBack={onBack}
        />
      );
  }
}
