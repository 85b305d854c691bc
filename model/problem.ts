/** Where a problem stands: `line` and `column` count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * One problem of a catalog. `code` is stable and listed in `problems.ts`; `at` is the path in the catalog
 * (`hastecrm/api/slos/availability/target`); `way` says what to do, `nearest` the nearest valid name if there is one.
 */
export interface Problem {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly place: Place;
  readonly at: string;
  readonly what: string;
  readonly way: string;
  readonly nearest?: string;
}
