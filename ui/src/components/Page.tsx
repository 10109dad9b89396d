// A page that covers the events, with a title, a summary, actions and a back button.
import type { ReactNode } from "react";
import { useAction } from "@/actions/Actions";
import { Bar } from "./Bar";
import { Button } from "./Button";
import { Spacer, Stack } from "./Stack";
import { Text } from "./Text";

interface PageProps {
  title: string;
  /** A few words beside the title, such as a count. */
  about?: ReactNode;
  /** Controls after the title. */
  beside?: ReactNode;
  /** Buttons at the right end. */
  actions?: ReactNode;
  /** The label of the back button. */
  backLabel?: string;
  testId?: string;
  onBack: () => void;
  children: ReactNode;
}

export function Page(props: PageProps) {
  const { title, about, beside, actions, backLabel = "Back to the events", testId, onBack, children } = props;
  useAction("back", onBack);
  return (
    <Stack as="section" full ground="pane" aria-label={title} data-pane="" data-testid={testId}>
      <Bar back line>
        <Button icon="back" look="bare" label={backLabel} onClick={onBack} />
        <Text as="h1" strong>
          {title}
        </Text>
        <Text tone="soft" truncate>
          {about}
        </Text>
        {beside}
        {actions !== undefined && <Spacer />}
        {actions}
      </Bar>
      {children}
    </Stack>
  );
}
