// An error boundary around a pane. The rest of the window keeps working, and the pane shows the
// error.
import { Component, type ErrorInfo, type ReactNode } from "react";
import { Button } from "./Button";
import { CopyButton } from "./CopyButton";
import { Note } from "./Note";
import styles from "./PaneBoundary.module.css";
import { UntrustedText } from "./UntrustedText";

interface PaneBoundaryProps {
  /** The name of the pane, such as `Payload`. */
  name: string;
  /** The id of the event that the pane shows. */
  event?: number | null;
  /** Renders the raw bytes of the event as a fallback. */
  raw?: () => ReactNode;
  /** A new value clears the error, because the pane then shows other content. */
  resetKey?: unknown;
  children: ReactNode;
}

interface Failure {
  error: unknown;
  /** The component stack of the error. */
  trace: string;
}

interface PaneBoundaryState {
  failure: Failure | null;
  showsRaw: boolean;
  resetKey: unknown;
}

const sentenceOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

export class PaneBoundary extends Component<PaneBoundaryProps, PaneBoundaryState> {
  override state: PaneBoundaryState = { failure: null, showsRaw: false, resetKey: this.props.resetKey };

  static getDerivedStateFromProps(
    { resetKey }: PaneBoundaryProps,
    state: PaneBoundaryState,
  ): Partial<PaneBoundaryState> | null {
    return resetKey === state.resetKey ? null : { failure: null, showsRaw: false, resetKey };
  }

  static getDerivedStateFromError(error: unknown): Partial<PaneBoundaryState> {
    return { failure: { error, trace: "" } };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    this.setState({ failure: { error, trace: info.componentStack ?? "" } });
  }

  private details({ error, trace }: Failure): string {
    const { name, event } = this.props;
    const lines = [`Pane: ${name}`];
    if (event != null) lines.push(`Event: ${event}`);
    lines.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    if (trace !== "") lines.push(`Components:${trace}`);
    return lines.join("\n");
  }

  override render(): ReactNode {
    const { name, event, raw, children } = this.props;
    const { failure, showsRaw } = this.state;
    if (failure === null) return children;
    if (showsRaw && raw !== undefined)
      return (
        <PaneBoundary name="Raw" {...(event === undefined ? {} : { event })}>
          {raw()}
        </PaneBoundary>
      );
    return (
      <div className={styles.pane}>
        <Note
          tone="bad"
          alert
          title={event == null ? `${name} cannot be shown` : `${name} of event ${event} cannot be shown`}
          actions={
            <>
              <Button onClick={() => this.setState({ failure: null })}>Try again</Button>
              {raw !== undefined && (
                <Button onClick={() => this.setState({ showsRaw: true })}>Show raw</Button>
              )}
              <CopyButton text={this.details(failure)}>Copy details</CopyButton>
            </>
          }
        >
          An error in Hookglass stopped this pane. The rest of the window still works, and stored data is not
          affected. <UntrustedText text={sentenceOf(failure.error)} />
        </Note>
      </div>
    );
  }
}
