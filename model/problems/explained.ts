/** What a problem of one code is, whatever entry has it. */
export interface Explained {
  readonly severity: "error" | "warning";
  readonly title: string;
  /** why it is a problem, in one line */
  readonly why: string;
  /** the remediation */
  readonly way: string;
}

/** A catalog that has it is not deployed. */
export const error = (title: string, why: string, way: string): Explained => ({ severity: "error", title, why, way });
/** It is deployed, and probably not what was meant. */
export const warning = (title: string, why: string, way: string): Explained => ({ severity: "warning", title, why, way });
/** @param where the map that holds such entries */
export const unknown = (noun: string, where: string): Explained =>
  error(
    `Unknown ${noun}`,
    `A reference must name ${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun} that exists.`,
    `name ${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun} of ${where}, or add it there`,
  );
