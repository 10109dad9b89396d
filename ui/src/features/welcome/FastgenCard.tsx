// Setup steps for Fastgen: a workflow that posts system events through a tunnel.
import { Card } from "./Card";
import { Snippet } from "./Snippet";

const BODY = `{
  "event": "auth.user_signedUp",
  "param": {
    "userId": "{{$param.userId}}",
    "email": "{{$param.email}}"
  }
}`;

export function FastgenCard({ address }: { address: string }) {
  return (
    <Card icon="table" sender="fastgen" title="From Fastgen" about="through a tunnel">
      <li>
        <p>
          Open a tunnel to port {address.slice(address.lastIndexOf(":") + 1)}, because Fastgen’s cloud cannot
          reach this computer directly.
        </p>
      </li>
      <li>
        <p>
          Add a workflow for each system event, with an HTTP step that posts this body to the tunnel’s URL:
        </p>
        <Snippet text={BODY} label="Copy the body" />
      </li>
      <li>
        <p>Run the workflow once. The event appears here.</p>
      </li>
    </Card>
  );
}
