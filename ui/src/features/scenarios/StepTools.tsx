// Adds, copies, moves and removes steps.
import { Bar } from "@/components/Bar";
import { Button } from "@/components/Button";
import { Spacer } from "@/components/Stack";
import type { StepList } from "./useStepList";
import { stepsWord } from "./words";

export function StepTools({ list }: { list: StepList }) {
  const { steps, step, here } = list;
  return (
    <Bar gap="half" line>
      <b>{stepsWord(steps.length)}</b>
      <Spacer />
      <Button size="small" icon="plus" label="Add a step" onClick={list.add} />
      <Button
        size="small"
        icon="copy"
        label="Duplicate the step"
        disabled={step === undefined}
        onClick={list.duplicate}
      />
      <Button
        size="small"
        icon="up"
        label="Move the step up"
        disabled={here <= 0}
        onClick={() => list.move(-1)}
      />
      <Button
        size="small"
        icon="lower"
        label="Move the step down"
        disabled={here >= steps.length - 1}
        onClick={() => list.move(1)}
      />
      <Button
        size="small"
        icon="trash"
        label="Remove the step"
        disabled={steps.length < 2}
        onClick={list.remove}
      />
    </Bar>
  );
}
