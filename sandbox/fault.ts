/** Why a sandbox cannot be used as it is: one sentence with its remediation. Nothing in it is real, so it may always be removed. */
export class SandboxFault extends Error {
  constructor(what: string, remediation: string) {
    super(`${what}: ${remediation}`);
    this.name = "SandboxFault";
  }
}

/** A refusal of the engine, shortened to what it says last. */
export function engineFault(command: string, said: string, folder: string): SandboxFault {
  const why = said.trim().split("\n").slice(-3).join(" ").replaceAll(/\s+/g, " ").slice(0, 400);
  if (/currently locked/.test(said)) return new SandboxFault(`another run is at work in ${folder}`, "wait for its end, and run this again");
  return new SandboxFault(`pulumi ${command} failed (${why})`, `if it stays so, remove ${folder}`);
}
