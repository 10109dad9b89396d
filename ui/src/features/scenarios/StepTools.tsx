// The buttons to add, duplicate, move and remove steps.
import { Bar } from "@/components/Bar";
import { Button } from "@/components/Button";
import { Spacer } from "@/components/Stack";
import { stepCount } from "./labels";
import type { StepList } from "./useStepList";

export function StepTools({ list }: { list: StepList }) {
  const { steps, step, here } = list;
  return (
    <Bar gap="half" line>
      <b>{stepCount(steps.length)}</b>
      <Spacer />
      <Button size="small" icon="plus" label="Add step" onClick={list.add} />
      <Button
        size="small"
        icon="copy"
        label="Duplicate step"
        disabled={step === undefined}
        onClick={list.duplicate}
      />
      <Button
        size="small"
        icon="up"
        label="Move step up"
        disabled={here <= 0}
        onClick={() => list.move(-1)}
      />
      <Button
        size="small"
        icon="lower"
        label="Move step down"
        disabled={here >= steps.length - 1}
        onClick={() => list.move(1)}
      />
      <Button
        size="small"
        icon="trash"
        label="Remove step"
        disabled={steps.length < 2}
        onClick={list.remove}
      />
    </Bar>
  );
}
