/** One line of a metrics endpoint. */
export interface Sample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** What an endpoint says of a family of samples. */
export interface Declaration {
  /** as written: counter, gauge, histogram, summary, untyped, unknown, … */
  kind?: string;
  unit?: string;
}

/** What a metrics endpoint answered. */
export interface Exposition {
  readonly openMetrics: boolean;
  /** by name of the family, as the endpoint writes it */
  readonly declarations: ReadonlyMap<string, Readonly<Declaration>>;
  /** by name of the sample */
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
}

/** The text is not what a metrics endpoint answers. */
export class NotAnExposition extends Error {
  /** counted from 1 */
  readonly line: number;
  constructor(line: number, fault: string) {
    super(`line ${line}: ${fault}`);
    this.name = "NotAnExposition";
    this.line = line;
  }
}
