/** Why no review can be made at all; one sentence a line, each with its way out. */
export class Refusal extends Error {
  readonly lines: readonly string[];
  constructor(...lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "Refusal";
    this.lines = lines;
  }
}
