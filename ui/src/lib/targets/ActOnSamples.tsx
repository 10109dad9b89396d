// The choice whether samples cause actions of this receiver. By default, they are only shown.
import { Checkbox } from "@/components/Checkbox";

interface ActOnSamplesProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
}

export const ActOnSamples = (props: ActOnSamplesProps) => (
  <Checkbox {...props} title="Targets get the samples, and rules can hold them, as with other events.">
    Forward and hold received samples
  </Checkbox>
);
