// The sample of a type, to be read and copied.
import { useRef } from "react";
import { useAction } from "@/actions/Actions";
import { CodeView } from "@/components/CodeView";
import { CopyButton } from "@/components/CopyButton";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { useSample } from "@/lib/catalog/useCatalog";
import styles from "./TypeDetail.module.css";

export function SampleText({ name }: { name: string }) {
  const { data, error, refetch } = useSample(name);
  const copy = useRef<HTMLSpanElement>(null);
  useAction("copySample", data === undefined ? null : () => copy.current?.querySelector("button")?.click());
  return (
    <section aria-label="Sample">
      <div className={styles.section}>
        <h2>Sample</h2>
        {data !== undefined && (
          <span ref={copy}>
            <CopyButton text={data} size="small">
              Copy
            </CopyButton>
          </span>
        )}
      </div>
      <div className={styles.sample}>
        {error !== null ? (
          <TroubleNote error={error} retry={() => void refetch()} />
        ) : data === undefined ? (
          <Skeleton lines={6} label="Loading the sample" />
        ) : (
          <CodeView text={data} json label={`Sample of ${name}`} grows testId="sample-text" />
        )}
      </div>
    </section>
  );
}
