import type { SandboxAccount } from "../sandbox.ts";

export const sandbox: SandboxAccount = {
  config: { "checkly:accountId": "8f0b5c1e-2d7a-4e39-9c44-6a1d0e7b3f25" },
  secrets: { "checkly:apiKey": "" },
};
