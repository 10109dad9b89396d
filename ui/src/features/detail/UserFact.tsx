// The user of an event, as a link to the user's history.
import { useAction } from "@/actions/Actions";
import { LinkButton } from "@/components/LinkButton";
import { UntrustedText } from "@/components/UntrustedText";
import { visibleText } from "@/format/visible";
import { shortId } from "@/lib/users/names";
import { useOpenHistory } from "@/lib/users/OpenHistory";

export function UserFact({ user, event }: { user: string; event: number }) {
  const open = useOpenHistory();
  const go = open === null ? null : () => open(user, event);
  useAction("history", go);
  const id = (
    <code>
      <UntrustedText text={shortId(user)} />
    </code>
  );
  if (go === null) return <span title={visibleText(user)}>{id}</span>;
  return (
    <LinkButton
      quiet
      title={`${visibleText(user)}\nHistory of this user (H)`}
      aria-label={`History of the user ${visibleText(shortId(user))}`}
      data-testid="user-fact"
      onClick={go}
    >
      {id}
    </LinkButton>
  );
}
