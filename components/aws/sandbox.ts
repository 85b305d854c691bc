import type { SandboxAccount } from "../sandbox.ts";

export const sandbox: SandboxAccount = { config: { "aws:region": "eu-central-1" } };
