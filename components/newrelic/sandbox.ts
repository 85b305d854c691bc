import type { SandboxAccount } from "../sandbox.ts";

export const sandbox: SandboxAccount = {
  config: { "newrelic:accountId": "1234567", "newrelic:region": "EU" },
  secrets: { "newrelic:apiKey": "" },
};
