// Where events are passed on to as they arrive.
import { Empty } from "../../components/Empty";
import { Page } from "../../components/Page";

interface ForwardsProps {
  onBack: () => void;
}

export function Forwards({ onBack }: ForwardsProps) {
  return (
    <Page title="Forwarding" testId="forwards" onBack={onBack}>
      <Empty title="No targets" />
    </Page>
  );
}
