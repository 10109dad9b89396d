// Blocking events whose senders wait for a person.
import { Empty } from "../../components/Empty";
import { Page } from "../../components/Page";

interface HeldProps {
  onEvent: (id: number) => void;
  onBack: () => void;
}

export function Held({ onBack }: HeldProps) {
  return (
    <Page title="Held" testId="held" onBack={onBack}>
      <Empty title="Nothing is held" />
    </Page>
  );
}
