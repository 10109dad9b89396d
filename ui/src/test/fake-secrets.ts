// Signing secrets for the fake backend.
import type { Scheme, SecretView } from "@/ipc/types";
import { type Handlers, reject } from "./handlers";

export class FakeSecrets {
  private readonly values = new Map<number, string>();
  private next = 10;

  constructor(public list: SecretView[]) {}

  readonly handlers = {
    secrets: () => [...this.list],
    add_secret: ({ name, scheme, secret }) => this.add(name, scheme, secret),
    remove_secret: ({ id }) => {
      this.list = this.list.filter((secret) => secret.id !== id);
      return null;
    },
    show_secret: ({ id }) => this.values.get(id) ?? "stored s3cret",
  } satisfies Partial<Handlers>;

  private add(name: string, scheme: Scheme, secret: string): SecretView | Promise<never> {
    if (this.list.some((secret) => secret.name === name))
      return reject("invalid_input", `A secret named “${name}” already exists. Choose another name.`);
    const added: SecretView = { id: this.next, name, scheme, place: "keychain", problem: null };
    this.values.set(this.next, secret);
    this.next += 1;
    this.list = [...this.list, added];
    return added;
  }
}
