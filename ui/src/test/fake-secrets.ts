// The secrets of the fake backend.
import type { Scheme, SecretView } from "@/ipc/types";
import { type Handlers, reject } from "./handlers";

export class FakeSecrets {
  private readonly kept = new Map<number, string>();
  private next = 10;

  constructor(public list: SecretView[]) {}

  readonly handlers = {
    secrets: () => [...this.list],
    add_secret: ({ name, scheme, secret }) => this.add(name, scheme, secret),
    remove_secret: ({ id }) => {
      this.list = this.list.filter((secret) => secret.id !== id);
      return null;
    },
    show_secret: ({ id }) => this.kept.get(id) ?? "s3cret of before",
  } satisfies Partial<Handlers>;

  private add(name: string, scheme: Scheme, secret: string): SecretView | Promise<never> {
    if (this.list.some((known) => known.name === name))
      return reject("invalid_input", `A secret is called “${name}” already. Choose another name.`);
    const made: SecretView = { id: this.next, name, scheme, place: "keychain", problem: null };
    this.kept.set(this.next, secret);
    this.next += 1;
    this.list = [...this.list, made];
    return made;
  }
}
