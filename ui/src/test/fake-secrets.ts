// The secrets of the fake backend.
import type { Problem, Scheme, SecretView } from "@/ipc/types";

export class FakeSecrets {
  private readonly kept = new Map<number, string>();
  private next = 10;

  constructor(public list: SecretView[]) {}

  answer(command: string, args: Record<string, unknown>): unknown {
    const id = Number(args.id);
    switch (command) {
      case "secrets":
        return [...this.list];
      case "add_secret":
        return this.add(String(args.name), args.scheme as Scheme, String(args.secret));
      case "remove_secret":
        this.list = this.list.filter((secret) => secret.id !== id);
        return null;
      case "show_secret":
        return this.kept.get(id) ?? "s3cret of before";
      default:
        return undefined;
    }
  }

  private add(name: string, scheme: Scheme, secret: string): unknown {
    if (this.list.some((known) => known.name === name))
      return Promise.reject({
        code: "invalid_input",
        detail: `A secret is called “${name}” already. Choose another name.`,
      } satisfies Problem);
    const made: SecretView = { id: this.next, name, scheme, place: "keychain", problem: null };
    this.kept.set(this.next, secret);
    this.next += 1;
    this.list = [...this.list, made];
    return made;
  }
}
