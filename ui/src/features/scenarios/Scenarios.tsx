// Recorded events that are sent again as one.
import { Empty } from "../../components/Empty";
import { Page } from "../../components/Page";

interface ScenariosProps {
  onBack: () => void;
}

export function Scenarios({ onBack }: ScenariosProps) {
  return (
    <Page title="Scenarios" testId="scenarios" onBack={onBack}>
      <Empty title="No scenarios" />
    </Page>
  );
}
