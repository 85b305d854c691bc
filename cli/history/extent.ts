import type { Extent, Series, Taker } from "./archive.ts";
import { type Selected, Wanted } from "./needs.ts";

/** Finds the stretch in which there are samples of what is needed; keeps no sample. */
export class ExtentTaker implements Taker {
  private readonly wanted: Wanted;
  private from = Number.POSITIVE_INFINITY;
  private to = Number.NEGATIVE_INFINITY;
  private readonly all: Series = {
    add: (at) => {
      this.from = Math.min(this.from, at / 1000);
      this.to = Math.max(this.to, at / 1000);
    },
    gone: () => {},
  };

  constructor(needs: readonly Selected[]) {
    this.wanted = new Wanted(needs);
  }

  wants(name: string): boolean {
    return this.wanted.has(name);
  }

  series(name: string, labels: ReadonlyMap<string, string>): Series | undefined {
    return this.wanted.takes(name, labels) ? this.all : undefined;
  }

  extent(): Extent | undefined {
    return this.from <= this.to ? { from: this.from, to: this.to } : undefined;
  }
}
