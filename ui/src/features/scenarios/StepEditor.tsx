// Edits one step: its request, what is generated on send, and the expected answer.
import { ScrollArea } from "@/components/ScrollArea";
import { Stack } from "@/components/Stack";
import type { StepForm } from "@/ipc/types";
import { SigningField } from "@/lib/scenarios/SigningField";
import { GeneratedFields } from "@/lib/sending/GeneratedFields";
import { BodyEdits } from "./BodyEdits";
import { ExpectedFields } from "./ExpectedFields";
import { RequestFields } from "./RequestFields";
import styles from "./StepEditor.module.css";

export interface StepEditorProps {
  step: StepForm;
  number: number;
  /** The JSON Pointer of a mistake in the step; null without one. */
  wrong: string | null;
  onChange: (part: Partial<StepForm>) => void;
}

/** The props of each group of fields. */
export interface StepFieldsProps {
  step: StepForm;
  isWrong: (pointer: string) => boolean;
  onChange: (part: Partial<StepForm>) => void;
}

export function StepEditor({ step, number, wrong, onChange }: StepEditorProps) {
  const isWrong = (pointer: string) => wrong?.startsWith(pointer) === true;
  return (
    <ScrollArea label={`Step ${number}`}>
      <div className={styles.step} data-testid="step-editor">
        <RequestFields step={step} number={number} isWrong={isWrong} onChange={onChange} />
        <BodyEdits edits={step.edits} isWrong={isWrong} onChange={(edits) => onChange({ edits })} />
        <fieldset className={styles.group}>
          <legend>Generated on send</legend>
          <Stack row wrap gap="4" gapY="1h">
            <GeneratedFields value={step.fresh} onChange={(fresh) => onChange({ fresh })} />
          </Stack>
          <SigningField
            value={step.signing}
            invalid={isWrong("/sign")}
            onChange={(signing) => onChange({ signing })}
          />
        </fieldset>
        <ExpectedFields step={step} isWrong={isWrong} onChange={onChange} />
      </div>
    </ScrollArea>
  );
}
