// The steps view of a scenario: the steps in order, and the editor of the selected step.
import { Icon } from "@/components/Icon";
import { ListBox, Option } from "@/components/ListBox";
import { SidePane } from "@/components/SidePane";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import { UntrustedText } from "@/components/UntrustedText";
import type { ScenarioForm, ScenarioFormError, StepForm } from "@/ipc/types";
import { expectationText, stepName } from "./labels";
import styles from "./Scenarios.module.css";
import { StepEditor } from "./StepEditor";
import { StepTools } from "./StepTools";
import { type StepList, useStepList } from "./useStepList";

interface StepsProps {
  form: ScenarioForm;
  mistake: ScenarioFormError | null;
  onChange: (form: ScenarioForm) => void;
}

const idOf = (index: number) => `step-${index}`;

export function Steps({ form, mistake, onChange }: StepsProps) {
  const list = useStepList(form.steps, (steps) => onChange({ ...form, steps }));
  const { step, here, moves } = list;
  return (
    <SidePane
      name="steps"
      width={{ wide: 224, narrow: 188 }}
      min={160}
      max={420}
      divider="Width of the step list"
      mainMin={240}
      side={
        <Stack full>
          <div className={styles.about}>
            <TextField
              label="Name"
              value={form.name}
              invalid={mistake?.pointer === "/name" && mistake.step === null}
              onChange={(name) => onChange({ ...form, name })}
            />
            <TextField
              label="Description"
              value={form.about}
              onChange={(about) => onChange({ ...form, about })}
            />
          </div>
          <StepTools list={list} />
          <StepRows list={list} wrong={mistake?.step ?? null} />
        </Stack>
      }
    >
      {step !== undefined && (
        <StepEditor
          key={`${here} ${moves}`}
          step={step}
          number={here + 1}
          wrong={mistake?.step === here + 1 ? mistake.pointer : null}
          onChange={list.change}
        />
      )}
    </SidePane>
  );
}

/** `wrong` is the number of the step with a mistake. */
function StepRows({ list, wrong }: { list: StepList; wrong: number | null }) {
  const { steps, here, choose, move } = list;
  return (
    <ListBox
      label="Steps"
      count={steps.length}
      current={here}
      idOf={idOf}
      altKeys
      onKey={({ altKey, key }) => {
        const by = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
        if (!altKey || by === 0) return false;
        move(by);
        return true;
      }}
      onMove={choose}
    >
      {steps.map((one, index) => (
        <StepRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is identified by its position.
          key={index}
          step={one}
          index={index}
          selected={index === here}
          wrong={wrong === index + 1}
          onChoose={() => choose(index)}
        />
      ))}
    </ListBox>
  );
}

interface StepRowProps {
  step: StepForm;
  index: number;
  selected: boolean;
  wrong: boolean;
  onChoose: () => void;
}

function StepRow({ step, index, selected, wrong, onChoose }: StepRowProps) {
  return (
    <Option id={idOf(index)} selected={selected} testId="step-row" className={styles.row} onChoose={onChoose}>
      <b>
        {wrong && (
          <Text tone="bad">
            <Icon name="warn" />
          </Text>
        )}
        {index + 1}. <UntrustedText text={stepName(step)} />
      </b>
      <span>
        {step.pause_ms > 0 && `after ${step.pause_ms} ms · `}
        <UntrustedText text={expectationText(step)} />
      </span>
    </Option>
  );
}
