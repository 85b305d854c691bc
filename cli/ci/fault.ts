/** Why a step of CI could not do its work; one sentence a line, each with its way out. */
export class Fault extends Error {
  constructor(...lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "Fault";
  }
}
