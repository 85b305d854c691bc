import type { SandboxAccount } from "../sandbox.ts";

export const sandbox: SandboxAccount = { secrets: { "uptimerobot:apiKey": "" } };
