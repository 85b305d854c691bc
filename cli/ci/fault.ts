/** Why a CI step failed; one sentence per line, each with its remediation. */
export class Fault extends Error {
  constructor(...lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "Fault";
  }
}
