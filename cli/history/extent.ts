import { selects } from "../../analysis/contract/compare/matches.ts";
import type { Extent, Series, Taker } from "./archive.ts";
import type { Selected } from "./needs.ts";

/** Finds the stretch in which there are samples of what is needed; keeps no sample. */
export class ExtentTaker implements Taker {
  private readonly byName: ReadonlyMap<string, readonly Selected[]>;
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
    this.byName = Map.groupBy(needs, ({ name }) => name);
  }

  wants(name: string): boolean {
    return this.byName.has(name);
  }

  series(name: string, labels: ReadonlyMap<string, string>): Series | undefined {
    const fits = this.byName.get(name)?.some(({ where }) => where.every((matchers) => selects(matchers, labels)));
    return fits ? this.all : undefined;
  }

  extent(): Extent | undefined {
    return this.from <= this.to ? { from: this.from, to: this.to } : undefined;
  }
}
