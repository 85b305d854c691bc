/** Where a verb writes. */
export interface Io {
  /** the answer */
  readonly write: (text: string) => void;
  /** progress, and what is wrong with the command itself */
  readonly log: (text: string) => void;
  /** the width of the terminal, if the answer goes to one */
  readonly columns: () => { readonly width?: number };
}

/** The options that most verbs have, as commander hands them over. */
export interface CatalogArguments {
  readonly catalog: string;
  readonly env: string;
}
