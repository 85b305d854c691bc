/** A file as it is to be; `before` is absent where there is none yet. */
export interface Formatted {
  readonly file: string;
  readonly before?: string;
  readonly after: string;
}

/** Why no file is written, as lines; `code` is the exit code. */
export interface Unformatted {
  readonly code: 1 | 2;
  readonly lines: readonly string[];
}
