/** What a vendor or a rendered file cannot express of a catalog. */
export interface Refusal {
  /** path in the catalog; left out where it is of the catalog as a whole */
  readonly entry?: string;
  /** one clause */
  readonly why: string;
}

/** A refusal with the name of the vendor or target whose it is; without one it is a fault of this project. */
export interface RefusalBy extends Refusal {
  readonly by?: string;
}

/** A refusal as people read it. */
export const sentenceOf = ({ by, entry, why }: RefusalBy): string =>
  [...(by === undefined ? [] : [`${by} cannot express it`]), ...(entry === undefined ? [] : [entry]), why].join(": ");
