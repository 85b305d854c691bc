/** A history that cannot be read, or whose replay would be wrong: what, where, and the remediation. */
export class CannotRead extends Error {
  override readonly name = "CannotRead";
}

/** Why a call failed, without what is only of interest to programmers. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "ENOENT") return "there is no such file";
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}
