// Setup steps for Authgear: the hook configuration, and a field for the signing secret.
import { AuthgearKey } from "@/lib/secrets/AuthgearKey";
import { Card } from "./Card";
import { Snippet } from "./Snippet";

export function AuthgearCard({ address }: { address: string }) {
  const url = `${address}/authgear`;
  const yaml = [
    "hook:",
    "  blocking_handlers:",
    "    - event: user.pre_create",
    `      url: ${url}`,
    "  non_blocking_handlers:",
    '    - events: ["*"]',
    `      url: ${url}`,
  ];
  return (
    <Card icon="user" sender="authgear" title="From Authgear" about="signed with HMAC-SHA256">
      <li>
        <p>
          Add the address to <code>authgear.yaml</code>, or in the portal under Webhooks.
        </p>
        <Snippet text={`${yaml.join("\n")}\n`} label="Copy the handlers" />
      </li>
      <li>
        <p>Paste the webhook signing key here to check signatures.</p>
        <AuthgearKey />
      </li>
    </Card>
  );
}
