// Which answers events get.
import { Empty } from "../../components/Empty";
import { Page } from "../../components/Page";

interface RulesProps {
  onEvent: (id: number) => void;
  onBack: () => void;
}

export function Rules({ onBack }: RulesProps) {
  return (
    <Page title="Rules" testId="rules" onBack={onBack}>
      <Empty title="No rules" />
    </Page>
  );
}
