/** Most names that are kept: a large Prometheus has a few thousand. */
const most = 20_000;

/** Names of the series of a history that nothing needs, to find what was meant by one that is not there. */
export class Names {
  private readonly seen = new Set<string>();

  add(name: string): void {
    // A part of a line holds the whole piece of text that it is cut from.
    if (this.seen.size < most && !this.seen.has(name)) this.seen.add(Buffer.from(name).toString());
  }

  all(): string[] {
    return [...this.seen].sort();
  }
}
