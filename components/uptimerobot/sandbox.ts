import type { SandboxAccount } from "../sandbox-account.ts";

export const sandbox: SandboxAccount = { secrets: { "uptimerobot:apiKey": "" } };
