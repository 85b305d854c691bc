import type { SandboxAccount } from "../sandbox-account.ts";

export const sandbox: SandboxAccount = { config: { "aws:region": "eu-central-1" } };
